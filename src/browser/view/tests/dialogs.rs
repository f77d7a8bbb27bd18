//! What is asked and told.

use insta::assert_snapshot;

use super::{found, screen, usual};
use crate::browser::fixtures::{answer, in_record, press};
use crate::browser::model::Model;
use crate::browser::{Kind, Refused, Reply};

#[test]
fn question_of_permission() {
    let mut model = found();
    press(&mut model, "⏎");
    assert_snapshot!(usual(&model));
    assert_snapshot!("question_of_permission_small", screen(&model, 40, 12));
    press(&mut model, "⇥seen in clinic");
    assert_snapshot!("question_of_permission_with_reason", usual(&model));
}

fn refused(refused: Refused) -> Model {
    let mut model = found();
    let effects = press(&mut model, "⏎n");
    answer(&mut model, &effects, Kind::Open, Reply::Refused(refused));
    model
}

#[test]
fn refusals() {
    let ask = refused(Refused::AskConsent("permission to view must be asked first".to_owned()));
    assert_snapshot!("refused_ask_consent", usual(&ask));
    assert_snapshot!("refused_ask_consent_small", screen(&ask, 40, 12));
    let denied = "the person allows it only in a medical emergency or for safeguarding (No 1)";
    assert_snapshot!("refused_denied", usual(&refused(Refused::Denied(denied.to_owned()))));
    assert_snapshot!("refused_not_found", usual(&refused(Refused::NotFound)));
}

#[test]
fn breaking_the_glass() {
    let mut model = refused(Refused::Denied("no".to_owned()));
    press(&mut model, "e");
    assert_snapshot!(usual(&model));
    assert_snapshot!("breaking_the_glass_small", screen(&model, 40, 12));
    press(&mut model, "mfound unconscious");
    assert_snapshot!("breaking_the_glass_in_words", usual(&model));
}

#[test]
fn choice_of_purpose() {
    let mut model = found();
    press(&mut model, "p");
    assert_snapshot!(usual(&model));
    press(&mut model, "o");
    assert_snapshot!("incident", usual(&model));
}

#[test]
fn help_and_twin() {
    let mut model = in_record();
    press(&mut model, "?");
    assert_snapshot!("help", usual(&model));
    assert_snapshot!("help_small", screen(&model, 40, 12));
    press(&mut model, "⎋Y");
    assert_snapshot!("command_line", usual(&model));
}

#[test]
fn looking_up_a_code() {
    use crate::coding::{FoundCode, LookedUp};
    let code = |system, code: &str, term: &str, active| FoundCode {
        system,
        code: code.to_owned(),
        term: term.to_owned(),
        active,
    };
    let mut model = in_record();
    press(&mut model, ":");
    assert_snapshot!(usual(&model));
    let effects = press(&mut model, "astma");
    let notes = vec!["SNOMED CT: no term has `astma`; `asthma` is taken.".to_owned()];
    let codes = vec![
        code("SNOMED CT", "195967001", "Asthma", true),
        code(
            "Read v2",
            "H33..",
            "Asthma \u{1b}[31mwith a hostile term that is longer than the dialogue has room for in one line",
            false,
        ),
    ];
    answer(&mut model, &effects, Kind::LookUp, Reply::Codes(LookedUp { codes, notes }));
    assert_snapshot!("looking_up_a_code_found", usual(&model));
    assert_snapshot!("looking_up_a_code_small", screen(&model, 40, 12));
}
