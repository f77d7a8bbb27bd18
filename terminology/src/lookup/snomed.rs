//! A concept of SNOMED CT, as a lookup answers it.

use snomed_ct_parsing::sctid::{ComponentKind, Sctid};

use super::{Answer, Entry, Replacement};
use crate::snomed::metadata::{self, DIALECTS};
use crate::snomed::{Component, DescriptionKind, Snomed};

/// How associations are called, the most telling first.
const RELATIONS: [(u64, &str); 8] = [
    (metadata::SAME_AS, "same as"),
    (metadata::REPLACED_BY, "replaced by"),
    (metadata::MOVED_TO, "moved to"),
    (metadata::ALTERNATIVE, "alternative"),
    (metadata::PARTIALLY_EQUIVALENT_TO, "partially equivalent to"),
    (metadata::POSSIBLY_EQUIVALENT_TO, "possibly equivalent to"),
    (metadata::POSSIBLY_REPLACED_BY, "possibly replaced by"),
    (metadata::WAS_A, "was a"),
];

/// Why something cannot be the identifier of a concept.
pub(super) fn malformed(code: &str) -> Option<String> {
    match code.parse::<Sctid>() {
        Ok(sctid) => match sctid.kind() {
            ComponentKind::Concept => None,
            ComponentKind::Description => Some("it is the identifier of a description, not of a concept".to_owned()),
            ComponentKind::Relationship => Some("it is the identifier of a relationship, not of a concept".to_owned()),
        },
        Err(error) => Some(format!("expected {error}")),
    }
}

/// What a release says of a concept.
pub(super) fn lookup(snomed: &Snomed, code: &str) -> Answer {
    let found = number(code).and_then(|sctid| snomed.ordinal(sctid)).and_then(|ordinal| snomed.concept(ordinal));
    let Some(concept) = found else { return Answer::Absent };
    let ordinal = concept.ordinal;
    let (mut terms, mut former_terms) = (Vec::new(), Vec::new());
    for description in snomed.descriptions(ordinal).filter(|it| it.kind != DescriptionKind::Definition) {
        // A concept that is inactive keeps its descriptions active.
        let terms = if description.version.active { &mut terms } else { &mut former_terms };
        terms.push(description.term.to_owned());
    }
    let active = concept.version.active;
    let reason = |value| component_term(snomed, value).map(|term| without_tag(&term).to_lowercase());
    let status = snomed.reasons(Component::Concept(ordinal)).into_iter();
    let status = status.filter(|reason| reason.kind == metadata::CONCEPT_INACTIVATION).find_map(|it| reason(it.value));
    Answer::Found(Box::new(Entry {
        code: code.to_owned(),
        term: term(snomed, ordinal),
        terms,
        former_terms,
        active,
        status: status.filter(|_| !active),
        replacements: if active { Vec::new() } else { replacements(snomed, ordinal) },
        level: None,
    }))
}

/// The number of an identifier written as the release writes it.
pub(crate) fn number(code: &str) -> Option<u64> {
    code.parse::<Sctid>().ok().map(Sctid::get)
}

/// The term to show of a concept; its identifier where it has none.
pub(crate) fn term(snomed: &Snomed, ordinal: u32) -> String {
    let term = snomed.preferred_term(ordinal, &DIALECTS).map(ToOwned::to_owned);
    term.unwrap_or_else(|| snomed.sctid(ordinal).to_string())
}

/// The term of a component, where the release has one.
pub(crate) fn component_term(snomed: &Snomed, component: Component) -> Option<String> {
    match component {
        Component::Concept(ordinal) => snomed.preferred_term(ordinal, &DIALECTS).map(ToOwned::to_owned),
        Component::Description(position) => snomed.description(position).map(|it| it.term.to_owned()),
        Component::Other(_) => None,
    }
}

/// What is used in place of a concept, the most telling first.
pub(crate) fn replacements(snomed: &Snomed, ordinal: u32) -> Vec<Replacement> {
    let mut found: Vec<(usize, Replacement)> = Vec::new();
    for association in snomed.associations(Component::Concept(ordinal)) {
        let Some(rank) = RELATIONS.iter().position(|(kind, _)| *kind == association.kind) else { continue };
        let replacement = Replacement {
            relation: RELATIONS[rank].1.to_owned(),
            code: snomed.component_sctid(association.target).to_string(),
            term: component_term(snomed, association.target),
        };
        found.push((rank, replacement));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, replacement)| replacement).collect()
}

/// A fully specified name without its semantic tag.
pub(crate) fn without_tag(term: &str) -> &str {
    match term.rsplit_once(" (") {
        Some((name, tag)) if tag.ends_with(')') => name,
        _ => term,
    }
}
