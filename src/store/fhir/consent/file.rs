//! What all consents of a file come to, person by person.

use std::collections::HashMap;

use jiff::Timestamp;

use super::decide::performer;
use super::{Decision, Meaning, decide};
use crate::consent::{ChoiceStatement, Standing, StandingChoice, Statement};
use crate::interchange::fhir::consent::{Consent, ConsentStatus, Found, Note, Problem};
use crate::record::NhsNumber;

/// What became of one consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A choice of this person: what is taken in, and why it is this one.
    Choice(NhsNumber, Box<Statement>, &'static str),
    /// It is not in force.
    NotInForce(ConsentStatus),
    /// It cannot be taken in.
    Refused(Vec<Problem>),
}

/// One consent of a file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Which resource of the file it is, from 1.
    pub ordinal: u32,
    /// Its id.
    pub id: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it restricts and is not applied: somebody must see to it.
    pub open_restriction: bool,
    /// What was left out of account.
    pub notes: Vec<Note>,
}

/// Decides on every consent of a file. PCF leaves open what several active consents of one person
/// mean together: here each is a statement, and the later of each kind stands. But where one that
/// restricts cannot be taken in, nothing that permits is taken from that person's others either.
///
/// What is marked as made for a test is taken in only where `test_data` is.
pub fn decide_all(found: Vec<Found>, test_data: bool, now: Timestamp) -> Vec<Imported> {
    let mut imported: Vec<(Imported, Option<NhsNumber>)> =
        found.into_iter().map(|found| one(found, test_data, now)).collect();
    let mut open: HashMap<NhsNumber, u32> = HashMap::new();
    for (imported, number) in &imported {
        if let (true, Some(number)) = (imported.open_restriction, number) {
            open.insert(*number, imported.ordinal);
        }
    }
    let mut active: HashMap<NhsNumber, usize> = HashMap::new();
    for (imported, _) in &imported {
        if let Outcome::Choice(number, ..) = imported.outcome {
            *active.entry(number).or_default() += 1;
        }
    }
    for (imported, _) in &mut imported {
        let Outcome::Choice(number, statement, _) = &imported.outcome else { continue };
        if let Some(other) = open.get(number).filter(|_| permits(statement)) {
            let why =
                format!("resource {other} of the same person restricts and cannot be taken in, so nothing is opened");
            imported.outcome = Outcome::Refused(vec![Problem::new("Consent", why)]);
        } else if active.get(number).is_some_and(|count| *count > 1) {
            let why = "the person has several active consents: the later of each kind stands, of two at one instant the stricter";
            imported.notes.push(Note::new("Consent", why));
        }
    }
    imported.into_iter().map(|(imported, _)| imported).collect()
}

fn permits(statement: &Statement) -> bool {
    !matches!(
        statement.choice,
        ChoiceStatement::Standing(Standing { choice: StandingChoice::No1 | StandingChoice::No2, .. })
    )
}

/// The choice with who said it, who took it down, and what shows it.
fn whole(choice: ChoiceStatement, consent: &Consent) -> Statement {
    Statement {
        performer: performer(consent).unwrap_or_default(),
        organisation: consent.organizations.iter().flatten().next().cloned(),
        evidence: consent.evidence.clone(),
        ..Statement::from(choice)
    }
}

fn one(found: Found, test_data: bool, now: Timestamp) -> (Imported, Option<NhsNumber>) {
    let Found { ordinal, id, status, restricts, test_data: marked, nhs_number, consent, notes } = found;
    let number = nhs_number.as_ref().ok().copied();
    let not_in_force = status.filter(|status| *status != ConsentStatus::Active);
    let outcome = match (not_in_force, consent) {
        (Some(status), _) => Outcome::NotInForce(status),
        (None, _) if marked && !test_data => {
            let why = "is marked as made for a test (HTEST), which only a demo store takes";
            Outcome::Refused(vec![Problem::new("Consent.meta.security", why)])
        }
        (None, Err(mut problems)) => {
            problems.extend(nhs_number.err());
            Outcome::Refused(problems)
        }
        (None, Ok(consent)) => match (decide(&consent, now), nhs_number) {
            (Decision::NotInForce(status), _) => Outcome::NotInForce(status),
            (Decision::NotRepresentable(mut problems), nhs_number) => {
                problems.extend(nhs_number.err());
                Outcome::Refused(problems)
            }
            (Decision::Choice(_), Err(problem)) => Outcome::Refused(vec![problem]),
            (Decision::Choice(meaning), Ok(number)) => {
                let Meaning { statement, why } = meaning;
                Outcome::Choice(number, Box::new(whole(statement, &consent)), why)
            }
        },
    };
    let open_restriction = restricts && (test_data || !marked) && matches!(outcome, Outcome::Refused(_));
    (Imported { ordinal, id, outcome, open_restriction, notes }, number)
}
