//! Looking for people.

use rusqlite::{Connection, ToSql};

use super::disclosure::Disclosure;
use super::patients;
use super::times::Times;
use super::{SqliteStore, clusters, find_then, gate};
use crate::access;
use crate::audit::{Action, Event, EventOutcome};
use crate::consent::{Choices, Outcome};
use crate::record::{PartialDateTime, Precision, fold_name, fold_postcode};
use crate::store::view::PatientHit;
use crate::store::{PatientId, PatientQuery, Refusal, StoreError, ViewRequest};

/// The most source patients that one search looks at.
pub(super) const MOST_CANDIDATES: usize = 2_000;
/// The most people returned where the caller names no limit.
const DEFAULT_LIMIT: usize = 50;

impl SqliteStore {
    pub(super) fn search(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal> {
        if !access::may_search(&request.user, request.reason.purpose, crate::record::directory(), self.context.now()) {
            let refusal = gate::event(self, request, Action::Search, EventOutcome::SeriousFailure);
            self.commit_event(&Event { detail: Some("no role to search with".to_owned()), ..refusal })?;
            return Err(Refusal::MayNotSearch);
        }
        let decision = self.decide_on(request, &Choices::default());
        if decision.outcome == Outcome::Deny && matches!(decision.row.0, "0" | "2a" | "2b" | "2c") {
            let refusal = gate::event(self, request, Action::Search, EventOutcome::SeriousFailure);
            self.commit_event(&Event { decision: Some(decision.reason.to_owned()), ..refusal })?;
            return Err(Refusal::Denied(Box::new(decision)));
        }
        let hits = self.hits(request, query)?;
        let event = Event {
            patients: hits.iter().map(|hit| hit.patient.0).collect(),
            detail: Some(format!("searched by {}; {} found", parts(query), hits.len())),
            ..gate::event(self, request, Action::Search, EventOutcome::Success)
        };
        self.commit_event(&event)?;
        Ok(hits)
    }

    /// The people that fit and may be shown. Nothing of it leaves before the event is on disk.
    fn hits(&self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, StoreError> {
        // One snapshot for all: nobody moves between the index and the decision, and SQLite locks once.
        let _snapshot = self.snapshot()?;
        let times = Times::of_search(query);
        let limit = if query.limit == 0 { DEFAULT_LIMIT } else { query.limit };
        let mut seen = std::collections::HashSet::new();
        let mut hits = Vec::new();
        for id in candidates(&self.connection, query)? {
            if seen.contains(&id) {
                continue;
            }
            let person = clusters::person_of(&self.connection, PatientId(id))?;
            seen.extend(person.iter().map(|id| id.0));
            let asked = self.decide(request, &person)?;
            // A hidden address must not be found by trying postcodes, whichever source sent it.
            let by_hidden_place = asked.mask.whereabouts && query.postcode.is_some();
            if asked.is_hidden() || asked.mask.technical_only || by_hidden_place {
                continue;
            }
            let patients = if times == Times::NOW { asked.patients.clone() } else { self.then(&person, query)? };
            let who = (&request.user, &request.reason);
            let disclosure = Disclosure::to(self, who, &asked.decision, &person)?;
            let shared: Vec<_> = patients.iter().filter(|stored| disclosure.allows_patient(stored)).cloned().collect();
            let beds = patients::inpatients(&self.connection, &shared, times, &disclosure)?;
            let mut hit = patients::summarise(&shared, asked.mask, !beds.is_empty());
            if let Some(hit) = &mut hit {
                hit.in_conflict = self.in_conflict(request, &person, &shared)?;
            }
            hits.extend(hit.map(|hit| if asked.is_viewer() { hit } else { without_whereabouts(hit) }));
            if hits.len() == limit {
                break;
            }
        }
        Ok(hits)
    }
}

/// A hit for somebody who may tell people apart and see no record: not where they are or were.
fn without_whereabouts(hit: PatientHit) -> PatientHit {
    PatientHit { organisations: Vec::new(), inpatient: false, ..hit }
}

/// What was asked for, without the values.
pub(super) fn parts(query: &PatientQuery) -> String {
    let given = [
        ("number", query.number.is_some()),
        ("local number", query.local.is_some()),
        ("family name", query.family.is_some()),
        ("given name", query.given.is_some()),
        ("birth date", query.birth_date.is_some()),
        ("postcode", query.postcode.is_some()),
    ];
    given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// The source patients that fit every part, the cheapest index first.
fn candidates(connection: &Connection, query: &PatientQuery) -> Result<Vec<i64>, StoreError> {
    if let Some(number) = &query.number {
        let ids = gate::resolve(connection, number)?.into_iter().flatten().map(|id| id.0).collect();
        return filter(connection, ids, query);
    }
    if let Some(local) = &query.local {
        let ids = column(
            connection,
            "SELECT DISTINCT patient FROM identifier WHERE value = ?1 AND kind = 1 ORDER BY patient LIMIT 2000",
            &[local],
        )?;
        return filter(connection, ids, query);
    }
    if query.as_of.is_some() || query.valid_at.is_some() {
        return find_then::candidates(connection, query);
    }
    let by_place = query.postcode.as_ref().map(|postcode| at_postcode(connection, postcode)).transpose()?;
    match by_place {
        // A postcode is a handful of doors, and fewer people than bear a name, unless it is half of
        // one or stands for those without a home.
        Some(ids) if ids.len() < MOST_CANDIDATES => return filter(connection, ids, query),
        Some(ids) if query.family.is_none() && query.birth_date.is_none() => return filter(connection, ids, query),
        None if query.family.is_none() && query.birth_date.is_none() => return Ok(Vec::new()),
        _ => {}
    }
    by_name(connection, query)
}

/// The source patients at a postcode, or at its beginning, as far as one search looks.
fn at_postcode(connection: &Connection, postcode: &str) -> Result<Vec<i64>, StoreError> {
    let (low, high) = prefix(&fold_postcode(postcode));
    let sql =
        "SELECT patient FROM patient_postcode WHERE postcode >= ?1 AND postcode < ?2 ORDER BY postcode LIMIT 2000";
    column(connection, sql, &[&low, &high])
}

pub(super) fn by_name(connection: &Connection, query: &PatientQuery) -> Result<Vec<i64>, StoreError> {
    let mut sql = "SELECT DISTINCT patient FROM patient_name WHERE 1".to_owned();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    if let Some(family) = &query.family {
        let folded = fold_name(family);
        if family.trim_end().ends_with('*') {
            let (low, high) = prefix(&folded);
            values.extend([Box::new(low) as Box<dyn ToSql>, Box::new(high)]);
            sql.push_str(" AND family >= ? AND family < ?");
        } else {
            values.push(Box::new(folded));
            sql.push_str(" AND family = ?");
        }
    }
    if let Some(given) = &query.given {
        let (low, high) = prefix(&fold_name(given));
        values.extend([Box::new(low) as Box<dyn ToSql>, Box::new(high)]);
        sql.push_str(" AND given >= ? AND given < ?");
    }
    if let Some(birth) = &query.birth_date {
        let (from, until) = birth_range(birth);
        values.extend([Box::new(from) as Box<dyn ToSql>, Box::new(until)]);
        sql.push_str(" AND birth >= ? AND birth <= ?");
    }
    if let Some(postcode) = &query.postcode {
        let (low, high) = prefix(&fold_postcode(postcode));
        values.extend([Box::new(low) as Box<dyn ToSql>, Box::new(high)]);
        sql.push_str(" AND EXISTS (SELECT 1 FROM patient_postcode AS place WHERE place.patient = patient_name.patient AND postcode >= ? AND postcode < ?)");
    }
    sql.extend([" LIMIT ", &MOST_CANDIDATES.to_string()]);
    let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
    column(connection, &sql, &values)
}

/// Keeps those that fit the other parts too.
fn filter(connection: &Connection, ids: Vec<i64>, query: &PatientQuery) -> Result<Vec<i64>, StoreError> {
    if query.family.is_none() && query.given.is_none() && query.birth_date.is_none() {
        return Ok(ids);
    }
    let mut kept = Vec::new();
    for id in ids {
        let mut statement =
            connection.prepare_cached("SELECT family, given, birth FROM patient_name WHERE patient = ?1")?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let (family, given, birth): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let family_fits = query.family.as_ref().is_none_or(|wanted| {
                let folded = fold_name(wanted);
                if wanted.trim_end().ends_with('*') { family.starts_with(&folded) } else { family == folded }
            });
            let given_fits = query.given.as_ref().is_none_or(|wanted| given.starts_with(&fold_name(wanted)));
            let born = query.birth_date.as_ref().map(birth_range);
            if family_fits && given_fits && born.is_none_or(|(from, until)| (from..=until).contains(&birth)) {
                kept.push(id);
                break;
            }
        }
    }
    Ok(kept)
}

pub(super) fn column(connection: &Connection, sql: &str, values: &[&dyn ToSql]) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The half-open range of folded texts that begin so.
pub(super) fn prefix(text: &str) -> (String, String) {
    (text.to_owned(), format!("{text}\u{10FFFF}"))
}

/// A birth date as the index keeps it: `yyyymmdd`, unsaid parts 0.
pub(super) fn birth_number(date: &PartialDateTime) -> i64 {
    let day = date.date();
    let (year, month, day) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
    match date.precision() {
        Precision::Year => year * 10_000,
        Precision::Month => year * 10_000 + month * 100,
        Precision::Day | Precision::Time => year * 10_000 + month * 100 + day,
    }
}

/// The stored numbers that a date of this precision covers.
pub(super) fn birth_range(date: &PartialDateTime) -> (i64, i64) {
    let number = birth_number(date);
    match date.precision() {
        Precision::Year => (number, number + 9_999),
        Precision::Month => (number, number + 99),
        Precision::Day | Precision::Time => (number, number),
    }
}
