//! Reconciling what sources say about consent with what people chose.

use std::collections::BTreeMap;

use rusqlite::params;
use serde_json::Value;

use super::times::{Times, instant};
use super::{SqliteStore, choices, clusters, gate, patients};
use crate::audit::{Action, Event, EventOutcome};
use crate::consent::reconcile;
use crate::record::{ConsentSignal, MessageId, PartialDateTime, SignalKind, Stance};
use crate::store::view::{SignalConflict, SignalConflicts, SignalSaid};
use crate::store::{PatientId, PatientRef, Refusal, StoreError, ViewRequest};

/// The most people on one page.
const MOST: usize = 1_000;

impl SqliteStore {
    /// People whose signals disagree with each other or with their choices, by store number, after
    /// `after`; at most `limit`, and never more than a thousand.
    ///
    /// # Errors
    /// Where the user neither watches over privacy nor administers consent, or the event cannot be
    /// written.
    pub fn consent_conflicts(
        &mut self,
        request: &ViewRequest,
        after: Option<PatientId>,
        limit: usize,
    ) -> Result<SignalConflicts, Refusal> {
        self.may_reconcile(request)?;
        let limit = if limit == 0 { MOST } else { limit.min(MOST) };
        let mut page = SignalConflicts { conflicts: Vec::new(), next_after: None };
        {
            let mut statement = self.connection.prepare(
                "SELECT DISTINCT person FROM patient WHERE person > ?1
                 AND (EXISTS (SELECT 1 FROM signal WHERE signal.patient = patient.id)
                      OR EXISTS (SELECT 1 FROM coded_signal WHERE coded_signal.patient = patient.id))
                 ORDER BY person",
            )?;
            let mut rows = statement.query([after.map_or(i64::MIN, |id| id.0)])?;
            while let Some(row) = rows.next()? {
                let said = self.signals_of(PatientId(row.get(0)?))?;
                if said.disagreements.is_empty() {
                    continue;
                }
                if page.conflicts.len() == limit {
                    page.next_after = page.conflicts.last().map(|last| last.person);
                    break;
                }
                page.conflicts.push(said);
            }
        }
        let event = Event {
            patients: page.conflicts.iter().map(|conflict| conflict.person.0).collect(),
            detail: Some(format!("consent signals; {} listed", page.conflicts.len())),
            ..gate::event(self, request, Action::WorkList, EventOutcome::Success)
        };
        let _proof = self.commit_event(&event)?;
        Ok(page)
    }

    /// What sources say about one person's consent, and how that disagrees, if it does.
    ///
    /// # Errors
    /// As [`SqliteStore::consent_conflicts`]; where nobody, or more than one person, has that number.
    pub fn consent_signals(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
    ) -> Result<SignalConflict, Refusal> {
        self.may_reconcile(request)?;
        let people = gate::resolve(&self.connection, reference)?;
        let event = Event {
            patients: people.iter().flatten().map(|id| id.0).collect(),
            detail: Some("consent signals of one person".to_owned()),
            ..gate::event(self, request, Action::WorkList, EventOutcome::Success)
        };
        let _proof = self.commit_event(&event)?;
        match people.as_slice() {
            [] => Err(Refusal::NotFound),
            [person] => {
                let lowest = person.iter().copied().min().unwrap_or(PatientId(0));
                Ok(self.signals_of(lowest)?)
            }
            several => Err(Refusal::Ambiguous(several.len())),
        }
    }

    fn may_reconcile(&mut self, request: &ViewRequest) -> Result<(), Refusal> {
        if self.may_know_of_opt_out(&request.user) {
            return Ok(());
        }
        let why = "no role of the user watches over privacy or administers consent";
        Err(self.refuse_role(request, Action::WorkList, why)?)
    }

    fn signals_of(&self, person: PatientId) -> Result<SignalConflict, StoreError> {
        let ids = clusters::person_of(&self.connection, person)?;
        let mut last: BTreeMap<(PatientId, SignalKind), SignalSaid> = BTreeMap::new();
        for id in &ids {
            for said in self.sent_signals(*id)?.into_iter().chain(self.coded_signals(*id)?) {
                let when = |said: &SignalSaid| (said.stated.map_or(said.received, |at| at.earliest()), said.received);
                let place = last.entry((*id, said.kind)).or_insert_with(|| said.clone());
                // That a source does not know takes back nothing that it knew; of two at one time,
                // the one that restricts counts.
                let rank =
                    |said: &SignalSaid| (said.stance != Stance::Unknown, when(said), said.stance == Stance::Dissents);
                if rank(&said) > rank(place) {
                    *place = said;
                }
            }
        }
        let signals: Vec<SignalSaid> = last.into_values().collect();
        let choices = choices::of(&self.connection, &patients::load(&self.connection, &ids, Times::NOW)?)?;
        let stances: Vec<_> = signals.iter().map(|said| (said.kind, said.stance)).collect();
        let person = ids.iter().copied().min().unwrap_or(person);
        Ok(SignalConflict { person, disagreements: reconcile(&stances, &choices), signals, choices })
    }

    /// What fields of messages said.
    fn sent_signals(&self, patient: PatientId) -> Result<Vec<SignalSaid>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT signal.body, message.id, message.received, feed.name, feed.organisation
             FROM signal JOIN message ON message.id = signal.message JOIN feed ON feed.id = message.feed
             WHERE signal.patient = ?1",
        )?;
        let mut rows = statement.query([patient.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let signal: ConsentSignal = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            found.push(SignalSaid {
                kind: signal.kind,
                stance: signal.stance(),
                value: signal.value,
                stated: signal.stated,
                received: instant(row.get(2)?),
                patient,
                organisation: row.get(4)?,
                feed: row.get(3)?,
                message: MessageId(row.get(1)?),
            });
        }
        Ok(found)
    }

    /// What codes of entries say. A dissent counts although its source no longer sends it, since
    /// absence loosens nothing; not where the source took it back or put something else in its place.
    fn coded_signals(&self, patient: PatientId) -> Result<Vec<SignalSaid>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT said.kind, said.stance, said.code, entry.body ->> '$.time', message.id, message.received, feed.name,
                    feed.organisation
             FROM coded_signal AS said
             JOIN entry ON entry.patient = said.patient AND entry.key = said.key AND entry.version = said.version
             JOIN message ON message.id = entry.message JOIN feed ON feed.id = message.feed
             WHERE said.patient = ?1 AND entry.state = 0 AND (entry.superseded IS NULL OR said.stance = ?2
               AND entry.version = (SELECT max(version) FROM entry AS one WHERE one.patient = said.patient AND one.key = said.key))",
        )?;
        let mut rows = statement.query(params![patient.0, "dissents"])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, stance): (String, String) = (row.get(0)?, row.get(1)?);
            let time: Option<PartialDateTime> = row.get::<_, Option<String>>(3)?.and_then(|time| time.parse().ok());
            found.push(SignalSaid {
                kind: serde_json::from_value(Value::String(kind))?,
                stance: serde_json::from_value(Value::String(stance))?,
                value: row.get(2)?,
                stated: time,
                received: instant(row.get(5)?),
                patient,
                organisation: row.get(7)?,
                feed: row.get(6)?,
                message: MessageId(row.get(4)?),
            });
        }
        Ok(found)
    }
}
