//! Real wire messages, read and exported one by one: the definitions of R4 agree with each bundle, and
//! every value of every result comes out.

use std::io::BufReader;
use std::path::PathBuf;

use dcr::interchange::fhir::r4::{Export, SourceIdentity, bundle};
use dcr::interchange::hl7v2::{Dialect, Framed, Message, MessageReader, interpret};
use dcr::record::{
    Entry, EntryState, EntryStatement, MessageId, Patient, Provenance, Resource, Statement, Value as Given,
};
use serde_json::Value;

use crate::{definitions, person, structure};

fn folder() -> Option<PathBuf> {
    std::env::var_os("DCR_CORPUS").map(|corpus| PathBuf::from(corpus).join("hl7v2/uk"))
}

/// What a message says of its patient and its entries, as if it were the only one.
fn export(statement: &Statement) -> Export {
    let mut patient = Patient { identifiers: statement.identifiers.clone(), ..Patient::default() };
    patient.apply(&statement.patient);
    let identity = SourceIdentity {
        id: "1".into(),
        organisation: statement.organisation.clone(),
        organisation_name: String::new(),
        system: statement.header.application.clone(),
        merged: false,
        patient,
    };
    let entries = statement.entries.iter().filter_map(|said| entry(said, statement)).map(Into::into).collect();
    Export { identities: vec![identity], entries, notes: Vec::new(), withheld: None, ..person::export() }
}

fn entry(said: &EntryStatement, statement: &Statement) -> Option<Entry> {
    let resource = said.resource.clone()?;
    Some(Entry {
        id: said.key.clone(),
        key: said.key.clone(),
        version: 1,
        section: said.section,
        state: EntryState::Current,
        time: resource.time(),
        resource,
        source: said.source.clone(),
        provenance: Provenance {
            message: MessageId(1),
            feed: "feed".into(),
            organisation: statement.organisation.clone(),
            system: statement.header.application.clone(),
            control_id: statement.header.control_id.clone(),
            trigger: statement.header.trigger.clone(),
            stated: statement.stated,
            recorded: "2018-06-01T09:15:30Z".parse().unwrap(),
            location: said.location.clone(),
        },
        repeated_in: Vec::new(),
    })
}

fn statements(file: &PathBuf) -> Vec<Statement> {
    let mut reader = MessageReader::new(BufReader::new(std::fs::File::open(file).unwrap()));
    let mut statements = Vec::new();
    while let Some(framed) = reader.next_message().unwrap() {
        if let Framed::Message { bytes, .. } = framed {
            let read = Message::parse(&bytes).and_then(|message| interpret(&message, Dialect::recognise(&message)));
            statements.extend(read.ok());
        }
    }
    statements
}

fn values(bundle: &Value) -> usize {
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let has_value = |resource: &&Value| {
        let names = ["valueQuantity", "valueString", "valueCodeableConcept", "valueDateTime"];
        names.iter().any(|name| resource.get(name).is_some())
            || resource["extension"].to_string().contains("valueAttachment")
    };
    entries.filter(|resource| resource["resourceType"] == "Observation").filter(has_value).count()
}

/// A text of nothing but space is no value in FHIR.
fn says_something(resource: &Resource) -> bool {
    let Resource::Observation(it) = resource else { return false };
    match &it.value {
        Some(Given::Text { .. }) => it.value.as_ref().is_some_and(|value| !value.label().trim().is_empty()),
        value => value.is_some() && !it.is_group,
    }
}

#[test]
fn the_definitions_agree_with_every_message() {
    let (Some(folder), Some(definitions)) = (folder(), definitions::Definitions::from_corpus()) else { return };
    let mut bundles = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        for statement in statements(&file.unwrap().path()) {
            let export = export(&statement);
            let bundle = bundle(&export);
            let id = &statement.header.control_id;
            assert_eq!(structure::problems(&bundle, &definitions), Vec::<String>::new(), "{id}");
            let given = export.entries.iter().filter(|exported| says_something(&exported.entry.resource)).count();
            assert_eq!(values(&bundle), given, "{id}");
            bundles += 1;
        }
    }
    assert!(bundles > 1013, "{bundles} messages were read");
}
