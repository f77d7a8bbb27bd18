//! The consents that IHE publishes with PCF: what each comes to, and why.

use std::fmt::Write as _;
use std::path::Path;

use dcr::interchange::fhir::consent::{Found, read};
use dcr::interchange::opt_out::{CleanedList, Form, ListError, ListFault, RequestList, Unusable, numbers};
use dcr::store::fhir::consent::{Imported, Outcome, decide_all};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::support::corpus;

fn now() -> Timestamp {
    "2024-06-01T12:00:00Z".parse().unwrap()
}

/// The patient of the examples, and the mother; the patient gets an NHS number, which no example has.
fn people(folder: &Path) -> Vec<Value> {
    let load = |name: &str| -> Value { serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap() };
    let mut patient = load("Patient-ex-patient.json");
    patient["identifier"] = json!([{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" }]);
    vec![patient, load("Patient-ex-mother.json")]
}

fn found(resources: &[Value]) -> Vec<Found> {
    let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
    let (found, notes) = read(bundle.to_string().as_bytes()).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    found
}

fn said(imported: &Imported) -> String {
    let mut said = match &imported.outcome {
        Outcome::Choice(_, statement, why) => {
            format!("{}\n    {why}", serde_json::to_string(&statement.choice).unwrap())
        }
        Outcome::NotInForce(status) => format!("not in force: {}", status.code()),
        Outcome::Refused(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| format!("\n    {problem}")).collect();
            format!("refused{}", lines.concat())
        }
    };
    if imported.open_restriction {
        said.push_str("\n    it restricts, and is not applied");
    }
    for note in &imported.notes {
        write!(said, "\n    note: {note}").unwrap();
    }
    said
}

fn consents(folder: &Path) -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter(|name| name.starts_with("Consent-")).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let bytes = std::fs::read(folder.join(&name)).unwrap();
            (name, serde_json::from_slice(&bytes).unwrap())
        })
        .collect()
}

#[test]
fn each_consent_of_pcf_is_decided_or_refused_by_name() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("consent/ihe-pcf/json");
    let consents = consents(&folder);
    assert_eq!(consents.len(), 23);
    let mut told = String::new();
    for (name, consent) in &consents {
        let resources = [&people(&folder)[..], std::slice::from_ref(consent)].concat();
        let imported = decide_all(found(&resources), true, now());
        writeln!(told, "{name}\n  {}", said(&imported[0])).unwrap();
    }
    insta::assert_snapshot!("consents_of_pcf", told);
}

/// As they are published they name nobody whom this record could know, and nothing is taken in.
#[test]
fn without_an_nhs_number_nobody_is_named() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("consent/ihe-pcf/json");
    let mut resources = people(&folder);
    resources[0].as_object_mut().unwrap().remove("identifier");
    resources.extend(consents(&folder).into_iter().map(|(_, consent)| consent));
    for imported in decide_all(found(&resources), true, now()) {
        let Outcome::Refused(problems) = &imported.outcome else { panic!("{imported:?}") };
        assert!(problems.iter().any(|problem| problem.element == "Consent.patient"), "{problems:?}");
    }
}

/// All of one person together: the refusals that no choice can say keep every permission out, and the
/// two that a choice can say are taken.
#[test]
fn what_cannot_be_represented_opens_nothing() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("consent/ihe-pcf/json");
    let mut resources = people(&folder);
    resources.extend(consents(&folder).into_iter().map(|(_, consent)| consent));
    let imported = decide_all(found(&resources), true, now());
    let taken: Vec<_> = imported
        .iter()
        .filter_map(|one| match &one.outcome {
            Outcome::Choice(..) => one.id.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(taken, ["ex-consent-basic-reject", "ex-dissent-intermediate-break-glass"]);
}

/// The published example list: its format is ours, and of its 24 dummy numbers 20 would have spoilt it.
#[test]
fn the_published_list_for_national_data_opt_outs() {
    let Some(corpus) = corpus() else { return };
    let bytes = std::fs::read(corpus.join("consent/national-data-opt-out/ndoo_example_in.dat")).unwrap();
    let open = || -> std::io::Result<Box<dyn std::io::BufRead>> { Ok(Box::new(std::io::Cursor::new(bytes.clone()))) };
    assert_eq!(Form::of(&open).unwrap(), Form::Plain);
    let (mut list, mut refused) = (RequestList::new(Vec::new()), Vec::new());
    numbers(&open, Form::Plain, "", |line, number| match number {
        Ok(number) => list.add(number).map(drop),
        Err(reason) => {
            refused.push((line, reason));
            Ok(())
        }
    })
    .unwrap();
    assert_eq!((list.len(), refused.len()), (4, 20));
    assert!(refused.iter().all(|(_, reason)| *reason == Unusable::CheckDigit));
    // What stays is written as it was published.
    let written = String::from_utf8(list.finish().unwrap()).unwrap();
    let published = String::from_utf8(bytes.clone()).unwrap();
    assert!(written.lines().all(|line| published.lines().any(|other| other == line)));
    let whole = CleanedList::read(bytes.as_slice(), None);
    assert!(matches!(whole, Err(ListError::Line { line: 1, fault: ListFault::CheckDigit })), "{whole:?}");
}
