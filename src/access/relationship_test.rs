use jiff::{SignedDuration, Timestamp};

use super::{AnsweredBy, CareFacts, Claim, ClaimFact, ClosenessFacts, EncounterFact, JobRole, ReferralFact};
use super::{Relationship, RoleProfile, User, answer_counts, closeness, relationship};
use crate::consent::{Closeness, PolicyBook, ProxyRule, Settings};
use crate::record::{Address, EncounterStatus, NhsNumber, directory};

fn now() -> Timestamp {
    "2018-06-01T11:00:00Z".parse().unwrap()
}

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

fn settings() -> Settings {
    PolicyBook::shipped_on(jiff::civil::date(2018, 6, 1)).unwrap().settings
}

fn nurse(organisation: &str) -> User {
    let role = RoleProfile { role: JobRole("R8001".to_owned()), organisation: organisation.to_owned() };
    User { name: "a.patel".to_owned(), roles: vec![role], ..User::default() }
}

fn between(user: &User, facts: &CareFacts, settings: &Settings, now: Timestamp) -> Option<Relationship> {
    let organisations: Vec<&str> = user.roles.iter().map(|profile| profile.organisation.as_str()).collect();
    relationship(user, &organisations, facts, directory(), settings, now)
}

fn line(organisation: &str, facts: &CareFacts) -> Option<String> {
    between(&nurse(organisation), facts, &settings(), now()).map(|relationship| relationship.line())
}

fn encounter(organisation: &str, status: EncounterStatus, start: i64, end: Option<i64>) -> CareFacts {
    let encounter = EncounterFact {
        organisation: organisation.to_owned(),
        status,
        start: Some(now() + days(start)),
        end: end.map(|end| now() + days(end)),
        teams: vec!["Ridgeway Ward".to_owned()],
    };
    CareFacts { encounters: vec![encounter], ..CareFacts::default() }
}

#[test]
fn an_encounter_counts_where_it_is_and_while_it_is_recent() {
    use EncounterStatus::{Cancelled, EnteredInError, Finished, InProgress, Planned};
    let (open, recent, booked) =
        (Some("an open encounter at RBD"), Some("a recent encounter at RBD"), Some("a booked encounter at RBD"));
    let table = [
        (InProgress, -400, None, open),
        (InProgress, 1, None, None),
        (Finished, -100, Some(-89), recent),
        (Finished, -100, Some(-90), None),
        (Finished, -89, None, recent),
        (Planned, 28, None, booked),
        (Planned, 29, None, None),
        (Planned, -3, None, recent),
        (Planned, -90, None, None),
        (Cancelled, -1, None, None),
        (EnteredInError, -1, None, None),
    ];
    for (status, start, end, expected) in table {
        let facts = encounter("RBD", status, start, end);
        assert_eq!(line("RBD", &facts).as_deref(), expected, "{status:?} {start} {end:?}");
        assert_eq!(line("RD3", &facts), None, "another organisation");
        assert_eq!(line("RBD01", &facts).is_some(), expected.is_some(), "a site of it");
    }
}

#[test]
fn a_practice_has_those_who_are_registered_there_and_no_others() {
    let facts = CareFacts { practices: vec!["J81001".to_owned()], ..CareFacts::default() };
    assert_eq!(line("J81001", &facts).as_deref(), Some("registered at the practice J81001"));
    assert_eq!(line("J81002", &facts), None);
}

#[test]
fn succession_is_followed() {
    let facts = encounter("RD3", EncounterStatus::InProgress, -1, None);
    let later = "2020-10-01T11:00:00Z".parse().unwrap();
    assert!(between(&nurse("RDZ"), &facts, &settings(), later).is_some(), "one trust since October 2020");
    assert_eq!(line("RDZ", &facts), None, "two trusts before");
}

#[test]
fn a_referral_counts_for_who_is_asked_and_who_asks() {
    let referral = |to: Option<&str>, on: i64| CareFacts {
        referrals: vec![ReferralFact {
            organisation: "J81001".to_owned(),
            to: to.map(str::to_owned),
            on: Some(now() + days(on)),
        }],
        ..CareFacts::default()
    };
    assert_eq!(line("RBD", &referral(Some("RBD"), -179)).as_deref(), Some("a referral at RBD"));
    assert!(line("RBD", &referral(Some("DORSET COUNTY HOSPITAL NHS Foundation Trust"), -1)).is_some());
    assert_eq!(line("RBD", &referral(Some("RBD"), -180)), None);
    assert_eq!(line("RD3", &referral(Some("RBD"), -1)), None);
    assert_eq!(line("RD3", &referral(None, -1)), None);
    assert!(line("J81001", &referral(Some("RBD"), -1)).is_some());
}

#[test]
fn a_team_reaches_over_organisations_by_the_name_in_the_users_record() {
    let facts = encounter("RD3", EncounterStatus::InProgress, -1, None);
    let member = User { teams: vec!["ridgeway ward".to_owned()], ..nurse("RBD") };
    let found = between(&member, &facts, &settings(), now());
    assert_eq!(found, Some(Relationship::Team { team: "Ridgeway Ward".to_owned() }));
    let namesake = User { full_name: "Ridgeway Ward".to_owned(), ..nurse("RBD") };
    assert_eq!(between(&namesake, &facts, &settings(), now()), None);
}

#[test]
fn what_the_record_shows_ends_some_time_after_death_and_a_claim_runs_out() {
    let facts = CareFacts { died: Some(now() - days(30)), ..encounter("RBD", EncounterStatus::InProgress, -40, None) };
    assert_eq!(line("RBD", &facts), None);
    let yesterday = now() - days(1);
    assert!(between(&nurse("RBD"), &facts, &settings(), yesterday).is_some());
    let claim = |user: &str| ClaimFact {
        user: user.to_owned(),
        claim: Claim::FollowUp,
        claimed: now() - days(1),
        until: now() + days(1),
    };
    let claimed = CareFacts { claims: vec![claim("a.patel")], ..facts.clone() };
    assert_eq!(line("RBD", &claimed).as_deref(), Some("claimed (follow-up) until 2018-06-02 12:00"));
    assert_eq!(between(&nurse("RBD"), &claimed, &settings(), now() + days(1)), None);
    assert_eq!(line("RBD", &CareFacts { claims: vec![claim("b.jones")], ..facts }), None);
}

#[test]
fn every_setting_of_care_changes_what_counts() {
    type Change = fn(&mut Settings);
    let change: [(Change, CareFacts); 4] = [
        (|settings| settings.recent_encounter_days = 10, encounter("RBD", EncounterStatus::Finished, -20, Some(-11))),
        (|settings| settings.booked_encounter_days = 1, encounter("RBD", EncounterStatus::Planned, 2, None)),
        (
            |settings| settings.referral_days = 1,
            CareFacts {
                referrals: vec![ReferralFact { organisation: "RBD".to_owned(), to: None, on: Some(now() - days(2)) }],
                ..CareFacts::default()
            },
        ),
        (
            |settings| settings.relationship_after_death_days = 1,
            CareFacts { died: Some(now() - days(2)), ..encounter("RBD", EncounterStatus::InProgress, -3, None) },
        ),
    ];
    for (set, facts) in change {
        let mut changed = settings();
        set(&mut changed);
        let found = |settings: &Settings| between(&nurse("RBD"), &facts, settings, now()).is_some();
        assert_eq!((found(&settings()), found(&changed)), (true, false), "{facts:?}");
    }
}

fn number(text: &str) -> NhsNumber {
    text.parse().unwrap()
}

fn address(line: &str, postcode: &str) -> Address {
    Address { lines: vec![line.to_owned()], postcode: Some(postcode.to_owned()), ..Address::default() }
}

#[test]
fn closeness_is_told_by_numbers_and_doors() {
    let me = number("9990000018");
    let facts = ClosenessFacts {
        user: Some(me),
        user_addresses: vec![address("1 High Street", "DT1 1AA")],
        person: vec![number("9990000026")],
        person_addresses: vec![address("2 High Street", "DT1 1AA")],
        colleagues: Vec::new(),
    };
    assert_eq!(closeness(&facts), Closeness::Stranger);
    assert_eq!(closeness(&ClosenessFacts { person: vec![me], ..facts.clone() }), Closeness::Oneself);
    let home = vec![address("1 high street", "dt11aa")];
    assert_eq!(closeness(&ClosenessFacts { person_addresses: home, ..facts.clone() }), Closeness::Household);
    let works_here = vec![number("9990000026")];
    assert_eq!(closeness(&ClosenessFacts { colleagues: works_here, ..facts.clone() }), Closeness::Colleague);
    let homeless = vec![address("", "DT1 1AA")];
    let unknown = ClosenessFacts { user_addresses: homeless.clone(), person_addresses: homeless, ..facts };
    assert_eq!(closeness(&unknown), Closeness::Stranger, "no home is nobody's household");
    assert!(!format!("{unknown:?}").contains("DT1"));
}

#[test]
fn who_may_answer_depends_on_age_and_evidence() {
    use AnsweredBy::{Attorney, Parent, Person};
    let counts = |by, evidenced, age| answer_counts(by, evidenced, age, &settings()).is_ok();
    let table = [
        (Person, false, None, true),
        (Person, false, Some(16), true),
        (Person, false, Some(15), false),
        (Person, true, Some(15), true),
        (Person, true, Some(13), true),
        (Person, true, Some(12), false),
        (Parent, true, Some(15), true),
        (Parent, false, Some(3), false),
        (Parent, true, Some(16), false),
        (Parent, true, None, false),
        (Attorney, true, Some(80), true),
        (Attorney, true, None, true),
        (Attorney, false, Some(80), false),
        (Attorney, true, Some(15), false),
    ];
    for (by, evidenced, age, expected) in table {
        assert_eq!(counts(by, evidenced, age), expected, "{by:?} {evidenced} {age:?}");
    }
    let strict = Settings {
        parent_answers: ProxyRule::Never,
        attorney_answers: ProxyRule::Never,
        answers_from_age: 18,
        competent_child_from_age: 17,
        ..settings()
    };
    let counts = |by, age| answer_counts(by, true, Some(age), &strict).is_ok();
    assert_eq!(
        [counts(Parent, 3), counts(Attorney, 80), counts(Person, 16), counts(Person, 17)],
        [false, false, false, true]
    );
}
