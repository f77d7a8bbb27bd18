//! Spoilt frames (MLLP release 1, block format).

use super::Layer;
use super::mutation::{Demand, Mutant, Mutation};
use crate::conformance::script::{Ending, Wire};

pub(super) fn mutants(payload: &[u8]) -> Vec<Mutant> {
    let make = |name, about, wire, payload: &[u8]| Mutant {
        mutation: Mutation { name, layer: Layer::Frame, about, demand: Demand::Overlook, requirement: "MLLP-1" },
        payload: payload.to_vec(),
        wire,
    };
    let usual = Wire::default();
    vec![
        make("frame-no-start", "there is no start byte", Wire { has_start: false, ..usual.clone() }, payload),
        make("frame-no-end", "there is no end", Wire { ending: Ending::None, ..usual.clone() }, payload),
        make("frame-empty", "there is nothing in the frame", usual, b""),
    ]
}
