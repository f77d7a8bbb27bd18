//! Spoilt segments, and fields of the header (HL7 v2.5.1, 2.5.2, 2.15.9 and table 0357).

use super::Layer;
use super::mutation::{Demand, Mutant, spoilt, with_header};
use crate::interchange::hl7v2::Message;

/// Codes of table 0357.
const SEQUENCE: u16 = 100;
const REQUIRED: u16 = 101;
const TYPE: u16 = 200;
const EVENT: u16 = 201;
const PROCESSING_ID: u16 = 202;
const VERSION: u16 = 203;

pub(super) fn mutants(message: &Message<'_>, payload: &[u8]) -> Vec<Mutant> {
    let mut made = of_header(message, payload);
    made.extend(of_lines(payload));
    made
}

fn of_header(message: &Message<'_>, payload: &[u8]) -> Vec<Mutant> {
    let component = char::from(message.delimiters().component);
    let kind = message.header().field(9);
    let (code, event) = (kind.component(1).raw(), kind.component(2).raw());
    let no_such_type = format!("XYZ{component}{event}");
    let no_such_event = format!("{code}{component}Z99");
    let table: [(&str, &str, usize, &[u8], Demand); 7] = [
        ("header-no-type", "MSH-9 is empty", 9, b"", Demand::Reject(REQUIRED)),
        (
            "header-no-such-type",
            "MSH-9 names a type that there is not",
            9,
            no_such_type.as_bytes(),
            Demand::Reject(TYPE),
        ),
        (
            "header-no-such-event",
            "MSH-9 names an event that there is not",
            9,
            no_such_event.as_bytes(),
            Demand::Reject(EVENT),
        ),
        ("header-no-control-id", "MSH-10 is empty", 10, b"", Demand::NotAccept),
        ("header-no-processing-id", "MSH-11 is empty", 11, b"", Demand::Reject(REQUIRED)),
        ("header-no-such-processing-id", "MSH-11 is no processing id", 11, b"X", Demand::Reject(PROCESSING_ID)),
        ("header-no-such-version", "MSH-12 names a version that there is not", 12, b"9.9", Demand::Reject(VERSION)),
    ];
    let make = |(name, about, field, value, demand): (&'static str, &'static str, usize, &[u8], Demand)| {
        spoilt(Layer::Segment, name, about, demand, "HL7-2.15.9", with_header(message, payload, field, value))
    };
    table.into_iter().map(make).collect()
}

fn of_lines(payload: &[u8]) -> Vec<Mutant> {
    let lines: Vec<&[u8]> = payload.split(|byte| *byte == b'\r').filter(|line| !line.is_empty()).collect();
    let joined = |lines: &[Vec<u8>]| {
        let mut bytes = lines.join(&b'\r');
        bytes.push(b'\r');
        bytes
    };
    let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut owned: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
        change(&mut owned);
        joined(&owned)
    };
    let make = |name, about, demand, payload| spoilt(Layer::Segment, name, about, demand, "HL7-2.5.2", payload);
    let at = lines.iter().position(|line| line.starts_with(b"PID"));
    let Some(at) = at.filter(|at| *at > 0) else { return Vec::new() };
    let run_together = changed(&|lines| {
        let person = lines.remove(at);
        lines[at - 1].extend_from_slice(&person);
    });
    vec![
        make(
            "segment-no-pid",
            "PID is missing",
            Demand::Reject(REQUIRED),
            changed(&|lines| {
                lines.remove(at);
            }),
        ),
        make(
            "segment-order",
            "PID stands at the end",
            Demand::Reject(SEQUENCE),
            changed(&|lines| {
                let person = lines.remove(at);
                lines.push(person);
            }),
        ),
        make(
            "segment-lower-case",
            "the name of a segment is in lower case",
            Demand::NotAccept,
            changed(&|lines| {
                lines[at][..3].make_ascii_lowercase();
            }),
        ),
        make(
            "segment-short-name",
            "the name of a segment has two letters",
            Demand::NotAccept,
            changed(&|lines| {
                lines[at].remove(0);
            }),
        ),
        make("segment-run-together", "a segment has no end", Demand::NotAccept, run_together),
        make(
            "segment-second-header",
            "a second MSH stands in the message",
            Demand::NotAccept,
            changed(&|lines| {
                let header = lines[0].clone();
                lines.push(header);
            }),
        ),
    ]
}
