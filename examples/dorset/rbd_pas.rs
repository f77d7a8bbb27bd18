//! DCH-PAS, the patient administration system of Dorset County Hospital: HL7 v2.5.1 over MLLP, NHS
//! number status as bare digits in PID-32.

use super::adt::{About, Act, acts};
use super::face::{Face, ethnic_name};
use super::feed::{Framing, Message, Sender};
use super::hl7::{Charset, Segment, components, date, second, text};
use super::segments::{Style, address, al1, diagnosis_and_procedure, evn, nk1, pd1, pv1};
use super::truth::Truth;

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "DCH-PAS",
    facility: "RBD",
    version: "2.5.1",
    charset: Charset::Utf8,
    framing: Framing::Mllp,
    prefix: "",
};

pub(crate) const STYLE: Style =
    Style { time: second, site: "RBD01", home: "H", national: false, coding: ["I10", "OPCS4"] };

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    acts(truth, "RBD").iter().map(|act| adt(truth, act)).collect()
}

fn adt(truth: &Truth, act: &Act<'_>) -> Message {
    let structure = match act.trigger {
        "A28" | "A31" | "A05" => "ADT_A05",
        "A11" | "A12" => "ADT_A09",
        "A02" => "ADT_A02",
        "A03" => "ADT_A03",
        "A40" => "ADT_A39",
        _ => "ADT_A01",
    };
    let mut segments = vec![evn(act, &STYLE), pid(&act.face)];
    segments.extend(pd1(&act.face));
    match act.about {
        About::Merge(gone) => segments.push(Segment::new("MRG").with(1, components(&[gone, "", "", "RBD", "MR"]))),
        About::Person => segments.extend(nk1(&act.face, &STYLE)),
        _ => {}
    }
    segments.extend(pv1(truth, act, &STYLE));
    if let (About::Stay(at), "A01") = (&act.about, act.trigger) {
        let reason = at.stay.diagnosis.as_ref().map(|diagnosis| format!("^{}", text(&diagnosis.text)));
        segments.push(Segment::new("PV2").with(3, reason.unwrap_or_default()));
    }
    if matches!(act.trigger, "A28" | "A31" | "A01") {
        segments.extend(al1(&act.face, &STYLE));
    }
    segments.extend(diagnosis_and_procedure(act, &STYLE));
    let kind = format!("ADT^{}^{structure}", act.trigger);
    Message { kind, sent: act.sent, arrives: act.arrives, segments }
}

fn pid(face: &Face<'_>) -> Segment {
    let person = face.person;
    let local = components(&[face.number, "", "", "RBD", "MR"]);
    let numbers = match face.nhs_number {
        Some(number) => format!("{number}^^^NHS^NH~{local}"),
        None => local,
    };
    let legal = components(&[face.family, face.first(), &face.middle(), "", &person.title, "", "L"]);
    let names = match &person.former_family {
        Some(former) => format!("{legal}~{}", components(&[former, face.first(), "", "", "", "", "M"])),
        None => legal,
    };
    let ethnic = [person.ethnic_category.as_str(), ethnic_name(&person.ethnic_category)];
    Segment::new("PID")
        .with(1, "1")
        .with(3, numbers)
        .with(5, names)
        .with(7, date(face.birth_date))
        .with(8, face.sex_letter())
        .with(11, address(face.address, &STYLE))
        .with(13, format!("{}^PRN^PH", text(&person.phone)))
        .with(22, components(&ethnic))
        .with(32, face.status)
}
