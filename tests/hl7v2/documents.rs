//! Documents and orders.

use dcr::interchange::hl7v2::{Message, attachment};
use dcr::record::{DocumentReference, DocumentStatus, EntryAction, Resource, ServiceRequestStatus, Statement};

use crate::support::{PID, defects, message, observation, read, read_as};

const TXA: &str = "TXA|1|DS^Discharge summary|TX|20180412090000||20180412091500|||C1^Darwin^Sam^^^Dr|||DOC1|||||AU||AV";

fn document(statement: &Statement) -> &DocumentReference {
    match statement.entries[0].resource.as_ref() {
        Some(Resource::DocumentReference(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn actions(statement: &Statement) -> Vec<(&str, EntryAction)> {
    statement.entries.iter().map(|entry| (entry.key.as_str(), entry.action.clone())).collect()
}

#[test]
fn a_document_of_lines() {
    let segments = [PID, "PV1|1|I", TXA, "OBX|1|TX|L^Letter||Dear \\T\\ dear||||||F", "OBX|2|TX|L^Letter||||||||F"];
    let statement = read(&message("RBD", "MDM^T02", &segments));
    let found = document(&statement);
    assert_eq!(statement.entries[0].key, "doc:DOC1");
    assert_eq!((found.kind.label(), found.title.as_deref()), ("Discharge summary", Some("Letter")));
    assert_eq!((found.status, found.author.as_deref()), (DocumentStatus::Final, Some("Dr Sam Darwin")));
    assert_eq!(found.text.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["Dear & dear", ""]);
    assert_eq!(found.text[1].location.as_ref().unwrap().to_string(), "OBX[2] (segment 6)");
    assert_eq!(statement.encounter, None);
}

#[test]
fn what_becomes_of_a_document() {
    let replacing = TXA.replace("DOC1|", "DOC2|DOC1");
    let (assert, correct) = (EntryAction::Assert, EntryAction::Correct);
    let withdraw = |why: &str| EntryAction::Withdraw(why.to_owned());
    let table = [
        ("T01", TXA, vec![("doc:DOC1", assert.clone())]),
        ("T04", TXA, vec![("doc:DOC1", assert.clone())]),
        ("T06", &replacing, vec![("doc:DOC2", assert)]),
        ("T08", TXA, vec![("doc:DOC1", correct.clone())]),
        ("T10", TXA, vec![("doc:DOC1", correct.clone())]),
        ("T10", &replacing, vec![("doc:DOC2", correct), ("doc:DOC1", withdraw("replaced"))]),
        ("T11", TXA, vec![("doc:DOC1", withdraw("cancelled by the source"))]),
        ("T02", &TXA.replace("||AV", "||CA"), vec![("doc:DOC1", withdraw("cancelled by the source"))]),
    ];
    for (event, txa, expected) in table {
        let statement = read(&message("RBD", &format!("MDM^{event}"), &[PID, txa, "OBX|1|TX|L||text||||||F"]));
        assert_eq!(actions(&statement), expected, "{event}");
        let withdrawn = |entry: &&dcr::record::EntryStatement| matches!(entry.action, EntryAction::Withdraw(_));
        assert!(statement.entries.iter().filter(withdrawn).all(|entry| entry.resource.is_none()));
    }
    let t03 = message("RXX", "MDM^T03", &[PID, TXA]);
    assert_eq!(actions(&read_as("carecentric", &t03))[0].1, withdraw("cancelled by the source"));
    assert_eq!(actions(&read_as("generic", &t03))[0].1, EntryAction::Assert);
}

#[test]
fn an_attachment_is_described_and_opened() {
    // The content is `%PDF-1.4 test`.
    let obx = "OBX|1|ED|PDF^Letter||^application^pdf^Base64^JVBERi0xLjQg\\.br\\dGVzdA==||||||F";
    let text = message("RBD", "MDM^T02", &[PID, TXA, obx]);
    let statement = read(&text);
    let found = &document(&statement).attachments[0];
    assert_eq!((found.content_type.as_str(), found.size), ("application/pdf", 13));
    assert_eq!(found.sha256.as_deref().map(str::len), Some(64));
    let message = Message::parse(text.as_bytes()).unwrap();
    let opened = attachment(&message, found.location.as_ref().unwrap()).unwrap();
    assert_eq!(opened, b"%PDF-1.4 test");
    assert_eq!(attachment(&message, &statement.entries[0].location), None);

    let broken = read(&text.replace("JVBER", "****"));
    assert_eq!(document(&broken).attachments[0].size, 0);
    assert_eq!(defects(&broken), ["OBX-5: the encapsulated data cannot be decoded"]);
}

#[test]
fn orders_are_requests_with_what_was_answered() {
    let segments = [
        PID,
        "ORC|NW|6527^LAB||||N|^^^^^R||20180402124200|||C1^Darwin^Sam^^^Dr",
        "NTE|1||please",
        "NTE|2|",
        "OBR|1|6527^LAB||GEN^Genomics^L|||||||||||BLOOD",
        "NTE|3||on the request",
        "OBX|1|CE|SPEC^Specimen type||BLD^Blood",
        "NTE|4||on the answer",
        "ORC|CA|6528^LAB",
        "NTE|1||cancelled",
        "OBR|2|6528^LAB||DNA^Storage^L",
    ];
    for event in ["ORM^O01", "OML^O21", "OMG^O19", "OMR^O01"] {
        let statement = read(&message("RLC", event, &segments));
        assert_eq!(
            statement.entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(),
            ["req:6527:GEN", "req-obx:6527:GEN:SPEC:", "req:6528:DNA"]
        );
        let requests: Vec<_> = [0, 2]
            .into_iter()
            .map(|place| match &statement.entries[place].resource {
                Some(Resource::ServiceRequest(request)) => request,
                other => panic!("{other:?}"),
            })
            .collect();
        let notes = |place: usize| requests[place].notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>();
        assert_eq!(notes(0), ["please", "", "on the request"]);
        assert_eq!(notes(1), ["cancelled"]);
        assert_eq!(requests[0].authored.unwrap().to_string(), "2018-04-02T12:42:00+01:00");
        assert_eq!(requests[0].requester.as_deref(), Some("Dr Sam Darwin"));
        assert_eq!(
            (requests[0].status, requests[1].status),
            (ServiceRequestStatus::Active, ServiceRequestStatus::Revoked)
        );
        assert_eq!(statement.entries[2].action, EntryAction::Correct);
        assert_eq!(observation(&statement.entries[1]).notes[0].text, "on the answer");
    }
}
