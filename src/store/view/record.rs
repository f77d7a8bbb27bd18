//! A record as a view shows it.

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::entry::EntryView;
use super::person::PatientHit;
use crate::coding::Marker;
use crate::record::Section;
use crate::store::gate::Basis;

/// One section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// Which.
    pub section: Section,
    /// Its heading.
    pub title: &'static str,
    /// How many entries the section has in this view, on all pages; notices do not count.
    pub total: usize,
    /// How many of them count by themselves, as the lists of their sources count them: without the
    /// parts of others and without what only came along.
    pub listed: usize,
    /// How many came along with other things, parts of them aside.
    pub related: usize,
    /// What sources say of the section itself. Absence is never "no" where one of these says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<EntryView>,
    /// The entries of this page.
    pub entries: Vec<EntryView>,
}

impl SectionView {
    /// A section of which nothing is loaded.
    pub const fn empty(section: Section) -> Self {
        Self {
            section,
            title: section.title(),
            total: 0,
            listed: 0,
            related: 0,
            notices: Vec::new(),
            entries: Vec::new(),
        }
    }
}

/// A part of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryPart {
    /// Its heading.
    pub title: &'static str,
    /// How many there are, of which the first are named.
    pub total: usize,
    /// The first of them; a document names them by id, since they stand in their sections.
    #[serde(serialize_with = "ids")]
    pub entries: Vec<EntryView>,
}

fn ids<S: Serializer>(entries: &[EntryView], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries.iter().map(|entry| &entry.id))
}

/// A record, or a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordView {
    /// The version of this form.
    pub format_version: &'static str,
    /// On what the view stands.
    pub basis: Basis,
    /// Whose record.
    pub person: PatientHit,
    /// What the store knew then; absent for now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// What was true then; absent for no restriction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_at: Option<Timestamp>,
    /// The releases of terminologies whose terms are shown, by name.
    #[serde(rename = "terminology", skip_serializing_if = "Vec::is_empty")]
    pub terms_of: Vec<String>,
    /// How many entries the whole view has.
    pub total: usize,
    /// How many entries were withheld, where policy lets that be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<usize>,
    /// What to know first, where the view is of all sections from their beginning.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<SummaryPart>,
    /// The sections that have entries or notices, in the order shown. On a timeline they hold
    /// nothing but counts and notices.
    pub sections: Vec<SectionView>,
    /// All entries on one timeline, newest first, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<EntryView>,
}

impl RecordView {
    /// Every entry of the view, notices apart.
    pub fn entries(&self) -> impl Iterator<Item = &EntryView> {
        self.timeline.iter().chain(self.sections.iter().flat_map(|section| &section.entries))
    }

    /// What sources say of the sections themselves.
    pub fn notices(&self) -> impl Iterator<Item = &EntryView> {
        self.sections.iter().flat_map(|section| &section.notices)
    }

    /// Every entry and every notice, for whoever takes the view apart.
    pub fn into_entries(self) -> impl Iterator<Item = EntryView> {
        let sections = self.sections.into_iter();
        sections.flat_map(|section| section.entries.into_iter().chain(section.notices)).chain(self.timeline)
    }

    /// Puts terms and sensitivity beside its entries, and names the releases that they come from.
    pub fn set_marks(&mut self, marker: &Marker) {
        self.terms_of = marker.releases();
        let sections = self.sections.iter_mut().flat_map(|section| &mut section.entries);
        let summary = self.summary.iter_mut().flat_map(|part| &mut part.entries);
        self.timeline.iter_mut().chain(sections).chain(summary).for_each(|entry| entry.set_mark(marker));
    }
}
