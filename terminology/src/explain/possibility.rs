//! What a string can be, and how sure that is.

use super::person;
use super::{Damage, Evidence, Sources};
use crate::lookup::{Answer, Entry};

/// What something can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A patient's number: NHS number, CHI number or Health and Care number.
    PersonNumber,
    /// A concept of SNOMED CT.
    SnomedConcept,
    /// A description of SNOMED CT.
    SnomedDescription,
    /// A relationship of SNOMED CT.
    SnomedRelationship,
    /// An identifier of SNOMED CT, of which what it names cannot be read.
    SnomedIdentifier,
    /// An identifier of dm+d.
    Dmd,
    /// The barcode of a pack.
    Barcode,
    /// A code of Read version 2.
    ReadV2,
    /// A code of Clinical Terms Version 3.
    Ctv3,
    /// A code that TPP added to CTV3, or the identifier of a term of CTV3.
    Tpp,
    /// A code of EMIS.
    Emis,
    /// A code of ICD-10.
    Icd10,
    /// A code of OPCS-4.
    Opcs4,
    /// A BNF code of the NHS Business Services Authority.
    Bnf,
    /// A code of the Anatomical Therapeutic Chemical classification.
    Atc,
    /// A drug code of Gemscript.
    Gemscript,
    /// A drug code of Multilex.
    Multilex,
    /// A mark that stands in a map in the place of a code.
    MapMark,
}

impl What {
    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::PersonNumber => "a patient's number (NHS, CHI or Health and Care number)",
            Self::SnomedConcept => "SNOMED CT concept",
            Self::SnomedDescription => "SNOMED CT description",
            Self::SnomedRelationship => "SNOMED CT relationship",
            Self::SnomedIdentifier => "SNOMED CT identifier",
            Self::Dmd => "dm+d identifier",
            Self::Barcode => "barcode (GTIN)",
            Self::ReadV2 => "Read v2 code",
            Self::Ctv3 => "CTV3 code",
            Self::Tpp => "TPP local code or CTV3 term identifier",
            Self::Emis => "EMIS local code",
            Self::Icd10 => "ICD-10 code",
            Self::Opcs4 => "OPCS-4 code",
            Self::Bnf => "BNF code",
            Self::Atc => "ATC code",
            Self::Gemscript => "Gemscript drug code",
            Self::Multilex => "Multilex drug code",
            Self::MapMark => "mark in a map",
        }
    }
}

/// How far a possibility stands, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// A loaded release has it, in use.
    Found,
    /// A loaded release has it, no longer in use.
    Former,
    /// It has the form; no release that would have it is loaded.
    Possible,
    /// It has the form; the loaded release does not have it.
    Absent,
    /// It has the form but for what is wrong.
    Broken,
}

impl Standing {
    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Former => "found, no longer in use",
            Self::Possible => "possible by its form",
            Self::Absent => "not in the loaded release",
            Self::Broken => "damaged",
        }
    }

    /// Whether a loaded release has it.
    pub const fn is_found(self) -> bool {
        matches!(self, Self::Found | Self::Former)
    }
}

/// One thing that a string can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibility {
    /// What.
    pub what: What,
    /// The code as its system writes it. Absent where it cannot be told, and where the string may be
    /// a person's number that no release has as a code.
    pub code: Option<String>,
    /// How sure that is.
    pub standing: Standing,
    /// What must have happened to the code for it to be the string.
    pub damage: Vec<Damage>,
    /// What speaks for it, and against.
    pub evidence: Vec<Evidence>,
    /// What the loaded release says of it: the code itself, the concept of a description, the products
    /// of a barcode.
    pub entries: Vec<Entry>,
}

/// Everything that a string can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// All possibilities, the surest first.
    pub possibilities: Vec<Possibility>,
}

impl Explanation {
    /// Whether the string may be a person's number: it is then shown nowhere, least in an error.
    pub fn may_be_personal(&self) -> bool {
        self.possibilities.iter().any(|possibility| possibility.what == What::PersonNumber)
    }
}

/// A way to read the string: itself, or with some damage undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) damage: Vec<Damage>,
}

impl Reading {
    /// The same, damaged in one way more.
    pub(super) fn and(&self, damage: Damage) -> Vec<Damage> {
        [self.damage.clone(), vec![damage]].concat()
    }

    /// Whether it is digits alone.
    pub(super) fn is_digits(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The possibilities as they are found.
pub(super) struct Possibilities<'a> {
    pub(super) sources: &'a dyn Sources,
    found: Vec<Possibility>,
}

impl<'a> Possibilities<'a> {
    pub(super) fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, found: Vec::new() }
    }

    /// Adds one; of two that are alike the one with less damage stays.
    pub(super) fn add(&mut self, possibility: Possibility) {
        let alike = |other: &&mut Possibility| (other.what, &other.code) == (possibility.what, &possibility.code);
        match self.found.iter_mut().find(alike) {
            Some(other) if other.damage.len() > possibility.damage.len() => *other = possibility,
            Some(_) => {}
            None => self.found.push(possibility),
        }
    }

    /// Adds those that are guesses: only those that a release has, if it has any.
    pub(super) fn add_guesses(&mut self, guesses: Vec<Possibility>) {
        let any = guesses.iter().any(|guess| guess.standing.is_found());
        for guess in guesses.into_iter().filter(|guess| !any || guess.standing.is_found()) {
            self.add(guess);
        }
    }

    /// Whether a release has one of these.
    pub(super) fn has_found(&self, what: &[What]) -> bool {
        self.found.iter().any(|possibility| what.contains(&possibility.what) && possibility.standing.is_found())
    }

    pub(super) fn finish(self) -> Explanation {
        let mut possibilities = self.found;
        // Stable: of those that stand alike the order is that of the recognisers.
        possibilities.sort_by_key(|it| (it.standing, it.damage.len()));
        if possibilities.iter().any(|it| it.what == What::PersonNumber) {
            for possibility in possibilities.iter_mut().filter(|it| !it.standing.is_found()) {
                // The number, or what is left of it without zeros in front.
                possibility.code = possibility.code.take().filter(|code| !person::holds(&format!("{code:0>10}")));
            }
        }
        Explanation { possibilities }
    }
}

/// What the answer of a release makes of a possibility: how it stands, and its entries.
pub(super) fn standing(answer: Answer) -> (Standing, Vec<Entry>) {
    match answer {
        Answer::NotLoaded => (Standing::Possible, Vec::new()),
        Answer::Absent => (Standing::Absent, Vec::new()),
        Answer::Found(entry) if entry.active => (Standing::Found, vec![*entry]),
        Answer::Found(entry) => (Standing::Former, vec![*entry]),
    }
}

/// What a list of products makes of a possibility.
pub(super) fn standing_of(products: Option<Vec<Entry>>) -> (Standing, Vec<Entry>) {
    match products {
        None => (Standing::Possible, Vec::new()),
        Some(products) if products.is_empty() => (Standing::Absent, products),
        Some(products) if products.iter().any(|product| product.active) => (Standing::Found, products),
        Some(products) => (Standing::Former, products),
    }
}
