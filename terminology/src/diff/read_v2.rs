//! The facts of a code of Read v2.

use super::Coded;
use crate::read_code::ReadCode;
use crate::read_v2::ReadV2;

/// Every code.
pub(super) fn codes(read: &ReadV2) -> impl Iterator<Item = ReadCode> + '_ {
    read.codes().map(|concept| concept.code())
}

/// A code with its facts.
pub(super) fn coded(read: &ReadV2) -> impl Fn(&ReadCode) -> Coded + '_ {
    move |code| {
        let concept = read.lookup(*code);
        let term = concept.map(|concept| concept.preferred_term().to_owned()).unwrap_or_default();
        let mut facts = [("preferred term", term.clone())].into_iter().collect::<std::collections::BTreeSet<_>>();
        for found in concept.iter().flat_map(crate::read_v2::Concept::terms) {
            facts.insert(("term", format!("{} {}", found.term_code().as_str(), found.full())));
        }
        Coded { code: code.as_str().to_owned(), term, facts }
    }
}
