//! A code of Read v2 in full.

use super::{CHILDREN, Shown, TermShown};
use crate::lookup::System;
use crate::read_v2::ReadV2;
use crate::terminology::Open;

/// A code of five characters, or of seven with a term code.
pub(super) fn shown(open: &Open<ReadV2>, code: &str) -> Option<Shown> {
    let read = &open.index;
    let (concept, term) = read.lookup_term(code)?;
    let mut shown = Shown {
        system: System::ReadV2,
        release: open.release.name.clone(),
        code: concept.code().as_str().to_owned(),
        term: concept.preferred_term().to_owned(),
        active: true,
        facts: Vec::new(),
        terms: Vec::new(),
        related: Vec::new(),
    };
    if let Some(term) = term {
        shown.asked_for(format!("{code}, the term {}", term.full()));
    }
    shown.fact("status", concept.status());
    shown.fact("specialty", concept.specialty());
    for (name, [code, definition]) in
        [("ICD-9", concept.icd9()), ("ICD-9-CM", concept.icd9_cm()), ("OPCS-4.2", concept.opcs4_2())]
    {
        shown.fact(name, format!("{code} {definition}").trim());
    }
    for term in concept.terms() {
        let [short, middle, _] = term.texts();
        let shorter = [short, middle].into_iter().filter(|text| !text.is_empty() && *text != term.full());
        shown.terms.push(TermShown {
            id: Some(term.term_code().as_str().to_owned()),
            term: term.full().to_owned(),
            kind: if term.is_preferred() { "preferred" } else { "synonym" }.to_owned(),
            active: true,
            remark: shorter.collect::<Vec<_>>().join("; "),
        });
    }
    if let Some(parent) = read.parent(concept.code()) {
        shown.relate("parent", parent.code().as_str(), parent.preferred_term());
    }
    for child in read.children(concept.code()).take(CHILDREN) {
        shown.relate("child", child.code().as_str(), child.preferred_term());
    }
    Some(shown)
}
