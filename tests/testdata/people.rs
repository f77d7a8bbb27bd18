//! The people of the truth: numbers, places, choices, stories.

use std::collections::BTreeSet;

use crate::committed::{folder, truth};
use crate::dorset::{check_digit, is_dorset};

#[test]
fn numbers_are_of_the_test_range_with_a_right_check_digit() {
    for person in truth().everybody() {
        let (nine, last) = person.nhs_number.split_at(9);
        assert!(nine.starts_with("999"), "{nine}");
        assert_eq!(check_digit(nine).map(|digit| digit.to_string()).as_deref(), Some(last), "{nine}");
    }
}

#[test]
fn no_two_people_share_a_number() {
    let truth = truth();
    let numbers: BTreeSet<_> = truth.everybody().map(|person| &person.nhs_number).collect();
    assert_eq!(numbers.len(), truth.everybody().count());
    assert!(numbers.len() >= 220);
    let local = || {
        truth
            .everybody()
            .flat_map(|person| person.local.iter())
            .flat_map(|(trust, held)| held.iter().map(move |number| (trust, number)))
    };
    assert_eq!(local().collect::<BTreeSet<_>>().len(), local().count());
}

#[test]
fn everybody_lives_in_dorset() {
    for person in truth().everybody() {
        let before = person.moved.iter().map(|moved| &moved.from);
        for address in before.chain([&person.address]) {
            assert!(is_dorset(&address.postcode), "{}", address.postcode);
            let inward = address.postcode.split_once(' ').unwrap().1;
            assert!(inward.len() == 3 && inward.starts_with(|first: char| first.is_ascii_digit()), "{inward}");
        }
    }
}

#[test]
fn most_people_are_known_to_two_hospitals_or_more() {
    let truth = truth();
    let joined = truth.everybody().filter(|person| person.local.len() > 1).count();
    assert!(joined * 10 > truth.everybody().count() * 7, "{joined}");
}

#[test]
fn practices_and_consultants_are_in_the_truth() {
    let truth = truth();
    for person in truth.everybody() {
        assert!(truth.practice(&person.practice).is_some(), "{}", person.practice);
        let events = serde_json::to_value(&person.events).unwrap();
        for event in events.as_array().unwrap() {
            for role in ["consultant", "author"] {
                let code = event.get(role).and_then(serde_json::Value::as_str);
                assert!(code.is_none_or(|code| truth.clinician(code).is_some()), "{code:?}");
            }
        }
    }
}

#[test]
fn choices_are_of_known_people_and_known_kinds() {
    let truth = truth();
    let known: BTreeSet<_> = truth.everybody().map(|person| person.nhs_number.as_str()).collect();
    let mut table = csv::Reader::from_path(folder().join("consent.csv")).unwrap();
    let mut seen = BTreeSet::new();
    for row in table.records() {
        let row = row.unwrap();
        assert!(known.contains(&row[0]));
        assert!(["standing", "overlay"].contains(&&row[1]), "{}", &row[1]);
        seen.insert(row[2].to_owned());
        for time in [&row[3], &row[4], &row[6]] {
            assert!(time.is_empty() || time.parse::<jiff::Timestamp>().is_ok(), "{time}");
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["no-1", "no-2", "yes-1", "yes-2", "yes-3"]);
}

#[test]
fn stories_keep_their_people() {
    let list: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder().join("stories.json")).unwrap()).unwrap();
    let shown: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|story| format!("{} {}", story["nhs_number"].as_str().unwrap(), story["key"].as_str().unwrap()))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    9990000018 rich
    9990000026 nobody
    9990000034 one-day-yes
    9990000042 conflict
    9990000050 merge
    9990000069 corrected
    9990000077 hidden
    9990000085 late
    9990000093 twin-owain
    9990000107 twin-osian
    9990000115 cancelled-document
    9990000123 degraded
    9990000131 nullified
    ");
}
