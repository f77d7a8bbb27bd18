//! DCH-DOCS, the document system of Dorset County Hospital: HL7 v2.5.1 MDM, T02 for a new document,
//! T10 for one that replaces another, T11 for one that is cancelled.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::event::{Event, Letter, LetterAct};
use super::face::Face;
use super::feed::{Framing, Message, Sender, sent};
use super::hl7::{Charset, Segment, components, second, text};
use super::pdf;
use super::rbd_rad::glued_pid;
use super::segments::clinician;
use super::truth::{Person, Truth};

/// The sending system.
pub(crate) const SENDER: Sender = Sender {
    application: "DCH-DOCS",
    facility: "RBD",
    version: "2.5.1",
    charset: Charset::Utf8,
    framing: Framing::BlankLine,
    prefix: "D",
};

/// All its messages.
pub(crate) fn messages(truth: &Truth) -> Vec<Message> {
    let mut messages = Vec::new();
    for person in truth.everybody() {
        for event in &person.events {
            if let Event::Letter(letter) = event {
                messages.extend(mdm(truth, person, letter));
            }
        }
    }
    messages
}

fn mdm(truth: &Truth, person: &Person, letter: &Letter) -> Option<Message> {
    let face = Face::new(truth, person, "RBD", None, letter.written)?;
    let (trigger, completion, availability) = match letter.act {
        LetterAct::Sent => ("T02", "AU", "AV"),
        LetterAct::Replaced => ("T10", "AU", "AV"),
        LetterAct::Cancelled => ("T11", "CA", "CA"),
    };
    let visit = letter.visit.as_deref().map(|visit| components(&[visit, "", "", "VISITID"]));
    let author = clinician(truth, &letter.author);
    let mut segments = vec![
        Segment::new("EVN").with(1, trigger).with(2, second(letter.written)).with(6, second(letter.written)),
        glued_pid(&face),
        Segment::new("PV1")
            .with(1, "1")
            .with(2, if visit.is_some() { "I" } else { "O" })
            .with(19, visit.unwrap_or_default()),
        Segment::new("TXA")
            .with(1, "1")
            .with(2, components(&[&letter.kind.code, &letter.kind.text, "DCHDOC"]))
            .with(3, if letter.pdf { "AP" } else { "TX" })
            .with(4, second(letter.written))
            .with(5, author.clone())
            .with(6, second(letter.written))
            .with(9, author)
            .with(12, components(&[&letter.document, "DCH-DOCS"]))
            .with(13, letter.replaces.as_deref().map(|old| components(&[old, "DCH-DOCS"])).unwrap_or_default())
            .with(16, if letter.pdf { format!("{}.pdf", letter.document) } else { String::new() })
            .with(17, completion)
            .with(19, availability),
    ];
    if letter.pdf {
        let base64 = STANDARD.encode(pdf::write(&letter.lines));
        let data = components(&["DCH-DOCS", "AP", "PDF", "Base64", &base64]);
        segments.push(obx(1, "ED", &letter.kind.text, data));
    } else if letter.act != LetterAct::Cancelled {
        for (position, words) in letter.lines.iter().enumerate() {
            segments.push(obx(position + 1, "TX", &letter.kind.text, text(words)));
        }
    }
    let sent = sent(letter.written, &format!("{}{trigger}", letter.document));
    Some(Message { kind: format!("MDM^{trigger}^MDM_T02"), sent, arrives: sent, segments })
}

fn obx(position: usize, kind: &str, title: &str, value: String) -> Segment {
    Segment::new("OBX")
        .with(1, position.to_string())
        .with(2, kind)
        .with(3, components(&["LETTER", title, "DCHDOC"]))
        .with(4, "1")
        .with(5, value)
        .with(11, "F")
}
