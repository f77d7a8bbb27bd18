//! Asking the audit: the narrowest index first, newest first, a page at a time.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::times::{instant, micros};
use super::{SqliteStore, choices, clusters, gate};
use crate::audit::{Event, Filter, Subject};
use crate::record::NhsNumber;
use crate::store::view::{AuditEntry, AuditKey, AuditPage, AuditQuery};
use crate::store::{PatientId, PatientRef, Scope, StoreError, ViewRequest, Viewing};

/// How many events a page has where nobody says.
const PAGE: usize = 50;
/// The most numbers of people that one query names.
const MOST_PEOPLE: usize = 500;

/// A condition with its values.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.to_owned());
        self.values.extend(values);
    }

    fn one_of(&mut self, column: &str, values: &[Value]) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.add(&format!("{column} IN ({marks})"), values.iter().cloned());
        }
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// What an index or a column answers. The rest is for [`Filter::fits`].
fn conditions(query: &AuditQuery) -> Conditions {
    let (filter, mut all) = (&query.filter, Conditions::default());
    let users: Vec<_> = filter.users.iter().map(text).collect();
    all.one_of("event.user", &users);
    let actions: Vec<_> = filter.actions.iter().map(|action| text(action.word())).collect();
    all.one_of("event.action", &actions);
    let outcomes: Vec<_> = filter.outcomes.iter().map(|outcome| Value::Integer(outcome.code().into())).collect();
    all.one_of("event.outcome", &outcomes);
    if !filter.outcomes.is_empty() && filter.outcomes.iter().all(|outcome| outcome.code() > 0) {
        // In the words of the index.
        all.add("event.outcome > 0", []);
    }
    if filter.emergency {
        all.add("event.action = 'emergency-view'", []);
    }
    if let Some(since) = filter.since {
        all.add("event.recorded >= ?", [Value::Integer(micros(since))]);
    }
    if let Some(until) = filter.until {
        all.add("event.recorded < ?", [Value::Integer(micros(until))]);
    }
    if let Some(after) = query.after {
        all.add("event.recorded <= ?", [Value::Integer(after.recorded)]);
        all.add(
            "(event.recorded, event.sequence) < (?, ?)",
            [Value::Integer(after.recorded), Value::Integer(after.sequence)],
        );
    }
    if let Some(people) = &query.patients {
        let people: Vec<_> = people.iter().take(MOST_PEOPLE).map(|id| Value::Integer(id.0)).collect();
        let subjects: Vec<_> = query.subjects.iter().take(MOST_PEOPLE).map(text).collect();
        let marks = |values: &[Value]| vec!["?"; values.len()].join(", ");
        let sql = format!(
            "event.sequence IN (SELECT sequence FROM audit_patient WHERE patient IN ({}) UNION SELECT sequence FROM audit_subject WHERE nhs_number IN ({}))",
            marks(&people),
            marks(&subjects)
        );
        all.add(&sql, people.into_iter().chain(subjects));
    }
    all
}

/// The event of a row: number, time, body.
fn entry(row: &Row<'_>) -> Result<AuditEntry, StoreError> {
    let body = row.get_ref(2)?.as_str_or_null().unwrap_or_default();
    let event = body.map(serde_json::from_str::<Event>).transpose()?;
    Ok(AuditEntry { sequence: row.get(0)?, happened: instant(row.get(1)?), event })
}

/// Whether nothing but the numbers and the columns is asked for, which an erased event answers too.
fn asks_little(filter: &Filter) -> bool {
    let bare = Filter { since: filter.since, until: filter.until, ..Filter::default() };
    *filter == bare
}

/// Whose events a reader may not know of.
pub(super) struct Hidden<'a> {
    store: &'a SqliteStore,
    request: ViewRequest,
    /// A reader who may know that an opt-out stands may know of everybody.
    knows_all: bool,
    known: HashMap<i64, bool>,
}

impl<'a> Hidden<'a> {
    pub(super) fn of(store: &'a SqliteStore, viewing: &Viewing) -> Self {
        let request = gate::request_of(viewing);
        let knows_all = store.may_know_of_opt_out(&request.user);
        Self { store, request, knows_all, known: HashMap::new() }
    }

    /// Whether an event is about somebody of whom the reader may not know.
    pub(super) fn hides(&mut self, event: &Event) -> Result<bool, StoreError> {
        if self.knows_all {
            return Ok(false);
        }
        for patient in &event.patients {
            let hidden = if let Some(hidden) = self.known.get(patient) {
                *hidden
            } else {
                let person = clusters::person_of(&self.store.connection, PatientId(*patient))?;
                let hidden = self.store.decide(&self.request, &person)?.is_hidden();
                self.known.insert(*patient, hidden);
                hidden
            };
            if hidden {
                return Ok(true);
            }
        }
        for subject in event.source.iter().flat_map(|source| &source.subjects) {
            if let Ok(number) = subject.parse::<NhsNumber>()
                && choices::is_opted_out(&self.store.connection, number)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether an event of another system is about this number.
fn is_imported(connection: &Connection, number: NhsNumber) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM audit_subject WHERE nhs_number = ?1)";
    Ok(connection.query_row(sql, [number.plain()], |row| row.get(0))?)
}

/// The NHS numbers of source patients.
fn numbers(connection: &Connection, person: &[PatientId]) -> Result<Vec<String>, StoreError> {
    let ids: Vec<String> = person.iter().map(|id| id.0.to_string()).collect();
    let sql = format!("SELECT DISTINCT value FROM identifier WHERE kind = 0 AND patient IN ({})", ids.join(", "));
    let mut statement = connection.prepare(&sql)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl SqliteStore {
    /// Whom a reader of the audit asks about: source patients and NHS numbers. Nobody where the reader
    /// may not know of the person: the same as where there is no such person.
    ///
    /// Nothing of it is shown by this. The numbers go into the event that opens the audit.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn audit_subjects(
        &self,
        request: &ViewRequest,
        reference: &PatientRef,
    ) -> Result<(Vec<PatientId>, Vec<String>), StoreError> {
        let mut people = gate::resolve(&self.connection, reference)?;
        if !self.may_know_of_opt_out(&request.user) {
            let mut visible = Vec::new();
            for person in people {
                if !self.decide(request, &person)?.is_hidden() {
                    visible.push(person);
                }
            }
            people = visible;
        }
        let people: Vec<PatientId> = people.into_iter().flatten().collect();
        let mut subjects = numbers(&self.connection, &people)?;
        // A number of which only other systems' logs know. One of which nothing is known, and one of
        // which the reader may not know, give the same answer.
        if let PatientRef::NhsNumber(number) = reference
            && people.is_empty()
            && is_imported(&self.connection, *number)?
            && (self.may_know_of_opt_out(&request.user) || !choices::is_opted_out(&self.connection, *number)?)
        {
            subjects.push(number.plain());
        }
        Ok((people, subjects))
    }

    /// Events, newest first: by when they happened, then by number.
    ///
    /// # Errors
    /// Where the view is over, or the store cannot be read.
    pub fn audit_page(&self, viewing: &Viewing, query: &AuditQuery) -> Result<AuditPage, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let all = conditions(query);
        let condition = if all.sql.is_empty() { "1".to_owned() } else { all.sql.join(" AND ") };
        let sql = format!(
            "SELECT event.sequence, event.recorded, event.body FROM audit_event AS event WHERE {condition}
             ORDER BY event.recorded DESC, event.sequence DESC"
        );
        let limit = if query.limit == 0 { PAGE } else { query.limit };
        let mut hidden = Hidden::of(self, viewing);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(all.values))?;
        let mut page = AuditPage::default();
        while let Some(row) = rows.next()? {
            let entry = entry(row)?;
            let fits = match &entry.event {
                Some(event) => query.filter.fits(event) && !hidden.hides(event)?,
                None => asks_little(&query.filter) && query.patients.is_none(),
            };
            if !fits {
                continue;
            }
            if page.entries.len() == limit {
                page.next = page
                    .entries
                    .last()
                    .map(|last| AuditKey { recorded: micros(last.happened), sequence: last.sequence });
                break;
            }
            page.entries.push(entry);
        }
        Ok(page)
    }

    /// The people an event is about, each with the first of their NHS numbers: for an event that leaves
    /// the store.
    ///
    /// # Errors
    /// Where the view is over, or the store cannot be read.
    pub fn audit_people(&self, viewing: &Viewing, event: &Event) -> Result<Vec<Subject>, StoreError> {
        viewing.check(Scope::Audit, self.context.now())?;
        if let Some(source) = &event.source {
            let subject = |number: &String| Subject { patient: number.clone(), nhs_number: Some(number.clone()) };
            return Ok(source.subjects.iter().map(subject).collect());
        }
        let mut people: Vec<Subject> = Vec::new();
        for patient in &event.patients {
            let id = PatientId(*patient);
            let nhs_number = numbers(&self.connection, &[id])?.into_iter().next();
            let known = nhs_number.is_some() && people.iter().any(|subject| subject.nhs_number == nhs_number);
            if !known {
                people.push(Subject { patient: id.to_string(), nhs_number });
            }
        }
        Ok(people)
    }

    /// Events after a number, oldest first, as they come in.
    ///
    /// # Errors
    /// Where the view is over, or the store cannot be read.
    pub fn audit_after(
        &self,
        viewing: &Viewing,
        filter: &Filter,
        patients: Option<&[PatientId]>,
        sequence: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let mut hidden = Hidden::of(self, viewing);
        let mut statement = self.connection.prepare_cached(
            "SELECT sequence, recorded, body FROM audit_event WHERE sequence > ?1 ORDER BY sequence LIMIT 10000",
        )?;
        let mut rows = statement.query([sequence])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let entry = entry(row)?;
            let Some(event) = &entry.event else { continue };
            let about = patients.is_none_or(|wanted| event.patients.iter().any(|id| wanted.contains(&PatientId(*id))));
            if about && filter.fits(event) && !hidden.hides(event)? {
                found.push(entry);
            }
        }
        Ok(found)
    }

    /// The number of the last event; 0 where there is none.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn last_event(&self) -> Result<i64, StoreError> {
        let last = self.connection.query_row("SELECT max(sequence) FROM audit_event", [], |row| row.get(0));
        Ok(last.map(|last: Option<i64>| last.unwrap_or(0))?)
    }
}
