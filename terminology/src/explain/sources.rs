//! What is asked of loaded releases.

use super::What;
use crate::lookup::{Answer, Codes, Entry, SnomedTarget, System};

/// A code that products of dm+d are found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductCode<'a> {
    /// The barcode of a pack (GTIN), as many digits as were read.
    Barcode(&'a str),
    /// A BNF code of 15 characters.
    Bnf(&'a str),
    /// An ATC code.
    Atc(&'a str),
}

/// Loaded releases, as far as an explanation asks them. Of whatever is not loaded nothing is known,
/// which is what the methods here say by themselves.
pub trait Sources: Codes {
    /// The concept that a description of SNOMED CT describes; its `term` is the description's.
    fn described(&self, _description: &str) -> Answer {
        Answer::NotLoaded
    }

    /// The products with this code; `None` where no release has such codes.
    fn products(&self, _code: ProductCode<'_>) -> Option<Vec<Entry>> {
        None
    }

    /// Whether the loaded maps from SNOMED CT lead to this code of ICD-10 or OPCS-4, written without
    /// its dot; `None` where they are not loaded.
    fn mapped_to(&self, _classification: What, _code: &str) -> Option<bool> {
        None
    }
}

/// Nothing is loaded: the shape alone speaks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offline;

impl Codes for Offline {
    fn lookup(&self, _: System, _: &str) -> Answer {
        Answer::NotLoaded
    }

    fn snomed_targets(&self, _: System, _: &str) -> Option<Vec<SnomedTarget>> {
        None
    }
}

impl Sources for Offline {}
