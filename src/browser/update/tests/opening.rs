//! Opening a record through the gate.

use super::{found, jobs, opening, told};
use crate::access::Purpose;
use crate::browser::fixtures::{self, answer, demo, press};
use crate::browser::model::Dialog;
use crate::browser::{Context, Effect, Job, Kind, Refused, Reply, Slot};
use crate::consent::{Emergency, Permission};
use crate::store::{PatientId, PatientRef};

#[test]
fn each_answer_to_permission_goes_to_the_gate_as_given() {
    let cases =
        [("g", Permission::Given), ("n", Permission::NotAsked), ("r", Permission::Refused), ("u", Permission::Unable)];
    for (key, permission) in cases {
        let mut model = found();
        assert!(press(&mut model, "⏎").is_empty(), "nothing is asked of the store before permission is");
        press(&mut model, "win clinic⏎");
        let effects = press(&mut model, key);
        let (reason, patient) = opening(&effects);
        assert_eq!((reason.permission, reason.text.as_deref()), (permission, Some("in clinic")));
        assert_eq!((reason.purpose, reason.emergency), (Purpose::DirectCare, None));
        assert!(matches!(patient, PatientRef::Patient(PatientId(12))));
    }
}

#[test]
fn the_glass_breaks_only_with_a_ground_and_words() {
    let mut model = found();
    press(&mut model, "⏎e");
    assert!(press(&mut model, "m⏎").is_empty());
    assert!(told(&model).contains("in words"));
    let effects = press(&mut model, "unconscious⏎");
    let (reason, _) = opening(&effects);
    assert_eq!((reason.emergency, reason.permission), (Some(Emergency::Medical), Permission::Unable));
    assert_eq!(reason.text.as_deref(), Some("unconscious"));
}

#[test]
fn an_emergency_after_a_refusal_says_that_permission_was_refused() {
    let mut model = found();
    let effects = press(&mut model, "⏎r");
    answer(&mut model, &effects, Kind::Open, Reply::Refused(Refused::Denied("refused".to_owned())));
    let effects = press(&mut model, "eo no capacity⏎");
    let (reason, _) = opening(&effects);
    assert_eq!((reason.emergency, reason.permission), (Some(Emergency::OverridingInterest), Permission::Refused));
}

#[test]
fn nobody_and_somebody_hidden_cannot_be_pressed_open() {
    let mut model = found();
    let effects = press(&mut model, "⏎g");
    answer(&mut model, &effects, Kind::Open, Reply::Refused(Refused::NotFound));
    assert!(press(&mut model, "ea").is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Refused { .. })));
    press(&mut model, "⎋");
    assert_eq!(model.context(), Context::Results);
    assert!(model.record.is_none());
}

#[test]
fn record_operations_need_an_incident_and_keep_it() {
    let mut model = found();
    press(&mut model, "po⏎");
    assert!(told(&model).contains("Incident"), "{}", told(&model));
    press(&mut model, "INC-17⏎");
    assert_eq!(model.session.purpose, Purpose::RecordOperations);
    assert!(model.home.hits.is_none(), "hits of another purpose are gone");
    let effects = press(&mut model, "/⇥smith⏎");
    let [Job::Find { reason, .. }] = jobs(&effects)[..] else { panic!("a search") };
    assert_eq!(reason.incident.as_deref(), Some("INC-17"));
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    let effects = press(&mut model, "⏎⏎⏎");
    assert_eq!(opening(&effects).0.incident.as_deref(), Some("INC-17"));
}

#[test]
fn governance_needs_a_reason() {
    let mut model = found();
    press(&mut model, "ps/⇥⏎");
    let mut model = {
        let effects = press(&mut model, "⏎");
        answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
        model
    };
    assert!(press(&mut model, "⏎⏎").is_empty());
    let effects = press(&mut model, "her own request⏎");
    let (reason, _) = opening(&effects);
    assert_eq!((reason.purpose, reason.text.as_deref()), (Purpose::SubjectAccess, Some("her own request")));
}

#[test]
fn nothing_comes_between_while_a_record_is_opened() {
    let mut model = found();
    let effects = press(&mut model, "⏎g");
    assert!(press(&mut model, "↓⏎cF").is_empty());
    press(&mut model, "⎋");
    let effects = answer(&mut model, &effects, Kind::Open, Reply::Opened(Box::new(fixtures::opened())));
    assert!(matches!(effects[..], [Effect::Close(Slot::Record)]), "what was given up does not stay open");
    assert!(model.record.is_none() && model.stack.is_empty());
}

#[test]
fn a_number_that_two_unlinked_people_hold_brings_up_both() {
    let mut model = demo();
    let effects = press(&mut model, "⏎g");
    let effects = answer(&mut model, &effects, Kind::Open, Reply::Refused(Refused::Ambiguous(2)));
    let [Job::Find { query, .. }] = jobs(&effects)[..] else { panic!("a search") };
    assert!(matches!(query.number, Some(PatientRef::Patient(PatientId(7)))));
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    assert!(told(&model).contains("2 unlinked people"), "{}", told(&model));
    assert_eq!(model.home.rows(), 4);
}
