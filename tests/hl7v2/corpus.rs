//! Messages that nobody here wrote, read in place where `DCR_CORPUS` names them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use dcr::interchange::hl7v2::{Dialect, Framed, Message, MessageReader, interpret};
use dcr::record::{Resource, SourceLocation, Statement, Trigger};

use crate::support;

/// The folder, or `None`: then only the messages written here are read.
fn folder() -> Option<PathBuf> {
    std::env::var_os("DCR_CORPUS").map(|root| PathBuf::from(root).join("hl7v2/uk"))
}

fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = MessageReader::new(bytes);
    let mut messages = Vec::new();
    while let Some(framed) = reader.next_message().unwrap() {
        let Framed::Message { bytes, .. } = framed else { panic!("{framed:?}") };
        messages.push(bytes);
    }
    messages
}

/// Every place that the entries of a statement come from.
fn places(statement: &Statement) -> Vec<SourceLocation> {
    let mut places = Vec::new();
    for entry in &statement.entries {
        match &entry.resource {
            Some(Resource::Observation(it)) => {
                places.push(entry.location.clone());
                places.extend(it.notes.iter().filter_map(|note| note.location.clone()));
            }
            Some(Resource::DocumentReference(it)) => {
                places.extend(it.text.iter().filter_map(|note| note.location.clone()));
                places.extend(it.attachments.iter().filter_map(|attachment| attachment.location.clone()));
            }
            Some(Resource::ServiceRequest(it)) => {
                places.extend(it.notes.iter().filter_map(|note| note.location.clone()));
            }
            _ => places.push(entry.location.clone()),
        }
    }
    places
}

/// Each segment of the names is carried into exactly one place.
fn assert_nothing_lost(message: &Message<'_>, statement: &Statement) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let found = places(statement);
    for name in ["OBX", "NTE", "AL1"] {
        let said: Vec<(u32, Option<String>)> = message.named(name).map(|it| (it.ordinal(), it.set_id())).collect();
        let mut carried: Vec<(u32, Option<String>)> = found
            .iter()
            .filter(|place| place.segment == name)
            .map(|place| (place.ordinal, place.set_id.clone()))
            .collect();
        carried.sort();
        assert_eq!(said, carried, "{} {name}", statement.header.control_id);
        counts.insert(name.to_owned(), said.len());
    }
    let keys: BTreeSet<&str> = statement.entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys.len(), statement.entries.len(), "{}: a key is used twice", statement.header.control_id);
    counts
}

#[test]
fn the_simulated_hospital_is_read_whole() {
    let sample = support::message(
        "RD3",
        "ORU^R01",
        &[support::PID, "OBR|1|P1|F1|U^Urea", "NTE|0||a", "OBX|1|NM|U^Urea||5|mmol/L|||||F", "NTE|0||b"],
    );
    let message = Message::parse(sample.as_bytes()).unwrap();
    assert_eq!(assert_nothing_lost(&message, &support::read(&sample))["NTE"], 2);

    let Some(folder) = folder() else { return };
    let (mut totals, mut triggers, mut controls) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    for bytes in messages(&fs::read(folder.join("simhospital_1013_messages.hl7")).unwrap()) {
        let message = Message::parse(&bytes).unwrap();
        let dialect = Dialect::recognise(&message);
        assert_eq!(dialect.name, "simhospital-2.3");
        let statement = interpret(&message, dialect).unwrap();
        for (name, count) in assert_nothing_lost(&message, &statement) {
            *totals.entry(name).or_insert(0) += count;
        }
        assert_eq!(statement.defects, [], "{}", statement.header.control_id);
        *triggers.entry(statement.header.trigger.clone()).or_insert(0) += 1;
        assert!(controls.insert(statement.header.control_id.clone()));
        let kinds: Vec<_> = statement.identifiers.iter().map(|it| (it.kind, it.authority.clone())).collect();
        assert_eq!(kinds[0].1, "SIMULATOR MRN");
        assert_eq!(kinds[1].1, "NHS");
        assert_eq!(kinds.len(), 2);
    }
    let count =
        |map: &BTreeMap<String, usize>| map.iter().map(|(k, v)| format!("{k} {v}")).collect::<Vec<_>>().join(", ");
    assert_eq!(count(&totals), "AL1 162, NTE 2311, OBX 3413");
    assert_eq!(count(&triggers), "ADT^A01 400, ADT^A34 1, MDM^T02 2, ORU^R01 610");
}

#[test]
fn the_samples_of_trusts_are_read() {
    // File, dialect, trigger, entries, kinds of identifiers, problems.
    let table = [
        ("DHCW_ORU_R01_Text_based_report.hl7", "dhcw-2.5.1", Trigger::Results, 15, "7A4BV", 0),
        ("DHCW_Pathology_Result.hl7", "dhcw-2.5.1", Trigger::Results, 10, "7A4BV", 0),
        ("ITK_HL7_v2_4_ADT_A01_Admit_Inpatient.hl7", "itk-2.4", Trigger::Administration, 1, "RCB", 1),
        ("ITK_HL7_v2_4_ADT_A03_Discharge_a_Patient.hl7", "itk-2.4", Trigger::Administration, 0, "RCB", 1),
        ("ITK_HL7_v2_4_ADT_A04_Register_Outpatient_Update.hl7", "itk-2.4", Trigger::Administration, 3, "RCB", 1),
        ("ITK_HL7_v2_4_ADT_A05_Pre_Admit_Patient.hl7", "itk-2.4", Trigger::Administration, 2, "RCB", 1),
        ("ITK_HL7_v2_4_ADT_A28_Create_New_Patient.hl7", "itk-2.4", Trigger::Administration, 2, "RCB", 2),
        ("ITK_HL7_v2_4_ADT_A31_Update_Patient.hl7", "itk-2.4", Trigger::Administration, 3, "RCB", 2),
        ("NWGMSA_ORU_R01_PDF.txt", "mft-igene", Trigger::Results, 2, "R0A", 1),
        ("OML_O21_PDF.txt", "nw-gmsa", Trigger::Order, 2, "R0A", 1),
        ("OMR_O01 Genetics Rare Disease.txt", "meditech-2.3", Trigger::Order, 11, "RLC", 0),
        ("ORM_O01 DNA Storage.txt", "meditech-2.3", Trigger::Order, 11, "RLC", 0),
        ("ORU_R01_PDF.txt", "nw-gmsa", Trigger::Results, 2, "699X0", 1),
    ];
    assert_eq!(table.len(), 13);
    let Some(folder) = folder() else { return };
    for (file, dialect, trigger, entries, organisation, problems) in table {
        let found = messages(&fs::read(folder.join(file)).unwrap());
        assert_eq!(found.len(), 1, "{file}");
        let message = Message::parse(&found[0]).unwrap();
        let recognised = Dialect::recognise(&message);
        let statement = interpret(&message, recognised).unwrap();
        assert_nothing_lost(&message, &statement);
        assert_eq!(recognised.name, dialect, "{file}");
        assert_eq!(statement.trigger, trigger, "{file}");
        assert_eq!(statement.entries.len(), entries, "{file}");
        assert_eq!(statement.organisation, organisation, "{file}");
        assert_eq!(statement.defects.len(), problems, "{file}: {:?}", support::defects(&statement));
    }
}

/// Another reader of HL7 v2 finds the same fields in the same places.
#[test]
fn fields_agree_with_another_parser() {
    let mut texts = vec![support::message("RDZ", "ADT^A31", &[support::PID, "PD1|||A^^J81001~B", "ZU8|U|1|Yes|2"])];
    if let Some(folder) = folder() {
        for entry in fs::read_dir(folder).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            texts.extend(messages(&bytes).into_iter().map(|bytes| String::from_utf8(bytes).unwrap()));
        }
    }
    for text in texts {
        // The other parser takes one kind of line end.
        let text = text.replace("\r\n", "\r").replace('\n', "\r");
        let ours = Message::parse(text.as_bytes()).unwrap();
        let theirs = hl7_parser::Message::parse(&text).unwrap();
        let their_segments: Vec<_> = theirs.segments().collect();
        assert_eq!(ours.segment_count(), their_segments.len());
        for (our, their) in ours.segments().zip(their_segments) {
            assert_eq!(our.name(), their.name);
            for number in 1..=our.field_count() {
                let value = their.field(number).map_or("", |field| field.raw_value());
                assert_eq!(our.field(number).raw(), value, "{}-{number}", our.name());
            }
        }
    }
}
