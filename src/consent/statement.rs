//! A statement: what was chosen, who said so, for whom, and what shows it.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ChoiceStatement, Overlay, OverlayChoice, Standing, StandingChoice};

/// What a person, or somebody who may speak for them, said about who may see the record, and how it
/// is known.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Statement {
    /// What was said, and when it was true.
    pub choice: ChoiceStatement,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Performer::is_patient")]
    pub performer: Performer,
    /// Who took it down: an organisation's ODS code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// What shows it, such as the reference of a signed form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// Why, in the person's own words or the administrator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Who said it (FHIR R4 `Consent.performer`).
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Performer {
    /// The person whose record it is.
    #[default]
    Patient,
    /// Somebody who may speak for the person.
    Proxy(Proxy),
}

/// Somebody who may speak for a person (FHIR R4 `RelatedPerson`). Their statement needs evidence.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Proxy {
    /// What allows them to.
    pub authority: ProxyAuthority,
    /// What they are to the person, such as `mother`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What allows somebody to speak for a person, in the law of England and Wales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyAuthority {
    /// Parental responsibility for a child (Children Act 1989).
    ParentalResponsibility,
    /// A registered lasting power of attorney for health and welfare (Mental Capacity Act 2005).
    LastingPowerOfAttorney,
    /// A deputy for health and welfare, appointed by the Court of Protection.
    CourtAppointedDeputy,
}

impl ProxyAuthority {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::ParentalResponsibility, Self::LastingPowerOfAttorney, Self::CourtAppointedDeputy];

    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ParentalResponsibility => "parental-responsibility",
            Self::LastingPowerOfAttorney => "lasting-power-of-attorney",
            Self::CourtAppointedDeputy => "court-appointed-deputy",
        }
    }
}

impl Performer {
    /// Whether it is the person whose record it is.
    pub const fn is_patient(&self) -> bool {
        matches!(self, Self::Patient)
    }

    /// The word in files and output.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Proxy(proxy) => proxy.authority.word(),
        }
    }
}

impl Statement {
    /// Why it cannot be taken in, whoever brings it: it lies in the future, its window is empty, or a
    /// proxy shows nothing that allows it.
    pub fn problem(&self, now: Timestamp) -> Option<&'static str> {
        if self.choice.stated() > now {
            return Some("it lies in the future: nobody can have said so yet");
        }
        if let ChoiceStatement::Overlay(overlay) = &self.choice
            && overlay.until.is_some_and(|until| until <= overlay.from)
        {
            return Some("it ends before it begins");
        }
        let proxy_without_evidence = !self.performer.is_patient() && self.evidence.is_none();
        proxy_without_evidence.then_some("a statement by a proxy needs evidence of what allows it")
    }
}

impl From<ChoiceStatement> for Statement {
    /// A statement of the person's own, with nothing beside it.
    fn from(choice: ChoiceStatement) -> Self {
        Self { choice, performer: Performer::Patient, organisation: None, evidence: None, reason: None }
    }
}

impl ChoiceStatement {
    /// The word in files and output: one of `yes-1`, `yes-2`, `yes-3`, `no-1`, `no-2`, `default` and
    /// `end-yes`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Standing(Standing { choice, .. }) => choice.word(),
            Self::Default { .. } => "default",
            Self::Overlay(Overlay { choice: OverlayChoice::Yes1 { .. }, .. }) => "yes-1",
            Self::Overlay(Overlay { choice: OverlayChoice::Yes2, .. }) => "yes-2",
            Self::EndOverlay { .. } => "end-yes",
        }
    }

    /// What it means, as the leaflet puts it.
    pub const fn meaning(&self) -> &'static str {
        match self {
            Self::Standing(Standing { choice, .. }) => choice.meaning(),
            Self::Default { .. } => "the default: opted in, asked at the point of care",
            Self::Overlay(Overlay { choice: OverlayChoice::Yes1 { .. }, .. }) => "this person only, and today only",
            Self::Overlay(Overlay { choice: OverlayChoice::Yes2, .. }) => "anyone in my care, for a set time",
            Self::EndOverlay { .. } => "the Yes of before is ended",
        }
    }
}

impl StandingChoice {
    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes3 => "yes-3",
            Self::No1 => "no-1",
            Self::No2 => "no-2",
        }
    }

    /// What it means, as the leaflet puts it.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Yes3 => "anyone involved in my care, at all times, when needed",
            Self::No1 => "only in a medical emergency or for safeguarding",
            Self::No2 => "nobody, not even in an emergency",
        }
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({} by {}, ‹rest masked›)", self.choice.word(), self.performer.word())
    }
}

impl fmt::Debug for Performer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({}, ‹masked›)", self.authority.word())
    }
}
