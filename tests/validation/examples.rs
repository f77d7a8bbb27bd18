//! Published examples: those of the standard against its base, those of UK Core and Care Connect against
//! their profiles. Every error that is reported is explained in `explained/`, by the end of the file's
//! name, the rule, a part of the message and the reason; an error that is not, and an explanation that no
//! error needs any more, fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{Options, Severity, Validator};
use dcr::validation::package::Package;

use crate::support::{corpus, files};

/// The rules about structure, which no terminology and no profile has a part in.
const STRUCTURAL: [&str; 6] = ["syntax", "structure", "cardinality", "type", "value", "order"];
/// Examples longer than this take a test too long; none of them is of a kind that the others are not.
const MOST_BYTES: u64 = 400_000;

/// An error that was looked at.
struct Explained {
    file: String,
    rule: String,
    part: String,
}

impl Explained {
    fn read(text: &str) -> Vec<Self> {
        let line = |line: &str| {
            let [file, rule, part, reason] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
            assert!(reason.len() > 10, "no reason is given: {line}");
            Self { file: file.to_owned(), rule: rule.to_owned(), part: part.to_owned() }
        };
        text.lines().filter(|line| !line.is_empty()).map(line).collect()
    }

    fn is(&self, error: &Error) -> bool {
        error.file.ends_with(&self.file) && error.rule == self.rule && error.message.contains(&self.part)
    }
}

/// An error of an example.
struct Error {
    file: String,
    rule: String,
    place: String,
    message: String,
}

fn errors_of(validator: &Validator, paths: &[PathBuf]) -> Vec<Error> {
    let mut found = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).unwrap();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let findings = validator.validate(&text, &Options::default()).findings;
        for finding in findings.into_iter().filter(|finding| finding.severity == Severity::Error) {
            let place = format!("{} {}", finding.position, finding.path);
            found.push(Error { file: file.clone(), rule: finding.rule, place, message: finding.message });
        }
    }
    found
}

/// Every error of the examples of a folder, found on both cores.
fn errors(validator: &Validator, folder: &Path) -> Vec<Error> {
    let is_resource = |path: &PathBuf| path.extension().is_some_and(|end| end == "json" || end == "xml");
    let all: Vec<_> = files(folder)
        .into_iter()
        .filter(is_resource)
        .filter(|path| path.metadata().unwrap().len() < MOST_BYTES)
        .collect();
    let halves: Vec<_> = all.chunks(all.len().div_ceil(2)).collect();
    let found: Vec<Error> = thread::scope(|scope| {
        let running: Vec<_> = halves.iter().map(|half| scope.spawn(|| errors_of(validator, half))).collect();
        running.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for error in &found {
        *rules.entry(&error.rule).or_default() += 1;
    }
    println!("{} examples of {}; errors by rule: {rules:#?}", all.len(), folder.display());
    found
}

/// Fails where an error is not explained, or an explanation is of nothing.
fn compare(errors: &[Error], explained: &str) {
    let explained = Explained::read(explained);
    let open: Vec<String> = errors
        .iter()
        .filter(|error| !explained.iter().any(|known| known.is(error)))
        .map(|error| format!("{}\t{}\t{}\t{}", error.file, error.rule, error.message, error.place))
        .collect();
    let stale: Vec<String> = explained
        .iter()
        .filter(|known| !errors.iter().any(|error| known.is(error)))
        .map(|known| format!("{} {} {}", known.file, known.rule, known.part))
        .collect();
    assert!(open.is_empty(), "{} are not explained:\n{}", open.len(), open.join("\n"));
    assert!(stale.is_empty(), "{} explain nothing:\n{}", stale.len(), stale.join("\n"));
}

fn validator(version: FhirVersion, folders: &[&str]) -> Validator {
    let mut definitions = Definitions::base(version);
    for folder in folders {
        for (_, resource) in Package::read(&corpus(folder).unwrap()).unwrap().resources {
            definitions.add(resource);
        }
    }
    Validator::new(definitions, "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap())
}

/// The examples of the standard: what is published as valid has no structural fault but those that are
/// really there.
fn official(version: FhirVersion, folder: &str, explained: &str) {
    let Some(folder) = corpus(folder) else { return };
    let found = errors(&validator(version, &[]), &folder);
    let (structural, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|error| STRUCTURAL.contains(&error.rule.as_str()));
    for error in others {
        println!("{} {} {}: {}", error.file, error.place, error.rule, error.message);
    }
    compare(&structural, explained);
}

#[test]
fn official_examples_of_r4_have_no_structural_fault() {
    official(FhirVersion::R4, "fhir/r4-examples", include_str!("explained/r4.tsv"));
}

#[test]
fn official_examples_of_stu3_have_no_structural_fault() {
    official(FhirVersion::Stu3, "fhir/stu3-examples", include_str!("explained/stu3.tsv"));
}

#[test]
fn examples_of_uk_core_against_its_profiles() {
    let Some(folder) = corpus("fhir/ukcore-r4-examples") else { return };
    let made = validator(FhirVersion::R4, &["fhir/ukcore-r4-profiles", "fhir/ukcore-r4-codesystems"]);
    compare(&errors(&made, &folder), include_str!("explained/ukcore.tsv"));
}

#[test]
fn examples_of_care_connect_against_its_profiles() {
    let Some(folder) = corpus("fhir/careconnect-stu3-examples") else { return };
    let made = validator(FhirVersion::Stu3, &["fhir/careconnect-stu3-profiles"]);
    compare(&errors(&made, &folder), include_str!("explained/careconnect.tsv"));
}
