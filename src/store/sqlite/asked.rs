//! Whom somebody asks for, what was decided, and what the caller is told of it.

use rusqlite::Connection;

use super::patients::{self, StoredPatient};
use super::policies::Moment;
use super::times::Times;
use super::{SqliteStore, choices, clusters};
use crate::access;
use crate::consent::{Choices, Decision, Obligation, Outcome, OverlayChoice, Permission, StandingChoice};
use crate::store::{Mask, PatientId, PatientRef, Refusal, StoreError, ViewRequest};

/// A person that somebody asks for, and what was decided.
pub(super) struct Asked {
    pub(super) patients: Vec<StoredPatient>,
    pub(super) decision: Decision,
    pub(super) mask: Mask,
    /// Whether a standing No 2 is among what the person chose.
    pub(super) opted_out: bool,
    /// Whether the policy hides the record of somebody who chose so.
    hides: bool,
    /// What the person chose, for the event.
    pub(super) chosen: Option<String>,
    /// What the person answered now, to be kept for the encounter.
    pub(super) answer: Permission,
}

impl Asked {
    /// Whether this user may not even know that the record exists, or at most that an opt-out
    /// stands: also an investigator, of somebody who chose nobody.
    pub(super) fn is_hidden(&self) -> bool {
        let refused = self.opted_out && self.decision.outcome != Outcome::Permit;
        self.decision.obliges(Obligation::HideExistence) || self.hides && refused
    }

    /// Whether this user may see more of the person than what tells them from others.
    pub(super) fn is_viewer(&self) -> bool {
        self.decision.outcome != Outcome::Deny
    }
}

/// What a person chose, as the event of a decision says it; none where nothing was chosen.
fn stood_on(choices: &Choices) -> Option<String> {
    let standing = choices.standing.map(|standing| {
        let choice = match standing.choice {
            StandingChoice::Yes3 => "yes-3",
            StandingChoice::No1 => "no-1",
            StandingChoice::No2 => "no-2",
        };
        format!("{choice} stated {}", standing.stated)
    });
    let overlay = choices.overlay.as_ref().map(|overlay| {
        let choice = match overlay.choice {
            OverlayChoice::Yes1 { .. } => "yes-1",
            OverlayChoice::Yes2 => "yes-2",
        };
        format!("{choice} stated {}", overlay.stated)
    });
    let parts: Vec<_> = [standing, overlay].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Every person that answers to a reference, as lists of source patients.
pub(super) fn resolve(connection: &Connection, reference: &PatientRef) -> Result<Vec<Vec<PatientId>>, StoreError> {
    let ids: Vec<i64> = match reference {
        PatientRef::Patient(id) => vec![id.0],
        PatientRef::NhsNumber(number) => holders(connection, 0, &number.plain(), None)?,
        PatientRef::Local { authority, value } => holders(connection, 1, value, Some(authority))?,
    };
    let mut people: Vec<Vec<PatientId>> = Vec::new();
    for id in ids {
        let id = PatientId(id);
        if !people.iter().any(|person| person.contains(&id)) {
            let mut person = clusters::person_of(connection, id)?;
            if let Some(place) = person.iter().position(|member| *member == id) {
                // The one asked for comes first: history is followed from there.
                person[..=place].rotate_right(1);
                people.push(person);
            }
        }
    }
    Ok(people)
}

fn holders(connection: &Connection, kind: i64, value: &str, authority: Option<&str>) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT patient FROM identifier WHERE value = ?1 AND kind = ?2 AND (?3 IS NULL OR authority = ?3 COLLATE NOCASE) ORDER BY patient LIMIT 500",
    )?;
    Ok(statement.query_map((value, kind, authority), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

impl SqliteStore {
    /// Decides whether this user may see this person. Nothing of it is shown by this.
    pub(super) fn decide(&self, request: &ViewRequest, person: &[PatientId]) -> Result<Asked, StoreError> {
        let stored = patients::load(&self.connection, person, Times::NOW)?;
        let chosen = choices::of(&self.connection, &stored)?;
        let moment = Moment::now(self.context.now());
        let prepared = self.prepared_about(Some(&request.user), &request.reason, &stored, moment)?;
        let decision = prepared.decide(&chosen);
        let settings = prepared.policy.as_deref().map(|policy| &policy.settings);
        let mask = Mask {
            whereabouts: patients::is_restricted(&stored),
            clinical: decision.obliges(Obligation::MaskClinicalText) || decision.obliges(Obligation::TechnicalDataOnly),
            technical_only: decision.obliges(Obligation::TechnicalDataOnly),
            third_parties: decision.obliges(Obligation::Redact),
        };
        Ok(Asked {
            decision,
            mask,
            opted_out: chosen.standing.is_some_and(|standing| standing.choice == StandingChoice::No2),
            hides: settings.is_none_or(|settings| settings.no_2_hides_existence),
            chosen: stood_on(&chosen),
            answer: settings.map_or(Permission::NotAsked, |settings| {
                access::answer_to_keep(&request.reason, prepared.person.age, settings)
            }),
            patients: stored,
        })
    }

    /// Decides on a request about nobody in particular, as if this had been chosen.
    pub(super) fn decide_on(&self, request: &ViewRequest, chosen: &Choices) -> Decision {
        let moment = Moment::now(self.context.now());
        self.prepared(Some(&request.user), &request.reason, moment).decide(chosen)
    }
}

/// Whether role or purpose already forbid the view, whoever it is about.
pub(super) fn forbids_all(decision: &Decision) -> bool {
    decision.outcome == Outcome::Deny && matches!(decision.row.0, "0" | "1" | "2a" | "2b" | "2c")
}

/// What the caller is told. A record whose existence is hidden looks like nobody's.
pub(super) fn refusal(asked: &Asked, may_know_of_opt_out: bool) -> Refusal {
    if asked.opted_out && may_know_of_opt_out {
        return Refusal::OptedOut;
    }
    if asked.is_hidden() {
        return Refusal::NotFound;
    }
    let decision = Box::new(asked.decision);
    match decision.outcome {
        Outcome::AskConsent => Refusal::AskConsent(decision),
        Outcome::BreakGlassRequired => Refusal::BreakGlassRequired(decision),
        Outcome::ClaimRequired => Refusal::ClaimRequired(decision),
        Outcome::Deny | Outcome::Permit => Refusal::Denied(decision),
    }
}
