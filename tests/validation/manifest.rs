//! The validator cases of FHIR/fhir-test-cases (R4) with the outcomes of the reference and of two
//! other engines, and how far this validator agrees.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{EntryProfile, Options, Report, Severity, Uncheckable, Validator, Verdict};
use dcr::validation::package::Package;
use serde_json::Value;

use crate::support::corpus;

/// The least share of cases on whose verdict the reference and this validator agree, in thousandths.
const FLOOR: usize = 929;
/// The greatest share of what the reference calls invalid that may be passed, in thousandths.
const CEILING_OF_PASSES: usize = 0;
/// What is asked of other tools than a validator of resources.
const OUT_OF_SCOPE: [&str; 4] = ["matchetype", "questionnaire", "dsig", "logical"];
/// The other engines whose outcomes are there.
const OTHERS: [&str; 2] = ["firely-sdk-current", "firely-sdk-wip"];

#[derive(Default)]
struct Row {
    cases: usize,
    agree: usize,
    same_count: usize,
    invalid: usize,
    false_pass: usize,
    false_failure: usize,
    not_checkable: usize,
    others: [(usize, usize); 2],
}

impl Row {
    /// Counts a case, and says whether it passed here.
    fn count(&mut self, report: &Report, expected: usize) -> Option<bool> {
        self.cases += 1;
        self.invalid += usize::from(expected > 0);
        self.same_count += usize::from(report.count(Severity::Error) == expected);
        // What is not checkable is no pass of what is wrong.
        let is_open = report.verdict() == Verdict::NotCheckable && expected > 0;
        let answer = passes(report).filter(|_| !is_open);
        match (answer, expected == 0) {
            (Some(passed), valid) if passed == valid => self.agree += 1,
            (Some(true), _) => self.false_pass += 1,
            (Some(false), _) => self.false_failure += 1,
            (None, _) => self.not_checkable += 1,
        }
        answer
    }
}

/// The number of errors of an outcome: a file, or written in place.
fn errors(folder: &Path, outcome: &Value) -> Option<usize> {
    let document = match outcome {
        Value::String(path) => {
            let text = std::fs::read_to_string(folder.join("outcomes").join(path)).ok()?;
            serde_json::from_str(&text).ok()?
        }
        Value::Object(members) => match members.get("outcome") {
            Some(outcome) => outcome.clone(),
            None if members.contains_key("errorCount") => {
                return members["errorCount"].as_u64().and_then(|count| usize::try_from(count).ok());
            }
            None => Value::Null,
        },
        _ => return None,
    };
    let issues = document["issue"].as_array().map_or(&[][..], Vec::as_slice);
    Some(issues.iter().filter(|issue| matches!(issue["severity"].as_str(), Some("error" | "fatal"))).count())
}

fn load(definitions: &mut Definitions, path: &Path) {
    if let Ok(package) = Package::read(path) {
        for (_, resource) in package.resources {
            definitions.add(resource);
        }
    }
}

fn names(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// This validator's report of a case, with a profile or without.
fn report(folder: &Path, case: &Value, profile: Option<&Value>) -> Report {
    let mut definitions = Definitions::base(FhirVersion::R4);
    let mut files: Vec<String> = names(&case["supporting"]);
    files.extend(names(&case["profiles"]));
    files.extend(profile.into_iter().flat_map(|profile| names(&profile["supporting"])));
    files.extend(profile.and_then(|profile| profile["source"].as_str()).map(str::to_owned));
    for file in files {
        load(&mut definitions, &folder.join(file));
    }
    // As the reference is set up: what is not known is refused, but for examples.
    let mut tolerated: Vec<String> = case["allowed-extension-domain"].as_str().map(str::to_owned).into_iter().collect();
    if case["examples"] != false {
        tolerated.extend(["http://example.org".to_owned(), "https://example.org".to_owned()]);
    }
    let mut options = Options {
        refuse_unknown_extensions: true,
        tolerated_extensions: tolerated,
        check_references: case["validateReference"] == "CHECK_VALID",
        entries: entry_profile(&case["bundle-param"]).into_iter().collect(),
        ..Options::default()
    };
    if let Some(source) = profile.and_then(|profile| profile["source"].as_str()) {
        let path: PathBuf = folder.join(source);
        let urls = Package::read(&path).ok().into_iter().flat_map(|package| package.resources);
        options.profiles =
            urls.filter_map(|(_, resource)| resource["url"].as_str().map(str::to_owned)).take(1).collect();
    }
    let validator = Validator::new(definitions, "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap());
    let file = case["file"].as_str().unwrap();
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    if file.ends_with(".ndjson") {
        let mut whole = Report::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            whole.findings.extend(validator.validate(line, &options).findings);
        }
        return whole;
    }
    validator.validate(&text, &options)
}

/// What the reference is asked of an entry: `Patient:0` and a profile.
fn entry_profile(asked: &Value) -> Option<EntryProfile> {
    let (resource_type, place) = asked["rule"].as_str()?.split_once(':')?;
    let profile = asked["profile"].as_str()?.to_owned();
    Some(EntryProfile { resource_type: resource_type.to_owned(), place: place.parse().ok(), profile })
}

/// Whether nothing is wrong, where only terminology is absent.
fn passes(report: &Report) -> Option<bool> {
    match report.verdict() {
        Verdict::Valid => Some(true),
        Verdict::Invalid => Some(false),
        Verdict::NotCheckable => {
            let absent = |finding: &&dcr::validation::fhir::Finding| finding.severity == Severity::NotCheckable;
            let only_terminology =
                report.findings.iter().filter(absent).all(|finding| finding.missing == Some(Uncheckable::Terminology));
            only_terminology.then_some(true)
        }
    }
}

/// Prints the table; what is in scope, added up.
fn table(rows: &BTreeMap<String, Row>) -> Row {
    println!("{:<14} cases agree count pass fail  n/c | firely current, wip", "module");
    let mut total = Row::default();
    for (module, row) in rows {
        let [current, wip] = row.others;
        println!(
            "{module:<14} {:>5} {:>5} {:>5} {:>4} {:>4} {:>4} | {} of {}, {} of {}",
            row.cases,
            row.agree,
            row.same_count,
            row.false_pass,
            row.false_failure,
            row.not_checkable,
            current.1,
            current.0,
            wip.1,
            wip.0
        );
        if !OUT_OF_SCOPE.contains(&module.as_str()) {
            total.cases += row.cases;
            total.agree += row.agree;
            total.invalid += row.invalid;
            total.same_count += row.same_count;
            total.false_pass += row.false_pass;
            total.false_failure += row.false_failure;
            total.not_checkable += row.not_checkable;
        }
    }
    println!(
        "in scope: {} cases, {} agree on the verdict, {} on the count; {} of {} invalid ones passed, {} false failures, {} not checkable",
        total.cases,
        total.agree,
        total.same_count,
        total.false_pass,
        total.invalid,
        total.false_failure,
        total.not_checkable
    );
    total
}

#[test]
fn the_cases_of_the_reference() {
    let Some(folder) = corpus("fhir/test-cases/validator") else { return };
    let manifest: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("manifest.json")).unwrap()).unwrap();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut lines = Vec::new();
    for case in manifest["test-cases"].as_array().unwrap() {
        let module = case["module"].as_str().unwrap_or("none").to_owned();
        let profile = case.get("profile");
        for (kind, outcomes, profile) in [("base", Some(case), None), ("profile", profile, profile)] {
            let Some(outcomes) = outcomes else { continue };
            let Some(expected) = errors(&folder, &outcomes["java"]) else { continue };
            let report = report(&folder, case, profile);
            let own = report.count(Severity::Error);
            let row = rows.entry(module.clone()).or_default();
            let answer = row.count(&report, expected);
            for (place, other) in OTHERS.iter().enumerate() {
                if let Some(errors) = errors(&folder, &outcomes[*other]) {
                    row.others[place].0 += 1;
                    row.others[place].1 += usize::from((errors == 0) == (expected == 0));
                }
            }
            if answer != Some(expected == 0) {
                let found: Vec<String> = report
                    .findings
                    .iter()
                    .filter(|finding| finding.severity <= Severity::NotCheckable)
                    .take(4)
                    .map(|finding| {
                        format!("{} {} {}: {}", finding.position, finding.path, finding.rule, finding.message)
                    })
                    .collect();
                lines.push(format!(
                    "{module} {kind} {} expected {expected} own {own} {answer:?}: {found:#?}",
                    case["file"]
                ));
            }
        }
    }
    for line in &lines {
        println!("{line}");
    }
    let total = table(&rows);
    assert!(total.agree * 1000 >= total.cases * FLOOR, "{} of {}", total.agree, total.cases);
    assert!(total.false_pass * 1000 <= total.invalid * CEILING_OF_PASSES, "{} of {}", total.false_pass, total.invalid);
}
