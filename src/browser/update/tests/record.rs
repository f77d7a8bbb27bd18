//! The open record.

use super::{jobs, told};
use crate::access::Purpose;
use crate::browser::fixtures::{self, answer, demo, in_record, in_record_of, press};
use crate::browser::model::{Dialog, Model, Screen};
use crate::browser::{Effect, Failure, Job, Kind, Message, Reply, Slot};
use crate::record::{MessageId, Section};
use crate::store::RecordQuery;
use crate::store::view::MessageView;

#[test]
fn leaving_a_record_closes_its_view_and_drops_what_was_on_its_way() {
    let mut model = in_record();
    let asked = press(&mut model, "T");
    let effects = press(&mut model, "⎋");
    assert!(matches!(effects[..], [Effect::Close(Slot::Record)]));
    answer(&mut model, &asked, Kind::Trace, Reply::Trace(Vec::new()));
    assert!(model.stack.is_empty() && model.record.is_none());
}

#[test]
fn the_view_closes_by_itself_when_its_time_is_over() {
    let mut model = in_record();
    press(&mut model, "d?");
    let expires = model.deadline().unwrap();
    assert!(model.update(Message::Tick(fixtures::now())).is_empty());
    let effects = model.update(Message::Tick(expires));
    assert!(matches!(effects[..], [Effect::Close(Slot::Record)]));
    assert!(model.record.is_none() && model.stack.is_empty() && model.help.is_none());
    assert!(matches!(model.dialog, Some(Dialog::Told { .. })));
    assert!(model.update(Message::Tick(expires)).is_empty(), "once is enough");
}

#[test]
fn a_store_that_says_the_view_is_over_is_believed() {
    let mut model = in_record();
    let asked = press(&mut model, "i");
    let failure = Failure { text: "its time is over".to_owned(), view_over: true };
    answer(&mut model, &asked, Kind::Identity, Reply::Failed(failure));
    assert!(model.record.is_none());
}

#[test]
fn another_failure_is_told_and_changes_nothing() {
    let mut model = in_record();
    let asked = press(&mut model, "i");
    let failure = Failure { text: "the store is locked by another process".to_owned(), view_over: false };
    answer(&mut model, &asked, Kind::Identity, Reply::Failed(failure));
    assert!(told(&model).contains("locked"));
    assert!(model.record.is_some());
    press(&mut model, "↓");
    assert_eq!(told(&model), "", "the next key puts it away");
}

fn long_record() -> Model {
    let mut opened = fixtures::opened();
    opened.record.timeline = vec![fixtures::potassium(); 200];
    opened.record.total = 5_000;
    in_record_of(opened)
}

fn page(effects: &[Effect]) -> Option<&RecordQuery> {
    jobs(effects).into_iter().find_map(|job| if let Job::Page(query) = job { Some(query) } else { None })
}

#[test]
fn pages_are_asked_for_as_the_selection_goes() {
    let mut model = long_record();
    assert!(press(&mut model, "↓↓↓").is_empty(), "what is loaded is not asked for again");
    let effects = press(&mut model, "G");
    let query = page(&effects).unwrap();
    assert!(query.timeline && query.offset > 4_700 && query.offset + query.limit >= 5_000, "{query:?}");
    assert!(press(&mut model, "G").is_empty(), "what is on its way is not asked for again");
    let mut view = fixtures::record(vec![fixtures::potassium(); 250], 5_000);
    view.sections.clear();
    answer(&mut model, &effects, Kind::Page, Reply::Page(Box::new(view)));
    assert!(model.record.as_ref().unwrap().selected().is_some());
}

#[test]
fn a_filter_looks_through_everything_or_waits_until_it_can() {
    let mut model = long_record();
    let effects = press(&mut model, "/");
    assert_eq!(page(&effects).map(|query| (query.offset, query.limit)), Some((0, 100_000)));
    assert!(press(&mut model, "pot").is_empty(), "it is on its way");
    assert_eq!(model.record.as_ref().unwrap().rows(), 0, "nothing is claimed before all is loaded");
    let mut all = vec![fixtures::potassium(); 5_000];
    all[77].label = "Sodium".to_owned();
    answer(&mut model, &effects, Kind::Page, Reply::Page(Box::new(fixtures::record(all, 5_000))));
    assert_eq!(model.record.as_ref().unwrap().rows(), 4_999);
    press(&mut model, "zz");
    assert_eq!(model.record.as_ref().unwrap().rows(), 0);
    press(&mut model, "⎋/sodium⏎");
    assert_eq!(model.record.as_ref().unwrap().selected().map(|entry| entry.label.as_str()), Some("Sodium"));
    press(&mut model, "⎋");
    assert_eq!(model.record.as_ref().unwrap().selected_place(), 77, "it stays selected without the filter");
}

#[test]
fn a_section_is_asked_for_when_its_tab_is_turned_to() {
    let mut model = in_record();
    let effects = press(&mut model, "→");
    let query = page(&effects).unwrap();
    assert_eq!((query.sections.as_slice(), query.timeline, query.offset), (&[Section::Medication][..], false, 0));
    let first = press(&mut model, "→");
    assert_eq!(page(&first).map(|query| query.sections.clone()), Some(vec![Section::Allergies]));
    answer(&mut model, &effects, Kind::Page, Reply::Page(Box::new(fixtures::record(fixtures::entries(), 6))));
    assert!(model.record.as_ref().unwrap().selected().is_none(), "another tab's page never shows under this one");
    let effects = press(&mut model, "→→");
    assert!(page(&effects).is_some_and(|query| !query.sections.is_empty()));
    assert_eq!(model.record.as_ref().unwrap().tab, 0, "after the last comes the first");
}

#[test]
fn unmasking_states_a_need_and_only_record_operations_can() {
    let mut opened = fixtures::opened();
    opened.record.timeline[0].masked = true;
    let mut model = in_record_of(opened);
    press(&mut model, "⏎x");
    assert!(told(&model).contains("stays hidden"));
    model.record.as_mut().unwrap().reason.purpose = Purpose::RecordOperations;
    press(&mut model, "x");
    assert!(press(&mut model, "⏎").is_empty(), "a need must be stated");
    let effects = press(&mut model, "wrong unit reported⏎");
    let [Job::Entry { id, need }] = jobs(&effects)[..] else { panic!("an entry") };
    assert_eq!((id.as_str(), need.as_deref()), ("00000000000000aa", Some("wrong unit reported")));
    answer(&mut model, &effects, Kind::Entry, Reply::Entry(vec![fixtures::potassium()]));
    assert!(matches!(model.stack.last(), Some(Screen::Entry(screen)) if !screen.entry.masked));
}

#[test]
fn the_raw_message_of_an_entry_opens_under_the_record() {
    let mut model = in_record();
    let effects = press(&mut model, "⏎o");
    let asked = jobs(&effects).into_iter().find_map(|job| match job {
        Job::Message { slot, message, need } => Some((*slot, *message, need.clone())),
        _ => None,
    });
    assert_eq!(asked, Some((Slot::Record, MessageId(881), None)));
}

#[test]
fn every_screen_has_its_command_line_and_none_names_a_person() {
    let mut model = demo();
    assert_eq!(model.command_line().as_deref(), Some("dcr --store demo --as a.patel patient find"));
    let mut lines = Vec::new();
    for keys in ["", "⏎", "d", "→"] {
        model = in_record();
        press(&mut model, keys);
        lines.extend(model.command_line());
    }
    assert_eq!(
        lines,
        [
            "dcr --store demo --as a.patel record timeline P12 --permission given",
            "dcr --store demo --as a.patel record timeline P12 --permission given",
            "dcr --store demo --as a.patel patient show P12 --permission given",
            "dcr --store demo --as a.patel record show P12 --permission given --section medication",
        ]
    );
}

#[test]
fn a_message_that_is_unmasked_stays_where_it_was() {
    let mut model = in_record();
    let view = MessageView {
        format_version: "1",
        message: MessageId(881),
        feed: String::new(),
        control_id: String::new(),
        trigger: String::new(),
        received: fixtures::now(),
        outcome: String::new(),
        masked: true,
        segments: Vec::new(),
        defects: Vec::new(),
    };
    let effects = press(&mut model, "o");
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(view.clone())));
    model.record.as_mut().unwrap().reason.purpose = Purpose::RecordOperations;
    let effects = press(&mut model, "xneeded⏎");
    assert!(matches!(jobs(&effects)[..], [Job::Message { need: Some(_), .. }]));
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(MessageView { masked: false, ..view })));
    assert_eq!(model.stack.len(), 2, "it is one screen, not two");
}
