//! What to do.

use std::fmt;

use super::{Damage, Evidence, Possibility, Standing, What};
use crate::catalogue::Kind;

/// What to do with a string that is this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Treat it as personal data, and keep it out of lists of codes.
    Personal,
    /// Get the code from where it came from; its digits are lost here.
    BackToSource,
    /// Export the column as text.
    ExportAsText,
    /// Write the code as its system does.
    WriteAs(String),
    /// Look at what was typed.
    CheckTyping,
    /// Use what replaced it.
    UseReplacement(Vec<String>),
    /// It is out of use and nothing replaces it: look for another.
    NoLongerInUse,
    /// Ask the supplier for a map; no public release has it.
    AskSupplier,
    /// Map it to SNOMED CT.
    Map,
    /// Load a release, which then says whether it exists.
    Load(Kind),
    /// Prescribe the product, not the pack.
    ProductNotPack,
    /// Use the concept, not its description.
    UseConcept(Option<String>),
    /// It is no code: look at what the map says.
    NoCode,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Personal => {
                f.write_str("treat it as personal data, and find out how it came to be in a place of codes")
            }
            Self::BackToSource => f.write_str("get the code from its source again: here its digits are lost"),
            Self::ExportAsText => f.write_str("export and import the column as text"),
            Self::WriteAs(code) => write!(f, "write it as {code}"),
            Self::CheckTyping => f.write_str("compare it with its source: a digit is wrong or out of place"),
            Self::UseReplacement(codes) => write!(f, "it is no longer in use; see {}", codes.join(", ")),
            Self::NoLongerInUse => f.write_str("it is no longer in use, and nothing is said to replace it"),
            Self::AskSupplier => f.write_str("ask the supplier for its meaning; no published release has it"),
            Self::Map => f.write_str("map it to SNOMED CT"),
            Self::Load(kind) => write!(f, "load {kind}, which knows more of it"),
            Self::ProductNotPack => f.write_str("it is a pack, which is supplied: prescribe the product of it"),
            Self::UseConcept(Some(concept)) => {
                write!(f, "record its concept, {concept}, and keep this as the term that was chosen")
            }
            Self::UseConcept(None) => f.write_str("record its concept, and keep this as the term that was chosen"),
            Self::NoCode => f.write_str("it is no code: the map says so in the place of one"),
        }
    }
}

impl Possibility {
    /// What to do, if it is this.
    pub fn advice(&self) -> Vec<Advice> {
        let mut advice = Vec::new();
        if self.what == What::PersonNumber {
            advice.push(Advice::Personal);
        }
        let mistyped = self.damage.contains(&Damage::Mistyped);
        let restored = !self.damage.is_empty() && !mistyped && self.standing != Standing::Absent;
        if self.damage.iter().any(Damage::loses_digits) {
            advice.push(Advice::BackToSource);
        } else if let Some(code) = self.code.as_ref().filter(|_| restored) {
            advice.push(Advice::WriteAs(code.clone()));
        }
        if self.damage.iter().any(Damage::is_of_spreadsheets) {
            advice.push(Advice::ExportAsText);
        }
        let is_checked = self.evidence.iter().any(Evidence::is_check_digit);
        if mistyped || self.standing == Standing::Broken && self.damage.is_empty() && is_checked {
            advice.push(Advice::CheckTyping);
        }
        let asked = self.evidence.contains(&Evidence::MappedTo(false));
        if self.standing == Standing::Possible
            && !asked
            && let Some(kind) = self.what.release()
        {
            advice.push(Advice::Load(kind));
        }
        advice.extend(self.of_what());
        advice.extend(self.of_entries());
        advice
    }

    fn of_what(&self) -> Option<Advice> {
        match self.what {
            _ if self.standing >= Standing::Absent => None,
            What::ReadV2 | What::Ctv3 => Some(Advice::Map),
            What::Emis | What::Tpp | What::Gemscript | What::Multilex => Some(Advice::AskSupplier),
            What::SnomedDescription => Some(Advice::UseConcept(self.entries.first().map(|entry| entry.code.clone()))),
            What::MapMark => Some(Advice::NoCode),
            _ => None,
        }
    }

    fn of_entries(&self) -> Option<Advice> {
        let former = self.entries.iter().find(|entry| !entry.active);
        if self.standing == Standing::Former
            && let Some(entry) = former
        {
            let codes: Vec<String> = entry.replacements.iter().map(|replacement| replacement.code.clone()).collect();
            return Some(if codes.is_empty() { Advice::NoLongerInUse } else { Advice::UseReplacement(codes) });
        }
        let pack = |level: crate::dmd::Level| level.is_pack();
        let is_pack = self.what == What::Dmd && self.entries.iter().any(|entry| entry.level.is_some_and(pack));
        is_pack.then_some(Advice::ProductNotPack)
    }
}

impl What {
    /// The release that is asked for one.
    pub const fn release(self) -> Option<Kind> {
        match self {
            Self::SnomedConcept | Self::SnomedDescription | Self::Icd10 | Self::Opcs4 => Some(Kind::SnomedCt),
            Self::Dmd | Self::Barcode | Self::Bnf | Self::Atc => Some(Kind::Dmd),
            Self::ReadV2 => Some(Kind::ReadV2),
            Self::Ctv3 => Some(Kind::Ctv3),
            _ => None,
        }
    }
}
