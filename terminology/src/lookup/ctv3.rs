//! A code of CTV3, as a lookup answers it.

use super::{Answer, Entry, Replacement};
use crate::ctv3::Ctv3;

/// What a release says of a code of five characters; of seven, the two of a term are left aside.
pub(super) fn lookup(ctv3: &Ctv3, code: &str) -> Answer {
    let five = if code.len() == 7 { code.get(..5).unwrap_or(code) } else { code };
    let Some(concept) = ctv3.lookup_text(five) else { return Answer::Absent };
    let (mut terms, mut former_terms) = (vec![concept.preferred_term().to_owned()], Vec::new());
    for (term, _) in concept.terms() {
        let terms = if term.status().is_active() { &mut terms } else { &mut former_terms };
        terms.extend(term.texts().into_iter().filter(|text| !text.is_empty()).map(ToOwned::to_owned));
    }
    terms.extend(concept.dictionary_term().map(ToOwned::to_owned));
    let active = concept.status().is_none_or(crate::ctv3::Status::is_active);
    let replacement = |code: crate::read_code::ReadCode| Replacement {
        relation: "replaced by".to_owned(),
        code: code.as_str().to_owned(),
        term: ctv3.lookup(code).map(|concept| concept.preferred_term().to_owned()),
    };
    let replacements = if active { Vec::new() } else { ctv3.replacements(concept.code()).map(replacement).collect() };
    Answer::Found(Box::new(Entry {
        code: concept.code().as_str().to_owned(),
        term: concept.preferred_term().to_owned(),
        terms,
        former_terms,
        active,
        status: concept.status().map(|status| status.to_string()),
        replacements,
        level: None,
    }))
}
