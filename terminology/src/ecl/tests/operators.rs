//! Operators, joints, dots and history supplements, each on a small release; and what bounds them.

use snomed_ct_parsing::ecl::parse;

use super::lungs::{ask, fails, filled, finds, id, names, release};
use super::mini::Mini;
use crate::ecl::{Bounds, EvaluationError, Note, evaluate};

#[test]
fn constraint_operators_go_up_and_down() {
    finds(&[
        ("{pneumonia}", "pneumonia"),
        ("< {lung-disease}", "pneumonia viral-pneumonia lung-oedema"),
        ("<< {lung-disease}", "lung-disease pneumonia viral-pneumonia lung-oedema"),
        ("<! {lung-disease}", "pneumonia lung-oedema"),
        ("<<! {lung-disease}", "lung-disease pneumonia lung-oedema"),
        ("> {viral-pneumonia}", "pneumonia viral-disease lung-disease disease finding root"),
        (">> {heart-failure}", "heart-failure heart-disease disease finding root"),
        (">! {viral-pneumonia}", "pneumonia viral-disease"),
        (">>! {viral-pneumonia}", "viral-pneumonia pneumonia viral-disease"),
        ("< ({pneumonia} OR {heart-disease})", "viral-pneumonia heart-failure"),
        ("!!> (<< {pneumonia} OR << {viral-disease} OR {heart})", "pneumonia viral-disease heart"),
        ("!!< (>> {viral-pneumonia} AND << {disease})", "viral-pneumonia"),
        ("!!< ({disease} OR {lung-disease} OR {heart-disease})", "lung-disease heart-disease"),
        (
            "<! *  MINUS (< {finding} OR < {structure} OR < {substance} OR < {product} OR < {attributes} OR <! {root} OR < {refset})",
            "same-as replaced-by was-a moved-from moved-to",
        ),
        (">! * AND << {disease}", "disease lung-disease heart-disease viral-disease pneumonia"),
        ("LOINC#54486-6", "pneumonia"),
    ]);
}

#[test]
fn a_wildcard_is_every_concept_active_or_not() {
    let all = names("*");
    assert!(all.contains("old-pneumonia") && all.contains("viral-pneumonia"));
    assert_eq!(names("<< *"), all);
    assert_eq!(names(">> *"), all);
    assert_eq!(names("< *"), names("* {{ C active = 1 }} MINUS {root}"));
    assert_eq!(names("<! *"), names("< *"));
    assert_eq!(names("> *"), names(">! *"));
    assert_eq!(names("ANY MINUS * {{ C active = true }}"), "old-pneumonia old-lung-disease older-pneumonia");
}

#[test]
fn sets_are_joined_and_excluded() {
    finds(&[
        ("< {lung-disease} AND < {viral-disease}", "viral-pneumonia"),
        ("< {lung-disease}, < {viral-disease}, *", "viral-pneumonia"),
        ("< {pneumonia} OR < {heart-disease}", "viral-pneumonia heart-failure"),
        ("<< {lung-disease} MINUS << {pneumonia}", "lung-disease lung-oedema"),
        ("(<< {lung-disease} MINUS << {pneumonia}) AND {lung-oedema}", "lung-oedema"),
        ("{lung} AND {heart}", ""),
    ]);
}

#[test]
fn dots_lead_to_values() {
    finds(&[
        ("< {lung-disease} . {site}", "lung left-lung"),
        ("{lung-oedema} . {due-to} . {site}", "heart"),
        ("{lung-oedema} . << {associated} . {site}", "heart"),
        ("{viral-pneumonia} . *", "lung inflammation virus"),
        ("{viral-pneumonia} . {is-a}", "pneumonia viral-disease"),
        ("(< {product} : {strength} = #500) . {ingredient}", "amoxicillin clavulanate"),
        ("< ({lung-oedema} . {site})", "left-lung"),
        ("{heart} . {site}", ""),
        ("< {structure} AND (< {lung-disease} . *)", "lung left-lung"),
        ("(< {product} . *) AND *", "amoxicillin clavulanate"),
    ]);
    assert_eq!(names("< {product} . {strength}"), "125; 250; 500");
    assert_eq!(names("{co-amoxiclav} . *"), "125; 500; Augmentin; amoxicillin; clavulanate");
    assert_eq!(names("< {product} . {prescribable}"), "false; true");
    fails(
        "(< {product} . {strength}) AND *",
        "the values of this attribute are no concepts; they can only be the whole of what is asked for",
    );
}

#[test]
fn history_adds_what_became_of_it() {
    finds(&[
        ("{pneumonia} {{ + HISTORY-MIN }}", "pneumonia old-pneumonia"),
        (
            "<< {lung-disease} {{ + HISTORY-MIN }}",
            "lung-disease pneumonia viral-pneumonia lung-oedema old-pneumonia older-pneumonia",
        ),
        ("{lung-disease} {{ + HISTORY-MIN }}", "lung-disease"),
        ("{lung-disease} {{ + HISTORY-MOD }}", "lung-disease old-lung-disease"),
        ("{lung-disease} {{ + HISTORY-MAX }}", "lung-disease old-lung-disease"),
        ("{lung-disease} {{ + HISTORY }}", "lung-disease old-lung-disease"),
        ("{lung-disease} {{ + HISTORY (*) }}", "lung-disease old-lung-disease"),
        ("{lung-disease} {{ + HISTORY ({same-as}) }}", "lung-disease"),
        ("{lung-disease} {{ + HISTORY ({same-as} OR {replaced-by}) }}", "lung-disease old-lung-disease"),
        ("{lung} {{ + HISTORY }}", "lung"),
        ("{model} {{ + HISTORY }}", "model"),
        ("({pneumonia} {{ + HISTORY-MIN }}) {{ + HISTORY-MIN }}", "pneumonia old-pneumonia older-pneumonia"),
        ("({pneumonia} {{ + HISTORY }}) {{ D term = \"meniere\" }}", "old-pneumonia"),
        ("<< {lung-disease} AND {pneumonia} {{ + HISTORY-MIN }}", "pneumonia"),
        ("(<< {lung-disease} AND {pneumonia}) {{ + HISTORY-MIN }}", "pneumonia old-pneumonia"),
        ("{old-pneumonia} AND {pneumonia} {{ + HISTORY-MIN }}", "old-pneumonia"),
        ("{pneumonia} {{ C active = 1 }} {{ + HISTORY-MIN }}", "pneumonia old-pneumonia"),
    ]);
}

#[test]
fn what_names_nothing_is_told() {
    let notes = |text: &str| ask(text).1.unwrap().notes;
    assert_eq!(notes("<< 123456789 OR < 123456789"), [Note::Absent(123_456_789)]);
    assert_eq!(notes("<< {old-pneumonia}"), [Note::Inactive(id("old-pneumonia"))]);
    assert_eq!(notes("^ {pneumonia}"), [Note::NoRefset(id("pneumonia"))]);
    let none = Note::NoIdentifier { scheme: "LOINC".to_owned(), code: "1".to_owned() };
    assert_eq!(notes("LOINC#1"), std::slice::from_ref(&none));
    assert_eq!(none.to_string(), "LOINC has no identifier 1 in this release");
    assert_eq!(notes("< {disease} : {site} = {lung}"), []);
    fails("RxNorm#1", "this release has identifiers of no scheme that is known as RxNorm");
}

#[test]
fn bounds_hold() {
    let mini = Mini::of(release());
    let stop = || true;
    let many = parse(&vec!["<< *"; 20_000].join(" OR ")).unwrap();
    let stopped = evaluate(&many, &mini, Bounds { stop: &stop, ..Bounds::default() });
    assert_eq!(stopped, Err(EvaluationError::Stopped));
    let rows = parse(&filled("^ [*] {icd10}")).unwrap();
    assert_eq!(evaluate(&rows, &mini, Bounds { rows: 2, ..Bounds::default() }), Err(EvaluationError::Rows(2)));
    let mut deep = parse("*").unwrap();
    for _ in 0..1000 {
        use snomed_ct_parsing::ecl::{ExpressionConstraint, FocusConcept, SubExpressionConstraint};
        deep = ExpressionConstraint::Sub(SubExpressionConstraint::of(FocusConcept::Nested(Box::new(deep))));
    }
    assert_eq!(evaluate(&deep, &mini, Bounds::default()), Err(EvaluationError::Depth));
}
