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

/// Changes the segments; the place of PID is given.
type Change = fn(&mut Vec<Vec<u8>>, usize);

/// Mutants of the segments around the person.
fn of_lines(payload: &[u8]) -> Vec<Mutant> {
    let lines: Vec<Vec<u8>> =
        payload.split(|byte| *byte == b'\r').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect();
    let at = lines.iter().position(|line| line.starts_with(b"PID"));
    let Some(at) = at.filter(|at| *at > 0) else { return Vec::new() };
    let table: [(&str, &str, Demand, Change); 6] = [
        ("segment-no-pid", "PID is missing", Demand::Reject(REQUIRED), |lines, at| drop(lines.remove(at))),
        ("segment-order", "PID stands at the end", Demand::Reject(SEQUENCE), |lines, at| {
            let person = lines.remove(at);
            lines.push(person);
        }),
        ("segment-lower-case", "the name of a segment is in lower case", Demand::NotAccept, |lines, at| {
            lines[at][..3].make_ascii_lowercase();
        }),
        ("segment-short-name", "the name of a segment has two letters", Demand::NotAccept, |lines, at| {
            lines[at].remove(0);
        }),
        ("segment-run-together", "a segment has no end", Demand::NotAccept, |lines, at| {
            let person = lines.remove(at);
            lines[at - 1].extend_from_slice(&person);
        }),
        ("segment-second-header", "a second MSH stands in the message", Demand::NotAccept, |lines, _| {
            lines.push(lines[0].clone());
        }),
    ];
    let make = |(name, about, demand, change): (&'static str, &'static str, Demand, Change)| {
        let mut changed = lines.clone();
        change(&mut changed, at);
        let mut bytes = changed.join(&b'\r');
        bytes.push(b'\r');
        spoilt(Layer::Segment, name, about, demand, "HL7-2.5.2", bytes)
    };
    table.into_iter().map(make).collect()
}
