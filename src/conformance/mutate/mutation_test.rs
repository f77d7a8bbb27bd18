//! What is made of a message, and that our own reader refuses what it must.

use super::{Demand, Layer, mutants};
use crate::interchange::hl7v2::Message;

const GOOD: &[u8] =
    b"MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ADT^A01^ADT_A01|7|P|2.4\rEVN|A01|20260101\rPID|1||H1\rPV1|1|I\r";

#[test]
fn every_mutant_differs_and_has_a_name_of_its_own() {
    let made = mutants(GOOD, &[]).unwrap();
    let mut names: Vec<_> = made.iter().map(|mutant| mutant.mutation.name).collect();
    assert_eq!(names.len(), 21);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 21);
    for layer in Layer::ALL {
        let alone = mutants(GOOD, &[layer]).unwrap();
        assert!(!alone.is_empty() && alone.iter().all(|mutant| mutant.mutation.layer == layer));
    }
    assert_eq!(mutants(b"PID|1", &[]), None);
}

#[test]
fn header_fields_are_spoilt_in_place() {
    let made = mutants(GOOD, &[Layer::Segment]).unwrap();
    let of = |name: &str| {
        let mutant = made.iter().find(|mutant| mutant.mutation.name == name).unwrap();
        String::from_utf8(mutant.payload.clone()).unwrap()
    };
    assert!(of("header-no-such-version").starts_with("MSH|^~\\&|PAS|RBD|LAB|RDZ|20260101||ADT^A01^ADT_A01|7|P|9.9\r"));
    assert!(of("header-no-control-id").contains("|ADT^A01^ADT_A01||P|2.4\r"));
    assert!(of("segment-order").ends_with("PV1|1|I\rPID|1||H1\r"));
    assert!(of("segment-run-together").contains("EVN|A01|20260101PID|1||H1\r"));
}

#[test]
fn our_reader_refuses_what_is_past_reading() {
    for mutant in mutants(GOOD, &[Layer::Delimiter, Layer::CharacterSet]).unwrap() {
        let name = mutant.mutation.name;
        assert_eq!(mutant.mutation.demand, Demand::NotAccept, "{name}");
        let read = Message::parse(&mutant.payload);
        assert!(read.is_err() || name == "charset-unknown", "{name}");
    }
}
