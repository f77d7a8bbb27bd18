//! The embedded definitions, and snapshots made from differentials.

use dcr::validation::definitions::{Definitions, FhirVersion, Kind, Known, embed};
use serde_json::json;

use crate::support::corpus;

#[test]
fn the_embedded_definitions_are_those_of_the_standard() {
    let Some(folder) = corpus("fhir/packages") else { return };
    let packages = [("hl7.fhir.r4.core-4.0.1.tgz", "r4"), ("hl7.fhir.r3.core-3.0.1.tgz", "stu3")];
    for (package, packed) in packages {
        let made = embed(&std::fs::read(folder.join(package)).unwrap()).unwrap();
        let path = format!("{}/src/validation/definitions/{packed}.pack", env!("CARGO_MANIFEST_DIR"));
        assert!(made == std::fs::read(path).unwrap(), "{packed}: run `cargo run --example fhir_definitions` again");
        assert!(made.len() < 2_000_000, "{packed} has {} bytes", made.len());
    }
}

#[test]
fn both_versions_are_whole() {
    for (version, structures) in [(FhirVersion::R4, 655), (FhirVersion::Stu3, 584)] {
        let definitions = Definitions::base(version);
        assert_eq!(definitions.count(Kind::StructureDefinition), structures, "{version}");
        let patient = definitions.type_named("Patient").unwrap();
        assert!(patient.element(0).unwrap().children.len() > 15);
        let gender = patient.by_path("Patient.gender").unwrap();
        let set = patient.element(gender).unwrap().binding.clone().unwrap().value_set.unwrap();
        assert_eq!(definitions.in_value_set(&set, None, "female"), Known::Yes, "{version}");
        assert_eq!(definitions.in_value_set(&set, None, "unsaid"), Known::No, "{version}");
        assert!(definitions.is_a("Patient", "DomainResource") && !definitions.is_a("Patient", "Element"));
    }
}

#[test]
fn a_snapshot_is_made_from_a_differential() {
    let mut definitions = Definitions::base(FhirVersion::R4);
    let url = "https://example.org/StructureDefinition/made";
    definitions.add(json!({
        "resourceType": "StructureDefinition", "url": url, "name": "Made", "kind": "resource", "abstract": false,
        "type": "Observation", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Observation",
        "derivation": "constraint",
        "differential": { "element": [
            { "id": "Observation.category", "path": "Observation.category",
              "slicing": { "discriminator": [{ "type": "pattern", "path": "$this" }], "rules": "open" } },
            { "id": "Observation.category:one", "path": "Observation.category", "sliceName": "one", "min": 1, "max": "1" },
            { "id": "Observation.category:one.coding.code", "path": "Observation.category.coding.code", "fixedCode": "x" },
            { "id": "Observation.valueQuantity", "path": "Observation.valueQuantity", "min": 1 },
            { "id": "Observation.valueQuantity.code", "path": "Observation.valueQuantity.code", "min": 1 },
            { "id": "Observation.component.value[x]", "path": "Observation.component.value[x]", "max": "0" },
        ] },
    }));
    let made = definitions.structure(url).unwrap();
    let shown: Vec<String> = made
        .elements
        .iter()
        .filter(|element| element.id.contains(':') && !["extension", "id"].contains(&element.name()))
        .map(|element| {
            format!("{} {}..{}", element.id, element.min, element.max.map_or("*".into(), |max| max.to_string()))
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_differential_that_its_base_does_not_have_is_refused_by_name() {
    let definitions = Definitions::base(FhirVersion::R4);
    let document = json!({
        "resourceType": "StructureDefinition", "url": "https://example.org/x", "type": "Patient",
        "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient", "derivation": "constraint",
        "differential": { "element": [{ "path": "Patient.dateOfBirth", "min": 1 }] },
    });
    let error = definitions.snapshot_of(&document).unwrap_err();
    assert_eq!(error, "its differential names `Patient.dateOfBirth`, which its base does not have");
}
