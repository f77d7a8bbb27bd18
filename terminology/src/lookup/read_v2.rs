//! A code of Read v2, as a lookup answers it.

use super::{Answer, Entry};
use crate::read_v2::ReadV2;

/// What a release says of a code of five characters, or of seven with a term code.
pub(super) fn lookup(read: &ReadV2, code: &str) -> Answer {
    let Some((concept, _)) = read.lookup_term(code) else { return Answer::Absent };
    let mut terms = vec![concept.preferred_term().to_owned()];
    let shorter = concept.preferred_terms().into_iter().chain(concept.terms().flat_map(|term| term.texts()));
    terms.extend(shorter.filter(|term| !term.is_empty()).map(ToOwned::to_owned));
    Answer::Found(Box::new(Entry {
        code: concept.code().as_str().to_owned(),
        term: concept.preferred_term().to_owned(),
        terms,
        // The last release has no code that is out of use: what the flag would mean is not published.
        active: true,
        ..Entry::default()
    }))
}
