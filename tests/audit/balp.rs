//! IHE's own examples of BALP: each is read, or refused with its place; and what is written has the
//! participants and entities that they have.

use std::collections::BTreeSet;

use dcr::audit::{Action, Agent, Event, EventOutcome, Subject, audit_events, read_audit_events};
use jiff::Timestamp;
use serde_json::Value;

use super::published::corpus;

fn examples() -> Option<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(corpus("ihe-balp/json")?).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        found.push((name, serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Some(found)
}

#[test]
fn every_example_is_read_or_refused_with_its_place() {
    let Some(examples) = examples() else { return };
    let mut told = Vec::new();
    for (name, resource) in &examples {
        let read = read_audit_events(std::slice::from_ref(resource), ("example", "00"), Timestamp::UNIX_EPOCH);
        told.push(match read {
            Ok(events) => format!(
                "{name}: {} {} {}",
                events[0].action,
                events[0].outcome.word(),
                events[0].purpose.clone().unwrap_or_default()
            ),
            Err(errors) => format!("{name}: {}", errors[0]),
        });
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// The kinds of participants and of entities, requests apart.
fn shape(resource: &Value) -> BTreeSet<String> {
    let list = |name: &str| resource[name].as_array().cloned().unwrap_or_default();
    let mut shape = BTreeSet::new();
    for agent in list("agent") {
        shape.insert(format!("agent {} asks {}", agent["type"]["coding"][0]["code"], agent["requestor"]));
    }
    for entity in list("entity") {
        shape.insert(format!("entity {} {}", entity["type"]["code"], entity["role"]["code"]));
    }
    shape
        .insert(format!("type {} {} {}", resource["type"]["code"], resource["subtype"][0]["code"], resource["action"]));
    shape.insert(format!("profile {}", resource["meta"]["profile"][0]));
    shape
}

#[test]
fn what_is_written_has_the_shape_of_the_examples() {
    let Some(examples) = examples() else { return };
    let agent =
        Agent { user: "a".to_owned(), full_name: "A".to_owned(), role: None, organisation: Some("RBD".to_owned()) };
    let write = |action, outcome| {
        let event = Event {
            decision: Some("row 3: nobody".to_owned()),
            consent: Some("no-2".to_owned()),
            request: Some("r".to_owned()),
            ..Event::new(Timestamp::UNIX_EPOCH, action, outcome, agent.clone())
        };
        let subject = Subject { patient: "P1".to_owned(), nhs_number: Some("9990000018".to_owned()) };
        audit_events("log", 1, &event, &[subject]).remove(0)
    };
    for (name, action, outcome) in [
        ("AuditEvent-ex-auditBasicReadServer", Action::View, EventOutcome::Success),
        ("AuditEvent-ex-auditAuthZconsent-deny", Action::View, EventOutcome::SeriousFailure),
        ("AuditEvent-ex-auditBasicQueryGetServer", Action::Search, EventOutcome::Success),
        ("AuditEvent-ex-auditBasicCreateServer", Action::Consent, EventOutcome::Success),
    ] {
        let example = &examples.iter().find(|(known, _)| known == name).unwrap().1;
        let (written, theirs) = (shape(&write(action, outcome)), shape(example));
        let missing: Vec<_> = theirs.difference(&written).collect();
        assert!(missing.is_empty(), "{name}: {missing:?} of {theirs:?} is not in {written:?}");
    }
}
