//! Every code of the record that stands, counted: what a mapping team works through.
//!
//! A job: it reads under a [`Processing`], and what it hands out is codes, counts and the numbers of
//! messages, nothing of any person and none of the source's words. What does not have the form of a
//! code may be such words, and is counted without being named.

use std::collections::HashMap;

use serde_json::Value;

use super::SqliteStore;
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::record::{MessageId, NhsNumber};
use crate::store::{Processing, StoreError};

/// The longest code, and the longest name of a code system.
const LONGEST: (usize, usize) = (18, 120);
/// How many messages are named for each code.
const SAMPLES: usize = 3;

/// A code of the record, and how often it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeInUse {
    /// The name of its system.
    pub system: Option<String>,
    /// The code.
    pub code: String,
    /// Whether it names a medicine that is prescribed, given or taken.
    pub is_medication: bool,
    /// How many entries have it.
    pub count: u64,
    /// Some of the messages that sent it, the first ones.
    pub messages: Vec<MessageId>,
}

/// The codes of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodesInUse {
    /// Each code once, by system and code.
    pub codes: Vec<CodeInUse>,
    /// How many places hold something in the place of a code that does not have the form of one.
    pub withheld: u64,
}

impl SqliteStore {
    /// Counts the codes of every entry that stands, and records that this was done. `progress` is
    /// told how many entries are done.
    ///
    /// # Errors
    /// Where the store cannot be read, or the event cannot be written: then nothing is handed out.
    pub fn codes_in_use(&mut self, agent: Agent, progress: impl FnMut(u64)) -> Result<CodesInUse, StoreError> {
        let event = Event {
            detail: Some("codes of the record were counted for a check".to_owned()),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::Success, agent)
        };
        let _proof = self.commit_event(&event)?;
        self.count_codes(&Self::processing("count codes"), progress)
    }

    fn count_codes(&self, _job: &Processing, mut progress: impl FnMut(u64)) -> Result<CodesInUse, StoreError> {
        let mut statement =
            self.connection.prepare("SELECT message, body FROM entry WHERE superseded IS NULL AND state = 0")?;
        let mut rows = statement.query([])?;
        let (mut counted, mut done) = (Counted::default(), 0);
        while let Some(row) = rows.next()? {
            let (message, body): (i64, String) = (row.get(0)?, row.get(1)?);
            let body: Value = serde_json::from_str(&body)?;
            // How somebody is related is no clinical code.
            if body["resource"]["resource_type"] != "RelatedPerson" {
                counted.value(&body["resource"], MessageId(message), false);
            }
            done += 1;
            if done % 1_024 == 0 {
                progress(done);
            }
        }
        progress(done);
        Ok(counted.finish())
    }
}

/// System, code, and whether it names a medicine.
type Place = (Option<String>, String, bool);

#[derive(Default)]
struct Counted {
    codes: HashMap<Place, (u64, Vec<MessageId>)>,
    withheld: u64,
}

impl Counted {
    /// Counts the codes in a value of an entry; its depth is bounded by the reader of JSON.
    fn value(&mut self, value: &Value, message: MessageId, is_medication: bool) {
        match value {
            Value::Array(items) => {
                for item in items {
                    self.value(item, message, is_medication);
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::Array(codings) if name == "coding" => {
                            for coding in codings {
                                self.coding(coding, message, is_medication);
                            }
                        }
                        _ => self.value(member, message, matches!(name.as_str(), "medication" | "vaccine")),
                    }
                }
            }
            _ => {}
        }
    }

    fn coding(&mut self, coding: &Value, message: MessageId, is_medication: bool) {
        let Some(code) = coding["code"].as_str() else { return };
        let system = coding["system"].as_str();
        if !is_code(code, system) || system.is_some_and(|system| !is_name(system)) {
            self.withheld += 1;
            return;
        }
        let key = (system.map(ToOwned::to_owned), code.to_owned(), is_medication);
        let (count, messages) = self.codes.entry(key).or_default();
        *count += 1;
        if messages.len() < SAMPLES && !messages.contains(&message) {
            messages.push(message);
        }
    }

    fn finish(self) -> CodesInUse {
        let row = |((system, code, is_medication), (count, messages))| CodeInUse {
            system,
            code,
            is_medication,
            count,
            messages,
        };
        let mut codes: Vec<CodeInUse> = self.codes.into_iter().map(row).collect();
        codes.sort_by(|one, other| {
            let key = |it: &CodeInUse| (it.system.clone(), it.code.clone(), it.is_medication);
            key(one).cmp(&key(other))
        });
        CodesInUse { codes, withheld: self.withheld }
    }
}

/// Whether something has the form of a code, and is not the NHS number of a person. Concepts of
/// SNOMED CT may have the form of one.
fn is_code(code: &str, system: Option<&str>) -> bool {
    let marks = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/' | b'+' | b'&' | b'%' | b'*')
    };
    let formed = (1..=LONGEST.0).contains(&code.len()) && code.bytes().all(marks);
    let is_snomed = system.is_some_and(|system| system.starts_with("http://snomed.info/sct"));
    formed && (is_snomed || code.parse::<NhsNumber>().map_or(true, |number| !number.check_digit_holds()))
}

/// Whether something has the form of a system's name.
fn is_name(system: &str) -> bool {
    system.len() <= LONGEST.1 && system.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_are_counted_and_words_are_not_named() {
        let mut counted = Counted::default();
        let entry = json!({
            "code": { "coding": [{ "system": "SCT", "code": "22298006", "display": "Heart attack" }], "text": "SMITH" },
            "medication": { "coding": [{ "system": "SCT", "code": "22298006" }, { "code": "SMITH, Fred" }] },
            "value": { "type": "concept", "concept": { "coding": [{ "system": "L", "code": "9990000018" }, { "display": "x" }] } },
        });
        counted.value(&entry, MessageId(7), false);
        counted.value(&entry["code"], MessageId(8), false);
        let found = counted.finish();
        let code = |count, is_medication, messages: &[i64]| CodeInUse {
            system: Some("SCT".to_owned()),
            code: "22298006".to_owned(),
            is_medication,
            count,
            messages: messages.iter().copied().map(MessageId).collect(),
        };
        assert_eq!(found.codes, [code(2, false, &[7, 8]), code(1, true, &[7])]);
        assert_eq!(found.withheld, 2, "a name with a space, and an NHS number");
    }
}
