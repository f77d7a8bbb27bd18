//! An embedded store as the memory of another: what a store on a server needs to put what it fetched
//! before the gate, and to learn which events the gate wrote.

use super::change::{self, Doing};
use super::place::Place;
use super::state::judge;
use super::{ChoiceChange, SqliteStore, choices, find, gate};
use crate::access::{self, User};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::Statement;
use crate::record::{NhsNumber, directory};
use crate::store::{PatientId, PatientQuery, Refusal, StoreError, ViewRequest};
use rusqlite::TransactionBehavior;

impl SqliteStore {
    /// Leaves the numbers of source patients up to this one out, so that none stands for two people in
    /// one session.
    pub(in crate::store) fn leave_out_patients(&mut self, up_to: i64) -> Result<(), StoreError> {
        if up_to > 0 {
            let feed: i64 = self.connection.query_row(
                "INSERT INTO feed (name, organisation, system, dialect) VALUES ('(left out)', '', '', 'generic') RETURNING id",
                [],
                |row| row.get(0),
            )?;
            self.connection.execute(
                "INSERT INTO patient (id, source, feed, organisation, system, person) VALUES (?1, '(left out)', ?2, '', '', ?1)",
                (up_to, feed),
            )?;
        }
        Ok(())
    }

    /// The highest number of a source patient; 0 where there is none.
    pub(in crate::store) fn last_patient(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("SELECT coalesce(max(id), 0) FROM patient", [], |row| row.get(0))?)
    }

    /// The number of the last message; 0 where there is none.
    pub(in crate::store) fn last_message(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("SELECT coalesce(max(id), 0) FROM message", [], |row| row.get(0))?)
    }

    /// Whom the messages after a number are about, in their order; or why one of them was not applied.
    pub(in crate::store) fn applied_after(&self, message: i64) -> Result<Result<Vec<PatientId>, String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT message.patient, dead_letter.reason FROM message
             LEFT JOIN dead_letter ON dead_letter.message = message.id WHERE message.id > ?1 ORDER BY message.id",
        )?;
        let mut rows = statement.query([message])?;
        let mut patients = Vec::new();
        while let Some(row) = rows.next()? {
            match (row.get::<_, Option<i64>>(0)?, row.get::<_, Option<String>>(1)?) {
                (Some(patient), None) => patients.push(PatientId(patient)),
                (_, reason) => return Ok(Err(reason.unwrap_or_else(|| "it contradicts itself".to_owned()))),
            }
        }
        Ok(Ok(patients))
    }

    /// Every event after a number, in order.
    pub(in crate::store) fn events_after(&self, sequence: i64) -> Result<Vec<(i64, Event)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT sequence, body FROM audit_event WHERE sequence > ?1 ORDER BY sequence")?;
        let mut rows = statement.query([sequence])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            let body: String = row.get(1)?;
            events.push((row.get(0)?, serde_json::from_str(&body)?));
        }
        Ok(events)
    }

    /// The name of the audit log.
    pub(in crate::store) fn log_name(&self) -> Result<String, StoreError> {
        Ok(self.connection.query_row("SELECT value FROM meta WHERE key = 'audit_log'", [], |row| row.get(0))?)
    }

    /// The first NHS number of a source patient.
    pub(in crate::store) fn first_number_of(&self, patient: PatientId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT min(value) FROM identifier WHERE kind = 0 AND patient = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([patient.0], |row| row.get(0))?)
    }

    /// The statement about anybody's choice that was recorded last: under which number, its own number,
    /// and where it was said.
    pub(in crate::store) fn last_statement(&self) -> Result<(NhsNumber, i64, Statement, String), StoreError> {
        let sql = "SELECT nhs_number, id FROM choice ORDER BY id DESC LIMIT 1";
        let (number, id): (String, i64) = self.connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let missing = || StoreError::Damaged("a choice without an NHS number".to_owned());
        let number: NhsNumber = number.parse().map_err(|_| missing())?;
        let stored = choices::of_number(&self.connection, number)?;
        let last = stored.into_iter().find(|stored| stored.id == id).ok_or_else(missing)?;
        Ok((number, id, last.statement, last.source))
    }

    /// Writes the event of a search that was made elsewhere, where the user may search.
    pub(in crate::store) fn search_elsewhere(
        &mut self,
        request: &ViewRequest,
        query: &PatientQuery,
        found: usize,
    ) -> Result<(), Refusal> {
        let may = access::may_search(&request.user, request.reason.purpose, directory(), self.context.now());
        let outcome = if may { EventOutcome::Success } else { EventOutcome::SeriousFailure };
        let told = format!("searched by {}; {found} found", find::parts(query));
        let event = Event {
            detail: Some(if may { told } else { "no role to search with".to_owned() }),
            ..gate::event(self, request, Action::Search, outcome)
        };
        let _proof = self.commit_event(&event)?;
        if may { Ok(()) } else { Err(Refusal::MayNotSearch) }
    }

    /// Whether a user may be told that an opt-out stands.
    pub(in crate::store) fn may_tell_of_opt_out(&self, user: &User) -> bool {
        self.may_know_of_opt_out(user)
    }

    /// Whether a standing No 2 is kept under a number.
    pub(in crate::store) fn is_opted_out(&self, number: NhsNumber) -> Result<bool, StoreError> {
        choices::is_opted_out(&self.connection, number)
    }

    /// Lets the gate decide by row 0 from now on: what is needed to decide could not be read.
    pub(in crate::store) fn distrust(&mut self) -> Result<(), StoreError> {
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('undecidable', '1')", [])?;
        Ok(())
    }

    /// Keeps what a person chose as it was said elsewhere, without asking for a second person.
    pub(in crate::store) fn keep_statement(
        &mut self,
        number: NhsNumber,
        statement: Statement,
        source: &str,
        agent: &Agent,
    ) -> Result<(), StoreError> {
        let now = self.context.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut row = ChoiceChange::stating(number, statement, source).row();
        judge(&transaction, &mut row, now)?;
        let doing = Doing { source, plan: None, approved_by: None, asked_by: None, agent, now };
        change::write(&transaction, &row, &doing)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        transaction.commit()?;
        Ok(())
    }
}
