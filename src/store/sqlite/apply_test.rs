use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

use super::{Applied, Changed, ChoiceChange, How, Recorder, SqliteStore};
use crate::access::{JobRole, RoleProfile, User};
use crate::audit::Agent;
use crate::consent::plan::{Fields, Proposal, RowStatus, Source, nhs_number};
use crate::consent::{Choices, StandingChoice};
use crate::record::NhsNumber;
use crate::store::{Clock, Context, PlanError, StoreError};

/// A clock that a test puts forward.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

fn store() -> (SqliteStore, Hands, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let hands = Hands(Arc::new(AtomicI64::new(1_527_850_800)));
    let role = RoleProfile { role: JobRole("R1984".to_owned()), organisation: "RD3".to_owned() };
    let user = User {
        name: "moss".to_owned(),
        full_name: "Pat Moss".to_owned(),
        uid: Some(1),
        roles: vec![role],
        ..User::default()
    };
    let context = Context { clock: Arc::new(hands.clone()), ..Context::default() };
    (SqliteStore::init(&folder.path().join("store.db"), context, &user, false).unwrap(), hands, folder)
}

fn agent(user: &str) -> Agent {
    Agent { user: user.to_owned(), full_name: user.to_owned(), role: Some("R1984".to_owned()), organisation: None }
}

fn number(text: &str) -> NhsNumber {
    nhs_number(text).unwrap()
}

fn plan(store: &mut SqliteStore, rows: &[(&str, &str)]) -> (Vec<u8>, String) {
    let lines = rows.iter().map(|(number, choice)| format!("{number},{choice}"));
    let file = std::iter::once("nhs_number,choice".to_owned()).chain(lines).collect::<Vec<_>>().join("\n");
    let now = store.context.now();
    let head = store.plan_head("file.csv", &agent("moss")).unwrap();
    let mut bytes = Vec::new();
    let source = Source::open(file.as_bytes(), now).unwrap();
    let planned = store.make_plan(head, source, &mut bytes, &agent("moss"), |_| Ok(())).unwrap();
    store.ask_for_plan(&planned, &agent("moss")).unwrap();
    (bytes, planned.made.id)
}

fn apply(store: &mut SqliteStore, plan: &[u8]) -> Result<Applied, PlanError> {
    store.apply_plan(Cursor::new(plan), How::default(), &agent("moss"), |_| true)
}

fn stands(store: &mut SqliteStore, patient: &str) -> Option<StandingChoice> {
    let choices: Choices = store.choices_of(&patient.parse().unwrap(), &agent("moss")).unwrap().stands;
    choices.standing.map(|standing| standing.choice)
}

#[test]
fn an_approval_expires_and_can_be_asked_for_again() {
    let (mut store, hands, _folder) = store();
    let (bytes, id) = plan(&mut store, &[("9990000018", "yes-3"), ("9990000069", "no-2")]);
    store.decide_request(&id, true, &agent("pryor")).unwrap();
    hands.0.fetch_add(7 * 24 * 3_600, Ordering::Relaxed);
    let applied = apply(&mut store, &bytes).unwrap();
    assert_eq!((applied.totals.held, applied.totals.pending_approval), (1, 1), "the restriction is done all the same");
    assert_eq!(stands(&mut store, "9990000018"), None);
    // Applying asked anew; the old approval does not count for the new request.
    assert_eq!(store.approval_request(&id, &agent("moss")).unwrap().approved, None);
    assert!(matches!(store.decide_request(&id, true, &agent("moss")), Err(StoreError::Approval { .. })));
    store.decide_request(&id, true, &agent("pryor")).unwrap();
    assert_eq!(apply(&mut store, &bytes).unwrap().totals.held, 2);
    assert_eq!(stands(&mut store, "9990000018"), Some(StandingChoice::Yes3));
}

#[test]
fn an_approval_that_was_used_in_time_lets_an_interrupted_run_end() {
    let (mut store, hands, _folder) = store();
    let (bytes, id) = plan(&mut store, &[("9990000018", "yes-3"), ("9990000069", "yes-3")]);
    store.decide_request(&id, true, &agent("pryor")).unwrap();
    let how = How { batch: 1, ..How::default() };
    let stopped = store.apply_plan(Cursor::new(&bytes), how, &agent("moss"), |_| false);
    assert!(matches!(stopped, Err(PlanError::Interrupted)));
    assert_eq!(stands(&mut store, "9990000069"), None);
    hands.0.fetch_add(30 * 24 * 3_600, Ordering::Relaxed);
    assert_eq!(apply(&mut store, &bytes).unwrap().totals.held, 2);
    assert_eq!(stands(&mut store, "9990000069"), Some(StandingChoice::Yes3));
}

#[test]
fn a_plan_is_for_the_store_it_was_made_for() {
    let (mut one, _, _folder) = store();
    let (mut other, hands, _other) = store();
    hands.0.fetch_add(1, Ordering::Relaxed);
    drop(other);
    let folder = tempfile::TempDir::new().unwrap();
    let user = one.users().unwrap().remove(0);
    let context = Context { clock: Arc::new(hands), ..Context::default() };
    other = SqliteStore::init(&folder.path().join("store.db"), context, &user, false).unwrap();
    let (bytes, _) = plan(&mut one, &[("9990000018", "no-2")]);
    assert!(matches!(apply(&mut other, &bytes), Err(PlanError::OtherStore)));
}

#[test]
fn all_or_nothing_is_nothing_where_one_row_waits() {
    let (mut store, _, _folder) = store();
    let (bytes, id) = plan(&mut store, &[("9990000018", "no-2"), ("9990000069", "yes-3")]);
    let how = How { atomic: true, ..How::default() };
    let refused = store.apply_plan(Cursor::new(&bytes), how, &agent("moss"), |_| true);
    assert!(matches!(refused, Err(PlanError::NotWhole { rejected: 0, pending: 1, conflict: 0 })));
    assert_eq!(stands(&mut store, "9990000018"), None);
    store.decide_request(&id, true, &agent("pryor")).unwrap();
    assert_eq!(store.apply_plan(Cursor::new(&bytes), how, &agent("moss"), |_| true).unwrap().totals.held, 2);
}

/// What is said of one person twice in one file follows in the order of when it was said, and rows that
/// were planned together do not make each other stale.
#[test]
fn rows_of_one_person_in_one_file_follow_each_other() {
    let (mut store, _, _folder) = store();
    let number = number("9990000018");
    let row = |index: u64, choice: &str, stated: &str| {
        let fields = Fields { choice, stated, ..Fields::default() };
        Ok(Ok(Proposal::new(index, number, fields.statement("2018-06-01T11:00:00Z".parse().unwrap()).unwrap())))
    };
    let rows = [row(1, "no-2", "2018-05-03"), row(2, "no-1", "2018-05-01"), row(3, "no-2", "2018-05-04")];
    let head = store.plan_head("bundle", &agent("moss")).unwrap();
    let mut bytes = Vec::new();
    let planned = store.make_plan(head, rows.into_iter(), &mut bytes, &agent("moss"), |_| Ok(())).unwrap();
    assert_eq!((planned.made.totals.add, planned.made.totals.record), (1, 2));
    let mut seen = Vec::new();
    let how = How { batch: 1, ..How::default() };
    let see = |outcomes: &[crate::consent::plan::RowOutcome]| {
        seen.extend(outcomes.iter().map(|outcome| (outcome.status, outcome.code)));
        true
    };
    store.apply_plan(Cursor::new(&bytes), how, &agent("moss"), see).unwrap();
    assert_eq!(seen, [(RowStatus::Held, "add"), (RowStatus::Held, "record"), (RowStatus::Held, "record")]);
    assert_eq!(stands(&mut store, "9990000018"), Some(StandingChoice::No2));
}

/// Whoever cares for a person is never told by the answer what stands.
#[test]
fn at_the_point_of_care_the_answer_does_not_tell_what_stands() {
    for before in [None, Some("no-1"), Some("no-2"), Some("yes-3")] {
        let (mut store, _, _folder) = store();
        let statement = |choice: &str, store: &SqliteStore| {
            let user = if choice == "yes-1" { "dr.osei" } else { "" };
            Fields { choice, user, ..Fields::default() }.statement(store.context.now()).unwrap()
        };
        let number = number("9990000018");
        if let Some(before) = before {
            let made = statement(before, &store).choice;
            store.state_choice(number, &made, "leaflet form", &agent("moss")).unwrap();
        }
        let mut told = Vec::new();
        for choice in ["no-2", "no-2", "yes-1", "yes-2", "end-yes", "yes-3", "default"] {
            let change = ChoiceChange::stating(number, statement(choice, &store), "at the point of care");
            told.push(match store.change_choice(&change, Recorder::PointOfCare, &agent("dr.osei")).unwrap() {
                Changed::Done(..) => "done",
                Changed::Unchanged(_) => "unchanged",
                Changed::NeedsApproval(..) => "waits",
            });
        }
        assert_eq!(told, ["done", "done", "done", "done", "done", "waits", "waits"], "{before:?}");
        assert_eq!(stands(&mut store, "9990000018"), Some(StandingChoice::No2), "{before:?}");
    }
}
