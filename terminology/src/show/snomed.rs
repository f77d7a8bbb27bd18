//! A concept of SNOMED CT in full.

use super::{CHILDREN, Shown, TermShown};
use crate::lookup::System;
use crate::lookup::snomed::{component_term, number, replacements, term, without_tag};
use crate::snomed::{
    Acceptability, CaseRule, Component, Concept, Description, DescriptionKind, Snomed, Value, metadata,
};
use crate::terminology::Open;

/// A concept, or the one that a description is of.
pub(super) fn shown(open: &Open<Snomed>, code: &str) -> Option<Shown> {
    let snomed = &open.index;
    let sctid = number(code)?;
    let described = snomed.ordinal(sctid).is_none().then(|| snomed.description_by_id(sctid)).flatten();
    let ordinal = snomed.ordinal(sctid).or(described.map(|description| description.concept))?;
    let concept = snomed.concept(ordinal)?;
    let mut shown = Shown {
        system: System::SnomedCt,
        release: open.release.name.clone(),
        code: concept.sctid.to_string(),
        term: term(snomed, ordinal),
        active: concept.version.active,
        facts: Vec::new(),
        terms: snomed.descriptions(ordinal).map(|description| term_shown(snomed, &description)).collect(),
        related: Vec::new(),
    };
    if let Some(description) = described {
        shown.asked_for(format!("{sctid}, the description {}", description.term));
    }
    facts(&mut shown, snomed, &concept);
    for replacement in replacements(snomed, ordinal) {
        shown.relate(&replacement.relation, &replacement.code, replacement.term.unwrap_or_default());
    }
    relations(&mut shown, snomed, ordinal);
    memberships(&mut shown, snomed, ordinal);
    Some(shown)
}

fn facts(shown: &mut Shown, snomed: &Snomed, concept: &Concept) {
    let ordinal = concept.ordinal;
    shown.fact("fully specified name", snomed.fsn(ordinal).unwrap_or_default());
    shown.fact("status", if concept.version.active { "active" } else { "inactive" });
    for reason in snomed.reasons(Component::Concept(ordinal)) {
        if reason.kind == metadata::CONCEPT_INACTIVATION {
            shown.fact("why inactive", component_term(snomed, reason.value).unwrap_or_default());
        }
    }
    shown.fact("definition", if concept.defined { "sufficiently defined" } else { "primitive" });
    shown.fact("effective", concept.version.effective_time().map(|date| date.to_string()).unwrap_or_default());
    shown.fact("module", named(snomed, concept.version.module));
    for description in snomed.descriptions(ordinal).filter(|it| it.kind == DescriptionKind::Definition) {
        shown.fact("text definition", description.term);
    }
}

/// A concept as `code term`.
fn named(snomed: &Snomed, ordinal: u32) -> String {
    format!("{} {}", snomed.sctid(ordinal), term(snomed, ordinal))
}

fn term_shown(snomed: &Snomed, description: &Description<'_>) -> TermShown {
    let kind = match description.kind {
        DescriptionKind::FullySpecifiedName => "fully specified name",
        DescriptionKind::Synonym => "synonym",
        DescriptionKind::Definition => "definition",
    };
    let case = match description.case {
        CaseRule::Insensitive => "case insensitive",
        CaseRule::InitialInsensitive => "only the first character case insensitive",
        CaseRule::Sensitive => "case sensitive",
    };
    let accepted = snomed.acceptabilities(description.position).map(|(language, acceptability)| {
        let name = snomed.ordinal(language).map_or_else(|| language.to_string(), |ordinal| term(snomed, ordinal));
        let how = match acceptability {
            Acceptability::Preferred => "preferred",
            Acceptability::Acceptable => "acceptable",
        };
        format!("{how} in {name}")
    });
    let parts = [description.language.to_owned(), case.to_owned()].into_iter().chain(accepted);
    TermShown {
        id: Some(description.sctid.to_string()),
        term: description.term.to_owned(),
        kind: kind.to_owned(),
        active: description.version.active,
        remark: parts.collect::<Vec<_>>().join("; "),
    }
}

fn relations(shown: &mut Shown, snomed: &Snomed, ordinal: u32) {
    for parent in snomed.parents(ordinal) {
        shown.relate("parent", &snomed.sctid(parent).to_string(), term(snomed, parent));
    }
    for attribute in snomed.attributes(ordinal) {
        let relation = term(snomed, attribute.kind);
        let related = match attribute.value {
            Value::Concept(value) => shown.relate(&relation, &snomed.sctid(value).to_string(), term(snomed, value)),
            Value::Number(value) => shown.relate(&relation, "", format!("#{value}")),
            Value::Text(value) => shown.relate(&relation, "", format!("\"{value}\"")),
            Value::Boolean(value) => shown.relate(&relation, "", value.to_string()),
        };
        related.group = Some(attribute.group);
    }
    let children = snomed.children(ordinal);
    let all = children.len();
    for child in children.take(CHILDREN) {
        shown.relate("child", &snomed.sctid(child).to_string(), term(snomed, child));
    }
    shown.fact("children", if all > CHILDREN { format!("{all}, the first {CHILDREN} named") } else { all.to_string() });
}

fn memberships(shown: &mut Shown, snomed: &Snomed, ordinal: u32) {
    let rows = snomed.rows_for(Component::Concept(ordinal));
    for row in rows.into_iter().filter(|row| row.version.active && !row.refset.is_association()) {
        let name = snomed.ordinal(row.refset.sctid).map(|refset| term(snomed, refset)).unwrap_or_default();
        let (relation, remark) = match snomed.map_row(row) {
            Some(map) => {
                let parts = [
                    Some(map.target.to_owned()),
                    map.group.map(|group| format!("group {group}")),
                    map.priority.map(|priority| format!("priority {priority}")),
                    map.rule.map(ToOwned::to_owned),
                    map.advice.map(ToOwned::to_owned),
                ];
                ("map", parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "))
            }
            None => ("member of", String::new()),
        };
        shown.relate(relation, &row.refset.sctid.to_string(), without_tag(&name)).remark = remark;
    }
}
