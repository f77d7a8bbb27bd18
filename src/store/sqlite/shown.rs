//! What of a record's entries is shown around them: sections with their counts and notices, the topics
//! of consultations, the summary.

use rusqlite::Connection;

use super::entries::{self, EntryHead, Lens};
use super::patients::StoredPatient;
use super::summary;
use crate::record::{Resource, Section, Standing};
use crate::store::view::{EntryView, NamedEntry, SectionView, SummaryPart, TopicView};
use crate::store::{RecordQuery, StoreError};

/// A record while it is shown: of whom, and through what.
pub(super) struct Shown<'a> {
    pub(super) connection: &'a Connection,
    pub(super) stored: &'a [StoredPatient],
    pub(super) lens: Lens<'a>,
}

impl Shown<'_> {
    /// One entry, standing where its place in the view has it.
    pub(super) fn entry(&self, head: &EntryHead) -> Result<Option<EntryView>, StoreError> {
        let view = entries::view(
            self.connection,
            (head.patient, &self.stored[head.patient]),
            (&head.key, head.version),
            self.lens,
        )?;
        Ok(view.map(|view| EntryView { standing: head.shelf.standing, ..view }))
    }

    /// The sections that have anything, counted; with their notices where they are wanted.
    pub(super) fn sections(&self, heads: &[EntryHead], query: &RecordQuery) -> Result<Vec<SectionView>, StoreError> {
        let mut sections: Vec<SectionView> = Section::ALL.into_iter().map(SectionView::empty).collect();
        for head in heads {
            let Some(section) = sections.iter_mut().find(|section| section.section == head.section) else { continue };
            section.total += usize::from(head.shelf.standing != Standing::Notice);
            match head.shelf.standing {
                Standing::Item => section.listed += 1,
                Standing::Related => section.related += 1,
                Standing::Notice if query.sections.is_empty() || query.sections.contains(&head.section) => {
                    section.notices.extend(self.entry(head)?);
                }
                Standing::Part | Standing::Notice => {}
            }
        }
        sections.retain(|section| section.total > 0 || !section.notices.is_empty());
        Ok(sections)
    }

    /// The topics of a consultation, with what stands under each, as far as it may be seen.
    pub(super) fn topics(
        &self,
        view: &EntryView,
        patient: usize,
        heads: &[EntryHead],
    ) -> Result<Vec<TopicView>, StoreError> {
        let Some(Resource::Encounter(encounter)) = &view.resource else { return Ok(Vec::new()) };
        let mut topics = Vec::with_capacity(encounter.parts.len());
        for part in &encounter.parts {
            let mut entries = Vec::new();
            for key in &part.members {
                let head = heads.iter().find(|head| head.patient == patient && head.key == *key);
                let Some(head) = head else { continue };
                entries.extend(self.entry(head)?.map(|entry| NamedEntry {
                    id: entry.id,
                    label: entry.label,
                    value: entry.value,
                }));
            }
            topics.push(TopicView {
                topic: part.topic.clone(),
                category: part.category.clone(),
                missing: part.members.len() - entries.len(),
                entries,
                notes: part.notes.clone(),
            });
        }
        Ok(topics)
    }

    /// What to know first.
    pub(super) fn summary(&self, heads: &[EntryHead], now: i64) -> Result<Vec<SummaryPart>, StoreError> {
        let mut parts = Vec::new();
        for (title, total, places) in summary::parts(heads, now) {
            let mut entries = Vec::with_capacity(places.len());
            for place in places {
                entries.extend(self.entry(&heads[place])?);
            }
            parts.push(SummaryPart { title, total, entries });
        }
        Ok(parts)
    }
}
