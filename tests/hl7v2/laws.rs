//! Whatever the bytes, nothing panics and nothing is said twice.

use std::collections::BTreeSet;

use dcr::interchange::hl7v2::{Dialect, Framed, Mask, Message, MessageReader, attachment, interpret, lines, mask};
use proptest::prelude::*;

use crate::support::{PID, message};

/// Does everything that can be done with bytes.
fn exercise(bytes: &[u8]) {
    let mut reader = MessageReader::new(bytes);
    while let Some(framed) = reader.next_message().unwrap() {
        let Framed::Message { bytes, .. } = framed else { continue };
        let Ok(message) = Message::parse(&bytes) else { continue };
        for dialect in Dialect::all() {
            let Ok(statement) = interpret(&message, dialect) else { continue };
            let keys: BTreeSet<&str> = statement.entries.iter().map(|entry| entry.key.as_str()).collect();
            assert_eq!(keys.len(), statement.entries.len(), "a key is used twice");
        }
        for segment in message.segments() {
            let _ = attachment(&message, &segment.location(None));
        }
        assert_eq!(lines(&message).len(), message.segment_count());
        let hidden = mask(&message, Mask { whereabouts: true, clinical: true });
        assert!(std::str::from_utf8(&hidden).is_ok());
    }
}

fn seeds() -> Vec<String> {
    let pv1 = "PV1|1|I|W^B^1|21|||C1^Darwin^Sam|||300|||||||||V9";
    vec![
        message(
            "RDZ",
            "ADT^A01",
            &[
                "EVN||201804121030|||x|201804121000",
                PID,
                "PD1|||P^^J81001",
                pv1,
                "NK1|1|A^B",
                "AL1|1|DA|Z88.5^X",
                "DG1|1||I21",
                "PR1|1||K40",
                "ZU8|U|1|Yes|2",
            ],
        ),
        message(
            "RD3",
            "ORU^R01",
            &[
                PID,
                pv1,
                "ORC|RE|P1|F1",
                "OBR|1|P1|F1|U^Urea",
                "NTE|0||x",
                "OBX|1|NM|K||<4.9|mmol/L|||||C",
                "OBX|2|ED|D||^a^pdf^Base64^JVBERg==||||||F",
                "OBX|3|SN|E||>^1^-^2",
            ],
        ),
        message("RBD", "MDM^T10", &[PID, "TXA|1|DS|TX|2018||2018|||C1^D^S|||D2|D1||||AU", "OBX|1|TX|L||a\\.br\\b~c"]),
        message("RBD", "SIU^S12", &["SCH|P1|A7|||||F^G||||^^3^201805010930", PID, "AIL|1||Clinic"]),
        message("RLC", "ORM^O01", &[PID, "ORC|NW|1", "OBR|1|1||G^H", "OBX|1|CE|S||B"]),
        message("RDZ", "ADT^A40", &[PID, "MRG|2^^^RDZ^MR"]),
    ]
}

#[test]
fn the_seeds_are_read() {
    for seed in seeds() {
        crate::support::read(&seed);
        exercise((seed + "\r").as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        exercise(&bytes);
        exercise(&[b"MSH|^~\\&|A|RDZ|||2018||ADT^A01|1|P|2.4\rPID|1||1^^^A^MR\r", bytes.as_slice(), b"\r"].concat());
    }

    /// Messages with pieces cut out, doubled, or overwritten.
    #[test]
    fn mutated_messages(
        seed in 0usize..6,
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..12, 0u8..3, any::<u8>()), 1..8),
    ) {
        let mut bytes = seeds()[seed].clone().into_bytes();
        for (at, length, kind, byte) in edits {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match kind {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let doubled = bytes[at..end].to_vec();
                    bytes.splice(at..at, doubled);
                }
                _ => bytes[at] = if byte < 64 { b"|^~\\&\r\n\"{}0"[usize::from(byte) % 11] } else { byte },
            }
            if bytes.is_empty() {
                break;
            }
        }
        bytes.push(b'\r');
        exercise(&bytes);
    }

    /// Decoding what was escaped gives the text back.
    #[test]
    fn escaping_is_undone(text in "[ -~é]{0,40}") {
        let escaped: String = text.chars().map(|c| match c {
            '|' => "\\F\\".to_owned(),
            '^' => "\\S\\".to_owned(),
            '&' => "\\T\\".to_owned(),
            '~' => "\\R\\".to_owned(),
            '\\' => "\\E\\".to_owned(),
            other => other.to_string(),
        }).collect();
        let message = format!("MSH|^~\\&|A\rPID|1||{escaped}");
        let message = Message::parse(message.as_bytes()).unwrap();
        let read = message.field("PID", 3).component(1).text();
        let expected = if text.is_empty() || text == "\"\"" { None } else { Some(text.as_str()) };
        prop_assert_eq!(read.as_deref(), expected);
    }
}
