//! Warnings and alerts, and what a source says of its own completeness.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Note, PartialDateTime};

/// What a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlagKind {
    /// The patient.
    #[default]
    Alert,
    /// The source has nothing to send for a section. It never means that there is nothing.
    NotAvailable,
    /// The source sends a section that is not complete: items are withheld or still on their way.
    Incomplete,
    /// The sending system cannot send something at all.
    SourceLimit,
}

impl FlagKind {
    /// The name in JSON and in FHIR.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::NotAvailable => "not-available",
            Self::Incomplete => "incomplete",
            Self::SourceLimit => "source-limit",
        }
    }

    /// The kind of a name.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Alert, Self::NotAvailable, Self::Incomplete, Self::SourceLimit]
            .into_iter()
            .find(|kind| kind.slug() == slug)
    }

    /// Whether this is about the patient, and not about the source.
    pub const fn is_alert(&self) -> bool {
        matches!(self, Self::Alert)
    }
}

/// A warning or an alert about the patient (UK Core `Flag`), or a notice of a source about what it
/// sends.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flag {
    /// What to know.
    pub code: CodeableConcept,
    /// What it is about.
    #[serde(default, skip_serializing_if = "FlagKind::is_alert")]
    pub kind: FlagKind,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDateTime>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDateTime>,
    /// What the source said with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}
