//! Changes of users in a store: with their audit events, and with a second user.

use jiff::Timestamp;
use jiff::civil::date;

use super::SqliteStore;
use crate::access::{ChangeRefusal, JobRole, RoleProfile, User, UserChange, Way};
use crate::audit::Agent;
use crate::store::{Context, Store, StoreError};

fn profile(code: &str) -> RoleProfile {
    RoleProfile { role: JobRole(code.to_owned()), organisation: "RBD".to_owned() }
}

fn agent(name: &str) -> Agent {
    Agent { user: name.to_owned(), full_name: name.to_owned(), role: None, organisation: None }
}

fn grant(name: &str, code: &str) -> UserChange {
    UserChange::Grant { name: name.to_owned(), profile: profile(code) }
}

fn register(name: &str, uid: u32) -> UserChange {
    UserChange::Register { name: name.to_owned(), full_name: name.to_owned(), uid: Some(uid) }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Made by Ada, who administers.
fn store() -> SqliteStore {
    let ada = User {
        name: "ada".to_owned(),
        full_name: "Ada".to_owned(),
        uid: Some(1),
        roles: vec![profile("R8015")],
        ..User::default()
    };
    SqliteStore::in_memory(Context::fixed(at("2026-03-02T09:00:00Z")), &ada, false).unwrap()
}

/// The same, with Ben, who administers too, and Dot, who has no role.
fn store_of_two() -> SqliteStore {
    let mut store = store();
    let changes = [register("ben", 2), grant("ben", "R8015"), register("dot", 4)];
    let made = store.change_users(&changes, &agent("ada"), false).unwrap();
    assert_eq!(made.iter().map(|one| one.way).collect::<Vec<_>>(), [Way::AtOnce, Way::SelfApproved, Way::AtOnce]);
    store
}

fn roles(store: &mut SqliteStore, name: &str) -> Vec<String> {
    store.user_by_name(name).unwrap().unwrap().roles.into_iter().map(|profile| profile.role.0).collect()
}

fn events(store: &SqliteStore) -> Vec<String> {
    let mut statement = store.connection.prepare("SELECT body FROM audit_event ORDER BY sequence").unwrap();
    let bodies = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let line = |body: String| {
        let event: crate::audit::Event = serde_json::from_str(&body).unwrap();
        let text = |text: Option<String>| text.unwrap_or_default();
        format!("{} {:?}: {} [{}]", event.agent.user, event.outcome, text(event.detail), text(event.reason))
    };
    bodies.map(|body| line(body.unwrap())).collect()
}

fn request(store: &mut SqliteStore, change: UserChange) -> String {
    store.change_users(&[change], &agent("ada"), false).unwrap().remove(0).request.unwrap()
}

#[test]
fn the_first_grants_are_flagged_and_the_next_waits() {
    let mut store = store_of_two();
    let id = request(&mut store, grant("dot", "R8001"));
    assert!(roles(&mut store, "dot").is_empty(), "nothing is granted yet");
    assert_eq!(request(&mut store, grant("dot", "R8001")), id, "the same grant asked for twice is one request");
    store.decide_request(&id, true, &agent("ben")).unwrap();
    assert_eq!(roles(&mut store, "dot"), ["R8001"]);
    let stable = events(&store).join("\n").replace(&id, "REQUEST");
    insta::assert_snapshot!(stable);
}

#[test]
fn nobody_decides_for_themselves_and_not_everybody_decides() {
    let mut store = store_of_two();
    let id = request(&mut store, grant("dot", "R8001"));
    let ben = request(&mut store, grant("ben", "R8012"));
    for approve in [true, false] {
        assert!(matches!(store.decide_request(&id, approve, &agent("ada")), Err(StoreError::Approval { .. })));
        let refused = |result| match result {
            Err(StoreError::UserChange(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(store.decide_request(&id, approve, &agent("dot"))), ChangeRefusal::OwnGrant);
        assert_eq!(refused(store.decide_request(&ben, approve, &agent("ben"))), ChangeRefusal::OwnGrant);
        assert_eq!(refused(store.decide_request(&ben, approve, &agent("dot"))), ChangeRefusal::MayNotApprove);
    }
    assert!(roles(&mut store, "dot").is_empty());
    assert_eq!(roles(&mut store, "ben"), ["R8015"]);
}

#[test]
fn what_no_longer_fits_is_stale_and_nothing_of_it_is_kept() {
    let mut store = store_of_two();
    let (care, run) = (request(&mut store, grant("dot", "R8001")), request(&mut store, grant("dot", "R8012")));
    store.decide_request(&care, true, &agent("ben")).unwrap();
    let before = events(&store).len();
    assert!(matches!(store.decide_request(&run, true, &agent("ben")), Err(StoreError::Stale(_))));
    assert_eq!(events(&store).len(), before);
    assert_eq!(store.approval_request(&run, &agent("chief")).unwrap().approved, None);
    assert_eq!(roles(&mut store, "dot"), ["R8001"]);
    assert!(store.decide_request(&care, true, &agent("ben")).is_err(), "an approval is used once");
}

#[test]
fn a_request_that_was_turned_down_or_used_can_be_made_again() {
    let mut store = store_of_two();
    let first = request(&mut store, grant("dot", "R8001"));
    store.decide_request(&first, false, &agent("ben")).unwrap();
    assert!(roles(&mut store, "dot").is_empty());
    store.context = Context::fixed(at("2026-03-02T10:00:00Z"));
    let again = request(&mut store, grant("dot", "R8001"));
    assert_ne!(first, again);
    store.decide_request(&again, true, &agent("ben")).unwrap();
    assert_eq!(roles(&mut store, "dot"), ["R8001"]);
}

#[test]
fn suspending_the_second_gives_the_first_no_way_alone() {
    let mut store = store_of_two();
    let suspend = UserChange::Suspend { name: "ben".to_owned(), from: date(2026, 3, 2) };
    store.change_users(&[suspend], &agent("ada"), false).unwrap();
    let made = store.change_users(&[grant("dot", "R8001")], &agent("ada"), false).unwrap();
    assert_eq!(made[0].way, Way::SecondUser);
    let id = made[0].request.clone().unwrap();
    assert!(store.decide_request(&id, true, &agent("ben")).is_err(), "he is suspended");
}

#[test]
fn a_suspension_begins_on_its_day_in_london() {
    let mut store = store_of_two();
    let from = date(2026, 7, 1);
    store.change_users(&[UserChange::Suspend { name: "dot".to_owned(), from }], &agent("ada"), false).unwrap();
    let mut suspended = |time: &str| {
        store.context = Context::fixed(at(time));
        store.user_by_uid(4).unwrap().unwrap().suspended
    };
    assert!(!suspended("2026-06-30T22:59:59Z"));
    assert!(suspended("2026-06-30T23:00:00Z"), "midnight in London, in summer time");
}

#[test]
fn several_changes_are_made_all_or_none_and_a_refusal_is_audited() {
    let mut store = store_of_two();
    let before = events(&store).len();
    let changes = [register("eve", 5), grant("eve", "R8000"), grant("zed", "R8000")];
    assert!(store.change_users(&changes, &agent("ada"), false).is_err());
    assert_eq!(store.user_by_name("eve").unwrap(), None);
    let after = events(&store);
    assert_eq!(after.len(), before + 1);
    assert_eq!(after[before], "ada SeriousFailure: grant R8000 at RBD to zed [there is no user zed]");
}

#[test]
fn a_dry_run_judges_and_keeps_nothing() {
    let mut store = store_of_two();
    let waiting = store.approval_requests(true, &agent("ada")).unwrap();
    let before = (events(&store), store.users().unwrap());
    let made = store.change_users(&[register("eve", 5), grant("eve", "R8000")], &agent("ada"), true).unwrap();
    assert_eq!(made.iter().map(|one| one.way).collect::<Vec<_>>(), [Way::AtOnce, Way::SecondUser]);
    assert!(store.change_users(&[grant("zed", "R8000")], &agent("ada"), true).is_err());
    assert_eq!(before, (events(&store), store.users().unwrap()));
    assert_eq!(waiting, store.approval_requests(true, &agent("ada")).unwrap());
}

#[test]
fn a_request_expires() {
    let mut store = store_of_two();
    let id = request(&mut store, grant("dot", "R8001"));
    store.context = Context::fixed(at("2026-03-09T09:00:00Z"));
    assert!(matches!(store.decide_request(&id, true, &agent("ben")), Err(StoreError::Approval { .. })));
    assert!(roles(&mut store, "dot").is_empty());
}
