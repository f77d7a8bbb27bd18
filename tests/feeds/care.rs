//! Choices taken down at the point of care: by whom, of whom, and what the answer gives away.

use dcr::access::Reason;
use dcr::consent::{ChoiceStatement, Overlay, Permission, Standing, StandingChoice};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::Stated;
use dcr::store::{PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest};
use jiff::Timestamp;

use super::support::{care, ingest, store, user};

const KNOWN: &str = "9990000018";

fn now() -> Timestamp {
    "2018-07-01T09:00:00Z".parse().unwrap()
}

fn patient(number: &str) -> PatientRef {
    number.parse().unwrap()
}

fn standing(choice: StandingChoice) -> ChoiceStatement {
    ChoiceStatement::Standing(Standing { choice, stated: now() })
}

/// A store in which one hospital's clinician has one person in a bed.
fn with_a_person() -> SqliteStore {
    let mut store = store();
    let message = "MSH|^~\\&|PAS|RBD|DCR|DORSET|20180630120000||ADT^A01|1|P|2.5.1\r\
         EVN||20180630120000\r\
         PID|1||L1^^^RBD^MR~9990000018^^^NHS^NH||Person^Test||19500101|F||||||||||||||||||||||||01\r\
         PV1|1|I|WARD^1^2|||||||||||||||||V1|||||||||||||||||||||||||20180630120000\r\r";
    assert_eq!(ingest(&mut store, "one", message.as_bytes()).applied, 1);
    store
}

fn by(role: &str) -> ViewRequest {
    ViewRequest { user: user("somebody", role, "RBD"), ..care() }
}

fn state(store: &mut SqliteStore, request: &ViewRequest, choice: &ChoiceStatement) -> Result<Stated, Refusal> {
    store.state_choice_of(request, &patient(KNOWN), choice)
}

#[test]
fn what_was_said_holds_at_once_and_can_be_seen_while_the_record_can() {
    let mut store = with_a_person();
    assert_eq!(store.choices(&care(), &patient(KNOWN)).unwrap().stands.unwrap().standing, None);
    assert_eq!(state(&mut store, &care(), &standing(StandingChoice::No1)).unwrap(), Stated::Holds);
    assert!(store.open(&care(), &patient(KNOWN)).is_err());
    assert_eq!(store.choices(&care(), &patient(KNOWN)).unwrap().stands, None, "who may not look is not told");
    let today = ChoiceStatement::Overlay(Overlay::yes_1("dr.osei", now()));
    assert_eq!(state(&mut store, &care(), &today).unwrap(), Stated::Holds);
    let viewing = store.open(&care(), &patient(KNOWN)).unwrap();
    assert!(store.record(&viewing, &RecordQuery::default()).is_ok());
    let stands = store.choices(&care(), &patient(KNOWN)).unwrap().stands.unwrap();
    assert_eq!(stands.standing.unwrap().choice, StandingChoice::No1);
    assert!(stands.overlay.is_some());
}

#[test]
fn an_open_view_closes_with_the_choice() {
    let mut store = with_a_person();
    let viewing = store.open(&care(), &patient(KNOWN)).unwrap();
    state(&mut store, &care(), &standing(StandingChoice::No2)).unwrap();
    assert!(store.record(&viewing, &RecordQuery::default()).is_err());
}

#[test]
fn who_chose_nobody_looks_unknown_here_too() {
    let mut store = with_a_person();
    state(&mut store, &care(), &standing(StandingChoice::No2)).unwrap();
    for number in [KNOWN, "9990000123"] {
        let said = store.state_choice_of(&care(), &patient(number), &standing(StandingChoice::Yes3));
        assert!(matches!(said, Err(Refusal::NotFound)), "{number}");
        assert!(matches!(store.choices(&care(), &patient(number)), Err(Refusal::NotFound)), "{number}");
    }
}

#[test]
fn what_opens_for_good_waits_whatever_stands() {
    let mut store = with_a_person();
    for first in [None, Some(StandingChoice::Yes3), Some(StandingChoice::No1)] {
        if let Some(first) = first {
            let agent = dcr::audit::Agent { user: "x".into(), full_name: "x".into(), role: None, organisation: None };
            store.state_choice(KNOWN.parse().unwrap(), &standing(first), "form", &agent).unwrap();
        }
        let said = state(&mut store, &care(), &standing(StandingChoice::Yes3)).unwrap();
        assert!(matches!(said, Stated::Waits { .. }), "{first:?}: {said:?}");
    }
}

#[test]
fn a_refusal_for_today_is_no_bar_to_making_it_stand() {
    let mut store = with_a_person();
    let reason = Reason { permission: Permission::Refused, ..Reason::default() };
    let refused = ViewRequest { reason, ..care() };
    assert!(store.open(&refused, &patient(KNOWN)).is_err());
    assert_eq!(state(&mut store, &refused, &standing(StandingChoice::No1)).unwrap(), Stated::Holds);
}

#[test]
fn not_everybody_takes_choices_down() {
    let mut store = with_a_person();
    for role in ["R8009", "R8010", "R8012", "R8015", "R0001", "R5105"] {
        let said = state(&mut store, &by(role), &standing(StandingChoice::No2));
        assert!(said.is_err(), "{role}: {said:?}");
        assert!(store.choices(&by(role), &patient(KNOWN)).map_or(true, |view| view.stands.is_none()), "{role}");
    }
    assert!(store.open(&care(), &patient(KNOWN)).is_ok(), "nothing was recorded");
    assert_eq!(state(&mut store, &by("R1984"), &standing(StandingChoice::No2)).unwrap(), Stated::Holds);
    let stands = store.choices(&by("R1984"), &patient(KNOWN)).unwrap().stands.unwrap();
    assert_eq!(stands.standing.unwrap().choice, StandingChoice::No2, "who keeps the choices sees what stands");
}

#[test]
fn a_yes_1_is_for_somebody_who_is_there() {
    let mut store = with_a_person();
    let said = state(&mut store, &care(), &ChoiceStatement::Overlay(Overlay::yes_1("dr.nobody", now())));
    assert!(matches!(said, Err(Refusal::Store(StoreError::Missing(_)))), "{said:?}");
}
