//! The values of one turn: what `${...}` stands for.

use std::collections::BTreeMap;
use std::time::Instant;

use tokio_util::bytes::Bytes;

use super::Context;
use crate::conformance::check::Hl7Path;
use crate::conformance::script::{Row, Values};
use crate::interchange::hl7v2::Message;

/// The longest text of `${fill.N}`, in characters.
const MOST_FILL: usize = 60_000_000;

/// A message that a later step may speak of.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) payload: Bytes,
    /// When it was sent, or came.
    pub(super) at: Instant,
    /// MSH-10.
    pub(super) control_id: Option<String>,
    /// The number of the request, where it was one.
    pub(super) request: Option<u64>,
}

/// What is known in one turn.
pub(super) struct TurnValues<'p> {
    pub(super) values: &'p Values,
    pub(super) context: &'p Context,
    pub(super) row: Option<&'p Row>,
    pub(super) named: BTreeMap<String, Named>,
    pub(super) captured: BTreeMap<String, String>,
}

impl TurnValues<'_> {
    /// The value of a name; why there is none otherwise.
    pub(super) fn get(&self, name: &str) -> Result<String, String> {
        if let Some(value) = self.captured.get(name) {
            return Ok(value.clone());
        }
        if let Some(value) = self.row.and_then(|row| row.get(name)) {
            return Ok(value.clone());
        }
        if let Some(value) = self.values.get(name) {
            return Ok(value.to_owned());
        }
        if let Some((first, rest)) = name.split_once('.') {
            return self.dotted(first, rest);
        }
        match self.named.get(name) {
            Some(message) => std::str::from_utf8(&message.payload)
                .map(str::to_owned)
                .map_err(|_| "bytes that are not text".to_owned()),
            None => Err("it was not captured before this step".to_owned()),
        }
    }

    fn dotted(&self, first: &str, rest: &str) -> Result<String, String> {
        let now = (self.context.now)();
        match (first, rest) {
            ("new", "uuid") => return Ok((self.context.uuid)()),
            // MSH-10 holds twenty characters.
            ("new", "id") => return Ok((self.context.uuid)().replace('-', "").chars().take(20).collect()),
            ("now", "hl7") => return Ok(now.strftime("%Y%m%d%H%M%S%z").to_string()),
            ("now", "iso") => return Ok(now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            ("now", "date") => return Ok(now.strftime("%Y%m%d").to_string()),
            ("fill", number) => {
                let count: usize = number.parse().map_err(|_| "not a number".to_owned())?;
                if count > MOST_FILL {
                    return Err(format!("more than {MOST_FILL} characters"));
                }
                return Ok("x".repeat(count));
            }
            _ => {}
        }
        let message = self.named.get(first).ok_or_else(|| format!("`{first}` was not sent and did not come"))?;
        let path = Hl7Path::read(rest).map_err(|why| format!("`{rest}` is not a place in a message: {why}"))?;
        let parsed = Message::parse(&message.payload).map_err(|error| format!("`{first}` is not HL7 v2: {error}"))?;
        let value = path.values(&parsed).into_iter().next();
        value.ok_or_else(|| format!("`{first}` has nothing at {rest}"))
    }
}
