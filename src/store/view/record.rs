//! A record as a view shows it.

use jiff::Timestamp;
use serde::Serialize;

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
    /// How many entries the section has in this view, on all pages.
    pub total: usize,
    /// The entries of this page.
    pub entries: Vec<EntryView>,
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
    /// The sections that have entries, in the order shown. On a timeline it is empty but for the
    /// counts.
    pub sections: Vec<SectionView>,
    /// All entries on one timeline, newest first, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<EntryView>,
}

impl RecordView {
    /// Every entry of the view.
    pub fn entries(&self) -> impl Iterator<Item = &EntryView> {
        self.timeline.iter().chain(self.sections.iter().flat_map(|section| &section.entries))
    }

    /// Puts terms and sensitivity beside its entries, and names the releases that they come from.
    pub fn set_marks(&mut self, marker: &Marker) {
        self.terms_of = marker.releases();
        let sections = self.sections.iter_mut().flat_map(|section| &mut section.entries);
        self.timeline.iter_mut().chain(sections).for_each(|entry| entry.set_mark(marker));
    }
}
