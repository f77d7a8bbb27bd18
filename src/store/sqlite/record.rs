//! A person's record, filtered, masked, ordered and paged.

use super::disclosure::{Disclosure, Visible};
use super::entries::{self, EntryHead, Lens, StoredEntry};
use super::patients::{self, StoredPatient};
use super::shelf;
use super::shown::Shown;
use super::times::{Times, micros};
use super::whereabouts::Whereabouts;
use super::{SqliteStore, clusters};
use crate::access::Purpose;
use crate::audit::{Action, Event, EventOutcome};
use crate::record::Standing;
use crate::store::view::{EntryView, FORMAT_VERSION, Inpatient, PatientHit, PersonView, RecordView};
use crate::store::{Mask, RecordQuery, Scope, StoreError, Viewing};

impl SqliteStore {
    /// The source patients of a view, as they were linked, known and true at these times.
    pub(super) fn viewed(&self, viewing: &Viewing, times: Times) -> Result<Vec<StoredPatient>, StoreError> {
        let disclosure = Disclosure::of(self, viewing)?;
        let mut stored = self.linked_then(viewing, times)?;
        stored.retain(|stored| disclosure.allows_patient(stored));
        Ok(stored)
    }

    fn linked_then(&self, viewing: &Viewing, times: Times) -> Result<Vec<StoredPatient>, StoreError> {
        let mut everybody = viewing.patients().to_vec();
        everybody.sort_unstable();
        let Some(at) = times.as_of else { return patients::load(&self.connection, &everybody, times) };
        let start = viewing.patients().first().ok_or(StoreError::OutsideView("it holds nobody"))?;
        let linked = clusters::linked(&self.connection, start.0, Some(micros(at)))?;
        // Only those of today's view: history never widens who may be seen.
        everybody.retain(|id| linked.contains(&id.0));
        patients::load(&self.connection, &everybody, times)
    }

    /// What the head of a record says of the person.
    fn head(&self, viewing: &Viewing, stored: &[StoredPatient], times: Times) -> Result<PatientHit, StoreError> {
        let missing = || StoreError::Missing("record of the person at that time".to_owned());
        let disclosure = Disclosure::of(self, viewing)?;
        let beds = patients::inpatients(&self.connection, stored, times, &disclosure)?;
        let hit = patients::summarise(stored, viewing.mask(), !beds.is_empty()).ok_or_else(missing)?;
        let in_conflict = self.in_conflict(&super::gate::request_of(viewing), viewing.patients(), stored)?;
        Ok(PatientHit { in_conflict, ..hit })
    }

    pub(super) fn person_view(&self, viewing: &Viewing, query: &RecordQuery) -> Result<PersonView, StoreError> {
        let times = Times::of(query);
        let stored = self.viewed(viewing, times)?;
        let mask = viewing.mask();
        let person = self.head(viewing, &stored, times)?;
        let sources = stored
            .iter()
            .map(|stored| patients::source_view(&self.connection, stored, mask))
            .collect::<Result<_, _>>()?;
        let inpatient_now = if mask.technical_only { Vec::new() } else { self.inpatient_now(viewing, &stored, times)? };
        Ok(PersonView {
            format_version: FORMAT_VERSION,
            basis: viewing.basis(),
            person,
            inpatient_now,
            sources,
            disagreements: if mask.technical_only { Vec::new() } else { patients::disagreements(&stored) },
        })
    }

    fn inpatient_now(
        &self,
        viewing: &Viewing,
        stored: &[StoredPatient],
        times: Times,
    ) -> Result<Vec<Inpatient>, StoreError> {
        let disclosure = Disclosure::of(self, viewing)?;
        let mut found = Vec::new();
        for (patient, encounter) in patients::inpatients(&self.connection, stored, times, &disclosure)? {
            let Some(source) = stored.iter().find(|stored| stored.id == patient) else { continue };
            let place = encounter.current_location();
            found.push(Inpatient {
                organisation: source.organisation.clone(),
                organisation_name: patients::organisation_name(&source.organisation),
                location: place.map(|spell| spell.location.label()).unwrap_or_default(),
                since: place.and_then(|spell| spell.from).or(encounter.start),
                admitted: encounter.start,
            });
        }
        Ok(found)
    }

    pub(super) fn record_view(&self, viewing: &Viewing, query: &RecordQuery) -> Result<RecordView, StoreError> {
        let times = Times::of(query);
        let stored = self.viewed(viewing, times)?;
        let mask = viewing.mask();
        let person = self.head(viewing, &stored, times)?;
        let disclosure = Disclosure::of(self, viewing)?;
        let Visible { mut heads, withheld, gone } = self.visible(viewing, query, &stored)?;
        shelf::order(&mut heads, query.timeline);
        let whereabouts = self.hidden_whereabouts(viewing)?;
        let lens = Lens { mask, whereabouts: &whereabouts, valid_at: query.valid_at, gone: &gone };
        let shown = Shown { connection: &self.connection, stored: &stored, lens };
        let mut sections = shown.sections(&heads, query)?;
        let is_notice = |head: &&EntryHead| head.shelf.standing == Standing::Notice;
        let wanted = |head: &&EntryHead| query.sections.is_empty() || query.sections.contains(&head.section);
        let listed: Vec<&EntryHead> = heads.iter().filter(wanted).filter(|head| !is_notice(head)).collect();
        let limit = if query.limit == 0 { usize::MAX } else { query.limit };
        let mut timeline = Vec::new();
        for head in listed.iter().skip(query.offset).take(limit) {
            let Some(mut view) = shown.entry(head)? else { continue };
            if query.timeline {
                timeline.push(view);
            } else if let Some(section) = sections.iter_mut().find(|section| section.section == head.section) {
                view.topics = shown.topics(&view, head.patient, &heads)?;
                section.entries.push(view);
            }
        }
        let begins = query.sections.is_empty() && query.offset == 0;
        let summary =
            if begins && !mask.clinical { shown.summary(&heads, micros(self.context.now()))? } else { Vec::new() };
        Ok(RecordView {
            format_version: FORMAT_VERSION,
            basis: viewing.basis(),
            person,
            as_of: query.as_of,
            valid_at: query.valid_at,
            terms_of: Vec::new(),
            total: listed.len(),
            withheld: disclosure.told(withheld),
            summary,
            sections,
            timeline,
        })
    }

    /// What may be seen of the record.
    pub(super) fn visible(
        &self,
        viewing: &Viewing,
        query: &RecordQuery,
        stored: &[StoredPatient],
    ) -> Result<Visible, StoreError> {
        let disclosure = Disclosure::of(self, viewing)?;
        let technical = viewing.mask().technical_only;
        let heads = if technical { Vec::new() } else { entries::heads(&self.connection, stored, Times::of(query))? };
        Ok(disclosure.part(heads, stored))
    }

    pub(super) fn entry_views(
        &mut self,
        viewing: &Viewing,
        id: &str,
        need: Option<&str>,
    ) -> Result<Vec<EntryView>, StoreError> {
        if viewing.mask().technical_only {
            return Err(StoreError::OutsideView("nothing clinical of this person may be seen"));
        }
        let stored = self.viewed(viewing, Times::NOW)?;
        let missing = || StoreError::Missing(format!("entry {id} in this record"));
        let (place, key, versions) = entries::versions(&self.connection, &stored, id)?.ok_or_else(missing)?;
        let mask = self.unmasked(viewing, need, &format!("entry {id}"), None)?;
        let disclosure = Disclosure::of(self, viewing)?;
        let Visible { heads, gone, .. } = self.visible(viewing, &RecordQuery::default(), &stored)?;
        if !heads.iter().any(|head| head.patient == place && head.key == key) {
            return Err(missing());
        }
        let whereabouts = self.hidden_whereabouts(viewing)?;
        let lens = Lens { mask, whereabouts: &whereabouts, valid_at: None, gone: &gone };
        let mut views = Vec::with_capacity(versions.len());
        for version in versions {
            let kept = StoredEntry { key: &key, time: version.time, sensitivity: version.sensitivity };
            if disclosure.allows(&stored[place], kept) {
                views.extend(entries::view(&self.connection, (place, &stored[place]), (&key, version.number), lens)?);
            }
        }
        Ok(views)
    }

    /// What a view must take out of text; nothing where it hides no whereabouts.
    pub(super) fn hidden_whereabouts(&self, viewing: &Viewing) -> Result<Whereabouts, StoreError> {
        if viewing.mask().whereabouts {
            Whereabouts::of(&self.connection, viewing.patients())
        } else {
            Ok(Whereabouts::default())
        }
    }

    /// The mask of a view for one item: lifted under record operations for a stated need, after
    /// the audit event is on disk.
    pub(super) fn unmasked(
        &mut self,
        viewing: &Viewing,
        need: Option<&str>,
        what: &str,
        message: Option<i64>,
    ) -> Result<Mask, StoreError> {
        let mask = viewing.mask();
        let need = need.map(str::trim).filter(|need| !need.is_empty());
        let (Some(need), true) = (need, mask.clinical && !mask.technical_only) else { return Ok(mask) };
        if viewing.reason().purpose != Purpose::RecordOperations {
            return Ok(mask);
        }
        let event = Event {
            patients: viewing.patients().iter().map(|id| id.0).collect(),
            message,
            detail: Some(format!("unmasked {what}; need: {need}")),
            ..self.viewing_event(viewing, Action::Unmask)
        };
        let _proof = self.commit_event(&event)?;
        Ok(Mask { clinical: false, ..mask })
    }

    /// An event within a view that is open.
    pub(super) fn viewing_event(&self, viewing: &Viewing, action: Action) -> Event {
        let request = super::gate::request_of(viewing);
        super::gate::event(self, &request, action, EventOutcome::Success)
    }

    pub(super) fn checked<T>(
        &self,
        viewing: &Viewing,
        scope: Scope,
        then: impl FnOnce(&Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        // One snapshot: what is shown is what was checked, and SQLite locks once.
        let _snapshot = self.snapshot()?;
        self.check(viewing, scope)?;
        then(self)
    }
}
