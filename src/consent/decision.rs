//! The answer of the decision table, with what it obliges to and how it was reached.

use serde::{Deserialize, Serialize};

/// The row of the decision table that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Row(
    /// The row's number as the specification gives it, such as `3` or `2a`.
    pub &'static str,
);

/// What follows for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The record may be seen.
    Permit,
    /// It may not.
    Deny,
    /// It may be seen once the glass is broken, with a coded reason and text.
    BreakGlassRequired,
    /// The person must be asked first.
    AskConsent,
    /// It may be seen once a legitimate relationship is claimed, with a coded reason.
    ClaimRequired,
}

/// What must be done because of a decision, besides the audit event that every decision has.
///
/// With [`Outcome::BreakGlassRequired`] nothing has happened yet: they say what will follow once
/// the glass is broken, so that the user can be told before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// Write the event as an emergency override (DCM 110127).
    RecordEmergencyOverride,
    /// Tell the privacy officer.
    TellPrivacyOfficer,
    /// The view closes after 60 minutes.
    TimeBox,
    /// The alert is closed by somebody other than the one who caused it.
    ReviewByAnother,
    /// Tell the safeguarding lead.
    TellSafeguardingLead,
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
    /// Keep the claimed relationship with its reason and its time, and tell the privacy officer.
    RecordClaim,
    /// Only what the user's own organisation sent may show.
    OwnItemsOnly,
}

/// The decision: outcome, obligations, the row that decided, and the rows tried before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// What follows.
    pub outcome: Outcome,
    /// The row that decided.
    pub row: Row,
    /// One sentence for a person.
    pub reason: String,
    /// What must be done.
    pub obligations: Vec<Obligation>,
    /// Each row tried, in order, and why it did not apply; the last is the one that decided.
    pub trace: Vec<(Row, String)>,
}
