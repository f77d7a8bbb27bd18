//! POOLE-PAS, the patient administration system of Poole Hospital: HL7 v2.3 in Latin-1, the NHS
//! number under an authority of its own, its status in ZU1-27, never a ZU8.

use super::adt::{About, Act, acts};
use super::face::{Face, ethnic_name};
use super::feed::{Framing, Message, Sender};
use super::hl7::{Charset, Segment, components, date, second};
use super::segments::{Style, address, al1, diagnosis_and_procedure, evn, nk1, pd1, pv1};
use super::truth::Truth;

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "POOLE-PAS",
    facility: "RD3",
    version: "2.3",
    charset: Charset::Latin1,
    framing: Framing::BlankLine,
    prefix: "P",
};

const STYLE: Style = Style { time: second, site: "POOLE", home: "HOME", national: false, coding: ["ICD10", "OPCS"] };

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    acts(truth, "RD3").iter().map(|act| adt(truth, act)).collect()
}

fn adt(truth: &Truth, act: &Act<'_>) -> Message {
    let mut segments = vec![evn(act, &STYLE), pid(&act.face)];
    segments.extend(pd1(&act.face));
    match act.about {
        About::Merge(gone) => segments.push(Segment::new("MRG").with(1, components(&[gone, "", "", "RD3", "MR"]))),
        _ if matches!(act.trigger, "A28" | "A31" | "A01") => segments.extend(nk1(&act.face, &STYLE)),
        _ => {}
    }
    segments.extend(pv1(truth, act, &STYLE));
    if matches!(act.trigger, "A28" | "A31" | "A01") {
        segments.extend(al1(&act.face, &STYLE));
    }
    segments.extend(diagnosis_and_procedure(act, &STYLE));
    segments.push(Segment::new("ZU1").with(27, act.face.status));
    Message { kind: format!("ADT^{}", act.trigger), sent: act.sent, arrives: act.arrives, segments }
}

fn pid(face: &Face<'_>) -> Segment {
    let person = face.person;
    let local = components(&[face.number, "", "", "RD3", "MR"]);
    let numbers = match face.nhs_number {
        Some(number) => format!("{local}~{number}^^^NHSNBR^NHSNMBR"),
        None => local.clone(),
    };
    let ethnic = [person.ethnic_category.as_str(), ethnic_name(&person.ethnic_category)];
    Segment::new("PID")
        .with(1, "1")
        .with(2, local)
        .with(3, numbers)
        .with(5, components(&[face.family, face.first(), &face.middle(), "", &person.title, "", "CURRENT"]))
        .with(7, date(face.birth_date))
        .with(8, face.sex_letter())
        .with(11, address(face.address, &STYLE))
        .with(13, components(&[&person.phone, "HOME"]))
        .with(22, components(&ethnic))
}
