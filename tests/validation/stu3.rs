//! Cases of STU3, each written by hand from a page of the specification: what is found, and where.

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{Options, Severity, Validator};
use serde_json::Value;

use crate::stu3_cases::{BASE, Case, PROFILE, PROFILED};

fn validator(profile: Option<&str>) -> Validator {
    let mut definitions = Definitions::base(FhirVersion::Stu3);
    for resource in profile.map(|text| serde_json::from_str::<Vec<Value>>(text).unwrap()).into_iter().flatten() {
        definitions.add(resource);
    }
    Validator::new(definitions, "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap())
}

/// The errors and what could not be checked, as `rule place`.
fn found(validator: &Validator, text: &str, options: &Options) -> Vec<String> {
    let report = validator.validate(text, options);
    let told = report.findings.iter().filter(|finding| finding.severity <= Severity::NotCheckable);
    told.map(|finding| format!("{} {}", finding.rule, finding.path).trim_end().to_owned()).collect()
}

fn run(validator: &Validator, cases: &[Case], options: &Options) -> Vec<String> {
    let differ = cases.iter().filter_map(|(section, what, text, expected)| {
        let found = found(validator, text, options);
        (found != *expected).then(|| format!("{section}: {what}\n  expected {expected:?}\n  found    {found:?}"))
    });
    differ.collect()
}

#[test]
fn the_base_definitions_of_stu3() {
    assert!(BASE.len() + PROFILED.len() >= 60);
    let differ = run(&validator(None), BASE, &Options::default());
    assert!(differ.is_empty(), "{} of {}:\n{}", differ.len(), BASE.len(), differ.join("\n"));
}

#[test]
fn profiles_over_stu3() {
    let options =
        Options { profiles: vec!["https://example.org/StructureDefinition/Read".to_owned()], ..Options::default() };
    let differ = run(&validator(Some(PROFILE)), PROFILED, &options);
    assert!(differ.is_empty(), "{} of {}:\n{}", differ.len(), PROFILED.len(), differ.join("\n"));
}

#[test]
fn every_case_has_its_section_and_half_of_them_are_invalid() {
    let all = || BASE.iter().chain(PROFILED);
    assert!(all().all(|(section, ..)| section.contains(".html, ")), "a case names no page");
    let valid = all().filter(|(.., expected)| expected.is_empty()).count();
    assert!(valid >= 20 && all().count() - valid >= 40, "{valid} valid of {}", all().count());
}
