//! Who stays in an extract.

use super::{NumberSet, Unusable};
use crate::record::NhsNumber;

/// What becomes of the whole record of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It stays.
    Keep,
    /// It is removed: the number is not in the cleaned list, or a Type 1 opt-out stands.
    Removed,
    /// It is held back: nobody asked whether this person opted out.
    NotAsked,
}

/// By what an extract is filtered.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a> {
    /// Those who did not opt out nationally.
    pub cleaned: &'a NumberSet,
    /// Those who were asked about, where that is known.
    pub requested: Option<&'a NumberSet>,
    /// Those with a Type 1 opt-out in the record of their practice.
    pub type_1: &'a NumberSet,
    /// Whether only numbers that are never issued are taken.
    pub test_range_only: bool,
}

impl Rule<'_> {
    /// What becomes of a person.
    pub fn judge(&self, number: NhsNumber) -> Result<Verdict, Unusable> {
        if self.test_range_only && !number.is_test_range() {
            return Err(Unusable::NotForDemo);
        }
        if self.type_1.contains(number) {
            return Ok(Verdict::Removed);
        }
        if self.cleaned.contains(number) {
            return Ok(Verdict::Keep);
        }
        let asked = self.requested.is_none_or(|requested| requested.contains(number));
        Ok(if asked { Verdict::Removed } else { Verdict::NotAsked })
    }
}
