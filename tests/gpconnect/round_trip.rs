//! What an export writes is read back: the same entries under the same keys, source by source, so
//! that they make the same export again.

use dcr::interchange::fhir::r4::{Export, bundle};
use dcr::interchange::fhir::read::{RejectionReason, interpret, statements};
use dcr::record::{EntryStatement, Patient, Resource, Statement};
use serde_json::Value;

use crate::person;

/// Places in the original message cannot come back, since the export is another message.
fn without_places(resource: &Resource) -> Resource {
    let mut value = serde_json::to_value(resource).unwrap();
    forget_places(&mut value);
    serde_json::from_value(value).unwrap()
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if members.get("location").is_some_and(|location| location.get("segment").is_some()) {
                members.remove("location");
            }
            members.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        _ => {}
    }
}

fn export() -> Export {
    let mut export = person::export();
    for exported in &mut export.entries {
        exported.entry.resource = without_places(&exported.entry.resource);
    }
    export
}

fn read(export: &Export) -> Vec<Statement> {
    statements(&serde_json::to_vec(&bundle(export)).unwrap()).unwrap()
}

fn of<'s>(read: &'s [Statement], organisation: &str) -> &'s Statement {
    read.iter().find(|statement| statement.organisation == organisation).unwrap()
}

#[test]
fn the_same_export_can_be_made_of_what_was_read() {
    let first = export();
    let read = read(&first);
    let mut second = first.clone();
    for identity in &mut second.identities {
        let statement = of(&read, &identity.organisation);
        let mut patient = Patient::default();
        patient.apply(&statement.patient);
        // The order in which a source learnt its numbers is not carried.
        let place = |value: &str| identity.patient.identifiers.iter().position(|known| known.value == value);
        patient.identifiers.clone_from(&statement.identifiers);
        patient.identifiers.sort_by_key(|known| place(&known.value));
        identity.patient = patient;
    }
    for exported in &mut second.entries {
        let entry = &mut exported.entry;
        let statement = of(&read, &entry.provenance.organisation);
        let said: Vec<&EntryStatement> = statement.entries.iter().filter(|said| said.key == entry.key).collect();
        assert_eq!(said.len(), 1, "{}", entry.key);
        assert_eq!(said[0].version_time, entry.provenance.stated, "{}", entry.key);
        (entry.section, entry.source) = (said[0].section, said[0].source.clone());
        entry.resource = without_places(said[0].resource.as_ref().unwrap());
    }
    let resources = |export: &Export| bundle(export)["entry"].as_array().unwrap().clone();
    for (one, other) in resources(&first).iter().zip(&resources(&second)) {
        assert_eq!(serde_json::to_string_pretty(one).unwrap(), serde_json::to_string_pretty(other).unwrap());
    }
}

#[test]
fn each_source_is_a_statement_of_its_own() {
    let export = export();
    let read = read(&export);
    assert_eq!(read.len(), export.identities.len());
    let entries: usize = read.iter().map(|statement| statement.entries.len()).sum();
    assert_eq!(entries, export.entries.len(), "and nothing else");
    let bytes = serde_json::to_vec(&bundle(&export)).unwrap();
    assert_eq!(interpret(&bytes).unwrap_err().reason, RejectionReason::SeveralIdentities(export.identities.len()));
    for identity in &export.identities {
        let statement = of(&read, &identity.organisation);
        assert!(statement.entries.iter().all(|said| !said.key.starts_with("fhir:")), "every key is the source's own");
    }
}
