//! One fact of a record, with all that explains it.

use serde::{Deserialize, Serialize};

use super::{PartialDateTime, Provenance, Resource, Section, SourceLocation};

/// What became of a fact in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryState {
    /// It stands.
    Current,
    /// A later statement replaced it; it is kept as history.
    Superseded,
    /// The source took it back (deleted, wrong, cancelled); it leaves every view.
    Withdrawn,
}

/// The source's own words for an entry, beside the normalised ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct SourceCoding {
    /// The heading under which the source sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The code as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The code system as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The text as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One fact of a record: what it says, since when it is true, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A name that stays the same through corrections and rebuilding: 16 hexadecimal digits made
    /// from the source and its key.
    pub id: String,
    /// The source's key for the fact, unique within the patient of that source.
    pub key: String,
    /// Which of its versions this is, from 1.
    pub version: u32,
    /// The section it is shown in.
    pub section: Section,
    /// What became of it.
    pub state: EntryState,
    /// When it was true, or began to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<PartialDateTime>,
    /// What it says.
    pub resource: Resource,
    /// The source's own words.
    #[serde(default)]
    pub source: SourceCoding,
    /// Where it came from.
    pub provenance: Provenance,
    /// Other messages that said the same again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeated_in: Vec<(super::MessageId, SourceLocation)>,
}
