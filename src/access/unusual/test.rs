//! A worked example of each rule, unexplained and explained, and the laws.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::access::{Claim, Relationship};
use crate::consent::Closeness;

/// A Wednesday morning in London.
const MORNING: &str = "2018-07-04T09:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn look(sequence: i64, happened: Timestamp, user: &str, person: i64) -> Look {
    Look { sequence, happened, user: user.to_owned(), person }
}

fn booked() -> Relationship {
    Relationship::BookedEncounter { organisation: "RBD".to_owned() }
}

fn claimed() -> Relationship {
    Relationship::Claimed { claim: Claim::Attending, until: at("2018-07-06T09:00:00Z") }
}

#[test]
fn nothing_explains_a_look_at_oneself() {
    // Nurse Lane opens her own record, and has an appointment at her own hospital.
    assert_eq!(of_closeness(Closeness::Oneself, true), [Rule::Oneself]);
    for relationship in [None, Some(booked()), Some(claimed())] {
        assert!(!is_explained(Rule::Oneself, relationship.as_ref()));
    }
}

#[test]
fn who_the_person_is_to_the_user_is_explained_by_care_that_the_record_shows() {
    // Dr Hardy opens the record of her husband; of a cousin in the same street; of the ward's clerk.
    let close = [
        (Closeness::Household, true, vec![Rule::Household]),
        (Closeness::Stranger, true, vec![Rule::SameName]),
        (Closeness::Colleague, false, vec![Rule::Colleague]),
        (Closeness::Colleague, true, vec![Rule::SameName, Rule::Colleague]),
    ];
    for (closeness, same_name, expected) in close {
        let rules = of_closeness(closeness, same_name);
        assert_eq!(rules, expected);
        for rule in rules {
            assert!(!is_explained(rule, None), "{rule:?}");
            assert!(!is_explained(rule, Some(&claimed())), "her own word does not explain it: {rule:?}");
            assert!(is_explained(rule, Some(&booked())), "an appointment with her does: {rule:?}");
        }
    }
    assert!(of_closeness(Closeness::Stranger, false).is_empty());
}

#[test]
fn a_namesake_has_the_surname_and_the_postcode() {
    use crate::record::{Address, HumanName, Patient};
    let patient = |family: &str, postcode: &str| Patient {
        names: vec![HumanName { family: Some(family.to_owned()), ..HumanName::default() }],
        addresses: vec![Address { postcode: Some(postcode.to_owned()), ..Address::default() }],
        ..Patient::default()
    };
    let own = patient("Pryce", "BH21 2TN");
    assert!(is_same_name(&[&own], &[&patient("Kerridge", "BH14 8JD"), &patient("PRYCE", "bh212tn")]));
    for other in
        [patient("Price", "BH21 2TN"), patient("Pryce", "BH21 2TP"), patient("", "BH21 2TN"), patient("Pryce", "")]
    {
        assert!(!is_same_name(&[&own], &[&other]));
        assert!(!is_same_name(&[&other], &[&other]) || other.names[0].family.as_deref() != Some(""));
    }
    assert!(!is_same_name(&[], &[&own]));
}

#[test]
fn the_night_and_the_weekend_are_out_of_hours_in_london() {
    let thresholds = Thresholds::default();
    for (time, out) in [
        (MORNING, false),
        ("2018-07-04T05:59:59Z", true),
        // 07:00 in summer time.
        ("2018-07-04T06:00:00Z", false),
        ("2018-07-04T18:59:59Z", false),
        ("2018-07-04T19:00:00Z", true),
        // In winter the same hours are an hour later in UTC.
        ("2018-01-10T06:30:00Z", true),
        ("2018-01-10T19:30:00Z", false),
        ("2018-07-07T12:00:00Z", true),
        ("2018-07-08T12:00:00Z", true),
    ] {
        assert_eq!(thresholds.is_out_of_hours(at(time)), out, "{time}");
        let met = &patterns(&[look(1, at(time), "nurse.lane", 26)], &thresholds)[0];
        assert_eq!(met.contains(&Rule::OutOfHours), out, "{time}");
    }
    // Dr Osei was on call at night for somebody on his ward, or said that he was.
    for relationship in [booked(), claimed()] {
        assert!(is_explained(Rule::OutOfHours, Some(&relationship)));
    }
    assert!(!is_explained(Rule::OutOfHours, None));
}

#[test]
fn a_person_whom_many_look_at_is_much_viewed_from_the_look_that_makes_it_so() {
    let thresholds = Thresholds { viewers: 3, ..Thresholds::default() };
    let hour = |hours| at(MORNING) + SignedDuration::from_hours(hours);
    // A footballer comes in: three users within two days; then nobody for ten days.
    let looks = [
        look(1, hour(0), "dr.hardy", 26),
        look(2, hour(1), "dr.hardy", 26),
        look(3, hour(2), "dr.osei", 26),
        look(4, hour(3), "nurse.lane", 26),
        look(5, hour(4), "nurse.lane", 64),
        look(6, hour(24 * 12), "dr.hardy", 26),
    ];
    let met: Vec<bool> = patterns(&looks, &thresholds).iter().map(|met| met.contains(&Rule::MuchViewed)).collect();
    assert_eq!(met, [false, false, false, true, false, false]);
    assert!(is_explained(Rule::MuchViewed, Some(&booked())));
    assert!(!is_explained(Rule::MuchViewed, None));
}

#[test]
fn many_people_in_a_few_minutes_are_a_burst() {
    let thresholds = Thresholds { burst_people: 3, burst_minutes: 10, ..Thresholds::default() };
    let minute = |minutes| at(MORNING) + SignedDuration::from_mins(minutes);
    // Somebody pages through a street: one person again and again is none.
    let looks = [
        look(1, minute(0), "reception.bell", 1),
        look(2, minute(1), "reception.bell", 1),
        look(3, minute(2), "reception.bell", 2),
        look(4, minute(9), "reception.bell", 3),
        look(5, minute(9), "dr.hardy", 4),
        look(6, minute(12), "reception.bell", 4),
        look(7, minute(13), "reception.bell", 5),
    ];
    let met: Vec<bool> = patterns(&looks, &thresholds).iter().map(|met| met.contains(&Rule::Burst)).collect();
    assert_eq!(met, [false, false, false, true, false, false, true]);
    assert!(is_explained(Rule::Burst, Some(&booked())), "a clinic list");
    assert!(!is_explained(Rule::Burst, None));
}

fn some_looks() -> impl Strategy<Value = Vec<Look>> {
    prop::collection::vec((0..4_000_i64, 0..4_u8, 0..6_i64), 0..60).prop_map(|mut looks| {
        looks.sort_unstable();
        let begin = at(MORNING);
        let one = |(sequence, (minutes, user, person)): (i64, (i64, u8, i64))| {
            look(sequence, begin + SignedDuration::from_mins(minutes), &format!("user{user}"), person)
        };
        (1..).zip(looks).map(one).collect()
    })
}

proptest! {
    /// The windows count what counting every pair anew gives.
    #[test]
    fn the_windows_are_those_of_a_plain_count(looks in some_looks(), viewers in 1..4_usize, people in 1..4_usize) {
        let thresholds = Thresholds { viewers, viewer_days: 1, burst_people: people, burst_minutes: 30, ..Thresholds::default() };
        let found = patterns(&looks, &thresholds);
        prop_assert_eq!(found.len(), looks.len());
        for (place, look) in looks.iter().enumerate() {
            let within = |minutes: i64| {
                looks[..=place].iter().filter(move |other| look.happened.duration_since(other.happened).as_mins() < minutes)
            };
            let users: std::collections::BTreeSet<_> = within(24 * 60).filter(|other| other.person == look.person).map(|other| &other.user).collect();
            let persons: std::collections::BTreeSet<_> = within(30).filter(|other| other.user == look.user).map(|other| other.person).collect();
            prop_assert_eq!(found[place].contains(&Rule::MuchViewed), users.len() >= viewers);
            prop_assert_eq!(found[place].contains(&Rule::Burst), persons.len() >= people);
        }
    }

    /// A higher threshold never finds more, and what comes later changes nothing before it.
    #[test]
    fn thresholds_narrow_and_the_past_stands(looks in some_looks(), more in 0..5_usize) {
        let low = Thresholds { viewers: 2, burst_people: 2, ..Thresholds::default() };
        let high = Thresholds { viewers: 2 + more, burst_people: 2 + more, ..low };
        let (found, fewer) = (patterns(&looks, &low), patterns(&looks, &high));
        for (all, some) in found.iter().zip(&fewer) {
            prop_assert!(some.iter().all(|rule| all.contains(rule)));
        }
        let half = looks.len() / 2;
        prop_assert_eq!(&patterns(&looks[..half], &low)[..], &found[..half]);
    }

    /// A claim explains nothing that care on record would not.
    #[test]
    fn a_claim_explains_no_more_than_care_does(rule in prop::sample::select(Rule::ALL.to_vec())) {
        prop_assert!(!is_explained(rule, Some(&claimed())) || is_explained(rule, Some(&booked())));
        prop_assert!(!is_explained(rule, None));
    }
}
