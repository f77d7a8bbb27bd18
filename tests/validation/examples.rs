//! The official example instances of R4: what is published as valid has no structural fault.

use std::collections::BTreeMap;
use std::thread;

use dcr::validation::definitions::{Definitions, FhirVersion};
use dcr::validation::fhir::{Options, Severity, Validator};

use crate::support::{corpus, files};

/// The rules about structure, which no terminology and no profile has a part in.
const STRUCTURAL: [&str; 6] = ["syntax", "structure", "cardinality", "type", "value", "order"];
/// Examples longer than this take a test too long; none of them is of a kind that the others are not.
const MOST_BYTES: u64 = 400_000;

/// Published examples with a structural fault that is really there: the end of the name, what is said
/// of it, and why.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "-questionnaire.json",
        "`Questionnaire.item.linkId`",
        "made from definitions; their groups have no link id, which R4 requires",
    ),
    ("-author.json", "`SearchParameter.base`", "extensions of the standard that apply to no base"),
    ("-effective.json", "`SearchParameter.base`", "as above"),
    ("-end.json", "`SearchParameter.base`", "as above"),
    ("-keyword.json", "`SearchParameter.base`", "as above"),
    ("-workflow.json", "`SearchParameter.base`", "as above"),
    ("examplescenario-example.json", "no type of resource", "the package of definitions does not hold ExampleScenario"),
    ("library-zika-virus-intervention-logic.json", "urn:oid:", "a UUID stands where an object identifier is named"),
    ("package-min-ver.json", "does not say its type", "it is no resource"),
    (
        "questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json",
        "64 characters",
        "its id has 67 characters",
    ),
];

#[test]
fn official_examples_have_no_structural_fault() {
    let Some(folder) = corpus("fhir/r4-examples") else { return };
    let validator =
        Validator::new(Definitions::base(FhirVersion::R4), "2026-11-25T12:00:00+00:00[UTC]".parse().unwrap());
    let all: Vec<_> = files(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| path.metadata().unwrap().len() < MOST_BYTES)
        .collect();
    let halves: Vec<_> = all.chunks(all.len().div_ceil(2)).collect();
    let found = thread::scope(|scope| {
        let check = |paths: &[std::path::PathBuf]| {
            let mut found = Vec::new();
            for path in paths {
                let text = std::fs::read_to_string(path).unwrap();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                for finding in validator.validate(&text, &Options::default()).findings {
                    if finding.severity == Severity::Error {
                        found.push((name.clone(), finding));
                    }
                }
            }
            found
        };
        let running: Vec<_> = halves.iter().map(|half| scope.spawn(move || check(half))).collect();
        running.into_iter().flat_map(|half| half.join().unwrap()).collect::<Vec<_>>()
    });
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    for (_, finding) in &found {
        *rules.entry(finding.rule.clone()).or_default() += 1;
    }
    println!("{} examples; errors by rule: {rules:#?}", all.len());
    let structural: Vec<String> = found
        .iter()
        .filter(|(_, finding)| STRUCTURAL.contains(&finding.rule.as_str()))
        .filter(|(name, finding)| {
            !KNOWN.iter().any(|(end, what, _)| name.ends_with(end) && finding.message.contains(what))
        })
        .map(|(name, finding)| format!("{name} {} {}: {}", finding.position, finding.path, finding.message))
        .collect();
    for (name, finding) in found.iter().filter(|(_, finding)| !STRUCTURAL.contains(&finding.rule.as_str())) {
        println!("{name} {} {} {}: {}", finding.position, finding.path, finding.rule, finding.message);
    }
    assert!(structural.is_empty(), "{}:\n{}", structural.len(), structural.join("\n"));
}
