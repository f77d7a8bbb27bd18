//! A person's choices before whoever cares for them, and before whoever keeps the choices: what
//! stands, and a new one.
//!
//! Who may see the record may see what stands. Who cares for the person may take a choice down
//! whatever stands, and is never told by the answer what that is. Somebody whose record is hidden
//! looks unknown here too.

use super::gate::{self, Asked};
use super::state::{Changed, ChoiceChange, Recorder};
use super::{SqliteStore, choices};
use crate::access::{Activity, Purpose};
use crate::audit::{Action, Event, EventOutcome};
use crate::consent::{ChoiceStatement, Choices, Decision, Outcome, Overlay, OverlayChoice, Statement};
use crate::record::NhsNumber;
use crate::store::view::{ChoicesView, Stated};
use crate::store::{PatientId, PatientRef, Refusal, StoreError, ViewRequest};

/// Where a choice of this kind was said, for the history.
const SOURCE: &str = "at the point of care";

/// The person asked for, and what the gate says to whoever asks.
struct Found {
    person: Vec<PatientId>,
    asked: Asked,
    keeps: bool,
}

impl SqliteStore {
    /// What a person chose, where the user may know it.
    pub(super) fn choices_at_care(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
    ) -> Result<ChoicesView, Refusal> {
        let found = self.find_at_care(request, reference)?;
        let shown = found.keeps || found.asked.decision.outcome == Outcome::Permit;
        let detail = if shown { "the person's choices were shown" } else { "the person's choices were not shown" };
        self.commit_event(&Event {
            patients: found.person.iter().map(|id| id.0).collect(),
            decision: Some(format!("row {}: {}", found.asked.decision.row.0, found.asked.decision.reason)),
            detail: Some(detail.to_owned()),
            ..gate::event(self, request, Action::View, EventOutcome::Success)
        })?;
        let stands = if shown { Some(choices::of(&self.connection, &found.asked.patients)?) } else { None };
        Ok(ChoicesView { stands })
    }

    /// Records what a person said, or asks for a second user.
    pub(super) fn state_at_care(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
        said: &ChoiceStatement,
    ) -> Result<Stated, Refusal> {
        let found = self.find_at_care(request, reference)?;
        if !found.keeps && !takes_down(&found.asked.decision) {
            return Err(self.refuse_statement(request, &found));
        }
        let Some(number) = number(&found.asked) else {
            return Err(
                StoreError::Missing("NHS number under which a choice of this person could be kept".to_owned()).into()
            );
        };
        if let ChoiceStatement::Overlay(Overlay { choice: OverlayChoice::Yes1 { user }, .. }) = said
            && self.user_where("name", user)?.is_none()
        {
            return Err(StoreError::Missing("user of that name, to whom a Yes 1 could be given".to_owned()).into());
        }
        let agent = gate::event(self, request, Action::Consent, EventOutcome::Success).agent;
        let statement = Statement {
            organisation: agent.organisation.clone(),
            reason: request.reason.text.clone(),
            ..Statement::from(said.clone())
        };
        let recorder = if found.keeps { Recorder::Administrator } else { Recorder::PointOfCare };
        let change = ChoiceChange::stating(number, statement, SOURCE);
        Ok(match self.change_choice(&change, recorder, &agent)? {
            Changed::Done(..) | Changed::Unchanged(_) => Stated::Holds,
            Changed::NeedsApproval(_, request) => Stated::Waits { request },
        })
    }

    /// The one person of a reference whom the user may know.
    fn find_at_care(&mut self, request: &ViewRequest, reference: &PatientRef) -> Result<Found, Refusal> {
        let keeps = request.user.may(Activity::ConsentAdministration);
        if !keeps && request.reason.purpose != Purpose::DirectCare {
            return Err(self.refuse_at_care(request, "choices are taken down in direct care"));
        }
        let mut found = Vec::new();
        for person in gate::resolve(&self.connection, reference)? {
            let asked = self.decide(request, &person)?;
            if keeps || !asked.is_hidden() {
                found.push(Found { person, asked, keeps });
            }
        }
        let general = self.decide_on(request, &Choices::default());
        match (found.pop(), found.len()) {
            (None, _) if !keeps && gate::forbids_all(&general) => Err(Refusal::Denied(Box::new(general))),
            (None, _) => Err(self.refuse_at_care(request, "nobody of that number")),
            (Some(one), 0) => Ok(one),
            (Some(_), others) => {
                let _audited = self.refuse_at_care(request, "several unlinked people hold the number");
                Err(Refusal::Ambiguous(others + 1))
            }
        }
    }

    /// Writes that it was refused; the refusal is that of an unknown person.
    fn refuse_at_care(&mut self, request: &ViewRequest, why: &str) -> Refusal {
        let event = gate::event(self, request, Action::View, EventOutcome::MinorFailure);
        match self.commit_event(&Event { detail: Some(why.to_owned()), ..event }) {
            Ok(_proof) => Refusal::NotFound,
            Err(error) => error.into(),
        }
    }

    fn refuse_statement(&mut self, request: &ViewRequest, found: &Found) -> Refusal {
        let event = Event {
            patients: found.person.iter().map(|id| id.0).collect(),
            decision: Some(format!("row {}: {}", found.asked.decision.row.0, found.asked.decision.reason)),
            detail: Some("a choice was not taken down".to_owned()),
            ..gate::event(self, request, Action::Consent, EventOutcome::SeriousFailure)
        };
        match self.commit_event(&event) {
            Ok(_proof) => gate::refusal(&found.asked, self.may_know_of_opt_out(&request.user)),
            Err(error) => error.into(),
        }
    }
}

/// Whether somebody of whom the gate says this has the person before them, so that they may take down
/// what the person says: they would see the record, or only the person's own choice or answer, or an
/// answer not yet asked for, is in the way.
fn takes_down(decision: &Decision) -> bool {
    match decision.outcome {
        Outcome::Permit | Outcome::AskConsent | Outcome::BreakGlassRequired => true,
        Outcome::Deny => matches!(decision.row.0, "6" | "11"),
        Outcome::ClaimRequired => false,
    }
}

/// The number under which a choice is kept: the first that a source verified, or else the first.
fn number(asked: &Asked) -> Option<NhsNumber> {
    let numbers = || asked.patients.iter().flat_map(|stored| &stored.patient.identifiers);
    let usable = |number: &NhsNumber| number.may_identify();
    let verified = numbers().filter(|it| it.is_verified()).find_map(|it| it.nhs_number().filter(usable));
    verified.or_else(|| numbers().find_map(|it| it.nhs_number().filter(usable)))
}
