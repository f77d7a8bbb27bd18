//! What all systems sent, in the order in which it arrived.

use std::collections::BTreeMap;

use dcr::feeds::Reception;
use dcr::interchange::hl7v2::{Framed, Message, MessageReader};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::data::{ARRIVALS, DOCUMENTS, MESSAGES};
use crate::error::CommandError;

/// A piece of what was sent that is taken in at once.
#[derive(Debug)]
pub(super) struct Delivery {
    /// When it counts as received.
    pub(super) received: Reception,
    /// Framed HL7 v2 messages, or one document.
    pub(super) bytes: Vec<u8>,
}

/// What arrived at one time.
struct Arrival {
    /// To the second, in local time, as HL7 v2 writes it.
    at: String,
    bytes: Vec<u8>,
    /// Whether it is a document that does not say when it was sent.
    is_document: bool,
}

/// Everything that reached the fictional Dorset, in order of arrival: by the time sent, and after
/// whatever its own system had sent before.
pub(super) fn deliveries() -> Result<Vec<Delivery>, CommandError> {
    let mut arrivals = messages()?;
    arrivals.extend(documents()?);
    arrivals.sort_by(|left, right| left.at.cmp(&right.at));
    let mut deliveries: Vec<Delivery> = Vec::new();
    for Arrival { at, bytes, is_document } in arrivals {
        if is_document {
            deliveries.push(Delivery { received: Reception::At(instant(&at)?), bytes });
            continue;
        }
        let framed = [b"\x0b", bytes.as_slice(), b"\x1c\r"].concat();
        match deliveries.last_mut() {
            Some(last) if last.received == Reception::WhenSent => last.bytes.extend(framed),
            _ => deliveries.push(Delivery { received: Reception::WhenSent, bytes: framed }),
        }
    }
    Ok(deliveries)
}

/// What hospitals sent.
fn messages() -> Result<Vec<Arrival>, CommandError> {
    let mut arrivals = Vec::new();
    for (_, file) in MESSAGES {
        let mut reader = MessageReader::new(file);
        let mut latest = String::new();
        while let Some(framed) = reader.next_message().map_err(CommandError::failed)? {
            let Framed::Message { bytes, .. } = framed else {
                return Err(CommandError::failed("the demo holds something that is no message"));
            };
            latest = sent(&bytes).max(latest);
            arrivals.push(Arrival { at: latest.clone(), bytes, is_document: false });
        }
    }
    Ok(arrivals)
}

/// A line of the list that says when documents arrived.
#[derive(Deserialize)]
struct Row {
    file: String,
    /// From 1.
    line: usize,
    received: DateTime,
}

/// What practices answered and 111 reported: a line each, received when the list says.
fn documents() -> Result<Vec<Arrival>, CommandError> {
    let files: BTreeMap<&str, &str> = DOCUMENTS.into_iter().collect();
    let mut arrivals = Vec::new();
    for row in csv::Reader::from_reader(ARRIVALS.as_bytes()).deserialize::<Row>() {
        let Row { file, line, received } = row.map_err(CommandError::failed)?;
        let found = files.get(file.as_str()).and_then(|text| part(&file, text, line));
        let missing = || CommandError::failed(format!("the demo has no line {line} of {file}"));
        let bytes = found.ok_or_else(missing)?.as_bytes().to_vec();
        arrivals.push(Arrival { at: received.strftime("%Y%m%d%H%M%S").to_string(), bytes, is_document: true });
    }
    Ok(arrivals)
}

/// An answer is a line of its file, a report is the whole of it.
fn part<'t>(file: &str, text: &'t str, line: usize) -> Option<&'t str> {
    if file.ends_with(".ndjson") { text.lines().nth(line.checked_sub(1)?) } else { Some(text) }
}

/// When a message was sent: MSH-7 to the second, which all these systems write in local time.
fn sent(bytes: &[u8]) -> String {
    let message = Message::parse(bytes).ok();
    let time = message.as_ref().and_then(|message| message.header().field(7).text().map(std::borrow::Cow::into_owned));
    time.unwrap_or_default().chars().take(14).collect()
}

fn instant(at: &str) -> Result<Timestamp, CommandError> {
    let local = DateTime::strptime("%Y%m%d%H%M%S", at).map_err(CommandError::failed)?;
    let london = TimeZone::get("Europe/London").map_err(CommandError::failed)?;
    london.to_timestamp(local).map_err(CommandError::failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_time_runs_forward() {
        let (mut count, mut late, mut documents) = (0, 0, 0);
        let mut latest = String::new();
        for delivery in deliveries().unwrap() {
            if delivery.received != Reception::WhenSent {
                documents += 1;
                continue;
            }
            let mut reader = MessageReader::new(delivery.bytes.as_slice());
            while let Some(framed) = reader.next_message().unwrap() {
                let at = sent(framed.bytes());
                late += usize::from(at < latest);
                latest = at.max(latest);
                count += 1;
            }
        }
        assert_eq!((count, late), (1838, 2), "two of the story's messages come late on purpose");
        assert_eq!(documents, ARRIVALS.lines().count() - 1, "each document of the list is delivered");
    }
}
