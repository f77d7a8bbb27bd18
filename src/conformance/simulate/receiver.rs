//! What an MLLP receiver does with a frame.
//!
//! Original mode where MSH-15 and MSH-16 are both empty, enhanced mode otherwise (HL7 v2.5.1, 2.9.2 and
//! 2.9.3). What cannot be accepted is rejected with a code of table 0357.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Zoned;

use super::{Deal, ReceiverFault, Rule};
use crate::conformance::hl7v2::{Acknowledgement, Complaint};
use crate::interchange::hl7v2::Message;
use crate::transport::mllp::{Frame, FrameDefect, framed};

/// The types of messages that are taken (table 0076, those of hospital feeds).
const TYPES: &[&str] = &["ADT", "ORU", "ORM", "OML", "MDM", "SIU", "QBP", "DFT", "BAR", "MFN", "VXU", "RDE", "RAS"];
/// The versions that are taken (table 0104).
const VERSIONS: &[&str] =
    &["2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2", "2.9"];
/// How many control ids are remembered.
const MOST_SEEN: usize = 100_000;
/// What a small buffer holds, in bytes.
const SMALL: u64 = 1_000_000;

/// One thing that is done in answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Deed {
    /// These bytes are written.
    Write(Vec<u8>),
    /// It waits.
    Wait(Duration),
    /// It ends the connection.
    Close,
}

impl std::fmt::Debug for Deed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Write(bytes) => write!(f, "Write({} bytes)", bytes.len()),
            Self::Wait(time) => write!(f, "Wait({time:?})"),
            Self::Close => f.write_str("Close"),
        }
    }
}

/// An MLLP receiver.
#[derive(Debug, Default)]
pub struct Receiver {
    /// How it answers what it would accept.
    pub rules: Vec<Rule>,
    /// What is wrong with it.
    pub faults: Vec<ReceiverFault>,
    seen: HashSet<String>,
    answers: u64,
    overlooks_next: bool,
}

impl Receiver {
    /// A receiver with rules and faults.
    pub fn new(rules: Vec<Rule>, faults: Vec<ReceiverFault>) -> Self {
        Self { rules, faults, ..Self::default() }
    }

    /// Whether a fault is switched on.
    pub fn has(&self, fault: ReceiverFault) -> bool {
        self.faults.contains(&fault)
    }

    /// What it does with a frame. `reads` says how many pieces it came in; 0 where it came together with
    /// the frame before it.
    pub fn take(&mut self, frame: &Frame, reads: u64, now: &Zoned) -> Vec<Deed> {
        if self.overlooks(frame, reads) {
            return Vec::new();
        }
        let patched = self.patched(&frame.payload);
        let Ok(message) = Message::parse(patched.as_deref().unwrap_or(&frame.payload)) else { return Vec::new() };
        let is_answer = message.segment("MSA").is_some();
        if is_answer && !self.has(ReceiverFault::AcksAcks) {
            return Vec::new();
        }
        let deal = self.rules.iter().find(|rule| rule.fits(&message)).map(|rule| rule.deal.clone()).unwrap_or_default();
        let mut deeds = Vec::new();
        if !deal.delay.is_zero() {
            deeds.push(Deed::Wait(deal.delay));
        }
        if deal.fail {
            deeds.push(Deed::Close);
        } else if !deal.drop && !self.has(ReceiverFault::Silent) {
            deeds.extend(self.answers(&message, &deal, now).into_iter().map(Deed::Write));
        }
        deeds
    }

    /// The message with the usual delimiters, where two that it declares are the same and a fault reads on.
    fn patched(&self, payload: &[u8]) -> Option<Vec<u8>> {
        let [b'M', b'S', b'H', field, component, repetition, ..] = payload else { return None };
        let is_odd = component == repetition && component != field && payload.len() > 8;
        if !is_odd || !self.has(ReceiverFault::ReadsAnyDelimiters) {
            return None;
        }
        let mut patched = payload.to_vec();
        patched[4..8].copy_from_slice(b"^~\\&");
        Some(patched)
    }

    /// Whether a frame is none, or a fault overlooks it.
    fn overlooks(&mut self, frame: &Frame, reads: u64) -> bool {
        use FrameDefect::{MissingEnd, MissingReturn, MissingStart, Noise};
        if frame.defects.contains(&Noise) {
            self.overlooks_next = self.has(ReceiverFault::NoiseBlind);
            return true;
        }
        if std::mem::take(&mut self.overlooks_next) || !frame.is_whole() {
            return true;
        }
        let is_open = frame.defects.contains(&MissingEnd) || frame.defects.contains(&MissingReturn);
        let lacks_start = frame.defects.contains(&MissingStart) && !self.has(ReceiverFault::AnswersWithoutStart);
        let is_split = reads > 1 && (self.has(ReceiverFault::SplitBlind) || self.has(ReceiverFault::LateEndBlind));
        let is_joined = reads == 0 && self.has(ReceiverFault::JoinedBlind);
        let is_large = frame.size > SMALL && self.has(ReceiverFault::SmallBuffer);
        is_open || lacks_start || is_split || is_joined || is_large
    }

    /// The acknowledgements of a message, each in its frame.
    fn answers(&mut self, message: &Message<'_>, deal: &Deal, now: &Zoned) -> Vec<Vec<u8>> {
        let header = message.header();
        let complaint = self.complaint(message);
        let own = self.judgement(message, complaint.as_ref());
        let application = deal.answer.as_deref().unwrap_or(own);
        let is_good = application.ends_with('A');
        let (accept, apply) = (header.field(15).value(), header.field(16).value());
        let is_enhanced = accept.is_some() || apply.is_some();
        let mut codes: Vec<&str> = Vec::new();
        if is_enhanced {
            let accepted = if complaint.is_some() { "CR" } else { "CA" };
            let wants_accept = is_wanted(accept.as_deref(), complaint.is_none());
            let wants_application = is_wanted(apply.as_deref(), is_good) && complaint.is_none();
            if (wants_accept || self.has(ReceiverFault::AlwaysAccepts)) && !self.has(ReceiverFault::NoAccept) {
                let early = self.has(ReceiverFault::ApplicationCodeInAccept);
                codes.push(if early { application } else { accepted });
            }
            if (wants_application || self.has(ReceiverFault::AlwaysApplies)) && !self.has(ReceiverFault::NoApplication)
            {
                codes.push(application);
            }
        } else {
            codes.push(application);
            if self.has(ReceiverFault::AnswersTwice) {
                codes.push(application);
            }
        }
        codes.into_iter().map(|code| self.answer(message, code, complaint, now)).collect()
    }

    fn complaint(&self, message: &Message<'_>) -> Option<Complaint> {
        let header = message.header();
        let value = |field: usize| header.field(field).value().unwrap_or_default().into_owned();
        let complaint = |field, code, text| Some(Complaint { segment: "MSH", field, code, text });
        if value(10).is_empty() && !self.has(ReceiverFault::AcceptsNoControlId) {
            return complaint(10, 101, "Required field missing");
        }
        for field in [9_u16, 11, 12] {
            if value(field.into()).is_empty() {
                return complaint(field, 101, "Required field missing");
            }
        }
        if !matches!(value(11).as_str(), "P" | "T" | "D") {
            return complaint(11, 202, "Unsupported processing id");
        }
        if !VERSIONS.contains(&value(12).as_str()) && !self.has(ReceiverFault::AcceptsAnyVersion) {
            return complaint(12, 203, "Unsupported version id");
        }
        let kind = value(9);
        if !TYPES.contains(&kind.as_str()) && !self.has(ReceiverFault::AcceptsAnyType) {
            return complaint(9, 200, "Unsupported message type");
        }
        if !is_character_set(&value(18)) && !self.has(ReceiverFault::IgnoresCharacterSet) {
            return complaint(18, 103, "Table value not found");
        }
        structure(message)
    }

    /// The application's code for a message.
    fn judgement(&mut self, message: &Message<'_>, complaint: Option<&Complaint>) -> &'static str {
        let kind = message.header().field(9).value().unwrap_or_default().into_owned();
        let refused = [
            ("ADT", ReceiverFault::RejectsAdt),
            ("ORU", ReceiverFault::RejectsOru),
            ("MDM", ReceiverFault::RejectsMdm),
            ("SIU", ReceiverFault::RejectsSiu),
        ];
        let refuses_type = refused.iter().any(|(name, fault)| *name == kind && self.has(*fault));
        let id = message.header().field(10).raw().to_owned();
        if self.seen.len() >= MOST_SEEN {
            self.seen.clear();
        }
        let is_again = !self.seen.insert(id) && self.has(ReceiverFault::RejectsDuplicates);
        if complaint.is_some() || is_again || refuses_type || self.has(ReceiverFault::RejectsAll) { "AR" } else { "AA" }
    }

    fn answer(&mut self, message: &Message<'_>, code: &str, complaint: Option<Complaint>, now: &Zoned) -> Vec<u8> {
        self.answers += 1;
        let id = format!("{}-{}", now.strftime("%y%m%d%H%M%S"), self.answers);
        let complaint = complaint.filter(|_| !code.ends_with('A'));
        let mut payload = Acknowledgement { code, control_id: &id, now, complaint }.of(message);
        self.spoil(message, &mut payload);
        let mut frame = framed(&payload);
        if self.has(ReceiverFault::NoStart) {
            frame.remove(0);
        }
        if self.has(ReceiverFault::NoReturn) {
            frame.pop();
        }
        if self.has(ReceiverFault::Noise) {
            frame.insert(0, b'\n');
        }
        frame
    }

    /// Makes an acknowledgement wrong in the ways that are switched on.
    fn spoil(&self, message: &Message<'_>, payload: &mut Vec<u8>) {
        let header = message.header();
        let (field, component) = (message.delimiters().field, message.delimiters().component);
        let trigger = header.field(9).component(2).raw();
        let changes: [(ReceiverFault, usize, usize, String); 7] = [
            (ReceiverFault::WrongControlId, 1, 2, format!("{}X", header.field(10).raw())),
            (ReceiverFault::UnswappedHeader, 0, 4, header.field(5).raw().to_owned()),
            (ReceiverFault::FixedProcessingId, 0, 10, "P".to_owned()),
            (ReceiverFault::FixedVersion, 0, 11, "2.3".to_owned()),
            (ReceiverFault::NoTrigger, 0, 8, "ACK".to_owned()),
            (ReceiverFault::NoStructure, 0, 8, format!("ACK{}{trigger}", char::from(component))),
            (ReceiverFault::SameControlId, 0, 9, header.field(10).raw().to_owned()),
        ];
        for (fault, segment, place, value) in changes {
            if self.has(fault) {
                set(payload, field, segment, place, value.as_bytes());
            }
        }
        if self.has(ReceiverFault::UsualDelimiters) && field != b'|' {
            // The declaration stays: MSH, the delimiter itself and MSH-2.
            let second = memchr::memchr_iter(field, payload).nth(1).unwrap_or(payload.len());
            payload[second..].iter_mut().filter(|byte| **byte == field).for_each(|byte| *byte = b'|');
        }
        if self.has(ReceiverFault::Latin1) {
            let text = String::from_utf8_lossy(payload).into_owned();
            *payload = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
        }
    }
}

/// Whether table 0211 has a character set; none at all is one too.
fn is_character_set(name: &str) -> bool {
    let listed = ["", "ASCII", "UNICODE", "UNICODE UTF-8", "UNICODE UTF-16", "UNICODE UTF-32", "ISO IR6"];
    let part = name.strip_prefix("8859/").and_then(|part| part.parse::<u8>().ok());
    listed.contains(&name) || part.is_some_and(|part| (1..=15).contains(&part))
}

/// What is wrong with the segments of an ADT message: its event, its person, their order.
fn structure(message: &Message<'_>) -> Option<Complaint> {
    let kind = message.header().field(9);
    if kind.component(1).raw() != "ADT" {
        return None;
    }
    let complaint = |segment, field, code, text| Some(Complaint { segment, field, code, text });
    let event = kind.component(2).value().unwrap_or_default().into_owned();
    let number = event.strip_prefix('A').and_then(|digits| digits.parse::<u32>().ok());
    if !number.is_some_and(|number| (1..=62).contains(&number)) {
        return complaint("MSH", 9, 201, "Unsupported event code");
    }
    let place = |name: &str| message.segments().position(|segment| segment.is(name));
    match (place("PID"), place("PV1")) {
        (None, _) => complaint("PID", 0, 101, "Required segment missing"),
        (Some(person), Some(visit)) if visit < person => complaint("PID", 0, 100, "Segment sequence error"),
        _ => None,
    }
}

/// Whether an acknowledgement is wanted (table 0155): always, never, on error, on success.
fn is_wanted(condition: Option<&str>, is_good: bool) -> bool {
    match condition {
        Some("AL") => true,
        Some("SU") => is_good,
        Some("ER") => !is_good,
        _ => false,
    }
}

/// Puts bytes in the place of a piece between field delimiters; the name of the segment is piece 0.
fn set(payload: &mut Vec<u8>, field: u8, segment: usize, place: usize, value: &[u8]) {
    let mut segments: Vec<Vec<Vec<u8>>> = payload
        .split(|byte| *byte == b'\r')
        .map(|segment| segment.split(|byte| *byte == field).map(<[u8]>::to_vec).collect())
        .collect();
    if let Some(piece) = segments.get_mut(segment).and_then(|pieces| pieces.get_mut(place)) {
        *piece = value.to_vec();
    }
    let joined: Vec<Vec<u8>> = segments.iter().map(|pieces| pieces.join(&field)).collect();
    *payload = joined.join(&b'\r');
}
