//! The FHIRPath suite of the standard (R4), and expressions that run away.

use std::collections::BTreeMap;
use std::path::PathBuf;

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhirpath::{
    Bounds, Context, Expression, ExpressionError, Fault, Item, NoServices, Quantity, evaluate,
};
use dcr::validation::instance::{NodeId, read};
use dcr::validation::typed::Typed;
use roxmltree::{Document, Node};

use crate::support::{corpus, files};

/// The least share of the suite that must agree, in thousandths.
const FLOOR: usize = 996;

/// The cases on which this evaluator and the suite disagree, and why.
const DISAGREEMENTS: &[(&str, &str)] = &[
    ("testPlusDate19", "FHIRPath 2.0.0, 6.7: the decimals of seconds count; the suite ignores those of 's'"),
    ("testFHIRPathAsFunction11", "a code is a string by its base definition, and `as` takes what is derived"),
    ("testFHIRPathAsFunction16", "a code is a string by its base definition, and `ofType` takes what is derived"),
];

/// One case.
struct Case<'a> {
    name: &'a str,
    group: &'a str,
    input: Option<&'a str>,
    expression: String,
    is_invalid: bool,
    is_predicate: bool,
    checks_order: bool,
    outputs: Vec<(Option<&'a str>, String)>,
}

fn cases<'a>(document: &'a Document<'a>) -> Vec<Case<'a>> {
    let mut found = Vec::new();
    for group in document.descendants().filter(|node| node.has_tag_name("group")) {
        for test in group.children().filter(|node| node.has_tag_name("test")) {
            let child = |name: &'a str| test.children().find(move |node| node.has_tag_name(name));
            let expression = child("expression").unwrap();
            let text = |node: Node<'_, '_>| node.text().unwrap_or_default().to_owned();
            let outputs = test.children().filter(|node| node.has_tag_name("output"));
            found.push(Case {
                name: test.attribute("name").unwrap(),
                group: group.attribute("name").unwrap(),
                input: test.attribute("inputfile"),
                expression: text(expression),
                is_invalid: expression.has_attribute("invalid") || test.has_attribute("invalid"),
                is_predicate: test.attribute("predicate") == Some("true"),
                checks_order: test.has_attribute("checkOrderedFunctions"),
                outputs: outputs.map(|node| (node.attribute("type"), text(node))).collect(),
            });
        }
    }
    found
}

struct Inputs {
    folders: Vec<PathBuf>,
    read: BTreeMap<String, Option<String>>,
}

impl Inputs {
    /// The text of an input, in the other syntax where the corpus has it only in that.
    fn text(&mut self, name: &str) -> Option<String> {
        let folders = &self.folders;
        let found = self.read.entry(name.to_owned()).or_insert_with(|| {
            let stem = name.rsplit_once('.').unwrap().0;
            let names = [name.to_owned(), format!("{stem}.json"), format!("{stem}.xml")];
            let all = folders.iter().flat_map(|folder| files(folder));
            let all: Vec<PathBuf> = all.collect();
            let path = names.iter().find_map(|name| all.iter().find(|path| path.file_name().unwrap() == name.as_str()));
            path.map(|path| std::fs::read_to_string(path).unwrap())
        });
        found.clone()
    }
}

fn run(
    definitions: &Definitions,
    input: &str,
    expression: &str,
    strict: bool,
) -> Result<(Vec<Item>, Vec<String>), ExpressionError> {
    let typed = Typed::new(read(input).unwrap(), definitions);
    let now = "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap();
    let services = Suite { typed: &typed };
    let context = Context {
        typed: &typed,
        definitions,
        services: &services,
        resource: NodeId::ROOT,
        root: NodeId::ROOT,
        now: &now,
        strict,
        bounds: Bounds::default(),
    };
    let parsed = Expression::parse(expression)?;
    let items = evaluate(&parsed, &context, &[Item::Node(NodeId::ROOT)])?;
    let shown = items.iter().map(|item| shown(&typed, item)).collect();
    Ok((items, shown))
}

/// Profiles as the suite asks for them: a type conforms to its own.
struct Suite<'t, 'a> {
    typed: &'t Typed<'a>,
}

impl dcr::validation::fhirpath::Services for Suite<'_, '_> {
    fn conforms_to(&self, node: NodeId, profile: &str) -> Result<bool, ExpressionError> {
        match profile.strip_prefix("http://hl7.org/fhir/StructureDefinition/") {
            Some(name) => Ok(self.typed.type_name(node) == Some(name)),
            None => NoServices.conforms_to(node, profile),
        }
    }

    fn member_of(&self, item: &Item, value_set: &str) -> Result<bool, ExpressionError> {
        NoServices.member_of(item, value_set)
    }

    fn resolve(&self, node: NodeId, reference: &str) -> Option<NodeId> {
        NoServices.resolve(node, reference)
    }
}

fn shown(typed: &Typed<'_>, item: &Item) -> String {
    match item {
        Item::Node(node) => typed.tree.value_text(*node).unwrap_or("(an element)").to_owned(),
        Item::Boolean(value) => value.to_string(),
        Item::Integer(value) => value.to_string(),
        Item::Decimal(value) => value.to_string(),
        Item::Text(text) => text.clone(),
        Item::Temporal(moment) => moment.to_string(),
        Item::Quantity(Quantity { value, unit, is_calendar: false }) => format!("{value} '{unit}'"),
        Item::Quantity(Quantity { value, unit, .. }) => format!("{value} {unit}"),
        Item::Type(namespace, name) => format!("{namespace}.{name}"),
    }
}

/// Whether two shown values are the same, numbers by value.
fn same(kind: Option<&str>, expected: &str, found: &str) -> bool {
    let expected = expected.trim().trim_start_matches('@').trim_start_matches('T');
    let number = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
    match (kind, number(expected), number(found)) {
        (Some("decimal" | "integer") | None, Some(expected), Some(found)) => expected == found,
        _ => expected == found || (kind == Some("string") && expected == found.trim()),
    }
}

fn check(case: &Case<'_>, outcome: Result<(Vec<Item>, Vec<String>), ExpressionError>) -> Result<(), String> {
    let (items, shown) = match outcome {
        Err(error) if case.is_invalid => return (error.fault != Fault::Runaway).then_some(()).ok_or(error.to_string()),
        Err(error) => return Err(error.to_string()),
        Ok(_) if case.is_invalid => return Err("an error was expected".to_owned()),
        Ok(found) => found,
    };
    if case.is_predicate {
        let truth = matches!(items.as_slice(), [_]) && shown != ["false"];
        return (case.outputs.first().is_none_or(|(_, text)| (text == "true") == truth))
            .then_some(())
            .ok_or(format!("predicate {truth}"));
    }
    let expected: Vec<&str> = case.outputs.iter().map(|(_, text)| text.as_str()).collect();
    let agrees = case.outputs.len() == shown.len()
        && case.outputs.iter().zip(&shown).all(|((kind, expected), found)| same(*kind, expected, found));
    if agrees { Ok(()) } else { Err(format!("expected {expected:?}, found {shown:?}")) }
}

#[test]
fn an_expression_that_runs_away_ends_as_an_error_that_says_so() {
    let definitions = Definitions::base(FhirVersion::R4);
    let patient = r#"{"resourceType":"Patient","name":[{"given":["A","B","C","D","E","F","G","H"]}]}"#;
    let wide = format!("name.given{}", ".select(%resource.descendants())".repeat(8));
    let deep = format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000));
    let growing = format!("name.given.first(){}", ".replace('', 'aaaaaaaaaaaaaaaaaaaaaaaa')".repeat(9));
    let long = "1+".repeat(100_000);
    for expression in [wide, deep, growing, long] {
        let error = run(&definitions, patient, &expression, false).unwrap_err();
        assert!(matches!(error.fault, Fault::Runaway | Fault::Syntax), "{error}");
    }
    let endless = "(1).repeat($this + 1)";
    assert_eq!(run(&definitions, patient, endless, false).unwrap_err().fault, Fault::Runaway);
}

#[test]
fn a_pattern_that_explodes_elsewhere_is_matched_in_time() {
    let definitions = Definitions::base(FhirVersion::R4);
    let patient = r#"{"resourceType":"Patient","active":true}"#;
    let expression = format!("'{}!'.matches('^(a+)+$')", "a".repeat(30_000));
    assert_eq!(run(&definitions, patient, &expression, false).unwrap().1, ["false"]);
    let huge = "'a'.matches('(((a{100}){100}){100}){100}')";
    assert_eq!(run(&definitions, patient, huge, false).unwrap_err().fault, Fault::NotCheckable);
}

#[test]
fn the_suite_of_the_standard() {
    let Some(folder) = corpus("fhir/test-cases/r4") else { return };
    let text = std::fs::read_to_string(folder.join("fhirpath/tests-fhir-r4.xml")).unwrap();
    let document = Document::parse(&text).unwrap();
    let definitions = Definitions::base(FhirVersion::R4);
    let more = corpus("fhir/r4-examples").unwrap();
    let mut inputs = Inputs { folders: vec![folder.join("examples"), more], read: BTreeMap::new() };
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut without, mut wrong) = (Vec::new(), Vec::new());
    let all = cases(&document);
    for case in &all {
        let Some(input) = inputs.text(case.input.unwrap_or("patient-example.xml")) else {
            without.push(format!("{}: {}", case.name, case.input.unwrap_or_default()));
            continue;
        };
        let outcome = if case.checks_order && Expression::parse(&case.expression).unwrap().asks_order_of_unordered() {
            Err(Expression::parse("(").unwrap_err())
        } else {
            run(&definitions, &input, &case.expression, true)
        };
        let group = groups.entry(case.group).or_default();
        group.0 += 1;
        match check(case, outcome) {
            Ok(()) => group.1 += 1,
            Err(why) => wrong.push((case.name, format!("{}: {}: {why}", case.name, case.expression.trim()))),
        }
    }
    for (group, (asked, agreed)) in &groups {
        println!("{group:<40} {agreed:>4} of {asked:>4}");
    }
    let asked: usize = groups.values().map(|(asked, _)| asked).sum();
    let agreed: usize = groups.values().map(|(_, agreed)| agreed).sum();
    println!("{agreed} of {asked} agree; {} have no input in the corpus: {without:#?}", without.len());
    let unexplained: Vec<&String> = wrong
        .iter()
        .filter(|(name, _)| !DISAGREEMENTS.iter().any(|(known, _)| known == name))
        .map(|(_, why)| why)
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    assert!(agreed * 1000 >= asked * FLOOR, "{agreed} of {asked}");
}
