//! What must be done because of a decision.

use serde::{Deserialize, Serialize, Serializer};

/// What must be done because of a decision, besides the audit event that every decision has.
///
/// With an outcome that only demands something (to break the glass, to claim, to ask) nothing has
/// happened yet: they say what will follow, so that the user can be told before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// Write the event as an emergency override (DCM 110127).
    RecordEmergencyOverride,
    /// Tell the privacy officer.
    TellPrivacyOfficer,
    /// Tell the safeguarding lead.
    TellSafeguardingLead,
    /// The view closes after the time that the policy sets for it.
    TimeBox,
    /// The alert is closed by somebody other than the one who caused it.
    ReviewByAnother,
    /// Hide that the record exists.
    HideExistence,
    /// Sampled review by a second person.
    SampledReview,
    /// The overlay ends soon, or has no end and needs a review date.
    WarnNearEnd,
    /// Offer to record what the person said as a standing choice.
    OfferStandingChoice,
    /// Clinical text is masked until a need is stated, item by item.
    MaskClinicalText,
    /// Only technical data (structure, provenance, message ids) may show, and no need unmasks the rest.
    TechnicalDataOnly,
    /// The report is redacted by rule: third parties, safeguarding.
    Redact,
    /// Tell operations: the store cannot be trusted to decide.
    AlertOperations,
    /// Tell the privacy officer of somebody who looks at themselves, their household or a colleague.
    PrivacyAlert,
    /// Keep the claimed relationship with its reason and its time.
    RecordClaim,
    /// Only what the user's own organisation sent may show.
    OwnItemsOnly,
}

impl Obligation {
    /// Every obligation, in the order in which they are listed.
    pub const ALL: [Self; 16] = [
        Self::RecordEmergencyOverride,
        Self::TellPrivacyOfficer,
        Self::TellSafeguardingLead,
        Self::TimeBox,
        Self::ReviewByAnother,
        Self::HideExistence,
        Self::SampledReview,
        Self::WarnNearEnd,
        Self::OfferStandingChoice,
        Self::MaskClinicalText,
        Self::TechnicalDataOnly,
        Self::Redact,
        Self::AlertOperations,
        Self::PrivacyAlert,
        Self::RecordClaim,
        Self::OwnItemsOnly,
    ];

    /// What it asks for, in one sentence for a person.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::RecordEmergencyOverride => "the event is written as an emergency override",
            Self::TellPrivacyOfficer => "the privacy officer is told",
            Self::TellSafeguardingLead => "the safeguarding lead is told",
            Self::TimeBox => "the view closes after a set time",
            Self::ReviewByAnother => "somebody else than whoever caused it closes the alert",
            Self::HideExistence => "that the record exists is not told",
            Self::SampledReview => "a second person reviews a sample of such views",
            Self::WarnNearEnd => "what the person agreed to ends soon, or has no end and needs a review",
            Self::OfferStandingChoice => "the person is offered to have a standing choice recorded",
            Self::MaskClinicalText => "clinical text is masked until a need is stated",
            Self::TechnicalDataOnly => "only technical data shows",
            Self::Redact => "the report is redacted by rule",
            Self::AlertOperations => "operations are told",
            Self::PrivacyAlert => "the privacy officer is told of somebody who is close to the person",
            Self::RecordClaim => "the claimed relationship is kept with its reason and its time",
            Self::OwnItemsOnly => "only what the user's own organisation sent shows",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Several obligations: a small set that is copied, not allocated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Obligations(u16);

impl Obligations {
    /// None.
    pub const NONE: Self = Self(0);

    /// The set of these.
    pub const fn of(list: &[Obligation]) -> Self {
        let (mut set, mut index) = (0, 0);
        while index < list.len() {
            set |= list[index].bit();
            index += 1;
        }
        Self(set)
    }

    /// The set with one more.
    #[must_use]
    pub const fn and(self, obligation: Obligation) -> Self {
        Self(self.0 | obligation.bit())
    }

    /// Whether it is among them.
    pub const fn contains(self, obligation: &Obligation) -> bool {
        self.0 & obligation.bit() != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`Obligation::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Obligation> {
        Obligation::ALL.into_iter().filter(move |obligation| self.contains(obligation))
    }
}

impl Serialize for Obligations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
