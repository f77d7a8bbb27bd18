//! Delimiters, escapes and character sets.

use dcr::interchange::hl7v2::{Message, Presence};
use dcr::record::{Resource, Value};

use crate::support::{PID, defects, message, observation, read, try_read};

#[test]
fn declared_delimiters_are_used() {
    let text = "MSH$*%!+$PAS$RDZ$DCR$DCR$20180412$$ADT*A31$C1$P$2.4\rPID$1$$123*RDZ+x*m*RDZ*MR%9990000018***NHS*NH$$O!T!Neill*A";
    let statement = read(text);
    assert_eq!(statement.identifiers.len(), 2);
    let names = statement.patient.names.said().unwrap();
    assert_eq!(names[0].family.as_deref(), Some("O+Neill"));
}

#[test]
fn missing_delimiters_are_the_usual_ones() {
    let message = Message::parse(b"MSH|^|PAS\rPID|1||a^b~c\\T\\d").unwrap();
    let field = message.field("PID", 3);
    assert_eq!(field.repetitions().count(), 2);
    assert_eq!(field.repetitions().nth(1).unwrap().text().unwrap(), "c&d");
    assert_eq!(message.header().field(1).raw(), "|");
    assert_eq!(message.header().field(2).raw(), "^");
    assert_eq!(message.header().field(3).raw(), "PAS");
}

#[test]
fn delimiters_that_cannot_be_told_apart_are_refused() {
    for text in ["MSH|^^\\&|", "MSH|||", "MSHA^~\\&A", "MSH|^~é&|"] {
        let refused = Message::parse(text.as_bytes());
        assert_eq!(refused.is_err(), text != "MSH|||", "{text}");
    }
}

#[test]
fn absent_empty_and_null_are_told_apart() {
    let message = Message::parse(b"MSH|^~\\&|A\rPID|1||\"\"|x").unwrap();
    let pid = message.segment("PID").unwrap();
    let presence = [1, 2, 3, 4, 5].map(|field| pid.presence(field));
    assert_eq!(presence, [Presence::Valued, Presence::Empty, Presence::Null, Presence::Valued, Presence::Absent]);
}

/// MSH-18, the bytes of the family name, what is read, what is odd.
#[test]
fn character_sets() {
    let table: [(&str, &[u8], Option<&str>, usize); 11] = [
        ("", "Siân".as_bytes(), Some("Siân"), 0),
        ("", b"Si\xE2n", Some("Siân"), 1),
        ("UNICODE UTF-8", "Łucja".as_bytes(), Some("Łucja"), 0),
        ("UNICODE UTF-8", b"Si\xE2n", None, 0),
        ("UNICODE", b"Si\xE2n", None, 0),
        ("8859/1", b"Si\xE2n", Some("Siân"), 0),
        ("8859/2", b"\xA3ucja", Some("Łucja"), 0),
        ("8859/15", b"Si\xE2n", Some("Siân"), 0),
        ("ASCII", b"Si\xE2n", Some("Siân"), 1),
        ("ASCII", "Siân".as_bytes(), Some("Siân"), 1),
        ("KLINGON", b"Sian", Some("Sian"), 1),
    ];
    for (declared, name, expected, odd) in table {
        let mut bytes =
            format!("MSH|^~\\&|PAS|RDZ|||20180412||ADT^A31|1|P|2.4||||||{declared}\rPID|1||1^^^RDZ^MR||").into_bytes();
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(b"^A\r");
        match (Message::parse(&bytes), expected) {
            (Ok(message), Some(expected)) => {
                assert_eq!(message.field("PID", 5).component(1).text().unwrap(), expected, "{declared}");
                assert_eq!(message.defects().len(), odd, "{declared}");
            }
            (Err(rejection), None) => {
                assert_eq!(rejection.to_string(), "line 2, PID-5: the text is not valid UTF-8, which MSH-18 declares");
            }
            (read, expected) => panic!("{declared}: {} {expected:?}", read.is_ok()),
        }
    }
}

#[test]
fn a_line_break_in_the_text_of_a_result_is_kept() {
    let text = message(
        "RD3",
        "ORU^R01",
        &[PID, "OBR|1||F1|MC^Micro", "OBX|1|TX|R^Report||first line", "second | line|||||F", "NTE|1||a", "b"],
    );
    let text = text.replace("second | line", "second line");
    let statement = read(&text);
    let report = observation(&statement.entries[1]);
    let Some(Value::Text { text, .. }) = &report.value else { panic!() };
    assert_eq!(text, "first line\nsecond line");
    assert_eq!(report.notes[0].text, "a\nb");
    assert_eq!(defects(&statement).len(), 2);
}

#[test]
fn a_line_that_is_no_segment_is_refused_elsewhere() {
    let lines = [("pid|1||123", "line 2, ?"), ("0BX|1|NM|K||7.9", "line 2, ?")];
    for (line, place) in lines {
        let refused = try_read(&message("RD3", "ADT^A31", &[line, PID])).unwrap_err();
        assert_eq!(refused.to_string(), format!("{place}: the line does not begin with the name of a segment"));
    }
    let after_a_result = message("RD3", "ORU^R01", &[PID, "OBR|1||F1|MC", "OBX|1|TX|R||text", "0BX|2|NM|K||7.9"]);
    assert!(try_read(&after_a_result).is_err(), "a result with a mangled name must not vanish into another");
}

#[test]
fn escapes_in_text_and_unescaped_delimiters() {
    let statement = read(&message(
        "RD3",
        "ORU^R01",
        &[
            PID,
            "OBR|1||F1|MC^Micro \\T\\ culture",
            "OBX|1|TX|R^Report||10\\S\\8 cfu\\.br\\next~third ^ and & more||||||F",
        ],
    ));
    let Some(Value::Text { text, .. }) = &observation(&statement.entries[1]).value else { panic!() };
    assert_eq!(text, "10^8 cfu\nnext\nthird ^ and & more");
    let Some(Resource::Observation(group)) = &statement.entries[0].resource else { panic!() };
    assert_eq!(group.code.label(), "Micro & culture");
}
