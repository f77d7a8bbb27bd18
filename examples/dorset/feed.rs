//! A sending system: its header, its control ids, and the file of its messages in order of arrival.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::hl7::{Charset, Segment, minute, second};
use super::random::steady;

/// A message before it has its header.
pub(crate) struct Message {
    /// MSH-9.
    pub(crate) kind: String,
    pub(crate) sent: DateTime,
    /// Its place in the file.
    pub(crate) arrives: DateTime,
    pub(crate) segments: Vec<Segment>,
}

/// How messages follow each other in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// An empty line after each.
    BlankLine,
    /// MLLP: a vertical tab before, a file separator and a carriage return after.
    Mllp,
}

/// A sending system.
pub(crate) struct Sender {
    /// MSH-3.
    pub(crate) application: &'static str,
    /// MSH-4, an ODS code.
    pub(crate) facility: &'static str,
    /// MSH-12.
    pub(crate) version: &'static str,
    pub(crate) charset: Charset,
    pub(crate) framing: Framing,
    /// What stands before the running number in MSH-10.
    pub(crate) prefix: &'static str,
}

impl Sender {
    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("messages/{}.hl7", self.application.to_lowercase())
    }

    /// The bytes of its file.
    pub(crate) fn write(&self, mut messages: Vec<Message>) -> Vec<u8> {
        messages.sort_by_key(|message| (message.arrives, message.sent));
        let mut file = Vec::new();
        for (position, message) in messages.iter().enumerate() {
            let mut text = self.header(message, position + 1).write();
            text.push('\r');
            for segment in &message.segments {
                text.push_str(&segment.write());
                text.push('\r');
            }
            let body = self.charset.encode(&text);
            match self.framing {
                Framing::BlankLine => {
                    file.extend(body);
                    file.extend(b"\n\n");
                }
                Framing::Mllp => {
                    file.push(0x0b);
                    file.extend(body);
                    file.extend([0x1c, b'\r']);
                }
            }
        }
        file
    }

    /// MSH; its first field is the separator itself, so that MSH-n stands at n - 1.
    fn header(&self, message: &Message, position: usize) -> Segment {
        let sent = match self.version {
            "2.4" => minute(message.sent),
            "2.5.1" => format!("{}+0100", second(message.sent)),
            _ => second(message.sent),
        };
        let receiver = if self.facility == "RDZ" { ("ROUTE", "ROUTE") } else { ("DCR", "DORSET") };
        let header = Segment::new("MSH")
            .with(1, "^~\\&")
            .with(2, self.application)
            .with(3, self.facility)
            .with(4, receiver.0)
            .with(5, receiver.1)
            .with(6, sent)
            .with(8, message.kind.clone())
            .with(9, format!("{}{position}", self.prefix))
            .with(10, "P")
            .with(11, self.version)
            .with(17, self.charset.declared());
        match self.version {
            "2.4" => header.with(12, position.to_string()).with(16, "GBR").with(18, "EN").with(20, "iTKv1.0"),
            "2.5.1" => header.with(14, "AL").with(15, "NE").with(16, "GBR"),
            _ => header,
        }
    }
}

/// When a clerk recorded what occurred at `occurred`: some minutes later, always the same for `label`.
pub(crate) fn recorded(occurred: DateTime, label: &str) -> DateTime {
    later(occurred, steady(label, 2, 40), 0)
}

/// When a system sent what it had at `known`: within the minute.
pub(crate) fn sent(known: DateTime, label: &str) -> DateTime {
    later(known, 0, steady(label, 1, 50))
}

fn later(time: DateTime, minutes: i64, seconds: i64) -> DateTime {
    time.checked_add(minutes.minutes().seconds(seconds)).unwrap_or(time)
}
