//! Every code of the record that stands, counted: what a mapping team works through.
//!
//! Counts are views: it reads under a [`Viewing`], and hands out codes, counts and the numbers of
//! messages, nothing of any person and none of the source's words. What does not have the form of a
//! code may be such words, and is counted without being named.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::disclosure::holds;
use super::{SqliteStore, clusters, denials, entries};
use crate::record::{MessageId, NhsNumber};
use crate::store::{PatientId, Refusal, Scope, StoreError, ViewRequest, Viewing};

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
    /// Opens the list of the codes of the record, for record operations.
    ///
    /// # Errors
    /// Where the user's roles or the purpose do not allow it, or the event cannot be written.
    pub fn open_codes(&mut self, request: &ViewRequest) -> Result<Viewing, Refusal> {
        self.open_list_of(request, "codes of the record")
    }

    /// Counts the codes of every entry that stands and that this view may see: nothing of people
    /// whose record is hidden from it, nothing that is sealed or denied. `progress` is told how many
    /// entries are done.
    ///
    /// # Errors
    /// Where the view is none of a work list, or the store cannot be read.
    pub fn codes_in_use(&self, viewing: &Viewing, progress: impl FnMut(u64)) -> Result<CodesInUse, StoreError> {
        self.checked(viewing, Scope::WorkList, |store| store.count_codes(viewing, progress))
    }

    fn count_codes(&self, viewing: &Viewing, mut progress: impl FnMut(u64)) -> Result<CodesInUse, StoreError> {
        let hidden = self.hidden_people(&super::gate::request_of(viewing))?;
        let denied = denials::of_anybody(&self.connection)?;
        let mut statement = self.connection.prepare(
            "SELECT message, body, patient, sensitivity, key FROM entry WHERE superseded IS NULL AND state = 0",
        )?;
        let mut rows = statement.query([])?;
        let (mut counted, mut done) = (Counted::default(), 0);
        while let Some(row) = rows.next()? {
            done += 1;
            if done % 1_024 == 0 {
                progress(done);
            }
            let (patient, key): (i64, String) = (row.get(2)?, row.get(4)?);
            let is_sealed = entries::sensitivity(row.get(3)?)?.is_labelled();
            if is_sealed || hidden.contains(&patient) || holds(&denied, &PatientId(patient), &key) {
                continue;
            }
            let (message, body): (i64, String) = (row.get(0)?, row.get(1)?);
            let body: Value = serde_json::from_str(&body)?;
            // How somebody is related is no clinical code.
            if body["resource"]["resource_type"] != "RelatedPerson" {
                counted.value(&body["resource"], MessageId(message), false);
            }
        }
        progress(done);
        Ok(counted.finish())
    }

    /// The source patients of everybody of whom this user may see nothing clinical: only a choice
    /// makes one person differ from another.
    fn hidden_people(&self, request: &ViewRequest) -> Result<HashSet<i64>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT DISTINCT patient FROM identifier WHERE kind = 0 AND value IN (SELECT nhs_number FROM choice)",
        )?;
        let chose = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let (mut seen, mut hidden) = (HashSet::new(), HashSet::new());
        for id in chose {
            if seen.contains(&id) {
                continue;
            }
            let person = clusters::person_of(&self.connection, PatientId(id))?;
            seen.extend(person.iter().map(|id| id.0));
            let asked = self.decide(request, &person)?;
            if asked.is_hidden() || asked.mask.technical_only {
                hidden.extend(person.iter().map(|id| id.0));
            }
        }
        Ok(hidden)
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
