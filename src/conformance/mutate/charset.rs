//! Spoilt character sets (HL7 v2.5.1, 2.15.9.18 and table 0211).

use super::Layer;
use super::mutation::{Demand, Mutant, spoilt, with_header};
use crate::interchange::hl7v2::Message;

pub(super) fn mutants(message: &Message<'_>, payload: &[u8]) -> Vec<Mutant> {
    let make =
        |name, about, payload| spoilt(Layer::CharacterSet, name, about, Demand::NotAccept, "HL7-2.15.9.18", payload);
    let mut broken = with_header(message, payload, 18, b"UNICODE UTF-8");
    // Behind the last letter of the header, where MSH-18 stands declared before it.
    let end = memchr::memchr(b'\r', &broken).unwrap_or(broken.len());
    let field = message.delimiters().field;
    broken.splice(end..end, [field, field, 0xC3, 0x28]);
    vec![
        make("charset-not-utf-8", "the text is declared as UTF-8 and is not", broken),
        make(
            "charset-unknown",
            "MSH-18 names a character set that there is not",
            with_header(message, payload, 18, b"KLINGON"),
        ),
    ]
}
