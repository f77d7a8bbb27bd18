//! The facts of a code of CTV3.

use std::collections::BTreeSet;

use super::{Coded, Fact};
use crate::ctv3::Ctv3;
use crate::read_code::ReadCode;

/// Every code.
pub(super) fn codes(ctv3: &Ctv3) -> impl Iterator<Item = ReadCode> + '_ {
    ctv3.codes().map(|concept| concept.code())
}

/// A code with its facts.
pub(super) fn coded(ctv3: &Ctv3) -> impl Fn(&ReadCode) -> Coded + '_ {
    move |code| {
        let concept = ctv3.lookup(*code);
        let term = concept.map(|concept| concept.preferred_term().to_owned()).unwrap_or_default();
        let mut facts: BTreeSet<Fact> = [("preferred term", term.clone())].into_iter().collect();
        if let Some(concept) = concept {
            facts.extend(concept.status().map(|status| ("status", status.to_string())));
            let active = concept.terms().filter(|(term, _)| term.status().is_active());
            facts.extend(active.map(|(term, _)| ("term", term.full().to_owned())));
        }
        facts.extend(ctv3.parents(*code).map(|parent| ("parent", parent.code().as_str().to_owned())));
        facts.extend(ctv3.replacements(*code).map(|new| ("replacement", new.as_str().to_owned())));
        Coded { code: code.as_str().to_owned(), term, facts }
    }
}
