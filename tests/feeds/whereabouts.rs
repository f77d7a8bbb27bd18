//! Where somebody lives whom one source marks as to be hidden: in no field, no letter, no comment, no
//! attachment, whichever source says it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dcr::store::view::Page;
use dcr::store::{PatientQuery, RecordQuery, Store};

use super::support::{care, ingest, open, store};

const NUMBER: &str = "9990010013^^^NHS^NH";
const SECRETS: [&str; 7] = ["12 Quay", "BH15 9ZZ", "BH159ZZ", "01202 555012", "01202555012", "Graystone", "QUVUWQ"];

fn message(system: &str, event: &str, local: &str, rest: &str) -> String {
    let pid = format!(
        "PID|1||{local}^^^RBD-{system}^MR~{NUMBER}||Able^Ann||19500101|F|||12 Quay St^^Poole^^BH15 9ZZ||01202 555012{}01",
        "|".repeat(19)
    );
    format!(
        "MSH|^~\\&|{system}|RBD|DCR|DORSET|20180101120000||{event}|{system}{event}|P|2.4\rEVN||20180101120000\r{pid}\r{rest}\r\r"
    )
}

/// What four systems say of Ann, each with where she lives in it.
fn messages() -> [String; 6] {
    let gp = "G1^Graystone^Jo";
    let letter = STANDARD.encode("%PDF-1.4 Dear Ann, 12 Quay St, BH15 9ZZ");
    [
        message("PAS", "ADT^A28", "A1", "ZU8||||2"),
        message(
            "PAS",
            "ADT^A01",
            "A1",
            &format!("PV1|1|I|W1|||||{gp}|||||||||||V1\rNK1|1|Able^Al|SPO|12 Quay St^^^^BH15 9ZZ|01202 555012"),
        ),
        message(
            "LAB",
            "ORU^R01",
            "L1",
            &format!(
                "OBR|1|O1|F1|FBC^Full blood count^L||||||||||||{gp}\rOBX|1|TX|C^Comment^L||copy to 12 quay st, bh159zz||||||F\rNTE|1||ring 01202555012"
            ),
        ),
        message("LAB", "ORM^O01", "L1", &format!("ORC|NW|O2||||||||||{gp}\rOBR|1|O2||XR^Chest^L||||||||||||{gp}")),
        message(
            "DOC",
            "MDM^T02",
            "D1",
            "TXA|1|LET||20180101||||||||D1\rOBX|1|TX|L^Letter^L||Ann Able\\.br\\12 Quay St\\.br\\Poole BH15  9ZZ||||||F",
        ),
        message(
            "DOC",
            "MDM^T01",
            "D1",
            &format!(
                "TXA|1|LET||20180102||||||||D2\rOBX|1|ED|L^Letter^L||^application^pdf^Base64^QUVUWQ{letter}||||||F"
            ),
        ),
    ]
}

#[test]
fn letters_comments_and_requests_do_not_say_where_somebody_lives() {
    let (mut store, messages) = (store(), messages());
    for message in &messages {
        assert_eq!(ingest(&mut store, "whereabouts", message.as_bytes()).applied, 1, "{message}");
    }
    let viewing = open(&mut store, "999 001 0013");
    assert!(viewing.mask().whereabouts);
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let mut shown = serde_json::to_string(&record).unwrap();
    shown += &serde_json::to_string(&store.person(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    for entry in record.sections.iter().flat_map(|section| &section.entries) {
        shown += &serde_json::to_string(&store.entry(&viewing, &entry.id, None).unwrap()).unwrap();
        assert!(store.attachment(&viewing, &entry.id, 0).is_err(), "what is in a letter cannot be told");
    }
    let trace = store.trace(&viewing, Page::ALL).unwrap();
    assert_eq!(trace.len(), messages.len());
    for item in trace {
        shown += &serde_json::to_string(&store.message(&viewing, item.message, None).unwrap()).unwrap();
    }
    let folded = shown.to_lowercase();
    for secret in SECRETS {
        assert!(!folded.contains(&secret.to_lowercase()), "{secret} is shown");
    }
    for kept in ["copy to", "Ann Able", "ring", "Full blood count", "Chest"] {
        assert!(shown.contains(kept), "{kept} is hidden");
    }
    for postcode in ["BH15 9ZZ", "BH15"] {
        let query = PatientQuery { postcode: Some(postcode.to_owned()), ..PatientQuery::default() };
        assert!(store.find(&care(), &query).unwrap().is_empty());
    }
}
