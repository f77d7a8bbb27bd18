//! Acknowledgements of every version and in every delimiter.

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::{Acknowledgement, Complaint, answered, control_id};
use crate::interchange::hl7v2::Message;

fn acknowledged(message: &str, complaint: Option<Complaint>) -> String {
    let now = date(2026, 11, 25).at(22, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    let message = Message::parse(message.as_bytes()).unwrap();
    let code = if complaint.is_some() { "AR" } else { "AA" };
    let bytes = Acknowledgement { code, control_id: "own", now: &now, complaint }.of(&message);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn header_is_turned_round() {
    let message = "MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ADT^A28^ADT_A05|7|T|2.4||||||UNICODE UTF-8\rPID|1\r";
    assert_eq!(
        acknowledged(message, None),
        "MSH|^~\\&|LAB|RDZ|PAS|RBD|20261125220000+0000||ACK^A28^ACK|own|T|2.4||||||UNICODE UTF-8\rMSA|AA|7\r"
    );
    let old = "MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ADT^A28|7|P|2.3\rPID|1\r";
    assert_eq!(acknowledged(old, None), "MSH|^~\\&|LAB|RDZ|PAS|RBD|20261125220000+0000||ACK^A28|own|P|2.3\rMSA|AA|7\r");
}

#[test]
fn delimiters_are_those_of_the_message() {
    let message = "MSH$*!?%$PAS$RBD$LAB$RDZ$20260101$$ADT*A28*ADT_A05$7$P$2.4\rPID$1\r";
    let text = acknowledged(message, None);
    assert_eq!(text, "MSH$*!?%$LAB$RDZ$PAS$RBD$20261125220000+0000$$ACK*A28*ACK$own$P$2.4\rMSA$AA$7\r");
    assert_eq!(answered(text.as_bytes()).as_deref(), Some("7"));
    assert_eq!(control_id(text.as_bytes()).as_deref(), Some("own"));
}

#[test]
fn complaints_have_the_form_of_their_version() {
    let complaint = Complaint { segment: "MSH", field: 9, code: 200, text: "Unsupported message type" };
    let of = |version: &str| {
        let message = format!("MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||XYZ^A28|7|P|{version}\rPID|1\r");
        acknowledged(&message, Some(complaint)).rsplit('\r').nth(1).unwrap().to_owned()
    };
    assert_eq!(of("2.4"), "ERR|MSH^1^9^200&Unsupported message type&HL70357");
    assert_eq!(of("2.5.1"), "ERR||MSH^1^9|200^Unsupported message type^HL70357|E");
}
