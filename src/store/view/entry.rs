//! One entry as a view shows it.

use serde::Serialize;

use crate::coding::{Mark, Marker};
use crate::record::{
    EntryState, PartialDateTime, Provenance, Resource, Section, SourceCoding, SourceLocation, Standing, Subsection,
};

/// A topic of a consultation, or a heading within one, with the entries under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicView {
    /// The topic, often the problem that was dealt with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The heading within it, such as History or Plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The entries, in the order of the source.
    pub entries: Vec<NamedEntry>,
    /// How many entries are named that are not in the view.
    #[serde(skip_serializing_if = "is_zero")]
    pub missing: usize,
    /// What the source says of items that it does not send.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// An entry as another one names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedEntry {
    /// Its stable name.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// Its value in a line.
    pub value: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl TopicView {
    /// Topic and heading.
    pub fn heading(&self) -> String {
        [&self.topic, &self.category].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// What stands under it, in one line.
    pub fn line(&self) -> String {
        let entries = self.entries.iter().map(|entry| [entry.label.as_str(), entry.value.as_str()].join(" "));
        let entries = entries.map(|words| words.trim().to_owned());
        let missing = (self.missing > 0).then(|| format!("{} not shown", self.missing));
        entries.chain(self.notes.iter().cloned()).chain(missing).collect::<Vec<_>>().join("; ")
    }
}

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
    /// How it stands in its section: counted by itself, part of another, come along, or a notice.
    pub standing: Standing,
    /// The part of its section, where its section has parts; absent where masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsection: Option<Subsection>,
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
    /// The stable name of the entry that this belongs to: the report of a result, the medicine of an
    /// issue.
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
    /// The topics of a consultation, with the entries under each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicView>,
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
