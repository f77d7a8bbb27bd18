//! What a receiver does, in original and in enhanced mode.

use jiff::civil::date;
use jiff::tz::TimeZone;
use tokio_util::bytes::BytesMut;
use tokio_util::codec::Decoder as _;

use super::{Deal, Deed, Receiver, Rule};
use crate::conformance::check::Hl7Path;
use crate::transport::mllp::FrameDecoder;

fn codes(receiver: &mut Receiver, stream: &str) -> Vec<String> {
    let now = date(2026, 11, 25).at(22, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    let mut buffer = BytesMut::from(stream.as_bytes());
    let mut decoder = FrameDecoder::new(10_000);
    let mut words = Vec::new();
    while let Some(frame) = decoder.decode(&mut buffer).unwrap() {
        for deed in receiver.take(&frame, 1, &now) {
            words.push(match deed {
                Deed::Write(bytes) => {
                    let text = String::from_utf8(bytes).unwrap();
                    text.split('\r')
                        .filter(|it| it.starts_with("MSA") || it.starts_with("ERR"))
                        .collect::<Vec<_>>()
                        .join(" ")
                }
                other => format!("{other:?}"),
            });
        }
    }
    words
}

fn message(kind: &str, modes: &str, version: &str) -> String {
    format!("\u{b}MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||{kind}|7|P|{version}|||{modes}\rPID|1\r\u{1c}\r")
}

#[test]
fn modes_follow_msh_15_and_16() {
    let table: [(&str, &[&str]); 7] = [
        ("|", &["MSA|AA|7"]),
        ("AL|AL", &["MSA|CA|7", "MSA|AA|7"]),
        ("AL|NE", &["MSA|CA|7"]),
        ("NE|AL", &["MSA|AA|7"]),
        ("NE|NE", &[]),
        ("ER|SU", &["MSA|AA|7"]),
        ("SU|ER", &["MSA|CA|7"]),
    ];
    for (modes, expected) in table {
        assert_eq!(codes(&mut Receiver::default(), &message("ADT^A28", modes, "2.4")), expected, "{modes}");
    }
}

#[test]
fn what_cannot_be_accepted_is_rejected_with_its_code() {
    let mut receiver = Receiver::default();
    assert_eq!(
        codes(&mut receiver, &message("XYZ^A28", "|", "2.4")),
        ["MSA|AR|7 ERR|MSH^1^9^200&Unsupported message type&HL70357"]
    );
    assert_eq!(
        codes(&mut receiver, &message("ADT^A28", "AL|AL", "9.9")),
        ["MSA|CR|7 ERR||MSH^1^12|203^Unsupported version id^HL70357|E"]
    );
    let without_start = message("ADT^A28", "|", "2.4").replace('\u{b}', "");
    assert!(codes(&mut receiver, &without_start).is_empty());
    let answer = "\u{b}MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ACK^A28|7|P|2.4\rMSA|AA|7\r\u{1c}\r";
    assert!(codes(&mut receiver, answer).is_empty());
}

#[test]
fn the_first_rule_that_fits_counts() {
    let when = |event: &str| Some((Hl7Path::read("MSH-9.2").unwrap(), event.to_owned()));
    let rules = vec![
        Rule { when: when("A01"), deal: Deal { answer: Some("AE".to_owned()), ..Deal::default() } },
        Rule { when: when("A02"), deal: Deal { drop: true, ..Deal::default() } },
        Rule { when: when("A03"), deal: Deal { fail: true, ..Deal::default() } },
        Rule { when: None, deal: Deal { delay: std::time::Duration::from_secs(1), ..Deal::default() } },
    ];
    let mut receiver = Receiver::new(rules, Vec::new());
    assert_eq!(codes(&mut receiver, &message("ADT^A01", "|", "2.4")), ["MSA|AE|7"]);
    assert!(codes(&mut receiver, &message("ADT^A02", "|", "2.4")).is_empty());
    assert_eq!(codes(&mut receiver, &message("ADT^A03", "|", "2.4")), ["Close"]);
    assert_eq!(codes(&mut receiver, &message("ADT^A04", "|", "2.4")), ["Wait(1s)", "MSA|AA|7"]);
}
