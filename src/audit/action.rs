//! What was done, and how it ended.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// People were searched for.
    Search,
    /// A record was asked for and, where permitted, opened.
    View,
    /// A view under broken glass (DCM 110127).
    EmergencyView,
    /// One masked item was unmasked for a stated need.
    Unmask,
    /// A record left as a file.
    Export,
    /// A work list (conflicts, dead letters) was opened.
    WorkList,
    /// A wire message was taken in.
    Ingest,
    /// Two source records were linked, or a link was undone.
    Link,
    /// A person's choice was recorded.
    Consent,
    /// An administrative act: a store made, backed up, restored; a user registered.
    Administration,
    /// The audit itself was read (DCM 110101).
    AuditRead,
    /// Events that other systems recorded were taken in.
    AuditImport,
    /// An event was erased: its hash stays.
    Erasure,
}

impl Action {
    /// Every action, so that a caller can list them.
    pub const ALL: [Self; 13] = [
        Self::Search,
        Self::View,
        Self::EmergencyView,
        Self::Unmask,
        Self::Export,
        Self::WorkList,
        Self::Ingest,
        Self::Link,
        Self::Consent,
        Self::Administration,
        Self::AuditRead,
        Self::AuditImport,
        Self::Erasure,
    ];

    /// Its name, as it is stored and as a filter names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::View => "view",
            Self::EmergencyView => "emergency-view",
            Self::Unmask => "unmask",
            Self::Export => "export",
            Self::WorkList => "work-list",
            Self::Ingest => "ingest",
            Self::Link => "link",
            Self::Consent => "consent",
            Self::Administration => "administration",
            Self::AuditRead => "audit-read",
            Self::AuditImport => "audit-import",
            Self::Erasure => "erasure",
        }
    }

    /// The action of a name.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How it ended (FHIR R4 `AuditEventOutcome`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventOutcome {
    /// 0: done, or permitted.
    Success,
    /// 4: could not be done.
    MinorFailure,
    /// 8: refused.
    SeriousFailure,
}

impl EventOutcome {
    /// Its code in FHIR R4 and DICOM PS3.15.
    pub const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::MinorFailure => 4,
            Self::SeriousFailure => 8,
        }
    }

    /// The outcome of a code. 12, a major failure, is a serious one here.
    pub const fn of_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Success),
            4 => Some(Self::MinorFailure),
            8 | 12 => Some(Self::SeriousFailure),
            _ => None,
        }
    }

    /// Its name, as a filter names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Success => "done",
            Self::MinorFailure => "failed",
            Self::SeriousFailure => "refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_the_one_that_is_stored() {
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.word());
            assert_eq!(Action::of_word(action.word()), Some(action));
        }
    }
}
