//! A source patient as the patient index compares it.

use crate::record::{Identifier, IdentifierKind, NhsNumber, Patient};

/// A source patient with every number that its source holds for it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What the source says of the person.
    pub patient: &'a Patient,
    /// Local numbers by which the source knows the person, where they are kept beside the patient's
    /// own [`Patient::identifiers`]; both count.
    pub local: &'a [Identifier],
}

impl<'a> Known<'a> {
    /// NHS numbers that may identify, with whether each is verified here. A placeholder or a number
    /// whose check digit fails is none, whatever its status.
    pub(super) fn nhs_numbers(&self) -> impl Iterator<Item = (NhsNumber, bool)> {
        let numbered = |identifier: &'a Identifier| Some((identifier.nhs_number()?, identifier.is_verified()));
        self.identifiers().filter_map(numbered).filter(|(number, _)| number.may_identify())
    }

    /// Verified NHS numbers.
    pub(super) fn verified(&self) -> impl Iterator<Item = NhsNumber> {
        self.nhs_numbers().filter(|(_, verified)| *verified).map(|(number, _)| number)
    }

    /// The authority of a local number that both hold.
    pub(super) fn shared_authority(&self, other: &Self) -> Option<&'a str> {
        let mut shared = self.local_numbers().filter(|mine| {
            other.local_numbers().any(|theirs| mine.authority == theirs.authority && mine.value == theirs.value)
        });
        // The least, so that it is the same from either side.
        let first = shared.next()?;
        Some(shared.map(|number| number.authority.as_str()).fold(first.authority.as_str(), Ord::min))
    }

    fn local_numbers(&self) -> impl Iterator<Item = &'a Identifier> {
        self.identifiers().filter(|identifier| {
            identifier.kind == IdentifierKind::Local
                && !identifier.authority.trim().is_empty()
                && !identifier.is_placeholder()
        })
    }

    fn identifiers(&self) -> impl Iterator<Item = &'a Identifier> {
        self.patient.identifiers.iter().chain(self.local)
    }
}
