//! What all systems sent, as one stream in the order in which it arrived.

use dcr::interchange::hl7v2::{Framed, Message, MessageReader};

use super::data::MESSAGES;
use crate::error::CommandError;

/// Every message of the fictional Dorset, framed, in order of arrival: by the time sent, and after
/// whatever its own system had sent before.
pub(super) fn stream() -> Result<Vec<u8>, CommandError> {
    let mut arrivals = Vec::new();
    for (_, file) in MESSAGES {
        let mut reader = MessageReader::new(file);
        let mut latest = String::new();
        while let Some(framed) = reader.next_message().map_err(CommandError::failed)? {
            let Framed::Message { bytes, .. } = framed else {
                return Err(CommandError::failed("the demo holds something that is no message"));
            };
            latest = sent(&bytes).max(latest);
            arrivals.push((latest.clone(), bytes));
        }
    }
    arrivals.sort_by(|left, right| left.0.cmp(&right.0));
    let frame = |(_, bytes): &(String, Vec<u8>)| [b"\x0b", bytes.as_slice(), b"\x1c\r"].concat();
    Ok(arrivals.iter().flat_map(frame).collect())
}

/// When a message was sent: MSH-7 to the second, which all these systems write in local time.
fn sent(bytes: &[u8]) -> String {
    let message = Message::parse(bytes).ok();
    let time = message.as_ref().and_then(|message| message.header().field(7).text().map(std::borrow::Cow::into_owned));
    time.unwrap_or_default().chars().take(14).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_time_runs_forward() {
        let stream = stream().unwrap();
        let mut reader = MessageReader::new(stream.as_slice());
        let (mut count, mut late) = (0, 0);
        let mut latest = String::new();
        while let Some(framed) = reader.next_message().unwrap() {
            let at = sent(framed.bytes());
            late += usize::from(at < latest);
            latest = at.max(latest);
            count += 1;
        }
        assert_eq!((count, late), (1836, 2), "two of the story's messages come late on purpose");
    }
}
