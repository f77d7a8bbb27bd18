//! What feeds say about consent: kept, dated, shown, and never taken for the person's own choice.

use serde::{Deserialize, Serialize};

use super::{PartialDateTime, SourceLocation};

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// ZU8-2, and codes in a practice's record about a local shared record: whether the detailed
    /// record is shared.
    ShareDetailedRecord,
    /// ZU8-3, and codes such as 9Ndo: consent to store a Summary Care Record.
    SummaryCareRecord,
    /// ZU8-4, PDS: whereabouts to be hidden.
    LocationHiding,
    /// PV1-16, PD1-12: an indicator that the person is sensitive.
    Sensitive,
    /// Codes about sharing with a third party that the person named.
    ShareWithThirdParty,
    /// Codes about the use of a practice's record for anything but care (Type 1).
    UseBeyondCare,
    /// GP Connect: the practice answered that the person does not consent (`NO_PATIENT_CONSENT`).
    GpConnect,
}

impl SignalKind {
    /// Its name in JSON and in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ShareDetailedRecord => "share-detailed-record",
            Self::SummaryCareRecord => "summary-care-record",
            Self::LocationHiding => "location-hiding",
            Self::Sensitive => "sensitive",
            Self::ShareWithThirdParty => "share-with-third-party",
            Self::UseBeyondCare => "use-beyond-care",
            Self::GpConnect => "gp-connect",
        }
    }

    /// Whether it is about sharing the record of which this is one.
    pub const fn is_about_this_record(self) -> bool {
        matches!(self, Self::ShareDetailedRecord | Self::GpConnect)
    }
}

/// Which way a signal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The person agrees, says the source; of whereabouts, that nothing hides them.
    Consents,
    /// The person does not, says the source; of whereabouts, that they are to be hidden.
    Dissents,
    /// The source does not know, or says something that is not understood.
    Unknown,
}

/// A consent signal in a feed (HL7 UK A.3 ZU8, PDS, Summary Care Record codes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentSignal {
    /// What it is about.
    pub kind: SignalKind,
    /// What it says, as sent.
    pub value: String,
    /// When the source said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<PartialDateTime>,
    /// Where in the message.
    pub location: SourceLocation,
}

impl ConsentSignal {
    /// Which way it points, by the values of its field.
    pub fn stance(&self) -> Stance {
        let value = self.value.trim().to_ascii_lowercase();
        match (self.kind, value.as_str()) {
            (SignalKind::ShareDetailedRecord, "1")
            | (SignalKind::SummaryCareRecord, "yes" | "y")
            | (SignalKind::LocationHiding, "0") => Stance::Consents,
            // Of hiding, a code that is not known was sent for a reason.
            (SignalKind::ShareDetailedRecord, "2")
            | (SignalKind::SummaryCareRecord, "no" | "n")
            | (SignalKind::LocationHiding | SignalKind::Sensitive | SignalKind::GpConnect, _) => Stance::Dissents,
            _ => Stance::Unknown,
        }
    }
}
