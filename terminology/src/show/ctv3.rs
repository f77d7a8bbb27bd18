//! A code of CTV3 in full.

use super::{CHILDREN, Shown, TermShown};
use crate::ctv3::{Ctv3, Status};
use crate::lookup::System;
use crate::terminology::Open;

/// A code of five characters.
pub(super) fn shown(open: &Open<Ctv3>, code: &str) -> Option<Shown> {
    let ctv3 = &open.index;
    let concept = ctv3.lookup_text(code)?;
    let mut shown = Shown {
        system: System::Ctv3,
        release: open.release.name.clone(),
        code: concept.code().as_str().to_owned(),
        term: concept.preferred_term().to_owned(),
        active: concept.status().is_none_or(Status::is_active),
        facts: Vec::new(),
        terms: Vec::new(),
        related: Vec::new(),
    };
    shown.fact("status", concept.status().map(|status| status.to_string()).unwrap_or_default());
    shown.fact("origin", if concept.is_local() { "a code of a supplier's own" } else { "" });
    if let Some(kind) = concept.concept_type() {
        shown.fact("type", format!("{} {}", kind.code().as_str(), kind.preferred_term()));
    }
    shown.fact("supplier's term", concept.dictionary_term().unwrap_or_default());
    for (term, preferred) in concept.terms() {
        shown.terms.push(TermShown {
            id: Some(term.id().as_str().to_owned()),
            term: term.full().to_owned(),
            kind: if preferred { "preferred" } else { "synonym" }.to_owned(),
            active: term.status().is_active(),
            remark: String::new(),
        });
    }
    for code in ctv3.replacements(concept.code()) {
        let term = ctv3.lookup(code).map(|concept| concept.preferred_term().to_owned()).unwrap_or_default();
        shown.relate("replaced by", code.as_str(), term);
    }
    for parent in ctv3.parents(concept.code()) {
        shown.relate("parent", parent.code().as_str(), parent.preferred_term());
    }
    for child in ctv3.children(concept.code()).take(CHILDREN) {
        shown.relate("child", child.code().as_str(), child.preferred_term());
    }
    Some(shown)
}
