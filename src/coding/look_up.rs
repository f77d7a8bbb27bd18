//! Looking a code up by its words while typing.

use dcr_terminology::lookup::System;
use dcr_terminology::search::Query;

use super::Marker;

/// The most codes of each system.
const MOST: usize = 5;

/// A code that has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCode {
    /// Its system, for people.
    pub system: &'static str,
    /// The code.
    pub code: String,
    /// The term to show.
    pub term: String,
    /// Whether it may be used.
    pub active: bool,
}

impl FoundCode {
    /// The code in a line.
    pub fn line(&self) -> String {
        format!("{}  {}  {}", self.code, self.term, self.system)
    }
}

/// What the words found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// The codes, system by system, the best first.
    pub codes: Vec<FoundCode>,
    /// What is to be said of it: that a word was taken for another, that nothing was found.
    pub notes: Vec<String>,
}

impl LookedUp {
    /// Nothing is loaded to be asked.
    pub fn nothing_loaded() -> Self {
        let note = "No release of a terminology is loaded: `dcr terminology load PATH`.".to_owned();
        Self { codes: Vec::new(), notes: vec![note] }
    }
}

impl Marker {
    /// The codes with a term that has these words: the same search as `dcr terminology search`.
    pub fn look_up(&self, text: &str) -> LookedUp {
        let query = Query { text, systems: &System::ALL, limit: MOST, inactive: false, within: None };
        let answers = match self.terminology().search(&query) {
            Ok(answers) => answers,
            Err(error) => return LookedUp { codes: Vec::new(), notes: vec![error.to_string()] },
        };
        let mut found = LookedUp::default();
        for answer in answers {
            let system = answer.system.title();
            for taken in &answer.instead {
                found.notes.push(format!("{system}: no term has `{}`; `{}` is taken.", taken.typed, taken.taken));
            }
            let code = |hit: dcr_terminology::search::Hit| FoundCode {
                system,
                code: hit.code,
                term: hit.term,
                active: hit.active,
            };
            found.codes.extend(answer.hits.into_iter().map(code));
        }
        if found.codes.is_empty() && found.notes.is_empty() {
            found.notes.push("No term has these words.".to_owned());
        }
        found
    }
}
