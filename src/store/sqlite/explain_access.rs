//! Who may see a record, and why: the decision on others, explained to those who answer for consent.
//!
//! Nothing clinical is in it. To whoever may not know of an opt-out, a person who chose that nobody
//! looks is as unknown here as anywhere. Each explanation is written to the audit before it is given.

use jiff::Timestamp;
use rusqlite::Connection;

use super::patients::{self, StoredPatient};
use super::policies::Moment;
use super::question::Prepared;
use super::times::{Times, micros};
use super::{SqliteStore, care, choices, clusters, gate};
use crate::access::{self, Activity, Reason, Relationship, User};
use crate::audit::{Action, Event, EventOutcome};
use crate::consent::{Choices, Decision, Obligations, Outcome, Row, StandingChoice};
use crate::record::directory;
use crate::store::view::{AccessExplanation, FORMAT_VERSION, Onlooker, Onlookers};
use crate::store::{PatientId, PatientRef, Refusal, StoreError, ViewRequest};

/// A decision that is to be explained.
#[derive(Debug, Clone, Default)]
pub struct AccessAsked {
    /// The user whose request it would be, by name.
    pub user: String,
    /// What that user would say.
    pub reason: Reason,
    /// When: choices, relationships and policy as they stood and as they were known then; a time to
    /// come takes what is known now. Roles are those that are registered now. `None` is now.
    pub at: Option<Timestamp>,
}

/// A person about whom others are asked.
struct Subject {
    stored: Vec<StoredPatient>,
    choices: Choices,
    opted_out: bool,
    moment: Moment,
    replayed: bool,
}

impl SqliteStore {
    /// Why a user may or may not see a person's record.
    ///
    /// # Errors
    /// Where no role of the caller answers for consent, where the person is not known or hidden from
    /// the caller, or where the store fails.
    pub fn explain_access(
        &mut self,
        caller: &ViewRequest,
        person: &PatientRef,
        asked: &AccessAsked,
    ) -> Result<AccessExplanation, Refusal> {
        let subject = self.subject(caller, person, asked.at, "explained who may see")?;
        let user = self.user_where("name", &asked.user)?;
        let prepared = self.prepared_about(user.as_ref(), &asked.reason, &subject.stored, subject.moment)?;
        let explanation = prepared.explain(&subject.choices);
        let decision = explanation.decision;
        let detail = format!(
            "explained to the caller whether {} may see the record at {}: row {}",
            asked.user, subject.moment.now, decision.row.0
        );
        self.commit_explanation(caller, &subject, detail)?;
        let hidden = subject.opted_out;
        Ok(AccessExplanation {
            format_version: FORMAT_VERSION,
            user: asked.user.clone(),
            full_name: user.as_ref().map(|user| user.full_name.clone()),
            at: subject.moment.now,
            replayed: subject.replayed,
            purpose: asked.reason.purpose.slug(),
            permission: asked.reason.permission,
            answered: prepared.person.answered,
            policy: prepared.policy.as_deref().map(|policy| policy.policy),
            relationship: prepared.person.relationship.as_ref().filter(|_| !hidden).map(Relationship::line),
            closeness: prepared.person.closeness,
            choices: subject.choices,
            opted_out: subject.opted_out,
            explanation,
        })
    }

    /// What every user would be answered who asks for a person's record for care, with nothing asked
    /// and nothing stated.
    ///
    /// # Errors
    /// As [`SqliteStore::explain_access`].
    pub fn onlookers(
        &mut self,
        caller: &ViewRequest,
        person: &PatientRef,
        at: Option<Timestamp>,
    ) -> Result<Onlookers, Refusal> {
        let subject = self.subject(caller, person, at, "listed who may see")?;
        let mut users = Vec::new();
        for user in self.users()? {
            users.push(self.onlooker(&user, &subject)?);
        }
        users.sort_by(|left, right| {
            let key = |user: &Onlooker| (user.organisation.clone(), user.role.clone(), user.user.clone());
            key(left).cmp(&key(right))
        });
        let detail = format!("listed to the caller who may see the record at {}", subject.moment.now);
        self.commit_explanation(caller, &subject, detail)?;
        let Subject { moment, replayed, opted_out, .. } = subject;
        Ok(Onlookers { format_version: FORMAT_VERSION, at: moment.now, replayed, opted_out, users })
    }

    fn onlooker(&self, user: &User, subject: &Subject) -> Result<Onlooker, StoreError> {
        let reason = Reason::default();
        let bare = self.prepared(Some(user), &reason, subject.moment);
        let prepared = match &bare.policy {
            Some(policy) => {
                let (stored, moment) = (&subject.stored, subject.moment);
                let facts = care::facts(&self.connection, stored, Some(&user.name), &policy.settings, moment)?;
                let person = self.person_facts(user, (&reason, &facts), stored, policy, moment)?;
                Prepared { person, ..bare }
            }
            None => bare,
        };
        let decision = prepared.decide(&subject.choices);
        let acting = access::acting_as(user, &reason, directory(), subject.moment.now);
        let profile = acting.or_else(|| user.roles.first());
        let relationship = prepared.person.relationship.as_ref().filter(|_| !subject.opted_out);
        Ok(Onlooker {
            user: user.name.clone(),
            full_name: user.full_name.clone(),
            role: profile.map(|profile| profile.role.0.clone()),
            role_title: profile.and_then(|profile| profile.role.title()),
            organisation: profile.map(|profile| profile.organisation.clone()),
            organisation_name: profile.map(|profile| patients::organisation_name(&profile.organisation)),
            outcome: decision.outcome,
            row: decision.row.0,
            reason: decision.reason,
            relationship: relationship.map(Relationship::line),
        })
    }

    /// The person, where the caller may ask about others and may know that the person is known.
    fn subject(
        &mut self,
        caller: &ViewRequest,
        reference: &PatientRef,
        at: Option<Timestamp>,
        what: &str,
    ) -> Result<Subject, Refusal> {
        if !may_explain(&caller.user) {
            return Err(self.refuse_explaining(caller, what)?);
        }
        let now = self.context.now();
        let replayed = at.is_some_and(|at| at < now);
        let moment = match at {
            Some(at) if replayed => Moment::replayed(at),
            Some(at) => Moment::now(at),
            None => Moment::now(now),
        };
        let mut people = Vec::new();
        for person in gate::resolve(&self.connection, reference)? {
            let then = if replayed { linked_then(&self.connection, &person, moment)? } else { person.clone() };
            let subject = self.about(&then, moment, replayed)?;
            let hidden = subject.opted_out || self.about(&person, Moment::now(now), false)?.opted_out;
            let hides = self.policy(Moment::now(now)).is_none_or(|policy| policy.settings.no_2_hides_existence);
            let kept_from_caller = hidden && hides && !self.may_know_of_opt_out(&caller.user);
            if !kept_from_caller && !subject.stored.is_empty() {
                people.push(subject);
            }
        }
        match people.len() {
            1 => people.pop().ok_or(Refusal::NotFound),
            count => {
                let refused = if count == 0 { Refusal::NotFound } else { Refusal::Ambiguous(count) };
                let detail = Some(format!("{what}: {refused}"));
                let event = explaining(self, caller, EventOutcome::MinorFailure);
                self.commit_event(&Event { detail, ..event })?;
                Err(refused)
            }
        }
    }

    fn about(&self, person: &[PatientId], moment: Moment, replayed: bool) -> Result<Subject, StoreError> {
        let times = Times { as_of: replayed.then_some(moment.now), valid_at: None };
        let stored = patients::load(&self.connection, person, times)?;
        let choices = choices::of_known(&self.connection, &stored, moment.known())?;
        let opted_out = choices.standing.is_some_and(|standing| standing.choice == StandingChoice::No2);
        Ok(Subject { stored, choices, opted_out, moment, replayed })
    }

    fn commit_explanation(
        &mut self,
        caller: &ViewRequest,
        subject: &Subject,
        detail: String,
    ) -> Result<(), StoreError> {
        let event = Event {
            patients: subject.stored.iter().map(|stored| stored.id.0).collect(),
            detail: Some(detail),
            ..explaining(self, caller, EventOutcome::Success)
        };
        self.commit_event(&event).map(|_proof| ())
    }

    fn refuse_explaining(&mut self, caller: &ViewRequest, what: &str) -> Result<Refusal, StoreError> {
        let reason = "no role of the user answers for consent";
        let event = Event {
            decision: Some(format!("row 1: {reason}")),
            detail: Some(what.to_owned()),
            ..explaining(self, caller, EventOutcome::SeriousFailure)
        };
        self.commit_event(&event)?;
        let (outcome, row, obligations) = (Outcome::Deny, Row("1"), Obligations::NONE);
        Ok(Refusal::Denied(Box::new(Decision { outcome, row, reason, obligations })))
    }
}

/// The event of an explanation, to be completed: nobody looked, so there is no purpose of a look.
fn explaining(store: &SqliteStore, caller: &ViewRequest, outcome: EventOutcome) -> Event {
    let event = gate::event(store, caller, Action::Administration, outcome);
    Event { purpose: None, permission: None, ..event }
}

/// Whether a user answers for consent: administers it, or watches over it.
fn may_explain(user: &User) -> bool {
    [Activity::ConsentAdministration, Activity::EmergencyAlerts, Activity::Governance]
        .into_iter()
        .any(|activity| user.may(activity))
}

/// Those who were one person with this one then, and were known.
fn linked_then(connection: &Connection, person: &[PatientId], moment: Moment) -> Result<Vec<PatientId>, StoreError> {
    let Some(first) = person.first() else { return Ok(Vec::new()) };
    let linked = clusters::linked(connection, first.0, Some(micros(moment.now)))?;
    Ok(linked.into_iter().map(PatientId).collect())
}
