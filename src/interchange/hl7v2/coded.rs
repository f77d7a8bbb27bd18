//! Every clinical code of a stream of messages, with its place.

use std::io::Cursor;

use super::{Element, Framed, Message, MessageReader, Segment};
use crate::interchange::coded::{Coded, CodedElement};
use crate::record::Coding;

/// The fields that are coded (CE, CWE, CNE, CF) and clinical, by segment and number, and whether
/// they name a medicine. What is coded of demographics and of administration has tables of its own
/// in the NHS Data Dictionary and is not among them.
const FIELDS: [(&str, &[(usize, bool)]); 24] = [
    ("AL1", &[(2, false), (3, false), (4, false)]),
    ("IAM", &[(2, false), (3, false), (4, false)]),
    ("DG1", &[(3, false)]),
    ("DRG", &[(1, false)]),
    ("PR1", &[(3, false), (15, false), (16, false)]),
    ("PRB", &[(3, false)]),
    ("GOL", &[(3, false)]),
    ("PV2", &[(3, false)]),
    ("ORC", &[(16, false)]),
    ("OBR", &[(4, false), (31, false), (44, false)]),
    ("OBX", &[(3, false)]),
    ("SPM", &[(4, false)]),
    ("RXO", &[(1, true), (5, false)]),
    ("RXE", &[(2, true), (6, false)]),
    ("RXD", &[(2, true), (6, false)]),
    ("RXG", &[(4, true), (9, false)]),
    ("RXA", &[(5, true), (8, false)]),
    ("RXC", &[(2, true)]),
    ("RXR", &[(1, false), (2, false)]),
    ("FT1", &[(7, false), (19, false), (25, false)]),
    ("SCH", &[(7, false)]),
    ("AIS", &[(3, false)]),
    ("TQ1", &[(11, false)]),
    ("CSR", &[(4, false)]),
];

/// The types of OBX-5 that are coded.
const CODED: [&str; 4] = ["CE", "CWE", "CNE", "CF"];

/// The codes of a stream that holds one message or many. What is no whole message is named.
pub(in crate::interchange) fn coded_elements(bytes: &[u8]) -> Coded {
    let mut coded = Coded::default();
    let mut reader = MessageReader::new(Cursor::new(bytes));
    let mut number = 0;
    // Bytes in memory cannot fail to be read.
    while let Ok(Some(framed)) = reader.next_message() {
        match framed {
            Framed::Message { bytes, .. } => {
                number += 1;
                match Message::parse(&bytes) {
                    Ok(message) => of_message(&message, number, &mut coded),
                    Err(rejection) => coded.unread.push(format!("message {number}: {rejection}")),
                }
            }
            Framed::Truncated { .. } => {
                number += 1;
                coded.unread.push(format!("message {number}: it breaks off"));
            }
            Framed::TooLarge { size, .. } => {
                number += 1;
                coded.unread.push(format!("message {number}: it is too long, {size} bytes"));
            }
            Framed::Noise { offset, size, .. } => {
                coded.unread.push(format!("byte {offset}: {size} bytes that are no message"));
            }
        }
    }
    coded
}

fn of_message(message: &Message<'_>, number: usize, coded: &mut Coded) {
    for segment in message.segments() {
        if let Some((_, fields)) = FIELDS.iter().find(|(name, _)| segment.is(name)) {
            for (field, is_medication) in *fields {
                of_field(&segment, *field, *is_medication, number, coded);
            }
        }
        if segment.is("OBX") && segment.field(2).is_one_of(&CODED) {
            of_field(&segment, 5, false, number, coded);
        }
    }
}

fn of_field(segment: &Segment<'_>, field: usize, is_medication: bool, number: usize, coded: &mut Coded) {
    let whole = segment.field(field);
    if !whole.is_valued() {
        return;
    }
    let place = segment.location(u16::try_from(field).ok());
    for (repetition, element) in whole.repetitions().enumerate() {
        let of = if repetition == 0 { String::new() } else { format!(", repetition {}", repetition + 1) };
        for (alternative, coding) in codings(element) {
            let which = if alternative { ", alternate code" } else { "" };
            let place = format!("message {number}, {place}{of}{which}");
            coded.elements.push(CodedElement { coding, place, is_medication });
        }
    }
}

/// The code of a coded value, and the alternate one, where they are there.
fn codings(element: Element<'_>) -> impl Iterator<Item = (bool, Coding)> {
    let parts = element.first::<6>();
    [0, 3].into_iter().filter_map(move |at| {
        let code = parts[at].string()?;
        let coding = Coding { system: parts[at + 2].string(), code: Some(code), display: parts[at + 1].string() };
        Some((at > 0, coding))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_place() {
        let stream = "MSH|^~\\&|A|B|||20200101||ADT^A01|1|P|2.4\rPV2|||R1^Reason^L\rDG1|1||I21^Infarct^I10^22298006^Heart attack^SCT\r\
                      OBX|1|CE|718-7^Hb^LN||A^a^SCT~B^b^SCT\rOBX|2|ST|X^y^L||not^coded^SCT\r\
                      RXE||319996000^Simvastatin^SCT\rZZZ|1^2^SCT\r\
                      MSH|^~\\&|A|B|||20200101||ADT^A01|2|P|2.4\rAL1|1||^penicillin only^L\rDG1|1||\"\"\rDG1|2||J45\\T\\x^Asthma\r";
        let coded = coded_elements(stream.as_bytes());
        let shown: Vec<String> = coded
            .elements
            .iter()
            .map(|it| {
                let Coding { system, code, display } = &it.coding;
                let [system, code, display] = [system, code, display].map(|part| part.as_deref().unwrap_or("-"));
                format!(
                    "{}: {code} in {system}, {display}{}",
                    it.place,
                    if it.is_medication { ", medicine" } else { "" }
                )
            })
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        message 1, PV2-3 (segment 2): R1 in L, Reason
        message 1, DG1[1]-3 (segment 3): I21 in I10, Infarct
        message 1, DG1[1]-3 (segment 3), alternate code: 22298006 in SCT, Heart attack
        message 1, OBX[1]-3 (segment 4): 718-7 in LN, Hb
        message 1, OBX[1]-5 (segment 4): A in SCT, a
        message 1, OBX[1]-5 (segment 4), repetition 2: B in SCT, b
        message 1, OBX[2]-3 (segment 5): X in L, y
        message 1, RXE-2 (segment 6): 319996000 in SCT, Simvastatin, medicine
        message 2, DG1[2]-3 (segment 4): J45&x in -, Asthma
        ");
        assert_eq!(coded.unread, Vec::<String>::new());
        let cut = coded_elements(b"noise\rMSH|^~\\&|A|B|||20200101||ADT^A01|1|P|2.4\rDG1|1||I21^");
        insta::assert_snapshot!(cut.unread.join("\n"), @r"
        byte 0: 5 bytes that are no message
        message 1: it breaks off
        ");
    }
}
