//! One entry as a view shows it.

use serde::Serialize;

use crate::coding::{Mark, Marker};
use crate::record::{EntryState, PartialDateTime, Provenance, Resource, Section, SourceCoding, SourceLocation};

/// One entry of a record, filtered and masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    /// The entry's stable name.
    pub id: String,
    /// The source's key for the fact, by which entries of one source name each other.
    #[serde(skip)]
    pub key: String,
    /// The section.
    pub section: Section,
    /// The FHIR R4 name of the resource.
    pub kind: &'static str,
    /// Which version this is, from 1.
    pub version: u32,
    /// What became of it.
    pub state: EntryState,
    /// When it was true, or began to be.
    pub time: Option<PartialDateTime>,
    /// What to call it; `‹hidden›` where masked.
    pub label: String,
    /// Its value in a line.
    pub value: String,
    /// Whether a reader should be warned of the value.
    pub abnormal: bool,
    /// Whether the clinical text is hidden.
    pub masked: bool,
    /// The stable name of the report that this belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The organisation's name.
    pub organisation_name: String,
    /// What it says; absent where masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<Resource>,
    /// The source's own words; empty where masked.
    pub source: SourceCoding,
    /// Where it came from.
    pub provenance: Provenance,
    /// Other messages that said the same again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeated_in: Vec<(crate::record::MessageId, SourceLocation)>,
    /// What stands beside it while it is shown; the store keeps nothing of it.
    #[serde(rename = "terminology", skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

impl EntryView {
    /// Puts the term of its code and its sensitivity beside it, unless it is masked.
    pub fn set_mark(&mut self, marker: &Marker) {
        self.mark = self.resource.as_ref().filter(|_| !self.masked).and_then(|resource| marker.mark(resource));
    }
}
