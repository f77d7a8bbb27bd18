//! Profiles over the standard: the rules of both together.

use std::sync::Arc;

use super::{FieldRule, Profile, SegmentRule, TableRule, TypeRule};
use crate::validation::hl7v2::definitions::{Field, Primitive, Rules, SegmentRules, Table, TypeReference, Usage};

/// The rules of a version with profiles over them, later ones over earlier.
pub(in crate::validation::hl7v2) fn compose(standard: &Rules, profiles: &[&Profile]) -> Rules {
    let mut rules = standard.clone();
    for profile in profiles {
        for (event, structure) in &profile.events {
            rules.events.insert(event.as_str().into(), structure.as_str().into());
        }
        for structure in &profile.structures {
            rules.structures.insert(structure.name.clone(), Arc::clone(structure));
        }
        for (number, rule) in &profile.tables {
            table(&mut rules, *number, rule);
        }
        for (name, number, rule) in &profile.types {
            component(&mut rules, name, *number, rule);
        }
        for segment in &profile.segments {
            self::segment(&mut rules, profile, segment);
        }
    }
    rules
}

fn table(rules: &mut Rules, number: u16, rule: &TableRule) {
    let (mut codes, added) = match (rule, rules.tables.remove(&number)) {
        (TableRule::Add(added), Some(Table::Codes(codes))) => (codes, added),
        (TableRule::Add(added) | TableRule::Only(added), _) => (Vec::new(), added),
    };
    codes.extend(added.iter().map(|code| code.as_str().into()));
    codes.sort_unstable();
    codes.dedup();
    rules.tables.insert(number, Table::Codes(codes));
}

fn component(rules: &mut Rules, name: &str, number: u16, rule: &TypeRule) {
    let kind = rule.kind.as_deref().and_then(|kind| rules.type_named(kind));
    let Some(TypeReference::Composite(place)) = rules.type_named(name) else { return };
    let composite = rules.composites.get_mut(usize::from(place));
    let component = composite.and_then(|it| it.components.get_mut(usize::from(number).checked_sub(1)?));
    if let Some(component) = component {
        component.kind = kind.unwrap_or(component.kind);
        component.usage = rule.usage.unwrap_or(component.usage);
        component.length = rule.length.unwrap_or(component.length);
        component.table = rule.table.unwrap_or(component.table);
    }
}

/// A field of which nothing is known.
fn unknown() -> Field {
    Field {
        kind: TypeReference::Primitive(Primitive::Any),
        usage: Usage::Optional,
        most: 0,
        length: 0,
        table: 0,
        label: "local field".into(),
        constraint: None,
    }
}

fn segment(rules: &mut Rules, profile: &Profile, rule: &SegmentRule) {
    let mut segment = rules.segments.remove(&rule.name).unwrap_or_else(|| SegmentRules {
        local: (!rule.complete).then(|| Arc::clone(&profile.name)),
        ..SegmentRules::default()
    });
    for (number, field) in &rule.fields {
        let place = usize::from(*number).saturating_sub(1);
        while segment.fields.len() <= place {
            segment.fields.push(unknown());
        }
        let kind = field.kind.as_deref().and_then(|kind| rules.type_named(kind));
        self::field(&mut segment.fields[place], field, kind);
    }
    segment.note_required();
    rules.segments.insert(rule.name, segment);
}

fn field(field: &mut Field, rule: &FieldRule, kind: Option<TypeReference>) {
    field.kind = kind.unwrap_or(field.kind);
    field.usage = rule.usage.unwrap_or(field.usage);
    field.most = rule.repetitions.unwrap_or(field.most);
    field.length = rule.length.unwrap_or(field.length);
    field.table = rule.table.unwrap_or(field.table);
    if let Some(label) = &rule.label {
        field.label = label.as_str().into();
    }
    let Some(before) = field.constraint.take() else {
        field.constraint = Some(Box::new(rule.constraint.clone()));
        return;
    };
    // What an extended profile asks holds on where this one does not speak of it.
    let mut both = rule.constraint.clone();
    both.required |= before.required && rule.usage.is_none();
    if both.values.is_empty() {
        both.values = before.values;
    }
    both.pattern = both.pattern.or(before.pattern);
    both.nhs_number = both.nhs_number.or(before.nhs_number);
    for (number, component) in before.components {
        if !both.components.iter().any(|(other, _)| *other == number) {
            both.components.push((number, component));
        }
    }
    field.constraint = Some(Box::new(both));
}
