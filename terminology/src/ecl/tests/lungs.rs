//! A small release of which everything is known, and how the tests ask it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use snomed_ct_parsing::ecl::{ExpressionConstraint, parse};

use super::files;
use super::mini::Mini;
use super::model::{ATTRIBUTES, Cell, HISTORICAL, MODEL, Model, Refset, Value, concept, description};
use super::naive::{Naive, Naively};
use super::random::found;
use crate::ecl::{Bounds, ColumnKind, EvaluationError, Outcome, evaluate};
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

pub(super) fn id(name: &str) -> u64 {
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

pub(super) fn release() -> Model {
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
pub(super) fn filled(text: &str) -> String {
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

pub(super) fn ask(text: &str) -> (Mini, Result<Outcome, EvaluationError>) {
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

pub(super) fn names(text: &str) -> String {
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

pub(super) fn finds(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let mut expected: Vec<&str> = expected.split(' ').filter(|name| !name.is_empty()).collect();
        expected.sort_by_key(|name| id(name));
        assert_eq!(names(text), expected.join(" "), "{text}");
    }
}

pub(super) fn fails(text: &str, expected: &str) {
    let (_, outcome) = ask(text);
    assert_eq!(
        outcome.map_err(|error| error.to_string()).map(|outcome| outcome.answer),
        Err(expected.to_owned()),
        "{text}"
    );
}
