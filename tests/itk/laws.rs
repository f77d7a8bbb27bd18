//! Whatever the bytes, nothing panics and nothing is said twice.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::interchange::hl7v2::Mask;
use dcr::interchange::itk::{attachment, header, interpret, masked_lines, same_body};
use proptest::prelude::*;

use crate::support::{CODED, REPORT, enveloped, nullification, packed, parcel};

/// Does everything that can be done with bytes.
fn exercise(bytes: &[u8]) {
    let _ = header(bytes);
    let hidden = masked_lines(bytes, Mask { whereabouts: true, clinical: true });
    assert!(hidden.iter().all(|line| line.fields.iter().all(|field| line.text.get(field.range.clone()).is_some())));
    assert!(same_body(bytes, bytes));
    match interpret(bytes) {
        Ok(statement) => {
            let keys: BTreeSet<&str> = statement.entries.iter().map(|entry| entry.key.as_str()).collect();
            assert_eq!(keys.len(), statement.entries.len(), "a key is used twice");
            for entry in &statement.entries {
                let _ = attachment(bytes, &entry.location);
            }
        }
        Err(rejection) => assert!(rejection.line > 0 && rejection.column > 0),
    }
}

fn seeds() -> Vec<String> {
    vec![
        enveloped(REPORT),
        enveloped(CODED),
        parcel(&[REPORT, CODED], "", "x"),
        packed(&STANDARD.encode(REPORT), r#"base64="true""#),
        enveloped(&nullification(r#"<setId root="1"/>"#)),
        REPORT.to_owned(),
    ]
}

#[test]
fn the_seeds_are_read() {
    for seed in seeds() {
        assert!(interpret(seed.as_bytes()).is_ok());
        exercise(seed.as_bytes());
    }
}

#[test]
fn a_message_cut_anywhere_is_refused() {
    let message = enveloped(REPORT);
    for end in (0..message.len()).step_by(97) {
        assert!(interpret(&message.as_bytes()[..end]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        exercise(&bytes);
        exercise(enveloped(&String::from_utf8_lossy(&bytes)).as_bytes());
    }

    /// Messages with pieces cut out, doubled, or overwritten.
    #[test]
    fn mutated_messages(
        seed in 0usize..6,
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..40, 0u8..3, any::<u8>()), 1..6),
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
                _ => bytes[at] = if byte < 128 { b"<>/\"'&;= !-?09a:"[usize::from(byte) % 16] } else { byte },
            }
        }
        exercise(&bytes);
    }

    /// Documents whose elements and attributes are dropped, doubled, emptied or given strange values.
    #[test]
    fn well_formed_mutations(
        seed in 0usize..2,
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), 0u8..5, "[ -%'-;=?-~é]{0,12}"), 1..10),
    ) {
        let mut text = [REPORT, CODED][seed].to_owned();
        for (at, kind, value) in edits {
            let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
            let pair = at.index(quotes.len() / 2) * 2;
            let (open, close) = (quotes[pair] + 1, quotes[pair + 1]);
            match kind {
                0 => text.replace_range(open..close, ""),
                1 => text.replace_range(open..close, &value.replace('"', "")),
                2 => {
                    let dates = ["20181332", "2018", "9999", "20180602101500+0100", "00000000"];
                    text.replace_range(open..close, dates[at.index(dates.len())]);
                }
                3 => {
                    let whole: Vec<(usize, &str)> = text.match_indices("<id ").collect();
                    if let Some((from, _)) = whole.get(at.index(whole.len().max(1))) {
                        let end = text[*from..].find("/>").map_or(*from, |end| from + end + 2);
                        let doubled = text[*from..end].to_owned();
                        text.insert_str(end, &doubled);
                    }
                }
                _ => text = text.replacen("<title>", "<title nullFlavor=\"NI\">", 1),
            }
        }
        exercise(enveloped(&text).as_bytes());
    }
}
