//! The facts of a concept of SNOMED CT.

use std::collections::{BTreeMap, BTreeSet};

use super::{Coded, Fact};
use crate::lookup::snomed::{replacements, term};
use crate::snomed::{Component, DescriptionKind, Snomed, Value};

/// Every concept by its SCTID.
pub(super) fn codes(snomed: &Snomed) -> impl Iterator<Item = u64> + '_ {
    snomed.concepts().map(|concept| concept.sctid)
}

/// A concept with its facts.
pub(super) fn coded(snomed: &Snomed) -> impl Fn(&u64) -> Coded + '_ {
    move |sctid| {
        let mut facts = BTreeSet::new();
        let ordinal = snomed.ordinal(*sctid);
        if let Some(ordinal) = ordinal {
            of_concept(snomed, ordinal, &mut facts);
            of_terms(snomed, ordinal, &mut facts);
            of_relationships(snomed, ordinal, &mut facts);
            of_members(snomed, ordinal, &mut facts);
        }
        Coded { code: sctid.to_string(), term: ordinal.map(|ordinal| term(snomed, ordinal)).unwrap_or_default(), facts }
    }
}

fn of_concept(snomed: &Snomed, ordinal: u32, facts: &mut BTreeSet<Fact>) {
    let Some(concept) = snomed.concept(ordinal) else { return };
    facts.insert(("status", if concept.version.active { "active" } else { "inactive" }.to_owned()));
    facts.insert(("definition", if concept.defined { "sufficiently defined" } else { "primitive" }.to_owned()));
    facts.insert(("preferred term", term(snomed, ordinal)));
    for replacement in replacements(snomed, ordinal) {
        facts.insert(("replacement", format!("{} {}", replacement.relation, replacement.code)));
    }
}

fn of_terms(snomed: &Snomed, ordinal: u32, facts: &mut BTreeSet<Fact>) {
    for description in snomed.descriptions(ordinal).filter(|description| description.version.active) {
        let fact = match description.kind {
            DescriptionKind::FullySpecifiedName => "fully specified name",
            DescriptionKind::Synonym => "term",
            DescriptionKind::Definition => "text definition",
        };
        facts.insert((fact, description.term.to_owned()));
    }
}

/// Parents, and attributes: those of a group together, whatever its number.
fn of_relationships(snomed: &Snomed, ordinal: u32, facts: &mut BTreeSet<Fact>) {
    facts.extend(snomed.parents(ordinal).map(|parent| ("parent", snomed.sctid(parent).to_string())));
    let mut groups: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for attribute in snomed.attributes(ordinal) {
        let value = match attribute.value {
            Value::Concept(value) => snomed.sctid(value).to_string(),
            Value::Number(number) => format!("#{number}"),
            Value::Text(text) => format!("\"{text}\""),
            Value::Boolean(boolean) => boolean.to_string(),
        };
        let attributed = format!("{} = {value}", snomed.sctid(attribute.kind));
        if attribute.group == 0 {
            facts.insert(("attribute", attributed));
        } else {
            groups.entry(attribute.group).or_default().insert(attributed);
        }
    }
    for group in groups.into_values() {
        let group: Vec<String> = group.into_iter().collect();
        facts.insert(("attribute group", group.join(", ")));
    }
}

/// Memberships of reference sets, and rows of maps.
fn of_members(snomed: &Snomed, ordinal: u32, facts: &mut BTreeSet<Fact>) {
    for row in snomed.rows_for(Component::Concept(ordinal)) {
        if !row.version.active || row.refset.is_association() || row.refset.is_attribute_value() {
            continue;
        }
        let Some(map) = snomed.map_row(row) else {
            facts.insert(("member of", row.refset.sctid.to_string()));
            continue;
        };
        let number = |name: &str, number: Option<i64>| number.map(|number| format!("{name} {number}"));
        let parts = [
            Some(format!("{} to {}", map.map, map.target)),
            number("block", map.block),
            number("group", map.group),
            number("priority", map.priority),
            map.rule.map(ToOwned::to_owned),
        ];
        facts.insert(("map", parts.into_iter().flatten().collect::<Vec<_>>().join("; ")));
    }
}
