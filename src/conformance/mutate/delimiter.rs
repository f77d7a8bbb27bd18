//! Spoilt delimiters (HL7 v2.5.1, 2.5.4).

use super::Layer;
use super::mutation::{Demand, Mutant, spoilt, with_header};
use crate::interchange::hl7v2::Message;

pub(super) fn mutants(message: &Message<'_>, payload: &[u8]) -> Vec<Mutant> {
    let make = |name, about, payload| spoilt(Layer::Delimiter, name, about, Demand::NotAccept, "HL7-2.5.4", payload);
    let d = message.delimiters();
    let mut letter = payload.to_vec();
    letter[3] = b'A';
    let same = [d.component, d.component, d.escape, d.subcomponent];
    let as_field = [d.field; 4];
    vec![
        make(
            "delimiter-twice",
            "component and repetition are set apart by the same",
            with_header(message, payload, 2, &same),
        ),
        make("delimiter-is-field", "MSH-2 repeats the field delimiter", with_header(message, payload, 2, &as_field)),
        make("delimiter-letter", "the field delimiter of MSH-1 is a letter", letter),
    ]
}
