//! Each operator, filter and supplement on a small release of which everything is known.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use snomed_ct_parsing::ecl::{ExpressionConstraint, parse};

use super::files;
use super::mini::Mini;
use super::model::{ATTRIBUTES, Cell, HISTORICAL, MODEL, Model, Refset, Value, concept, description};
use super::naive::{Naive, Naively};
use super::random::found;
use crate::ecl::{Bounds, ColumnKind, EvaluationError, Note, Outcome, evaluate};
use crate::snomed::Snomed;
use crate::snomed::metadata::*;

/// The concepts by name, each with its parents.
const CONCEPTS: &[(&str, &[&str])] = &[
    ("finding", &["root"]),
    ("disease", &["finding"]),
    ("lung-disease", &["disease"]),
    ("heart-disease", &["disease"]),
    ("viral-disease", &["disease"]),
    ("pneumonia", &["lung-disease"]),
    ("viral-pneumonia", &["pneumonia", "viral-disease"]),
    ("lung-oedema", &["lung-disease"]),
    ("heart-failure", &["heart-disease"]),
    ("symptom", &["finding"]),
    ("structure", &["root"]),
    ("lung", &["structure"]),
    ("left-lung", &["lung"]),
    ("heart", &["structure"]),
    ("virus", &["root"]),
    ("oedema", &["root"]),
    ("inflammation", &["root"]),
    ("substance", &["root"]),
    ("amoxicillin", &["substance"]),
    ("clavulanate", &["substance"]),
    ("product", &["root"]),
    ("amoxicillin-250", &["product"]),
    ("amoxicillin-500", &["product"]),
    ("co-amoxiclav", &["product"]),
    ("site", &["attributes"]),
    ("morphology", &["attributes"]),
    ("associated", &["attributes"]),
    ("agent", &["associated"]),
    ("due-to", &["associated"]),
    ("ingredient", &["attributes"]),
    ("strength", &["attributes"]),
    ("name", &["attributes"]),
    ("prescribable", &["attributes"]),
    ("refset", &["root"]),
    ("problems", &["refset"]),
    ("icd10", &["refset"]),
    ("wholes", &["refset"]),
    ("old-pneumonia", &[]),
    ("old-lung-disease", &[]),
    ("older-pneumonia", &[]),
];

fn id(name: &str) -> u64 {
    match name {
        "root" => ROOT,
        "attributes" => ATTRIBUTES,
        "is-a" => IS_A,
        "historical" => HISTORICAL,
        "same-as" => SAME_AS,
        "replaced-by" => REPLACED_BY,
        "was-a" => WAS_A,
        "moved-from" => MOVED_FROM,
        "moved-to" => MOVED_TO,
        "gb" => GB_ENGLISH,
        "us" => US_ENGLISH,
        "core" => super::model::CORE,
        "model" => MODEL,
        _ => {
            let at = CONCEPTS.iter().position(|(known, _)| *known == name);
            concept(100 + u64::try_from(at.unwrap_or_else(|| panic!("{name}"))).unwrap())
        }
    }
}

fn named(id: u64) -> String {
    let known = [
        "root",
        "attributes",
        "is-a",
        "historical",
        "same-as",
        "replaced-by",
        "was-a",
        "moved-from",
        "moved-to",
        "gb",
        "us",
        "model",
    ];
    let names = CONCEPTS.iter().map(|(name, _)| *name).chain(known);
    names.into_iter().find(|name| self::id(name) == id).map_or_else(|| id.to_string(), str::to_owned)
}

fn release() -> Model {
    let mut model = Model::with_metadata();
    for (name, parents) in CONCEPTS {
        let parents: Vec<u64> = parents.iter().map(|parent| id(parent)).collect();
        model.add(id(name), &parents);
    }
    for name in ["old-pneumonia", "old-lung-disease", "older-pneumonia"] {
        model.concepts.get_mut(&id(name)).unwrap().active = false;
    }
    for name in ["viral-pneumonia", "lung-oedema", "co-amoxiclav"] {
        model.concepts.get_mut(&id(name)).unwrap().defined = true;
    }
    let lung_oedema = model.concepts.get_mut(&id("lung-oedema")).unwrap();
    (lung_oedema.time, lung_oedema.module) = (20_210_131, MODEL);
    model.concepts.get_mut(&id("symptom")).unwrap().time = 0;
    attributes(&mut model);
    descriptions(&mut model);
    refsets(&mut model);
    model.identifiers.push(("LOINC".to_owned(), "54486-6".to_owned(), id("pneumonia")));
    model
}

fn attributes(model: &mut Model) {
    let rows: &[(&str, u32, &str, &str)] = &[
        ("lung-disease", 1, "site", "lung"),
        ("pneumonia", 1, "site", "lung"),
        ("pneumonia", 1, "morphology", "inflammation"),
        ("viral-pneumonia", 1, "site", "lung"),
        ("viral-pneumonia", 1, "morphology", "inflammation"),
        ("viral-pneumonia", 2, "agent", "virus"),
        ("lung-oedema", 1, "site", "left-lung"),
        ("lung-oedema", 1, "morphology", "oedema"),
        ("lung-oedema", 2, "site", "lung"),
        ("lung-oedema", 0, "due-to", "heart-failure"),
        ("heart-failure", 1, "site", "heart"),
        ("amoxicillin-250", 1, "ingredient", "amoxicillin"),
        ("amoxicillin-500", 1, "ingredient", "amoxicillin"),
        ("co-amoxiclav", 1, "ingredient", "amoxicillin"),
        ("co-amoxiclav", 2, "ingredient", "clavulanate"),
    ];
    for (source, group, kind, value) in rows {
        model.attribute(id(source), *group, id(kind), Value::Concept(id(value)));
    }
    let number = |text: &str| Value::Number(text.to_owned());
    model.attribute(id("amoxicillin-250"), 1, id("strength"), number("250"));
    model.attribute(id("amoxicillin-500"), 1, id("strength"), number("500.0"));
    model.attribute(id("co-amoxiclav"), 1, id("strength"), number("500"));
    model.attribute(id("co-amoxiclav"), 2, id("strength"), number("125"));
    model.attribute(id("co-amoxiclav"), 0, id("name"), Value::Text("Augmentin".to_owned()));
    model.attribute(id("amoxicillin-250"), 0, id("name"), Value::Text("Amoxil".to_owned()));
    model.attribute(id("amoxicillin-250"), 0, id("prescribable"), Value::Boolean(true));
    model.attribute(id("amoxicillin-500"), 0, id("prescribable"), Value::Boolean(false));
}

fn descriptions(model: &mut Model) {
    let terms: &[(&str, &str, u64)] = &[
        ("pneumonia", "Pneumonia (disorder)", FULLY_SPECIFIED_NAME),
        ("pneumonia", "Pneumonia", SYNONYM),
        ("pneumonia", "Inflammation of lung", SYNONYM),
        ("viral-pneumonia", "Viral pneumonia", SYNONYM),
        ("viral-pneumonia", "Pneumonia caused by a virus", DEFINITION),
        ("lung-oedema", "Oedema of lung", SYNONYM),
        ("lung-oedema", "Edema of lung", SYNONYM),
        ("heart-failure", "Heart failure", SYNONYM),
        ("heart-failure", "Methiant y galon", SYNONYM),
        ("old-pneumonia", "Ménière's pneumonia", SYNONYM),
    ];
    for (item, (name, term, kind)) in (0..).zip(terms) {
        model.describe(item, id(name), term);
        model.descriptions.last_mut().unwrap().kind = *kind;
    }
    model.descriptions[8].language = "cy".to_owned();
    let retired = &mut model.descriptions[2];
    (retired.active, retired.time, retired.module) = (false, 20_210_131, MODEL);
    let accepted: &[(u64, u64, u64)] = &[
        (GB_ENGLISH, 1, PREFERRED),
        (GB_ENGLISH, 3, PREFERRED),
        (GB_ENGLISH, 5, PREFERRED),
        (GB_ENGLISH, 6, ACCEPTABLE),
        (US_ENGLISH, 5, ACCEPTABLE),
        (US_ENGLISH, 6, PREFERRED),
    ];
    model
        .languages
        .extend(accepted.iter().map(|(language, item, accepted)| (*language, description(*item), *accepted)));
}

fn refsets(model: &mut Model) {
    model.refsets.insert(id("problems"), Refset::default());
    for name in ["pneumonia", "heart-failure", "old-pneumonia"] {
        model.member(id("problems"), id(name), Vec::new());
    }
    model.member(id("problems"), id("symptom"), Vec::new());
    let last = model.refsets.get_mut(&id("problems")).unwrap().rows.last_mut().unwrap();
    (last.active, last.time, last.module) = (false, 20_210_131, MODEL);
    let columns = vec![("mapGroup", ColumnKind::Integer), ("mapTarget", ColumnKind::Text), ("since", ColumnKind::Text)];
    model.refsets.insert(id("icd10"), Refset { columns, rows: Vec::new() });
    let maps = [
        ("pneumonia", 1, "J18.9", ""),
        ("viral-pneumonia", 1, "J12.9", "20210131"),
        ("viral-pneumonia", 2, "B97", "20220131"),
    ];
    for (name, group, target, since) in maps {
        let cells = vec![Cell::Integer(group), Cell::Text(target.to_owned()), Cell::Text(since.to_owned())];
        model.member(id("icd10"), id(name), cells);
    }
    let associations: &[(&str, &str, &str)] = &[
        ("wholes", "left-lung", "lung"),
        ("same-as", "old-pneumonia", "pneumonia"),
        ("replaced-by", "old-lung-disease", "lung-disease"),
        ("same-as", "older-pneumonia", "old-pneumonia"),
        ("moved-from", "lung-oedema", "older-pneumonia"),
        ("moved-to", "old-lung-disease", "model"),
    ];
    for (refset, from, to) in associations {
        let columns = vec![("targetComponentId", ColumnKind::Component)];
        model.refsets.entry(id(refset)).or_insert(Refset { columns, rows: Vec::new() });
        model.member(id(refset), id(from), vec![Cell::Component(id(to))]);
    }
    let columns = vec![("acceptabilityId", ColumnKind::Component)];
    model.refsets.insert(GB_ENGLISH, Refset { columns, rows: Vec::new() });
    model.member(GB_ENGLISH, description(1), vec![Cell::Component(PREFERRED)]);
}

/// A text with `{name}` for the identifier of a concept.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, after))
                if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                    && !name.is_empty() =>
            {
                filled.push_str(&id(name).to_string());
                rest = after;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

fn ask(text: &str) -> (Mini, Result<Outcome, EvaluationError>) {
    let mini = Mini::of(release());
    let text = filled(text);
    let expression = parse(&text).unwrap_or_else(|error| panic!("{error}\n{}", error.marked(&text)));
    let outcome = evaluate(&expression, &mini, Bounds::default());
    as_loaded(&text, &expression, &mini, &outcome);
    if let Ok(outcome) = &outcome
        && let Naively::Concepts(concepts) = found(&outcome.answer, &mini)
    {
        assert_eq!(Naive::of(mini.model()).evaluate(&expression), Naively::Concepts(concepts), "{text}");
    }
    (mini, outcome)
}

/// The release as it is loaded from its files finds the same.
fn as_loaded(text: &str, expression: &ExpressionConstraint, mini: &Mini, outcome: &Result<Outcome, EvaluationError>) {
    static LOADED: LazyLock<Snomed> = LazyLock::new(|| files::loaded(&release()));
    // Files have a date for everything.
    if text.contains("effectiveTime") {
        return;
    }
    let loaded = evaluate(expression, &*LOADED, Bounds::default());
    match (outcome, loaded) {
        (Ok(outcome), Ok(loaded)) => {
            let mut answer = found(&loaded.answer, &*LOADED);
            if let Naively::Concepts(concepts) = &mut answer {
                concepts.remove(&files::scheme());
            }
            assert_eq!(found(&outcome.answer, mini), answer, "{text}");
            assert_eq!(outcome.notes, loaded.notes, "{text}");
        }
        (outcome, loaded) => assert_eq!(outcome.as_ref().err(), loaded.as_ref().err(), "{text}"),
    }
}

fn names(text: &str) -> String {
    let (mini, outcome) = ask(text);
    let outcome = outcome.unwrap_or_else(|error| panic!("{text}: {error}"));
    match found(&outcome.answer, &mini) {
        Naively::Concepts(concepts) => {
            let names: Vec<String> = concepts.into_iter().map(named).collect();
            names.join(" ")
        }
        Naively::Values(rows) => {
            let shown =
                |cell: &String| cell.parse().ok().filter(|id| *id > 999_999).map_or_else(|| cell.clone(), named);
            let rows: BTreeSet<String> =
                rows.iter().map(|row| row.iter().map(shown).collect::<Vec<_>>().join("|")).collect();
            rows.into_iter().collect::<Vec<_>>().join("; ")
        }
    }
}

fn finds(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let mut expected: Vec<&str> = expected.split(' ').filter(|name| !name.is_empty()).collect();
        expected.sort_by_key(|name| id(name));
        assert_eq!(names(text), expected.join(" "), "{text}");
    }
}

fn fails(text: &str, expected: &str) {
    let (_, outcome) = ask(text);
    assert_eq!(
        outcome.map_err(|error| error.to_string()).map(|outcome| outcome.answer),
        Err(expected.to_owned()),
        "{text}"
    );
}

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
fn reference_sets_have_members() {
    finds(&[
        ("^ {problems}", "pneumonia heart-failure old-pneumonia"),
        ("^ ({problems} OR {icd10})", "pneumonia heart-failure viral-pneumonia old-pneumonia"),
        ("^ (< {refset})", "pneumonia heart-failure viral-pneumonia old-pneumonia left-lung"),
        ("< ^ {problems}", "viral-pneumonia"),
        ("^ {problems} AND << {lung-disease}", "pneumonia"),
        ("^ {problems} {{ C active = 0 }}", "old-pneumonia"),
        ("^ [referencedComponentId] {problems}", "pneumonia heart-failure old-pneumonia"),
        ("^ [targetComponentId] {wholes}", "lung"),
        ("< ^ [TARGETCOMPONENTID] {wholes}", "left-lung"),
        ("^R {pneumonia}", "problems icd10"),
        ("^R (< {lung-disease})", "problems icd10 moved-from"),
        ("^R {symptom}", ""),
        (
            "^ *",
            "pneumonia heart-failure old-pneumonia viral-pneumonia left-lung older-pneumonia old-lung-disease lung-oedema",
        ),
    ]);
    assert_eq!(names("^ [mapTarget] {icd10}"), "B97; J12.9; J18.9");
    assert_eq!(
        names("^ [referencedComponentId, mapGroup] {icd10}"),
        "pneumonia|1; viral-pneumonia|1; viral-pneumonia|2"
    );
    assert_eq!(names("^ [*] {icd10} {{ M mapGroup = #2 }}"), "viral-pneumonia|2|B97|20220131");
    assert_eq!(
        names("^ [*] ({wholes} OR {icd10}) {{ M referencedComponentId = ({left-lung} OR {pneumonia}) }}"),
        "left-lung||||lung; pneumonia|1|J18.9||"
    );
}

#[test]
fn members_are_filtered() {
    finds(&[
        ("^ {icd10} {{ M mapTarget = \"J12\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget = \"j\" }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget = wild:\"J18.9\" }}", "pneumonia"),
        ("^ {icd10} {{ M mapTarget = (wild:\"B*\" \"J18\") }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget != wild:\"J*\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup = #2, mapTarget = \"J\" }}", ""),
        ("^ {icd10} {{ M mapGroup = #2 }} {{ M mapTarget = \"J\" }}", ""),
        ("^ {icd10} {{ M mapGroup <= #1 }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup > #1.5 }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup = true, mapTarget = \"J12\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M since >= \"20220131\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M since = \"\" }}", "pneumonia"),
        ("^ {icd10} {{ M referencedComponentId = << {viral-disease} }}", "viral-pneumonia"),
        ("^ {icd10} {{ M referencedComponentId != << {viral-disease} }}", "pneumonia"),
        ("^ [targetComponentId] {same-as} {{ M referencedComponentId = {old-pneumonia} }}", "pneumonia"),
        ("^ {problems} {{ M active = 0 }}", "symptom"),
        ("^ {problems} {{ M active = * }}", "pneumonia heart-failure old-pneumonia symptom"),
        ("^ {problems} {{ M active != 1 }}", "symptom"),
        ("^ {problems} {{ M active = *, moduleId = {model} }}", "symptom"),
        ("^ {problems} {{ M active = *, effectiveTime > \"20200131\" }}", "symptom"),
        ("^ {problems} {{ M effectiveTime = \"20200131\" }}", "pneumonia heart-failure old-pneumonia"),
        ("^R {symptom} {{ M active = 0 }}", "problems"),
        ("^ * {{ M targetComponentId = {lung} }}", "left-lung"),
    ]);
}

#[test]
fn what_members_cannot_be_asked_is_an_error() {
    fails(
        "^ {icd10} {{ M target = \"J\" }}",
        "no reference set that is asked has a field target; there is referencedComponentId, mapGroup, mapTarget, since",
    );
    fails(
        "^ [valueId] {problems}",
        "no reference set that is asked has a field valueId; there is referencedComponentId",
    );
    fails(
        "^ {icd10} {{ M mapGroup = \"1\" }}",
        "mapGroup holds whole numbers; compare it with a number such as #2, or with true or false",
    );
    fails(
        "^ {icd10} {{ M mapTarget = {pneumonia} }}",
        "mapTarget holds texts; compare it with a text between quotation marks, a number such as #2, or with true or false",
    );
    fails(
        "^ {same-as} {{ M targetComponentId = #1 }}",
        "targetComponentId holds components; compare it with an expression constraint",
    );
    fails(
        "< ^ [mapTarget] {icd10}",
        "the values of the field mapTarget are no concepts; they can only be the whole of what is asked for",
    );
    fails(
        "(^ [mapTarget, mapGroup] {icd10}) AND *",
        "several fields (mapTarget, mapGroup) can only be selected as the whole of what is asked for",
    );
    fails(
        "^ {gb}",
        "900000000000508004 refers to descriptions or relationships, and ^ is for reference sets of concepts",
    );
}

#[test]
fn refinements_ask_for_attributes() {
    finds(&[
        ("* : {site} = {lung}", "lung-disease pneumonia viral-pneumonia lung-oedema"),
        ("* : {site} = < {lung}", "lung-oedema"),
        ("< {lung-disease} : {site} = << {lung}", "pneumonia viral-pneumonia lung-oedema"),
        ("* : {site} != {lung}", "lung-oedema heart-failure"),
        ("* : {site} = *, {morphology} = *", "pneumonia viral-pneumonia lung-oedema"),
        ("* : {morphology} = {oedema} OR {site} = {heart}", "lung-oedema heart-failure"),
        ("* : {site} = *, ({morphology} = {oedema} OR {agent} = *)", "viral-pneumonia lung-oedema"),
        ("* : << {associated} = *", "viral-pneumonia lung-oedema"),
        ("* : < {associated} = {virus}", "viral-pneumonia"),
        ("* : {associated} = *", ""),
        ("* : * = {virus}", "viral-pneumonia"),
        ("* : * = {lung}", "lung-disease pneumonia viral-pneumonia lung-oedema"),
        ("* : {is-a} = {pneumonia}", "viral-pneumonia"),
        ("* : ({is-a} OR {agent}) = ({pneumonia} OR {virus})", "viral-pneumonia"),
        ("* : {due-to} = (* : {site} = {heart})", "lung-oedema"),
        ("{lung-oedema} : {site} != *", ""),
    ]);
}

#[test]
fn groups_hold_together() {
    finds(&[
        ("* : { {site} = {lung}, {morphology} = {inflammation} }", "pneumonia viral-pneumonia"),
        ("* : {site} = {lung}, {morphology} = {oedema}", "lung-oedema"),
        ("* : { {site} = {lung}, {morphology} = {oedema} }", ""),
        ("* : { {site} = {lung} }, { {morphology} = {oedema} }", "lung-oedema"),
        ("* : { {morphology} = {oedema} OR {agent} = * }", "viral-pneumonia lung-oedema"),
        ("* : { {ingredient} = {amoxicillin}, {strength} >= #300 }", "amoxicillin-500 co-amoxiclav"),
        ("* : { {ingredient} = {clavulanate}, {strength} >= #300 }", ""),
        ("* : { {due-to} = * }", ""),
        (
            "* : { {site} = {lung} } OR {site} = {heart}",
            "lung-disease pneumonia viral-pneumonia lung-oedema heart-failure",
        ),
        ("* : { {is-a} = {pneumonia} }", ""),
    ]);
}

#[test]
fn cardinalities_count() {
    finds(&[
        ("* : [2..*] {site} = *", "lung-oedema"),
        ("* : [1..1] {ingredient} = *", "amoxicillin-250 amoxicillin-500"),
        ("* : [2..2] {ingredient} = < {substance}", "co-amoxiclav"),
        ("< {lung-disease} : [0..0] {agent} = *", "pneumonia lung-oedema"),
        ("< {lung-disease} : [0..1] {site} = *", "pneumonia viral-pneumonia"),
        ("< {lung-disease} : [0..0] {site} != {lung}", "pneumonia viral-pneumonia"),
        ("* : [0..0] {site} != {lung}, [1..*] {site} = {lung}", "lung-disease pneumonia viral-pneumonia"),
        ("* : [2..*] { {site} = * }", "lung-oedema"),
        ("* : [2..2] { {ingredient} = * }", "co-amoxiclav"),
        ("< {product} : [0..1] { {ingredient} = * }", "amoxicillin-250 amoxicillin-500"),
        ("< {disease} : [0..0] { {morphology} = * }", "lung-disease heart-disease viral-disease heart-failure"),
        ("* : { [2..*] {site} = * }", ""),
        ("< {lung-disease} : { [0..0] {morphology} = * }", "lung-oedema viral-pneumonia"),
        ("<< {disease} : [1..*] { [0..0] {morphology} = *, {site} = * }", "lung-disease lung-oedema heart-failure"),
    ]);
    // Nothing inactive satisfies a refinement, though it has none of an attribute.
    assert!(!names("* : [0..0] {site} = *").contains("old-pneumonia"));
    assert!(names("* : [0..0] * = *").contains("symptom"));
}

#[test]
fn reversed_attributes_start_from_the_value() {
    finds(&[
        ("* : R {site} = < {lung-disease}", "lung left-lung"),
        ("< {substance} : R {ingredient} = *", "amoxicillin clavulanate"),
        ("* : [3..3] R {ingredient} = *", "amoxicillin"),
        ("* : [2..3] R {ingredient} = < {product}", "amoxicillin"),
        ("* : [1..1] R {ingredient} = < {product}", "clavulanate"),
        ("< {substance} : [0..1] R {ingredient} = *", "clavulanate"),
        ("< {structure} : [0..0] R {site} = < {lung-disease}", "heart"),
        ("* : R << {associated} = {viral-pneumonia}", "virus"),
        ("* : R {site} != << {lung-disease}", "heart"),
        ("* : R {is-a} = {viral-pneumonia}", "pneumonia viral-disease"),
        ("* : R * = {viral-pneumonia}", "lung inflammation virus"),
        ("< {substance} : R {ingredient} = {co-amoxiclav}, R {ingredient} = {amoxicillin-250}", "amoxicillin"),
    ]);
    fails(
        "* : { R {site} = * }",
        "what a reversed attribute means in a group is not defined; take it out of the braces",
    );
    fails(
        "* : R {strength} = #5",
        "a reversed attribute has concepts as its sources; it cannot be compared with a number, a text or a truth value",
    );
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
fn concrete_values_are_compared() {
    finds(&[
        ("* : {strength} = #500", "amoxicillin-500 co-amoxiclav"),
        ("* : {strength} != #500", "amoxicillin-250 co-amoxiclav"),
        ("* : {strength} < #250", "co-amoxiclav"),
        ("* : {strength} <= #250.0", "amoxicillin-250 co-amoxiclav"),
        ("* : {strength} > #250, {strength} < #1000", "amoxicillin-500 co-amoxiclav"),
        ("* : {strength} >= #500.01", ""),
        ("* : {strength} = *", "amoxicillin-250 amoxicillin-500 co-amoxiclav"),
        ("* : [2..*] {strength} = *", "co-amoxiclav"),
        ("* : {name} = \"Augmentin\"", "co-amoxiclav"),
        ("* : {name} = \"augmentin\"", ""),
        ("* : {name} != \"Augmentin\"", "amoxicillin-250"),
        ("* : {name} = (\"Amoxil\" \"Augmentin\")", "amoxicillin-250 co-amoxiclav"),
        ("* : {prescribable} = true", "amoxicillin-250"),
        ("* : {prescribable} != TRUE", "amoxicillin-500"),
        ("* : {name} = #500 OR {strength} = \"500\" OR {strength} = true", ""),
    ]);
}

#[test]
fn concepts_are_filtered() {
    finds(&[
        ("< {disease} {{ C definitionStatus = defined }}", "viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C definitionStatus != defined }}", "pneumonia"),
        ("< {lung-disease} {{ C definitionStatus = (primitive defined) }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C definitionStatusId = 900000000000074008 }}", "pneumonia"),
        ("< {lung-disease} {{ C moduleId = {model} }}", "lung-oedema"),
        ("< {lung-disease} {{ C moduleId != ({model} 731000124108) }}", "pneumonia viral-pneumonia"),
        ("< {lung-disease} {{ C moduleId = <! {root} }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C effectiveTime = \"20210131\" }}", "lung-oedema"),
        ("< {lung-disease} {{ C effectiveTime < \"20210131\" }}", "pneumonia viral-pneumonia"),
        ("< {lung-disease} {{ C effectiveTime != (\"20210131\" \"20220131\") }}", "pneumonia viral-pneumonia"),
        ("<! {finding} {{ C effectiveTime = \"\" }}", "symptom"),
        ("<! {finding} {{ C effectiveTime < \"20300101\" }}", "disease"),
        ("<! {finding} {{ C effectiveTime != \"20200131\" }}", "symptom"),
        ("< {lung-disease} {{ C definitionStatus = defined, moduleId = {core} }}", "viral-pneumonia"),
        ("* {{ C active = false }}", "old-pneumonia old-lung-disease older-pneumonia"),
        ("{old-pneumonia} {{ C active = * }}", "old-pneumonia"),
    ]);
}

#[test]
fn descriptions_are_filtered() {
    finds(&[
        ("* {{ term = \"pneu\" }}", "pneumonia viral-pneumonia old-pneumonia"),
        ("* {{ D term = \"lung oed\" }}", "lung-oedema"),
        ("* {{ term = \"oed\", term = \"lung\" }}", "lung-oedema"),
        ("* {{ term = (\"heart\" \"viral\") }}", "viral-pneumonia heart-failure"),
        ("* {{ term = wild:\"*failure\" }}", "heart-failure"),
        ("* {{ term = wild:\"pneumonia\" }}", "pneumonia"),
        ("* {{ term = (match:\"gal\" wild:\"v*a\") }}", "viral-pneumonia heart-failure"),
        ("* {{ term = \"meniere\" }}", "old-pneumonia"),
        ("* {{ term = \"inflammation\" }}", ""),
        ("* {{ term = \"inflammation\", active = 0 }}", "pneumonia"),
        ("* {{ term = \"pneumonia\", active = false }}", ""),
        ("* {{ term = \"edema\" }} {{ term = \"oedema\" }}", "lung-oedema"),
        ("* {{ term = \"edema\", term = \"oedema\" }}", ""),
        ("< {lung-disease} {{ term != \"pneumonia\" }}", "lung-oedema"),
        ("< {disease} {{ language = cy }}", "heart-failure"),
        ("< {disease} {{ language != (cy sv) }}", "pneumonia viral-pneumonia lung-oedema heart-failure"),
        ("< {disease} {{ type = fsn }}", "pneumonia"),
        ("< {disease} {{ type = (fsn def) }}", "pneumonia viral-pneumonia"),
        ("* {{ term = \"caused\", type != def }}", ""),
        ("< {disease} {{ typeId = 900000000000550004 }}", "viral-pneumonia"),
        ("* {{ moduleId = {model}, active = * }}", "pneumonia"),
        ("* {{ effectiveTime >= \"20210101\", active = * }}", "pneumonia"),
    ]);
    let one = description(5);
    finds(&[
        (&format!("* {{{{ id = {one} }}}}"), "lung-oedema"),
        (&format!("< {{heart-disease}} {{{{ id = ({one} {}) }}}}", description(7)), "heart-failure"),
        (&format!("{{lung-oedema}} {{{{ id != {one} }}}}"), "lung-oedema"),
    ]);
}

#[test]
fn dialects_accept_descriptions() {
    finds(&[
        ("* {{ dialect = en-gb }}", "pneumonia viral-pneumonia lung-oedema"),
        ("* {{ dialect = en-us (prefer) }}", "lung-oedema"),
        ("* {{ term = \"edema\", dialect = en-gb (prefer) }}", ""),
        ("* {{ term = \"edema\", dialect = en-gb (accept) }}", "lung-oedema"),
        ("* {{ term = \"edema\", dialect = en-gb (accept), dialect = en-us (prefer) }}", "lung-oedema"),
        ("* {{ term = \"oedema\", dialect = (en-us (prefer) en-gb (prefer)) }}", "lung-oedema"),
        ("* {{ term = \"oedema\", dialect = (en-us (prefer) en-gb) (accept) }}", ""),
        ("* {{ term = \"edema\", dialect = (en-us en-gb) (900000000000548007) }}", "lung-oedema"),
        ("* {{ dialectId = {gb} (prefer accept) }}", "pneumonia viral-pneumonia lung-oedema"),
        ("* {{ dialectId = ({us} (accept) {gb} (accept)) }}", "lung-oedema"),
        ("* {{ dialectId = <! {root} }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {disease} {{ dialect != en-gb, type = syn }}", "heart-failure"),
        (
            "< {disease} MINUS * {{ dialect = en-gb (prefer) }}",
            "lung-disease heart-disease viral-disease heart-failure",
        ),
    ]);
    fails(
        "* {{ dialect = en-zz }}",
        "no dialect is known as en-zz; give its language reference set by identifier: dialectId = ...",
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
