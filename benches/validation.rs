//! FHIR validation on one core: `cargo bench --bench validation`.
//!
//! A simple R4 Patient against the base, and against UK Core where `DCR_CORPUS` names the corpus that
//! has its profiles; a bundle of 10 MB; and the definitions made ready by a cold process.

use std::fmt::Write as _;
use std::path::Path;

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{Options, Validator};
use dcr::validation::package::Package;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const PATIENT: &str = r#"{
  "resourceType": "Patient",
  "id": "purbeck",
  "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" }],
  "active": true,
  "name": [{ "use": "official", "family": "Purbeck", "given": ["Ada", "May"], "prefix": ["Ms"] }],
  "telecom": [{ "system": "phone", "value": "01632 960001", "use": "home" }],
  "gender": "female",
  "birthDate": "1948-03-09",
  "address": [{ "use": "home", "line": ["17 Quay Road"], "city": "Poole", "postalCode": "BH15 1AA" }],
  "generalPractitioner": [{ "reference": "Organization/J81001", "type": "Organization" }]
}"#;

fn validator(definitions: Definitions) -> Validator {
    Validator::new(definitions, jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC))
}

/// Simple patients against the base definitions.
#[divan::bench]
fn patients_against_the_base(bencher: Bencher<'_, '_>) {
    let made = validator(Definitions::base(FhirVersion::R4));
    let options = Options::default();
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| black_box(made.validate(PATIENT, &options)));
}

/// The same against UK Core, with invariants and bindings; nothing where the corpus is not at hand.
#[divan::bench]
fn patients_against_uk_core(bencher: Bencher<'_, '_>) {
    let Some(corpus) = std::env::var_os("DCR_CORPUS") else { return };
    let mut definitions = Definitions::base(FhirVersion::R4);
    for folder in ["fhir/ukcore-r4-profiles", "fhir/ukcore-r4-codesystems"] {
        let Ok(package) = Package::read(&Path::new(&corpus).join(folder)) else { return };
        for (_, resource) in package.resources {
            definitions.add(resource);
        }
    }
    let made = validator(definitions);
    let profile = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient".to_owned();
    let options = Options { profiles: vec![profile], ..Options::default() };
    bencher.counter(ItemsCount::new(1_u32)).bench_local(|| black_box(made.validate(PATIENT, &options)));
}

/// A bundle of patients of 10 MB.
#[divan::bench(sample_count = 5)]
fn a_bundle_of_ten_megabytes(bencher: Bencher<'_, '_>) {
    let mut text = String::from(r#"{"resourceType":"Bundle","type":"collection","entry":["#);
    for number in 0.. {
        if text.len() > 10_000_000 {
            break;
        }
        let comma = if number > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"fullUrl":"urn:uuid:00000000-0000-4000-8000-{number:012}","resource":{PATIENT}}}"#
        );
    }
    text.push_str("]}");
    let made = validator(Definitions::base(FhirVersion::R4));
    let options = Options::default();
    bencher.counter(BytesCount::new(text.len())).bench_local(|| black_box(made.validate(&text, &options)));
}

/// What a cold process does before its first answer, and the answer.
#[divan::bench]
fn the_first_answer() {
    let made = validator(Definitions::base(FhirVersion::R4));
    black_box(made.validate(PATIENT, &Options::default()));
}
