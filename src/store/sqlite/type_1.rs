//! Who said to a practice that the record may not leave it for anything but care.
//!
//! A job: it reads under a [`Processing`], and what it hands out can only be asked about one number
//! at a time, by whoever already has it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::entries::state_number;
use super::{SqliteStore, clusters};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{Type1, Type1Statement};
use crate::interchange::opt_out::NumberSet;
use crate::record::{EntryState, NhsNumber, PartialDateTime};
use crate::store::{PatientId, Processing, StoreError};

impl SqliteStore {
    /// The NHS numbers of everybody with a Type 1 opt-out in the record of a practice, and records
    /// that they were looked up. All numbers of a person count.
    ///
    /// # Errors
    /// Where the store cannot be read, or the event cannot be written: then nothing is handed out.
    pub fn type_1_opt_outs(&mut self, agent: Agent) -> Result<NumberSet, StoreError> {
        let event = Event {
            detail: Some("Type 1 opt-outs were looked up for an extract".to_owned()),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::Success, agent)
        };
        let _proof = self.commit_event(&event)?;
        self.opted_out(&Self::processing("look up Type 1 opt-outs"))
    }

    fn opted_out(&self, _job: &Processing) -> Result<NumberSet, StoreError> {
        let mut people: BTreeMap<i64, Type1> = BTreeMap::new();
        for said in statements(&self.connection)? {
            let person = clusters::person_of(&self.connection, PatientId(said.patient))?;
            let person = person.first().map_or(said.patient, |first| first.0);
            people.entry(person).or_default().state(said.statement, said.time);
        }
        let mut numbers = NumberSet::new();
        for (person, _) in people.into_iter().filter(|(_, type_1)| type_1.stands()) {
            for number in numbers_of(&self.connection, person)? {
                numbers.insert(number);
            }
        }
        Ok(numbers)
    }
}

/// One code of one entry.
struct Said {
    patient: i64,
    statement: Type1Statement,
    time: Option<PartialDateTime>,
}

/// Every statement that counts. A dissent counts although the practice no longer sends it, since
/// absence lifts nothing; not where the practice took it back as wrong, or put something else in its
/// place. A withdrawal counts only while it stands.
fn statements(connection: &Connection) -> Result<Vec<Said>, StoreError> {
    let marks = Type1Statement::MARKS.map(|mark| format!("instr(body, '{mark}')")).join(" OR ");
    let sql = format!("SELECT patient, key, version, state, superseded IS NULL, body FROM entry WHERE {marks}");
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (patient, key, version): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (state, heads): (i64, bool) = (row.get(3)?, row.get(4)?);
        let body: Value = serde_json::from_str(&row.get::<_, String>(5)?)?;
        let mut codes = BTreeSet::new();
        collect(&body["resource"], &mut codes);
        collect(&body["source"], &mut codes);
        let said: Vec<Type1Statement> = codes.iter().filter_map(|code| Type1Statement::of(code)).collect();
        let time = body["time"].as_str().and_then(|time| time.parse().ok());
        for statement in said {
            let stands = heads && state == state_number(EntryState::Current);
            let counts = match statement {
                Type1Statement::Withdrawn => stands,
                Type1Statement::Dissent if heads => state != state_number(EntryState::Withdrawn),
                Type1Statement::Dissent => !is_replaced(connection, patient, &key, version)?,
            };
            if counts {
                found.push(Said { patient, statement, time });
            }
        }
    }
    Ok(found)
}

/// Whether another version of the entry stands.
fn is_replaced(connection: &Connection, patient: i64, key: &str, version: i64) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM entry WHERE patient = ?1 AND key = ?2 AND version <> ?3 AND superseded IS NULL";
    Ok(connection.prepare_cached(sql)?.query_row((patient, key, version), |_| Ok(())).optional()?.is_some())
}

/// Every code in a value; its depth is bounded by the reader of JSON.
fn collect(value: &Value, codes: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, codes)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(code) if name == "code" => {
                        codes.insert(code.clone());
                    }
                    other => collect(other, codes),
                }
            }
        }
        _ => {}
    }
}

/// Every NHS number of a person, former ones too.
fn numbers_of(connection: &Connection, person: i64) -> Result<Vec<NhsNumber>, StoreError> {
    let sql = "SELECT DISTINCT value FROM identifier JOIN patient ON patient.id = identifier.patient
               WHERE kind = 0 AND person = (SELECT person FROM patient WHERE id = ?1)";
    let mut statement = connection.prepare_cached(sql)?;
    let values = statement.query_map([person], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(values
        .iter()
        .filter_map(|value| value.parse().ok())
        .filter(|number: &NhsNumber| number.may_identify())
        .collect())
}
