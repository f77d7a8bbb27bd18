//! The rules by which users change, over small rosters.

use jiff::civil::{Date, date};

use super::{ChangeRefusal, JobRole, Registered, RoleProfile, Roster, User, UserChange, Way};

const DAY: Date = date(2026, 3, 2);

fn profile(code: &str) -> RoleProfile {
    RoleProfile { role: JobRole(code.to_owned()), organisation: "RBD".to_owned() }
}

fn user(name: &str, uid: u32, roles: &[&str]) -> Registered {
    let roles = roles.iter().map(|code| profile(code)).collect();
    let user = User { name: name.to_owned(), full_name: name.to_owned(), uid: Some(uid), roles, ..User::default() };
    Registered { user, suspended_from: None }
}

/// Two who administer, one who watches, one who cares, one without roles.
fn roster() -> Roster {
    let users = vec![
        user("ada", 1, &["R8015"]),
        user("ben", 2, &["R8015"]),
        user("cal", 3, &["R5105"]),
        user("dot", 4, &["R8000"]),
        user("eve", 5, &[]),
    ];
    Roster { users, combined_duties: false, two_people: true, demo: false }
}

fn alone() -> Roster {
    Roster { users: vec![user("ada", 1, &["R8015"]), user("eve", 5, &[])], two_people: false, ..roster() }
}

fn grant(name: &str, code: &str) -> UserChange {
    UserChange::Grant { name: name.to_owned(), profile: profile(code) }
}

fn revoke(name: &str, code: &str) -> UserChange {
    UserChange::Revoke { name: name.to_owned(), profile: profile(code) }
}

fn suspend(name: &str) -> UserChange {
    UserChange::Suspend { name: name.to_owned(), from: DAY }
}

fn lift(name: &str) -> UserChange {
    UserChange::Lift { name: name.to_owned() }
}

fn register(name: &str, uid: Option<u32>) -> UserChange {
    UserChange::Register { name: name.to_owned(), full_name: "Somebody".to_owned(), uid }
}

#[test]
fn a_grant_waits_and_a_restriction_does_not() {
    let roster = roster();
    assert_eq!(roster.judge(&grant("eve", "R8001"), "ada"), Ok(Way::SecondUser));
    assert_eq!(roster.judge(&grant("dot", "R8000"), "ada"), Ok(Way::Unchanged));
    assert_eq!(roster.judge(&revoke("dot", "R8000"), "ada"), Ok(Way::AtOnce));
    assert_eq!(roster.judge(&suspend("dot"), "ada"), Ok(Way::AtOnce));
    assert_eq!(roster.judge(&register("fay", Some(6)), "ada"), Ok(Way::AtOnce));
    assert_eq!(roster.judge(&lift("dot"), "ada"), Ok(Way::Unchanged));
}

#[test]
fn the_end_of_a_suspension_waits_and_a_later_day_loosens_nothing() {
    let mut roster = roster();
    roster.users[3].suspended_from = Some(DAY);
    roster.users[3].user.suspended = true;
    assert_eq!(roster.judge(&lift("dot"), "ada"), Ok(Way::SecondUser));
    let on = |day| UserChange::Suspend { name: "dot".to_owned(), from: day };
    assert_eq!(roster.judge(&on(date(2026, 4, 1)), "ada"), Ok(Way::Unchanged));
    assert_eq!(roster.judge(&on(date(2026, 3, 1)), "ada"), Ok(Way::AtOnce));
}

#[test]
fn only_who_administers_asks_and_nobody_for_themselves() {
    let roster = roster();
    for by in ["cal", "dot", "eve", "nobody"] {
        for change in
            [grant("eve", "R8001"), revoke("dot", "R8000"), suspend("dot"), lift("dot"), register("fay", Some(6))]
        {
            assert_eq!(roster.judge(&change, by), Err(ChangeRefusal::NotAdministrator), "{by}");
        }
    }
    assert_eq!(roster.judge(&grant("ada", "R8012"), "ada"), Err(ChangeRefusal::OwnGrant));
}

#[test]
fn a_suspended_administrator_changes_nothing() {
    let mut roster = roster();
    roster.users[0].user.suspended = true;
    roster.users[0].suspended_from = Some(DAY);
    assert_eq!(roster.judge(&suspend("dot"), "ada"), Err(ChangeRefusal::NotAdministrator));
}

#[test]
fn approval_comes_from_who_administers_or_watches_and_never_from_who_gains() {
    let roster = roster();
    let change = grant("ben", "R8012");
    assert_eq!(roster.may_approve(&change, "cal"), Ok(()));
    assert_eq!(roster.may_approve(&change, "ada"), Ok(()), "who asked is refused where the request is decided");
    assert_eq!(roster.may_approve(&change, "ben"), Err(ChangeRefusal::OwnGrant));
    assert_eq!(roster.may_approve(&change, "dot"), Err(ChangeRefusal::MayNotApprove));
    assert_eq!(roster.may_approve(&change, "nobody"), Err(ChangeRefusal::MayNotApprove));
}

#[test]
fn duties_do_not_mix_unless_the_store_says_so() {
    let roster = roster();
    for (name, code) in
        [("ada", "R8000"), ("dot", "R8012"), ("dot", "R0001"), ("cal", "R8001"), ("cal", "R1984"), ("ben", "R5105")]
    {
        let by = if name == "ada" { "ben" } else { "ada" };
        let judged = roster.judge(&grant(name, code), by);
        assert!(matches!(judged, Err(ChangeRefusal::Duties { .. })), "{name} {code}: {judged:?}");
    }
    assert_eq!(roster.judge(&grant("dot", "R8010"), "ada"), Ok(Way::SecondUser), "a clerk's role goes with any");
    assert_eq!(roster.judge(&grant("cal", "R0001"), "ada"), Ok(Way::SecondUser));
    let combined = Roster { combined_duties: true, ..roster };
    assert_eq!(combined.judge(&grant("dot", "R8012"), "ada"), Ok(Way::SecondUser));
}

#[test]
fn alone_one_grants_and_says_so_until_there_was_ever_a_second() {
    assert_eq!(alone().judge(&grant("ada", "R8012"), "ada"), Ok(Way::SelfApproved));
    assert_eq!(alone().judge(&grant("eve", "R8000"), "ada"), Ok(Way::SelfApproved));
    // The second was suspended since: that gives nobody their way alone.
    let mut left = alone();
    left.two_people = true;
    assert_eq!(left.judge(&grant("eve", "R8000"), "ada"), Ok(Way::SecondUser));
    assert_eq!(left.judge(&grant("ada", "R8012"), "ada"), Err(ChangeRefusal::OwnGrant));
}

#[test]
fn somebody_stays_who_administers() {
    let one = alone();
    assert_eq!(one.judge(&suspend("ada"), "ada"), Err(ChangeRefusal::LastAdministrator));
    assert_eq!(one.judge(&revoke("ada", "R8015"), "ada"), Err(ChangeRefusal::LastAdministrator));
    let mut two = roster();
    assert_eq!(two.judge(&suspend("ada"), "ada"), Ok(Way::AtOnce));
    // Ben leaves in a while, which is known already: so Ada must stay.
    two.users[1].suspended_from = Some(date(2027, 1, 1));
    assert_eq!(two.judge(&suspend("ada"), "ben"), Err(ChangeRefusal::LastAdministrator));
    assert_eq!(two.judge(&revoke("ada", "R8015"), "ada"), Err(ChangeRefusal::LastAdministrator));
    assert_eq!(two.judge(&revoke("ben", "R8015"), "ada"), Ok(Way::AtOnce));
    let elsewhere = UserChange::Revoke {
        name: "ada".to_owned(),
        profile: RoleProfile { organisation: "RD3".to_owned(), ..profile("R8015") },
    };
    assert!(matches!(two.judge(&elsewhere, "ada"), Err(ChangeRefusal::NotHeld { .. })));
}

#[test]
fn names_and_accounts_are_told_apart() {
    let roster = roster();
    assert_eq!(roster.judge(&register("ada", Some(9)), "ada"), Err(ChangeRefusal::NameTaken("ada".to_owned())));
    let taken = ChangeRefusal::AccountTaken { uid: 2, name: "ben".to_owned() };
    assert_eq!(roster.judge(&register("fay", Some(2)), "ada"), Err(taken));
    assert_eq!(roster.judge(&register("fay", None), "ada"), Err(ChangeRefusal::NoAccount));
    for name in ["", "Ada", "a b", "1a", "-a", "a\u{1b}", "é", &"a".repeat(65)] {
        assert_eq!(roster.judge(&register(name, Some(9)), "ada"), Err(ChangeRefusal::BadName), "{name:?}");
    }
    for full_name in ["", "  ", "a\u{7}b", &"a".repeat(201)] {
        let change = UserChange::Register { name: "fay".to_owned(), full_name: full_name.to_owned(), uid: Some(9) };
        assert_eq!(roster.judge(&change, "ada"), Err(ChangeRefusal::BadFullName), "{full_name:?}");
    }
    assert!(matches!(roster.judge(&grant("zed", "R8000"), "ada"), Err(ChangeRefusal::NoSuchUser(_))));
}
