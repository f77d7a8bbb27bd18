//! What is refused names its place, and limits hold.

use std::time::Duration;

use dcr::interchange::hl7v2::{Dialect, Limits, Message, interpret};

use crate::support::{PID, message, try_read};

#[test]
fn refusals_name_the_place() {
    let table = [
        ("junk".to_owned(), "line 1, MSH: the message does not begin with MSH"),
        (message("RDZ", "ADT^A99", &[PID]), "line 1, MSH-9: the message type and event ADT^A99 are not read"),
        (
            message("RDZ", "ADT^Smith Anne 1980", &[PID]),
            "line 1, MSH-9: the message type and event (not readable) are not read",
        ),
        (message("RDZ", "ADT^A01", &["EVN||2018"]), "line 1, MSH: the segment PID is missing"),
        (
            message("RDZ", "ORU^R01", &[PID, "OBR|1||F1|U", PID, "OBR|1||F2|U"]),
            "line 4, PID: the message holds more than one patient, and what belongs to whom cannot be told",
        ),
        (
            message("RDZ", "ADT^A40", &[PID, "MRG|1", "MRG|2"]),
            "line 4, MRG: the message holds more than one merge, and what belongs to whom cannot be told",
        ),
        (message("RDZ", "ADT^A40", &[PID]), "line 1, MSH: the segment MRG is missing"),
        (
            message("RDZ", "ADT^A40", &[PID, "MRG|^^^RDZ^MR"]),
            "line 3, MRG-1: the merge does not say which number it retires",
        ),
        (message("RDZ", "MDM^T02", &[PID]), "line 1, MSH: the segment TXA is missing"),
        (message("RDZ", "SIU^S12", &[PID]), "line 1, MSH: the segment SCH is missing"),
        (message("RDZ", "ORU^R01", &[PID]), "line 1, MSH: the segment OBR is missing"),
        (message("RDZ", "ORM^O01", &[PID, "ORC|NW|1", "RXO|x"]), "line 1, MSH: the segment OBR is missing"),
        (message("RDZ", "ADT^A31", &[PID, "MSH|^~\\&|x"]), "line 3, MSH: a second MSH stands inside the message"),
        (
            message("RDZ", "ADT^A31", &["", "\n", "P1|x"]),
            "line 4, ?: the line does not begin with the name of a segment",
        ),
    ];
    for (text, expected) in table {
        let rejection = try_read(&text).unwrap_err();
        assert_eq!(rejection.to_string(), expected);
        assert!(!rejection.reason.hint().is_empty() && !rejection.reason.slug().is_empty());
    }
}

#[test]
fn limits() {
    let limits = Limits { segments: 3, fields: 40, repetitions: 50, message_bytes: 1_000, ..Limits::default() };
    let table = [
        (message("RDZ", "ADT^A31", &[PID, "ZZ1", "ZZ2"]), "line 4, ZZ2: the message has more than 3 segments"),
        (
            message("RDZ", "ADT^A31", &[&format!("PID{}", "|".repeat(60))]),
            "line 2, PID: the segment has more than 40 fields",
        ),
        (
            message("RDZ", "ADT^A31", &[&format!("PID|1||{}", "1~".repeat(60))]),
            "line 2, PID-3: the field has more than 50 repetitions",
        ),
        (message("RDZ", "ADT^A31", &[&"PID".repeat(500)]), "line 1, MSH: the message is longer than 1000 bytes"),
    ];
    for (text, expected) in table {
        let rejection = Message::parse_within(text.as_bytes(), &limits).unwrap_err();
        assert_eq!(rejection.to_string(), expected);
    }
}

/// Far more than any of these takes when it is linear, far less than when it is not.
const PLENTY: Duration = Duration::from_mins(1);

/// Time of this thread on a processor, which other work on the machine does not lengthen.
fn worked() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap())
}

#[test]
fn hostile_sizes_take_linear_time() {
    let before = worked();
    let repetitions = "9990000018^^^NHS^NH~".repeat(100_000);
    let refused = try_read(&message("RDZ", "ADT^A31", &[&format!("PID|1||{repetitions}")])).unwrap_err();
    assert_eq!(refused.to_string(), "line 2, PID-3: the field has more than 10000 repetitions");
    let many = "9990000018^^^NHS^NH~".repeat(9_000);
    assert!(try_read(&message("RDZ", "ADT^A31", &[&format!("PID|1||{many}|{many}")])).is_ok());
    let obx = "OBX|1|TX|R^Report||line||||||F";
    let report = [&[PID, "OBR|1||F1|MC"][..], &vec![obx; 40_000]].concat();
    assert_eq!(try_read(&message("RD3", "ORU^R01", &report)).unwrap().entries.len(), 40_001);
    let escapes = "\\".repeat(1_000_000);
    let text = message("RD3", "ORU^R01", &[PID, "OBR|1||F1|MC", &format!("OBX|1|TX|R||{escapes}||||||F")]);
    let message = Message::parse(text.as_bytes()).unwrap();
    assert_eq!(interpret(&message, Dialect::recognise(&message)).unwrap().entries.len(), 2);
    assert!(worked() < before + PLENTY);
}
