//! Reading the audit: who may, and that it is itself an event.

use super::audit_query::Hidden;
use super::{SqliteStore, gate};
use crate::access::Purpose;
use crate::audit::{Action, Event, EventOutcome, Receipt};
use crate::consent::{Choices, Outcome};
use crate::store::{Mask, Refusal, Scope, StoreError, ViewRequest, Viewing};

impl SqliteStore {
    /// Opens the audit for reading: decides, writes the event of it, and only then hands out the
    /// licence. `what` says what is to be read, and `patients` whose events are asked for.
    ///
    /// # Errors
    /// Where no role of the user allows it for this purpose, or the event cannot be written.
    pub fn open_audit(&mut self, request: &ViewRequest, what: &str, patients: &[i64]) -> Result<Viewing, Refusal> {
        let mut decision = self.decide_on(request, &Choices::default());
        if !matches!(request.reason.purpose, Purpose::SubjectAccess | Purpose::PrivacyInvestigation) {
            decision.outcome = Outcome::Deny;
            decision.reason = "the audit opens only for subject access or a privacy investigation";
        }
        let permitted = decision.outcome == Outcome::Permit;
        let outcome = if permitted { EventOutcome::Success } else { EventOutcome::SeriousFailure };
        let event = Event {
            patients: patients.to_vec(),
            decision: Some(format!("row {}: {}", decision.row.0, decision.reason)),
            detail: Some(what.to_owned()),
            ..gate::event(self, request, Action::AuditRead, outcome)
        };
        let proof = self.commit_event(&event)?;
        if !permitted {
            return Err(Refusal::Denied(Box::new(decision)));
        }
        let who = (request.user.clone(), request.reason.clone());
        let when = (self.context.now(), self.expires(request, &decision), request.request.clone());
        Ok(Viewing::after_audit(proof, who, Scope::Audit, Vec::new(), decision, Mask::default(), when))
    }

    /// One event with the proof that the last checkpoint covers it.
    ///
    /// # Errors
    /// Where there is no such event or no checkpoint that covers it, or the view is over.
    pub fn audit_receipt(&self, viewing: &Viewing, sequence: i64) -> Result<Receipt, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let receipt = self.receipt(sequence)?;
        let read = receipt.read_event().map(|read| serde_json::from_str::<Event>(&read.body)).transpose()?;
        match read {
            Some(event) if !Hidden::of(self, viewing).hides(&event)? => Ok(receipt),
            _ => Err(StoreError::Missing(format!("event {sequence} in the log"))),
        }
    }
}
