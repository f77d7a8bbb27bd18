//! POOLE-LAB, the pathology system of Poole Hospital: HL7 v2.3 ORU^R01 in ASCII. It knows people by
//! the hospital's number, sends the NHS number without a status, and for some with spaces.

use super::event::{Event, Report, TestResult};
use super::face::Face;
use super::feed::{Framing, Message, Sender, sent};
use super::hl7::{Charset, Segment, components, date, second, text};
use super::random::steady;
use super::tests_catalogue::{Battery, battery};
use super::truth::{Person, Truth};

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "POOLE-LAB",
    facility: "RD3",
    version: "2.3",
    charset: Charset::Ascii,
    framing: Framing::BlankLine,
    prefix: "L18-",
};

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    let mut messages = Vec::new();
    for person in truth.everybody() {
        for event in &person.events {
            if let Event::Report(report) = event {
                messages.extend(oru(truth, person, report));
            }
        }
    }
    messages
}

fn oru(truth: &Truth, person: &Person, report: &Report) -> Option<Message> {
    let battery = battery(&report.battery)?;
    let face = Face::new(truth, person, "RD3", report.number.as_deref(), report.taken)?;
    let mut segments = vec![
        pid(&face),
        Segment::new("PV1").with(1, "1").with(2, "U"),
        Segment::new("ORC").with(1, "RE").with(3, report.filler.clone()),
        Segment::new("OBR")
            .with(1, "1")
            .with(3, report.filler.clone())
            .with(4, components(&[battery.key, battery.name, "WinLab"]))
            .with(7, second(report.taken))
            .with(14, second(report.taken))
            .with(
                16,
                truth
                    .practice(&person.practice)
                    .map_or_else(String::new, |practice| components(&practice.gp.each_ref().map(String::as_str))),
            )
            .with(22, second(report.reported))
            .with(25, report.status.clone()),
    ];
    if !report.note.is_empty() {
        segments.push(note(1, &report.note));
    }
    for (position, result) in report.results.iter().enumerate() {
        segments.push(numeric(battery, report, result, position + 1));
        if !result.note.is_empty() {
            segments.push(note(1, &result.note));
        }
    }
    for (position, line) in report.lines.iter().enumerate() {
        segments.push(
            Segment::new("OBX")
                .with(1, (position + 1).to_string())
                .with(2, "TX")
                .with(3, components(&[battery.key, battery.name, "WinLab"]))
                .with(4, "1")
                .with(5, text(line))
                .with(11, report.status.clone())
                .with(14, second(report.reported)),
        );
    }
    let sent = sent(report.reported, &report.filler);
    Some(Message { kind: "ORU^R01".to_owned(), sent, arrives: sent, segments })
}

fn numeric(battery: &Battery, report: &Report, result: &TestResult, position: usize) -> Segment {
    let test = battery.tests.iter().find(|test| test.code == result.test);
    let status = if result.status.is_empty() { &report.status } else { &result.status };
    let is_number = result.value.parse::<f64>().is_ok();
    let mut obx = Segment::new("OBX")
        .with(1, position.to_string())
        .with(2, if is_number || result.value.is_empty() { "NM" } else { "ST" })
        .with(5, text(&result.value))
        .with(11, status.clone())
        .with(14, second(report.reported));
    if let Some(test) = test {
        let read = if test.read.is_empty() { [""; 3] } else { [test.read, test.name, "RC"] };
        obx = obx
            .with(3, components(&[test.code, test.name, "WinLab", read[0], read[1], read[2]]))
            .with(6, text(test.unit))
            .with(7, test.range())
            .with(8, test.flag(&result.value));
    }
    obx
}

fn note(position: usize, words: &str) -> Segment {
    Segment::new("NTE").with(1, position.to_string()).with(2, "L").with(3, text(words))
}

fn pid(face: &Face<'_>) -> Segment {
    let local = components(&[face.number, "", "", "RD3", "MR"]);
    let spaced = steady(face.number, 1, 4) == 1;
    let shown = if spaced { face.spaced_nhs_number() } else { face.nhs_number.unwrap_or_default().to_owned() };
    let numbers = match face.nhs_number {
        Some(_) => format!("{local}~{shown}^^^NHSNBR^NHSNMBR"),
        None => local,
    };
    Segment::new("PID")
        .with(1, "1")
        .with(3, numbers)
        .with(5, components(&[&face.family.to_uppercase(), face.first(), "", "", &face.person.title]))
        .with(7, date(face.birth_date))
        .with(8, face.sex_letter())
}
