//! RBCH-PAS, the patient administration system of Royal Bournemouth and Christchurch: HL7 v2.4 as
//! HL7 UK A.3 and ITK have it, ADT and SIU. NHS number status in PID-32, consent and hiding in ZU8.

use super::adt::{About, Act, acts};
use super::event::{Appointment, Event};
use super::face::Face;
use super::feed::{Framing, Message, Sender, recorded, sent};
use super::hl7::{Charset, Segment, components, date, minute, text};
use super::segments::{Style, address, al1, clinician, diagnosis_and_procedure, evn, nk1, pd1, pv1};
use super::truth::{Person, Truth};

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "RBCH-PAS",
    facility: "RDZ",
    version: "2.4",
    charset: Charset::Utf8,
    framing: Framing::BlankLine,
    prefix: "RBCH",
};

const STYLE: Style = Style { time: minute, site: "RDZ01", home: "H", national: true, coding: ["I10", "OPCS4"] };

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    let mut messages: Vec<Message> = acts(truth, "RDZ").iter().map(|act| adt(truth, act)).collect();
    for person in truth.everybody() {
        for event in &person.events {
            if let Event::Appointment(booking) = event {
                bookings(truth, person, booking, &mut messages);
            }
        }
    }
    messages
}

fn adt(truth: &Truth, act: &Act<'_>) -> Message {
    let structure = match act.trigger {
        "A05" | "A28" | "A31" => "ADT_A05",
        "A11" | "A12" => "ADT_A09",
        "A02" => "ADT_A02",
        "A03" => "ADT_A03",
        "A40" => "ADT_A39",
        _ => "ADT_A01",
    };
    let mut segments = vec![evn(act, &STYLE), pid(&act.face)];
    segments.extend(pd1(&act.face));
    if let About::Merge(gone) = act.about {
        segments.push(Segment::new("MRG").with(1, components(&[gone, "", "", "RDZ", "MR"])));
        return message(act, structure, segments);
    }
    if matches!(act.trigger, "A28" | "A31" | "A01" | "A05") {
        segments.extend(nk1(&act.face, &STYLE));
    }
    segments.extend(pv1(truth, act, &STYLE));
    if matches!(act.trigger, "A28" | "A31" | "A01" | "A05") {
        segments.extend(al1(&act.face, &STYLE));
    }
    segments.extend(diagnosis_and_procedure(act, &STYLE));
    if let About::Stay(at) = act.about {
        let decided = at.stay.planned.map(minute).unwrap_or_default();
        segments.push(
            Segment::new("ZU1").with(1, decided).with(4, minute(at.stay.admitted)).with(6, at.stay.specialty.clone()),
        );
    }
    if matches!(act.trigger, "A28" | "A31" | "A01") {
        segments.push(zu8(act.face.person));
    }
    message(act, structure, segments)
}

fn message(act: &Act<'_>, structure: &str, segments: Vec<Segment>) -> Message {
    Message { kind: format!("ADT^{}^{structure}", act.trigger), sent: act.sent, arrives: act.arrives, segments }
}

fn pid(face: &Face<'_>) -> Segment {
    let person = face.person;
    let local = components(&[face.number, "", "", "RDZ", "MR"]);
    let numbers = match face.nhs_number {
        Some(number) => format!("{number}^^^NHS^NH~{local}"),
        None => local,
    };
    let mut pid = Segment::new("PID")
        .with(1, "1")
        .with(3, numbers)
        .with(5, components(&[face.family, face.first(), &face.middle(), "", &person.title, "", "L"]))
        .with(7, date(face.birth_date))
        .with(8, face.sex_digit())
        .with(11, address(face.address, &STYLE))
        .with(13, text(&person.phone))
        .with(15, "EN")
        .with(22, person.ethnic_category.clone())
        .with(32, format!("NSTS{}", face.status));
    if let Some(former) = &person.former_family {
        pid = pid.with(9, components(&[former, face.first(), "", "", "", "", "M"]));
    }
    pid
}

/// ZU8; its second and fourth fields only where the person said something.
fn zu8(person: &Person) -> Segment {
    let signals = &person.signals;
    let hide = if signals.hide_location.is_empty() { "0" } else { &signals.hide_location };
    Segment::new("ZU8").with(2, signals.share_detail.clone()).with(4, hide)
}

/// S12 when booked, S13 when moved, S14 when reworded, S15 when cancelled.
fn bookings(truth: &Truth, person: &Person, booking: &Appointment, messages: &mut Vec<Message>) {
    let mut at = booking.at;
    let mut reason = booking.reason.as_str();
    let mut steps = vec![("S12", booking.booked, at, reason)];
    if let Some([told, new]) = booking.rebooked {
        at = new;
        steps.push(("S13", told, at, reason));
    }
    if let Some((told, words)) = &booking.reworded {
        reason = words;
        steps.push(("S14", *told, at, reason));
    }
    if let Some(told) = booking.cancelled {
        steps.push(("S15", told, at, reason));
    }
    for (trigger, told, at, reason) in steps {
        let Some(face) = Face::new(truth, person, "RDZ", None, told) else { continue };
        let status = if trigger == "S15" { "Cancelled" } else { "Booked" };
        let sch = Segment::new("SCH")
            .with(2, components(&[&booking.id, "RBCH-PAS"]))
            .with(6, components(&[trigger_reason(trigger)]))
            .with(7, text(reason))
            .with(9, "20")
            .with(10, "min")
            .with(11, format!("^^20^{}", minute(at)))
            .with(25, status);
        let label = format!("{}{trigger}", booking.id);
        let known = recorded(told, &label);
        let segments = vec![
            sch,
            pid(&face),
            Segment::new("PV1").with(1, "1").with(2, "O").with(3, components(&[&booking.clinic, "", "", "RDZ01"])),
            Segment::new("RGS").with(1, "1"),
            Segment::new("AIL")
                .with(1, "1")
                .with(3, components(&[&booking.clinic, "", "", "RDZ01"]))
                .with(6, minute(at)),
            Segment::new("AIP").with(1, "1").with(3, clinician(truth, &booking.consultant)).with(6, minute(at)),
        ];
        let sent = sent(known, &label);
        messages.push(Message { kind: format!("SIU^{trigger}^SIU_S12"), sent, arrives: sent, segments });
    }
}

fn trigger_reason(trigger: &str) -> &'static str {
    match trigger {
        "S13" => "Rescheduled",
        "S14" => "Details changed",
        "S15" => "Cancelled",
        _ => "Booked",
    }
}
