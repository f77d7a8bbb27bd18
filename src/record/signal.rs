//! What feeds say about consent: kept, dated, shown, and never taken for the person's own choice.

use serde::{Deserialize, Serialize};

use super::{PartialDateTime, SourceLocation};

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// ZU8-2: consent to share the detailed record.
    ShareDetailedRecord,
    /// ZU8-3: consent to store a Summary Care Record.
    SummaryCareRecord,
    /// ZU8-4, PDS: whereabouts to be hidden.
    LocationHiding,
    /// PV1-16, PD1-12: an indicator that the person is sensitive.
    Sensitive,
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
