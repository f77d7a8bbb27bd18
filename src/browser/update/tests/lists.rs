//! Work lists.

use super::{found, jobs, opening};
use crate::access::Purpose;
use crate::browser::fixtures::{self, answer, press};
use crate::browser::model::{Dialog, Model};
use crate::browser::{Context, Effect, Job, Kind, Refused, Reply, Slot};
use crate::record::MessageId;
use crate::store::view::{Conflict, ConflictKind, Page};
use crate::store::{PatientId, PatientRef, WorkList};

fn conflict_list() -> (Model, Vec<Effect>) {
    let mut model = found();
    let effects = press(&mut model, "cINC-17⏎");
    let conflict = Conflict {
        id: 1,
        kind: ConflictKind::NumberAlone,
        patients: vec![PatientId(12), PatientId(44)],
        reason: "The number alone agrees.".to_owned(),
        message: Some(MessageId(902)),
        recorded: fixtures::now(),
        resolved: false,
    };
    let rows = vec![conflict; 200];
    answer(&mut model, &effects, Kind::WorkList, Reply::Conflicts(rows.clone()));
    (model, effects)
}

#[test]
fn a_work_list_opens_for_record_operations_and_grows() {
    let (mut model, effects) = conflict_list();
    let [Job::OpenWorkList { reason, list, page }] = jobs(&effects)[..] else { panic!("a list") };
    assert_eq!((reason.purpose, *list, page.offset), (Purpose::RecordOperations, WorkList::Conflicts, 0));
    assert_eq!(reason.incident.as_deref(), Some("INC-17"));
    assert_eq!(model.session.purpose, Purpose::DirectCare, "the purpose of the session is another matter");
    let effects = press(&mut model, "G");
    assert!(matches!(jobs(&effects)[..], [Job::WorkListPage { page: Page { offset: 200, .. }, .. }]));
    answer(&mut model, &effects, Kind::WorkList, Reply::Conflicts(Vec::new()));
    assert_eq!(model.stack.len(), 1);
    let command = "dcr identity duplicates --purpose record-operations --incident 'INC-17'";
    assert_eq!(model.command_line().as_deref(), Some(command));
    let effects = press(&mut model, "o");
    assert!(matches!(jobs(&effects)[..], [Job::Message { slot: Slot::WorkList, .. }]));
    assert!(matches!(press(&mut model, "⎋")[..], [Effect::Close(Slot::WorkList)]));
}

#[test]
fn a_person_of_a_conflict_opens_over_the_list_and_leads_back_to_it() {
    let (mut model, _) = conflict_list();
    let effects = press(&mut model, "2g");
    assert!(matches!(opening(&effects).1, PatientRef::Patient(PatientId(44))));
    answer(&mut model, &effects, Kind::Open, Reply::Opened(Box::new(fixtures::opened())));
    assert_eq!(model.context(), Context::Record);
    assert!(matches!(press(&mut model, "⎋")[..], [Effect::Close(Slot::Record)]));
    assert_eq!(model.context(), Context::Conflicts);
}

#[test]
fn a_refused_work_list_says_so() {
    let mut model = found();
    let effects = press(&mut model, "DINC-17⏎");
    let why = "no role of the user allows this".to_owned();
    answer(&mut model, &effects, Kind::WorkList, Reply::Refused(Refused::Denied(why)));
    assert!(matches!(model.dialog, Some(Dialog::Refused { target: None, .. })));
    assert!(press(&mut model, "e").is_empty(), "no emergency opens a list");
}

#[test]
fn a_code_is_looked_up_while_it_is_typed() {
    use crate::browser::model::Dialog;
    use crate::coding::{FoundCode, LookedUp};
    let mut model = fixtures::in_record();
    assert!(press(&mut model, ":").is_empty());
    let first = press(&mut model, "ast");
    assert!(
        matches!(jobs(&first).as_slice(), [Job::LookUp(a), Job::LookUp(b), Job::LookUp(c)] if (a.as_str(), b.as_str(), c.as_str()) == ("a", "as", "ast"))
    );
    let code = FoundCode { system: "SNOMED CT", code: "195967001".to_owned(), term: "Asthma".to_owned(), active: true };
    let found = LookedUp { codes: vec![code], notes: Vec::new() };
    answer(&mut model, &first, Kind::LookUp, Reply::Codes(found.clone()));
    assert!(matches!(&model.dialog, Some(Dialog::LookUp(form)) if form.found == Some(found)));
    press(&mut model, "⎋");
    assert!(model.dialog.is_none() && model.record.is_some(), "the record stays open");
}
