//! Searching, typing, leaving.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{found, jobs, told};
use crate::access::Purpose;
use crate::browser::fixtures::{self, answer, demo, in_record, model, press};
use crate::browser::model::Model;
use crate::browser::{Context, Effect, Job, Kind, Message, Reply};

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
fn quitting_and_suspending_work_everywhere() {
    for mut model in [model(), demo(), found(), in_record()] {
        let press = |model: &mut Model, letter| {
            model.update(Message::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)))
        };
        assert!(matches!(press(&mut model, 'z')[..], [Effect::Suspend]));
        assert!(matches!(press(&mut model, 'c')[..], [Effect::Quit]));
    }
}
