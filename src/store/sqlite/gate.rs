//! The gate over SQLite: find the person, decide, write the event, wait for the disk, and only
//! then hand out a [`Viewing`].

use jiff::Timestamp;
use rusqlite::Connection;

pub(super) use super::asked::{Asked, forbids_all, refusal, resolve};
use super::place::Place;
use super::policies::Moment;
use super::{SqliteStore, alerts, answers, audit, care, clusters, group};
use crate::access::{self, Purpose, Reason, User};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{Choices, Decision, Obligation, Obligations, Outcome, Permission, Row};
use crate::record::directory;
use crate::store::{Mask, PatientId, PatientRef, Refusal, Scope, StoreError, ViewRequest, Viewing, WorkList};

/// The event of a request, to be completed.
pub(super) fn event(store: &SqliteStore, request: &ViewRequest, action: Action, outcome: EventOutcome) -> Event {
    let acting = access::acting_as(&request.user, &request.reason, directory(), store.context.now());
    let profile = acting.or_else(|| request.user.roles.first());
    let agent = Agent {
        user: request.user.name.clone(),
        full_name: request.user.full_name.clone(),
        role: profile.map(|profile| profile.role.0.clone()),
        organisation: profile.map(|profile| profile.organisation.clone()),
    };
    let reason = &request.reason;
    let emergency = reason.emergency.map(|emergency| format!("emergency: {emergency:?}").to_lowercase());
    let incident = reason.incident.as_ref().map(|incident| format!("incident {incident}"));
    let claim = reason.claim.map(|claim| format!("claim: {}", claim.slug()));
    let evidence = reason.evidence.as_ref().map(|evidence| format!("evidence {evidence}"));
    let unseal = reason.unseal.map(|ground| format!("unsealing: {}", ground.slug()));
    let words: Vec<_> =
        [incident, emergency, claim, evidence, unseal, reason.text.clone()].into_iter().flatten().collect();
    let words = words.join("; ");
    Event {
        purpose: Some(reason.purpose.slug().to_owned()),
        reason: (!words.is_empty()).then_some(words),
        permission: Some(reason.permission.slug().to_owned()),
        request: Some(request.request.clone()),
        ..Event::new(store.context.now(), action, outcome, agent)
    }
}

impl SqliteStore {
    /// Whether this user may be told that an opt-out stands.
    pub(super) fn may_know_of_opt_out(&self, user: &User) -> bool {
        let policy = self.policy(Moment::now(self.context.now()));
        policy.is_some_and(|policy| access::may_know_of_opt_out(user, &policy.settings))
    }

    /// Whether this user may open sealed entries on the ground that they state.
    pub(super) fn may_unseal(&self, user: &User, reason: &Reason) -> Result<(), &'static str> {
        access::may_unseal(user, reason, directory(), self.context.now())
    }

    pub(super) fn open_person(&mut self, request: &ViewRequest, reference: &PatientRef) -> Result<Viewing, Refusal> {
        let mut visible = Vec::new();
        for person in resolve(&self.connection, reference)? {
            visible.push((self.decide(request, &person)?, person));
        }
        let told = self.may_know_of_opt_out(&request.user) && visible.len() == 1 && visible[0].0.opted_out;
        if !told && forbids_all(&self.decide_on(request, &Choices::default())) {
            let tried: Vec<_> = visible.into_iter().flat_map(|(_, person)| person).collect();
            return self.refuse_unknown(request, &tried);
        }
        if visible.len() > 1 && visible.iter().any(|(asked, _)| asked.is_hidden()) {
            visible.retain(|(asked, _)| !asked.is_hidden());
        }
        match visible.len() {
            0 => self.refuse_unknown(request, &[]),
            1 => match visible.pop() {
                Some((asked, person)) => self.open_decided(request, asked, person),
                None => self.refuse_unknown(request, &[]),
            },
            several => {
                let ids = visible.iter().flat_map(|(_, person)| person).map(|id| id.0).collect();
                let refusal = event(self, request, Action::View, EventOutcome::MinorFailure);
                self.commit_event(&Event {
                    patients: ids,
                    detail: Some("several unlinked people hold the number".to_owned()),
                    ..refusal
                })?;
                Err(Refusal::Ambiguous(several))
            }
        }
    }

    /// Refuses as a known person would be refused where role or purpose already forbid the view, so
    /// that the answer never tells who is known. The event says whom it was tried on, where it is known.
    fn refuse_unknown(&mut self, request: &ViewRequest, tried: &[PatientId]) -> Result<Viewing, Refusal> {
        let decision = self.decide_on(request, &Choices::default());
        let event = if forbids_all(&decision) {
            Event {
                patients: tried.iter().map(|id| id.0).collect(),
                decision: Some(format!("row {}: {}", decision.row.0, decision.reason)),
                ..event(self, request, Action::View, EventOutcome::SeriousFailure)
            }
        } else {
            let refusal = event(self, request, Action::View, EventOutcome::MinorFailure);
            Event { detail: Some("nobody of that number".to_owned()), ..refusal }
        };
        if decision.obliges(Obligation::AlertOperations) {
            self.commit_decided(&event, &decision, request, Permission::NotAsked)?;
        } else {
            self.commit_event(&event)?;
        }
        Err(if forbids_all(&decision) { Refusal::Denied(Box::new(decision)) } else { Refusal::NotFound })
    }

    fn open_decided(
        &mut self,
        request: &ViewRequest,
        asked: Asked,
        person: Vec<PatientId>,
    ) -> Result<Viewing, Refusal> {
        let mut asked = asked;
        if asked.decision.outcome == Outcome::Permit
            && request.reason.unseal.is_some()
            && let Err(why) = self.may_unseal(&request.user, &request.reason)
        {
            asked.decision.outcome = Outcome::Deny;
            asked.decision.row = Row("1");
            asked.decision.reason = why;
        }
        let permitted = asked.decision.outcome == Outcome::Permit && !asked.is_hidden();
        let action = if permitted && request.reason.emergency.is_some() { Action::EmergencyView } else { Action::View };
        let outcome = if permitted { EventOutcome::Success } else { EventOutcome::SeriousFailure };
        let event = Event {
            patients: person.iter().map(|id| id.0).collect(),
            decision: Some(format!("row {}: {}", asked.decision.row.0, asked.decision.reason)),
            consent: asked.chosen.clone(),
            terminology: if permitted { self.context.terms_of.clone() } else { Vec::new() },
            ..event(self, request, action, outcome)
        };
        let proof = self.commit_decided(&event, &asked.decision, request, asked.answer)?;
        if permitted {
            let who = (request.user.clone(), request.reason.clone());
            let when = (self.context.now(), self.expires(request, &asked.decision), request.request.clone());
            return Ok(Viewing::after_audit(proof, who, Scope::Record, person, asked.decision, asked.mask, when));
        }
        Err(refusal(&asked, self.may_know_of_opt_out(&request.user)))
    }

    pub(super) fn open_list(&mut self, request: &ViewRequest, list: WorkList) -> Result<Viewing, Refusal> {
        let what = match list {
            WorkList::Conflicts => "conflicts",
            WorkList::DeadLetters => "dead letters",
        };
        self.open_list_of(request, what)
    }

    /// Opens a list of this for record operations.
    pub(super) fn open_list_of(&mut self, request: &ViewRequest, what: &str) -> Result<Viewing, Refusal> {
        let mut decision = self.decide_on(request, &Choices::default());
        if request.reason.purpose != Purpose::RecordOperations {
            decision.outcome = Outcome::Deny;
            decision.reason = "a work list opens only for record operations, with an incident reference";
        }
        let permitted = decision.outcome == Outcome::Permit;
        let outcome = if permitted { EventOutcome::Success } else { EventOutcome::SeriousFailure };
        let event = Event {
            decision: Some(format!("row {}: {}", decision.row.0, decision.reason)),
            detail: Some(what.to_owned()),
            ..event(self, request, Action::WorkList, outcome)
        };
        let proof = self.commit_event(&event)?;
        if !permitted {
            return Err(Refusal::Denied(Box::new(decision)));
        }
        let mask = Mask { whereabouts: true, clinical: true, ..Mask::default() };
        let who = (request.user.clone(), request.reason.clone());
        let when = (self.context.now(), self.expires(request, &decision), request.request.clone());
        Ok(Viewing::after_audit(proof, who, Scope::WorkList, Vec::new(), decision, mask, when))
    }

    /// Writes one event and waits for the disk; within a group, the group waits.
    pub(super) fn commit_event(&mut self, event: &Event) -> Result<crate::store::gate::Committed, StoreError> {
        let step = group::step(&mut self.connection)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        audit::commit(step, event)
    }

    /// Writes one event with what must be on disk together with it, and waits for the disk.
    pub(super) fn commit_event_with(
        &mut self,
        event: &Event,
        with: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let step = group::step(&mut self.connection)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        audit::commit_with(step, event, |connection, _sequence| with(connection)).map(|_proof| ())
    }

    /// The refusal of whoever lacks the role for an act, once its event is on disk.
    pub(super) fn refuse_role(
        &mut self,
        request: &ViewRequest,
        action: Action,
        why: &'static str,
    ) -> Result<Refusal, StoreError> {
        let decision = Decision { outcome: Outcome::Deny, row: Row("1"), reason: why, obligations: Obligations::NONE };
        let refused = event(self, request, action, EventOutcome::SeriousFailure);
        self.commit_event(&Event { decision: Some(format!("row 1: {why}")), ..refused })?;
        Ok(Refusal::Denied(Box::new(decision)))
    }

    /// Writes the event of a decision with all that it obliges to, and waits for the disk: the alerts,
    /// the claim with its time, and the person's answer, which stands for the encounter.
    fn commit_decided(
        &mut self,
        event: &Event,
        decision: &Decision,
        request: &ViewRequest,
        answer: Permission,
    ) -> Result<crate::store::gate::Committed, StoreError> {
        let policy = self.policy(Moment::now(event.recorded));
        let (user, reason) = (request.user.name.as_str(), &request.reason);
        let step = group::step(&mut self.connection)?;
        self.place.as_ref().map_or(Ok(()), Place::check)?;
        audit::commit_with(step, event, |connection, sequence| {
            let when = (event.recorded, sequence);
            alerts::fulfil(connection, (event, sequence), decision, reason)?;
            let claimed = decision.outcome == Outcome::Permit && decision.obliges(Obligation::RecordClaim);
            if let (true, Some(claim), Some(policy)) = (claimed, reason.claim, &policy) {
                care::keep_claim(connection, (user, claim), &event.patients, &policy.settings, when)?;
            }
            if reason.purpose == Purpose::DirectCare && !decided_before_permission(decision) {
                answers::keep(connection, (user, answer), &event.patients, when)?;
            }
            Ok(())
        })
    }

    /// When a view closes: one under broken glass, or of what was sealed, after the time that the policy sets.
    pub(super) fn expires(&self, request: &ViewRequest, decision: &Decision) -> Timestamp {
        let now = self.context.now();
        let exception = request.reason.emergency.is_some() || request.reason.unseal.is_some();
        let boxed = exception || decision.obliges(Obligation::TimeBox);
        let minutes = match self.policy(Moment::now(now)) {
            Some(policy) if boxed => policy.settings.time_box_minutes,
            Some(_) => LONGEST_MINUTES,
            None => 0,
        };
        now.checked_add(jiff::SignedDuration::from_mins(i64::from(minutes))).unwrap_or(now)
    }

    /// Checks a view before each page: its scope, its time, and the decision of today.
    pub(super) fn check(&self, viewing: &Viewing, scope: Scope) -> Result<(), StoreError> {
        viewing.check(scope, self.context.now())?;
        let request = request_of(viewing);
        let user = self.user_where("name", &request.user.name)?.ok_or(StoreError::OutsideView("the user is gone"))?;
        let request = ViewRequest { user, ..request };
        let Some(first) = viewing.patients().first() else {
            let allowed = self.decide_on(&request, &Choices::default()).outcome == Outcome::Permit;
            return if allowed { Ok(()) } else { Err(StoreError::OutsideView("access changed since it was opened")) };
        };
        if request.reason.unseal.is_some() && self.may_unseal(&request.user, &request.reason).is_err() {
            return Err(StoreError::OutsideView("access changed since it was opened; open the record again"));
        }
        let person = clusters::person_of(&self.connection, *first)?;
        if person.len() != viewing.patients().len() || !person.iter().all(|id| viewing.patients().contains(id)) {
            return Err(StoreError::OutsideView(
                "who is one person changed since it was opened; open the record again",
            ));
        }
        let request = self.with_later_refusal(request, viewing.patients())?;
        let asked = self.decide(&request, viewing.patients())?;
        if asked.decision.outcome == Outcome::Permit && !asked.is_hidden() && asked.mask == viewing.mask() {
            Ok(())
        } else {
            Err(StoreError::OutsideView("consent or access changed since it was opened; open the record again"))
        }
    }

    /// The request of an open view, refused where the person has refused since.
    fn with_later_refusal(&self, request: ViewRequest, person: &[PatientId]) -> Result<ViewRequest, StoreError> {
        let moment = Moment::now(self.context.now());
        let mut request = request;
        if answers::last(&self.connection, &request.user.name, person, moment)? == Permission::Refused {
            request.reason.permission = Permission::Refused;
        }
        Ok(request)
    }
}

/// How long a view lasts where no rule shortens it.
const LONGEST_MINUTES: u32 = 8 * 60;

/// Whether a row decided that comes before what the person answers: then the answer is not kept.
fn decided_before_permission(decision: &Decision) -> bool {
    matches!(decision.row.0, "0" | "1" | "2a" | "2b" | "2c" | "3" | "4")
}

/// The request of a view that is open.
pub(super) fn request_of(viewing: &Viewing) -> ViewRequest {
    ViewRequest {
        user: viewing.user().clone(),
        reason: viewing.reason().clone(),
        request: viewing.request().to_owned(),
    }
}
