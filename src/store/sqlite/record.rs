//! A person's record, filtered, masked, ordered and paged.

use super::entries::{self, EntryHead, Lens};
use super::patients::{self, StoredPatient};
use super::sharing::Sharing;
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
        let sharing = Sharing::of(self, viewing.user(), viewing.reason());
        let mut stored = self.linked_then(viewing, times)?;
        stored.retain(|stored| {
            sharing.allows(&stored.organisation, stored.stated.map(|stated| micros(stated.earliest())))
        });
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
        let hit = patients::summarise(&self.connection, stored, viewing.mask(), times)?.ok_or_else(missing)?;
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
        let inpatient_now = if mask.technical_only { Vec::new() } else { self.inpatient_now(&stored, times)? };
        Ok(PersonView {
            format_version: FORMAT_VERSION,
            basis: viewing.basis(),
            person,
            inpatient_now,
            sources,
            disagreements: if mask.technical_only { Vec::new() } else { patients::disagreements(&stored) },
        })
    }

    fn inpatient_now(&self, stored: &[StoredPatient], times: Times) -> Result<Vec<Inpatient>, StoreError> {
        let mut found = Vec::new();
        for (patient, encounter) in patients::inpatients(&self.connection, stored, times)? {
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
        let (mut heads, withheld) = self.visible_heads(viewing, query, &stored)?;
        shelf::order(&mut heads, query.timeline);
        let whereabouts = self.hidden_whereabouts(viewing)?;
        let lens = Lens { mask, whereabouts: &whereabouts, valid_at: query.valid_at };
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
            withheld: Some(withheld).filter(|count| *count > 0),
            summary,
            sections,
            timeline,
        })
    }

    /// What may be seen of the record, and how many entries their sources do not share.
    pub(super) fn visible_heads(
        &self,
        viewing: &Viewing,
        query: &RecordQuery,
        stored: &[StoredPatient],
    ) -> Result<(Vec<EntryHead>, usize), StoreError> {
        if viewing.mask().technical_only {
            return Ok((Vec::new(), 0));
        }
        let heads = entries::heads(&self.connection, stored, Times::of(query))?;
        let before = heads.len();
        let sharing = Sharing::of(self, viewing.user(), viewing.reason());
        let shared: Vec<EntryHead> =
            heads.into_iter().filter(|head| sharing.allows(&stored[head.patient].organisation, head.time)).collect();
        let withheld = before - shared.len();
        Ok((shared, withheld))
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
        let (visible, _) = self.visible_heads(viewing, &RecordQuery::default(), &stored)?;
        if !visible.iter().any(|head| head.patient == place && head.key == key) {
            return Err(missing());
        }
        let whereabouts = self.hidden_whereabouts(viewing)?;
        let lens = Lens { mask, whereabouts: &whereabouts, valid_at: None };
        let mut views = Vec::with_capacity(versions.len());
        for version in versions {
            views.extend(entries::view(&self.connection, &stored[place], (&key, version), lens)?);
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
        let _snapshot = self.connection.unchecked_transaction()?;
        self.check(viewing, scope)?;
        then(self)
    }
}
