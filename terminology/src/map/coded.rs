//! A code with its system.

use std::fmt;

use serde::Serialize;
use snomed_ct_parsing::sctid::{ComponentKind, Sctid};

use super::System;
use crate::read_code::{ReadCode, with_term_code};

/// A code of a system, and which of its terms is meant where one is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Coded {
    /// The system.
    pub system: System,
    /// The code: of SNOMED CT and dm+d an identifier, of ICD-10 and OPCS-4 without a dot.
    pub code: String,
    /// The term: of Read v2 its term code, of CTV3 its term id, of SNOMED CT its description.
    pub term: Option<String>,
}

impl Coded {
    /// A code as people and messages write it: of Read v2 five characters, or seven with a term code;
    /// of CTV3 five, or ten with a term id; of SNOMED CT and dm+d the identifier of a concept.
    pub fn parse(system: System, text: &str) -> Result<Self, String> {
        let (code, term) = match system {
            System::ReadV2 => {
                let found = with_term_code(text).filter(|(code, _)| code.is_path());
                let (code, term) = found.ok_or("a Read v2 code has five characters, or seven with its term code")?;
                (code.to_string(), term.map(|term| term.to_string()))
            }
            System::Ctv3 => {
                let (code, term) = text.split_at_checked(5).unwrap_or((text, ""));
                let fits = ReadCode::parse(code).is_some() && (term.is_empty() || ReadCode::parse(term).is_some());
                if !fits {
                    return Err("a CTV3 code has five characters, or ten with a term id".to_owned());
                }
                (code.to_owned(), (!term.is_empty()).then(|| term.to_owned()))
            }
            System::SnomedCt | System::Dmd => match text.parse::<Sctid>() {
                Ok(sctid) if sctid.kind() == ComponentKind::Concept => (sctid.to_string(), None),
                Ok(_) => return Err("the identifier is not that of a concept".to_owned()),
                Err(error) => return Err(format!("expected {error}")),
            },
            System::Icd10 | System::Opcs4 | System::Bnf | System::Atc => (text.to_owned(), None),
        };
        Ok(Self { system, code, term })
    }

    /// A concept of SNOMED CT, or what bears its identifier in dm+d.
    pub(super) fn number(system: System, number: u64, term: Option<u64>) -> Self {
        Self { system, code: number.to_string(), term: term.map(|term| term.to_string()) }
    }

    /// The number of an identifier; 0 for what is none.
    pub(super) fn sctid(&self) -> u64 {
        self.code.parse().unwrap_or_default()
    }
}

impl fmt::Display for Coded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.system, self.code)?;
        match &self.term {
            Some(term) => write!(f, " ({term})"),
            None => Ok(()),
        }
    }
}
