//! Taking a plan back: proposals that mark what it added as entered in error, and state again what it
//! had marked so.

use rusqlite::params;

use super::{SqliteStore, choices};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::plan::Proposal;
use crate::record::NhsNumber;
use crate::store::StoreError;

impl SqliteStore {
    /// The proposals that take back what was applied of a plan, in the order of its rows. Whoever
    /// changed their choice since keeps what they said: only the plan's own statements go. Its audit
    /// event is on disk before anything is handed out, and names everybody the plan concerned.
    ///
    /// # Errors
    /// Where nothing of such a plan was applied, or the store cannot be read or its audit written.
    pub fn reversal(&mut self, plan: &str, agent: &Agent) -> Result<Vec<Proposal>, StoreError> {
        let event = Event {
            patients: self.concerned_by(plan)?,
            detail: Some(format!("what takes plan {plan} back was worked out")),
            ..Event::new(self.context.now(), Action::Consent, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        if self.kept_plan(plan)?.is_none() {
            return Err(StoreError::Missing(format!("plan {plan} of which anything was applied")));
        }
        let sql = "SELECT choice.nhs_number, choice.id FROM consent_journal AS journal
                   JOIN choice ON choice.id = journal.choice WHERE journal.plan = ?1 ORDER BY journal.row";
        let mut statement = self.connection.prepare(sql)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?));
        let mut proposals = Vec::new();
        for (row, found) in (1..).zip(statement.query_map(params![plan], read)?) {
            let (number, id) = found?;
            proposals.push(self.reverse(plan, row, &number, id)?);
        }
        Ok(proposals)
    }

    /// The source patients whose choices a plan changed.
    fn concerned_by(&self, plan: &str) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT DISTINCT identifier.patient FROM consent_journal AS journal
                   JOIN choice ON choice.id = journal.choice
                   JOIN identifier ON identifier.value = choice.nhs_number AND identifier.kind = 0
                   WHERE journal.plan = ?1 ORDER BY 1";
        let mut statement = self.connection.prepare(sql)?;
        Ok(statement.query_map([plan], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    fn reverse(&self, plan: &str, row: u64, number: &str, id: i64) -> Result<Proposal, StoreError> {
        let damaged = || StoreError::Damaged(format!("statement {id} does not belong to its journal"));
        let number: NhsNumber = number.parse().map_err(|_| damaged())?;
        let kept = choices::of_number(&self.connection, number)?;
        let find = |id: i64| kept.iter().find(|one| one.id == id).ok_or_else(damaged);
        let own = find(id)?;
        let added = own.plan.as_deref() == Some(plan);
        // What the plan had marked as entered in error is stated again, as it was.
        let again = if added { own.corrects } else { Some(id) };
        let statement = again.map(find).transpose()?.map(|one| one.statement.clone());
        let corrects = added.then_some(id);
        Ok(Proposal::reversing(row, number, statement, corrects))
    }
}
