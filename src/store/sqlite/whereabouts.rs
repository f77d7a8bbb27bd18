//! The addresses and numbers of somebody whose whereabouts are hidden, to be taken out of text.
//!
//! The fields that carry whereabouts are hidden as such. Letters and comments repeat them: a postcode
//! in the head of a letter says as much as the address in PID-11.

use rusqlite::Connection;
use serde_json::Value;

use super::HIDDEN;
use super::entries::StoredBody;
use crate::record::{Address, ContactPoint, Patient, Resource};
use crate::store::{PatientId, StoreError};

/// What must not stand in any text that is shown.
#[derive(Default)]
pub(super) struct Whereabouts {
    /// Folded: letters and digits only, in upper case.
    terms: Vec<String>,
}

/// What hiding made of a body.
pub(super) enum Hidden {
    /// It held nothing that must not be shown.
    Nothing,
    /// This is left.
    Part(Box<StoredBody>),
    /// What is left is no body any more: it must be hidden as a whole.
    Unreadable,
}

/// The fewest letters and digits that tell one place or line from another.
const SHORTEST: usize = 5;

impl Whereabouts {
    /// Everything that any source ever held for these patients: addresses, telephone numbers and
    /// mail, and those of their next of kin.
    pub(super) fn of(connection: &Connection, patients: &[PatientId]) -> Result<Self, StoreError> {
        let mut found = Self::default();
        let mut versions = connection.prepare_cached("SELECT body FROM patient_version WHERE patient = ?1")?;
        let mut contacts = connection
            .prepare_cached("SELECT body FROM entry WHERE patient = ?1 AND key >= 'nk1:' AND key < 'nk1;'")?;
        for id in patients {
            for body in versions.query_map([id.0], |row| row.get::<_, String>(0))? {
                let patient: Patient = serde_json::from_str(&body?)?;
                found.add(&patient.addresses, &patient.telecoms);
            }
            for body in contacts.query_map([id.0], |row| row.get::<_, String>(0))? {
                let body: StoredBody = serde_json::from_str(&body?)?;
                if let Resource::RelatedPerson(person) = body.resource {
                    found.add(person.address.as_slice(), &person.telecoms);
                }
            }
        }
        // The longer first, so that nothing of it is left where a shorter one is part of it.
        found.terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
        found.terms.dedup();
        Ok(found)
    }

    fn add(&mut self, addresses: &[Address], telecoms: &[ContactPoint]) {
        for address in addresses {
            // Towns and counties are words of every other letter; the line with the house is not.
            let house =
                |(place, line): &(usize, &String)| *place == 0 || line.bytes().any(|byte| byte.is_ascii_digit());
            let lines = address.lines.iter().enumerate().filter(house).map(|(_, line)| line);
            self.terms.extend(lines.chain(&address.postcode).map(|line| folded(line).0));
        }
        for contact in telecoms {
            let (term, _) = folded(&contact.value);
            let is_number = term.bytes().all(|byte| byte.is_ascii_digit());
            // With and without the code of the country it is the same number.
            let local = term.trim_start_matches('0');
            let local = local.strip_prefix("44").unwrap_or(local).trim_start_matches('0');
            self.terms.push(if is_number { local.to_owned() } else { term });
        }
        self.terms.retain(|term| term.len() >= SHORTEST);
    }

    /// A text without them.
    pub(super) fn hide(&self, text: &str) -> Option<String> {
        let (folded, places) = folded(text);
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for term in &self.terms {
            for (at, _) in folded.match_indices(term.as_str()) {
                let (start, end) = (places[at].0, places[at + term.len() - 1].1);
                let within = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
                let number = term.bytes().all(|byte| byte.is_ascii_digit());
                let apart =
                    !within(text[end..].chars().next()) && (number || !within(text[..start].chars().next_back()));
                if apart {
                    ranges.push((start, end));
                }
            }
        }
        if ranges.is_empty() {
            return None;
        }
        ranges.sort_unstable();
        let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
        for (start, end) in ranges {
            if start >= at {
                shown.push_str(&text[at..start]);
                shown.push_str(HIDDEN);
            }
            at = at.max(end);
        }
        shown.push_str(&text[at..]);
        Some(shown)
    }

    /// Takes them out of every text of a body.
    pub(super) fn hide_in(&self, body: &StoredBody) -> Hidden {
        let Ok(mut value) = serde_json::to_value(body) else { return Hidden::Unreadable };
        if !self.walk(&mut value) {
            return Hidden::Nothing;
        }
        serde_json::from_value(value).map_or(Hidden::Unreadable, |body| Hidden::Part(Box::new(body)))
    }

    fn walk(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.hide(text) {
                Some(hidden) => {
                    *text = hidden;
                    true
                }
                None => false,
            },
            Value::Array(values) => values.iter_mut().fold(false, |any, value| self.walk(value) | any),
            Value::Object(fields) => fields.values_mut().fold(false, |any, value| self.walk(value) | any),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

/// The letters and digits of a text in upper case, and for each byte the place of its character.
fn folded(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (start, character) in text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        for upper in character.to_uppercase() {
            folded.push(upper);
            places.resize(folded.len(), (start, start + character.len_utf8()));
        }
    }
    (folded, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ContactSystem;

    fn whereabouts() -> Whereabouts {
        let mut found = Whereabouts::default();
        let address = Address {
            lines: vec!["Rose Cottage".to_owned(), "12 Quay St.".to_owned(), "Poole".to_owned()],
            postcode: Some("BH15 1AA".to_owned()),
            ..Address::default()
        };
        let number = |value: &str| ContactPoint { system: ContactSystem::Phone, value: value.to_owned(), usage: None };
        found.add(&[address], &[number("01202 555 0123"), number("ann@example.org"), number("999")]);
        found
    }

    #[test]
    fn an_address_is_found_however_it_is_spelt() {
        for (text, shown) in [
            ("lives at rose cottage, Poole", "lives at ‹hidden›, Poole"),
            ("12 Quay St, Poole, bh151aa.", "‹hidden›, Poole, ‹hidden›."),
            ("12^Quay St^^Poole^BH15  1AA", "‹hidden›^^Poole^‹hidden›"),
            ("tel. (01202) 5550123 or +44 1202 555 0123", "tel. (0‹hidden› or +44 ‹hidden›"),
            ("write to Ann@Example.org!", "write to ‹hidden›!"),
        ] {
            assert_eq!(whereabouts().hide(text).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn other_words_stay() {
        for text in ["", "Poole Hospital", "rose", "112 Quay Street", "BH15 1AAA", "call 999", "ünïcödé ‹›"] {
            assert_eq!(whereabouts().hide(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_at_characters(text in "(\\PC|BH15 1AA|ß){0,24}") {
            let shown = whereabouts().hide(&text).unwrap_or(text);
            proptest::prop_assert!(whereabouts().hide(&shown).is_none() || shown.contains(HIDDEN));
        }
    }
}
