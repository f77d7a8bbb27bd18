//! Messages in, model and wishes out.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::access::{Purpose, Reason};
use crate::browser::fixtures::{self, answer, demo, in_record, in_record_of, model, press};
use crate::browser::model::{Dialog, Model, Screen};
use crate::browser::{Context, Effect, Failure, Job, Kind, Message, Refused, Reply, Slot};
use crate::consent::{Emergency, Permission};
use crate::record::{MessageId, Section};
use crate::store::view::{Conflict, ConflictKind, MessageView, Page};
use crate::store::{PatientId, PatientRef, RecordQuery, WorkList};

fn jobs(effects: &[Effect]) -> Vec<&Job> {
    effects
        .iter()
        .filter_map(|effect| if let Effect::Ask(request) = effect { Some(&request.job) } else { None })
        .collect()
}

fn opening(effects: &[Effect]) -> (&Reason, &PatientRef) {
    match jobs(effects).as_slice() {
        [Job::Open { reason, patient, .. }] => (reason, patient),
        _ => panic!("nothing was opened"),
    }
}

fn told(model: &Model) -> &str {
    model.notice.as_ref().map_or("", |(_, text)| text)
}

fn found() -> Model {
    let mut model = model();
    let effects = press(&mut model, "⇥smith⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    model
}

#[test]
fn a_search_runs_on_enter_and_on_nothing_else() {
    let mut model = model();
    assert!(press(&mut model, "⇥smi⇥jo").is_empty());
    let effects = press(&mut model, "⏎");
    let [Job::Find { reason, query }] = jobs(&effects)[..] else { panic!("a search") };
    assert_eq!((query.family.as_deref(), query.given.as_deref()), (Some("smi"), Some("jo")));
    assert_eq!(reason.purpose, Purpose::DirectCare);
}

#[test]
fn a_stale_answer_is_dropped() {
    let mut model = model();
    let first = press(&mut model, "⇥smith⏎");
    let second = press(&mut model, "⏎");
    answer(&mut model, &first, Kind::Find, Reply::Found(fixtures::hits()));
    assert!(model.home.hits.is_none(), "the answer to the first search is stale");
    answer(&mut model, &second, Kind::Find, Reply::Found(fixtures::hits()));
    assert_eq!(model.home.hits.as_ref().map(crate::browser::model::Paged::total), Some(4));
    answer(&mut model, &second, Kind::Find, Reply::Found(Vec::new()));
    assert_eq!(model.home.hits.as_ref().map(crate::browser::model::Paged::total), Some(4), "an answer counts once");
}

#[test]
fn a_mistyped_nhs_number_is_pointed_out() {
    let mut model = model();
    let effects = press(&mut model, "9990000019⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(Vec::new()));
    assert!(told(&model).contains("check digit"), "{}", told(&model));
}

#[test]
fn more_people_than_are_shown_are_told() {
    let mut model = model();
    let effects = press(&mut model, "⇥smith⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(vec![fixtures::fredrica(); 101]));
    assert!(model.home.more_hits);
    assert_eq!(model.home.rows(), 100);
}

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
fn keys_that_are_let_go_and_control_characters_do_nothing() {
    let mut model = model();
    let mut release = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::NONE);
    release.kind = KeyEventKind::Release;
    model.update(Message::Key(release));
    model.update(Message::Paste("999\u{1b}000\n0018".to_owned()));
    let field = model.home.form.field(crate::browser::model::SearchField::NhsNumber);
    assert_eq!(field.raw(), "999 000 0018");
}

#[test]
fn a_paste_never_works_as_keys() {
    let mut model = in_record();
    assert!(model.update(Message::Paste("qToq".to_owned())).is_empty());
    assert_eq!(model.context(), Context::Record);
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

#[test]
fn quitting_and_suspending_work_everywhere() {
    for mut model in [model(), demo(), found(), in_record()] {
        let press = |model: &mut Model, letter| {
            model.update(Message::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)))
        };
        assert!(matches!(press(&mut model, 'z')[..], [Effect::Suspend]));
        assert!(matches!(press(&mut model, 'c')[..], [Effect::Quit]));
    }
}
