//! An identifier that a source holds for a person.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{NhsNumber, NhsNumberStatus, fold_name};

/// What an identifier is, and in which authority's numbering.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierKind {
    /// The NHS number of England, Wales and the Isle of Man.
    NhsNumber,
    /// A number the source gives its own patients (hospital number, MRN, PI).
    Local,
    /// An episode or account number: never identity.
    Account,
}

/// A number by which a source knows a person.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What the number is.
    pub kind: IdentifierKind,
    /// The number as sent, trimmed; an NHS number without its spaces.
    pub value: String,
    /// Who gave the number: an ODS code or the source's own name. `NHS` for NHS numbers.
    pub authority: String,
    /// How far an NHS number is verified; absent means unverified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<NhsNumberStatus>,
}

impl Identifier {
    /// The authority of NHS numbers.
    pub const NHS: &'static str = "NHS";

    /// An NHS number, even one whose check digit fails.
    pub fn nhs(number: NhsNumber, status: Option<NhsNumberStatus>) -> Self {
        Self { kind: IdentifierKind::NhsNumber, value: number.plain(), authority: Self::NHS.to_owned(), status }
    }

    /// A number of an authority's own.
    pub fn local(authority: impl Into<String>, value: impl Into<String>) -> Self {
        Self { kind: IdentifierKind::Local, value: value.into(), authority: authority.into(), status: None }
    }

    /// The NHS number, where this is one of ten digits.
    pub fn nhs_number(&self) -> Option<NhsNumber> {
        if self.kind == IdentifierKind::NhsNumber { self.value.parse().ok() } else { None }
    }

    /// Whether this is what systems send when they have no number, which is never identity: an NHS
    /// number that is a placeholder; a local number that is empty, zeros, one letter or (from six
    /// on) one digit over and over, or a word for unknown.
    pub fn is_placeholder(&self) -> bool {
        match self.kind {
            IdentifierKind::NhsNumber => self.nhs_number().is_some_and(NhsNumber::is_placeholder),
            IdentifierKind::Local | IdentifierKind::Account => is_filler(&self.value),
        }
    }

    /// Whether this is an NHS number that has been verified and may identify.
    pub fn is_verified(&self) -> bool {
        self.status.is_some_and(NhsNumberStatus::is_verified) && self.nhs_number().is_some_and(NhsNumber::may_identify)
    }
}

fn is_filler(value: &str) -> bool {
    let folded = fold_name(value);
    let mut characters = folded.chars();
    let first = characters.next();
    // A short number such as 111 may well have been given to somebody; zeros and letters were not.
    let given = first.is_some_and(|first| first.is_ascii_digit() && first != '0') && folded.len() < 6;
    let repeated = folded.len() > 2 && !given && characters.all(|character| Some(character) == first);
    first.is_none()
        || repeated
        || matches!(
            folded.as_str(),
            "0" | "00"
                | "UNKNOWN"
                | "UNK"
                | "NONE"
                | "NULL"
                | "NA"
                | "NK"
                | "NIL"
                | "NOTKNOWN"
                | "TBC"
                | "TBA"
                | "TEMP"
        )
}

impl fmt::Display for Identifier {
    /// An NHS number as 3-3-4, another number with its authority.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nhs_number() {
            Some(number) => write!(f, "{number}"),
            None => write!(f, "{} ({})", self.value, self.authority),
        }
    }
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({:?}, {}, ‹masked›)", self.kind, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_no_number_is_a_placeholder() {
        for filler in ["", " ", "0", "000", "0000000", "XXX", "999999", "UNKNOWN", "n/k", "Not known", "TBC"] {
            assert!(Identifier::local("RBD", filler).is_placeholder(), "{filler}");
        }
        for number in ["1", "111", "99999", "1112", "A1", "P100001", "0001"] {
            assert!(!Identifier::local("RBD", number).is_placeholder(), "{number}");
        }
        assert!(Identifier::nhs("9999999999".parse().unwrap(), None).is_placeholder());
        assert!(!Identifier::nhs("9990000018".parse().unwrap(), None).is_placeholder());
    }
}
