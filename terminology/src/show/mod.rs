//! Everything that a release says of one code, in one form for all systems.
//!
//! Owns the gathering. A short answer, for a check or beside a record, is `lookup`'s.

mod ctv3;
mod dmd;
mod read_v2;
mod snomed;

use serde::Serialize;

use crate::lookup::System;
use crate::terminology::Terminology;

/// Everything that a release says of one code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The system.
    pub system: System,
    /// The release that answers, by name.
    pub release: String,
    /// The code.
    pub code: String,
    /// The term to show.
    pub term: String,
    /// Whether it may be used.
    pub active: bool,
    /// What it has one of: its status, its module, its supplier. Names are stable.
    pub facts: Vec<Fact>,
    /// How it is called.
    pub terms: Vec<TermShown>,
    /// What it has to do with: parents, attributes, packs, reference sets, replacements.
    pub related: Vec<Related>,
}

/// A name and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermShown {
    /// Its identifier, where it has one.
    pub id: Option<String>,
    /// The words.
    pub term: String,
    /// What kind of term it is.
    pub kind: String,
    /// Whether it is in use.
    pub active: bool,
    /// Case rule, language and how far each language reference set accepts it.
    pub remark: String,
}

/// Something that a code has to do with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// How: `parent`, `finding site`, `pack`, `member of`.
    pub relation: String,
    /// The group of the relation, where it stands in one.
    pub group: Option<u32>,
    /// The other code.
    pub code: String,
    /// Its term.
    pub term: String,
    /// More of the relation, or of the other code.
    pub remark: String,
}

impl Shown {
    fn fact(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.facts.push(Fact { name, value });
        }
    }

    /// Says in front of all else what was asked for, where that is not the code.
    fn asked_for(&mut self, value: String) {
        self.facts.insert(0, Fact { name: "asked for", value });
    }

    fn relate(&mut self, relation: &str, code: &str, term: impl Into<String>) -> &mut Related {
        let (relation, code, term) = (relation.to_owned(), code.to_owned(), term.into());
        self.related.push(Related { relation, group: None, code, term, remark: String::new() });
        let last = self.related.len() - 1;
        &mut self.related[last]
    }
}

/// At most so many children are named.
const CHILDREN: usize = 50;

impl Terminology {
    /// What is said of a code in each of these systems that has it. A barcode is that of its packs.
    pub fn show(&self, code: &str, systems: &[System]) -> Vec<Shown> {
        let mut found = Vec::new();
        for system in systems {
            match system {
                System::SnomedCt => found.extend(self.snomed.as_ref().and_then(|open| snomed::shown(open, code))),
                System::Dmd => found.extend(self.dmd.iter().flat_map(|open| dmd::shown(open, code))),
                System::ReadV2 => found.extend(self.read_v2.as_ref().and_then(|open| read_v2::shown(open, code))),
                System::Ctv3 => found.extend(self.ctv3.as_ref().and_then(|open| ctv3::shown(open, code))),
            }
        }
        found
    }
}
