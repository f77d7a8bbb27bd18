//! Places in a message, right and wrong ones.

use super::Hl7Path;
use crate::interchange::hl7v2::Message;

const MESSAGE: &str = "MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ADT^A01^ADT_A01|1|P|2.4\r\
    PID|1||9990000018^^^NHS~H1&x^^^RBD||Purbeck^Ada|\"\"\rOBX|1|ST|a||10\\S\\6\rOBX|2|ST|b||7\r";

#[test]
fn places() {
    let message = Message::parse(MESSAGE.as_bytes()).unwrap();
    let table: [(&str, &[&str]); 14] = [
        ("MSH-1", &["|"]),
        ("MSH-2", &["^~\\&"]),
        ("MSH-9", &["ADT^A01^ADT_A01"]),
        ("MSH-9.2", &["A01"]),
        ("PID-3", &["9990000018^^^NHS"]),
        ("PID-3[2].1", &["H1&x"]),
        ("PID-3[2].1.2", &["x"]),
        ("PID-3[*].4", &["NHS", "RBD"]),
        ("PID-3[3]", &[]),
        ("PID-6", &["\"\""]),
        ("OBX-5", &["10^6"]),
        ("OBX[2]-5", &["7"]),
        ("OBX[*]-3", &["a", "b"]),
        ("ZZZ-1", &[]),
    ];
    for (path, expected) in table {
        assert_eq!(Hl7Path::read(path).unwrap().values(&message), expected, "{path}");
    }
}

#[test]
fn mistakes_are_named() {
    let table = [
        ("PI", "it begins with the three letters of a segment"),
        ("pid-3", "`pid` is not the name of a segment"),
        ("PID.3", "a `-` and a field come next, not `.3`"),
        ("PID-0", "a number from 1 comes next, not `0`"),
        ("PID-3[", "a `[` has no `]`"),
        ("PID-3[x]", "a number from 1 comes next, not `x`"),
        ("PID-3.1.2.3", "nothing more can follow, and `.3` does"),
        ("PID-99999999999999999999", "a number from 1 comes next, not `99999999999999999999`"),
    ];
    for (path, expected) in table {
        assert_eq!(Hl7Path::read(path).unwrap_err(), expected, "{path}");
    }
}
