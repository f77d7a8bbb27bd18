//! DCH-RAD, the radiology system of Dorset County Hospital: HL7 v2.5.1 ORU^R01 text reports, the
//! NHS number status glued to the identifier type in PID-3.5.

use super::event::{Event, Imaging};
use super::face::Face;
use super::feed::{Framing, Message, Sender, sent};
use super::hl7::{Charset, Segment, components, date, second, text};
use super::random::steady;
use super::truth::{Person, Truth};

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "DCH-RAD",
    facility: "RBD",
    version: "2.5.1",
    charset: Charset::Utf8,
    framing: Framing::BlankLine,
    prefix: "",
};

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    let mut messages = Vec::new();
    for person in truth.everybody() {
        for event in &person.events {
            if let Event::Imaging(imaging) = event {
                messages.extend(oru(truth, person, imaging));
            }
        }
    }
    messages
}

fn oru(truth: &Truth, person: &Person, imaging: &Imaging) -> Option<Message> {
    let face = Face::new(truth, person, "RBD", None, imaging.at)?;
    let exam = components(&[&imaging.exam.code, &imaging.exam.text, "CRIS"]);
    let mut segments = vec![
        glued_pid(&face),
        Segment::new("PV1").with(1, "1").with(2, "U"),
        Segment::new("ORC").with(1, "RE").with(3, imaging.filler.clone()),
        Segment::new("OBR")
            .with(1, "1")
            .with(3, imaging.filler.clone())
            .with(4, exam.clone())
            .with(7, second(imaging.at))
            .with(22, second(imaging.reported))
            .with(24, "RAD")
            .with(25, imaging.status.clone()),
    ];
    // One long formatted text for some reports, a line a segment for the others.
    if steady(&imaging.filler, 1, 3) == 1 {
        segments.push(line(1, "FT", &exam, &text(&imaging.lines.join("\n")), imaging));
    } else {
        for (position, words) in imaging.lines.iter().enumerate() {
            segments.push(line(position + 1, "TX", &exam, &text(words), imaging));
        }
    }
    let sent = sent(imaging.reported, &imaging.filler);
    Some(Message { kind: "ORU^R01^ORU_R01".to_owned(), sent, arrives: sent, segments })
}

fn line(position: usize, kind: &str, exam: &str, words: &str, imaging: &Imaging) -> Segment {
    Segment::new("OBX")
        .with(1, position.to_string())
        .with(2, kind)
        .with(3, exam)
        .with(4, "1")
        .with(5, words)
        .with(11, imaging.status.clone())
        .with(14, second(imaging.reported))
}

/// PID with the verification status after the identifier type, as `NH{status:01}`.
pub(crate) fn glued_pid(face: &Face<'_>) -> Segment {
    let local = components(&[face.number, "", "", "RBD", "PI"]);
    let numbers = match face.nhs_number {
        Some(number) => format!("{local}~{number}^^^NHS^NH{{status:{}}}", face.status),
        None => local,
    };
    Segment::new("PID")
        .with(1, "1")
        .with(3, numbers)
        .with(5, components(&[face.family, face.first(), &face.middle(), "", &face.person.title]))
        .with(7, date(face.birth_date))
        .with(8, face.sex_letter())
}
