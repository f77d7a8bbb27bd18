//! Refinements, for one concept.

use std::collections::BTreeSet;

use snomed_ct_parsing::ecl::*;

use super::super::model::Value;
use super::Naive;
use super::compare::{number_compares, within};
use crate::snomed::metadata::IS_A;

impl Naive<'_> {
    pub(super) fn refined(&self, refinement: &Refinement, id: u64) -> bool {
        match refinement {
            Refinement::And(parts) => parts.iter().all(|part| self.refined(part, id)),
            Refinement::Or(parts) => parts.iter().any(|part| self.refined(part, id)),
            Refinement::Attribute(attribute) => self.attribute(attribute, id, None),
            Refinement::Group(group) => {
                let mut groups: BTreeSet<u32> =
                    self.model.attributes.iter().filter(|row| row.source == id).map(|row| row.group).collect();
                groups.remove(&0);
                let matching = groups.iter().filter(|number| self.set(&group.attributes, id, **number)).count();
                within(group.cardinality, matching)
            }
        }
    }

    fn set(&self, set: &AttributeSet, id: u64, group: u32) -> bool {
        match set {
            AttributeSet::And(parts) => parts.iter().all(|part| self.set(part, id, group)),
            AttributeSet::Or(parts) => parts.iter().any(|part| self.set(part, id, group)),
            AttributeSet::Attribute(attribute) => self.attribute(attribute, id, Some(group)),
        }
    }

    fn attribute(&self, attribute: &Attribute, id: u64, group: Option<u32>) -> bool {
        if attribute.reverse {
            let sources: BTreeSet<u64> = self
                .pointing_at(id)
                .filter(|(source, kind)| {
                    self.names(&attribute.name, *kind) && self.value(&attribute.value, &Value::Concept(*source))
                })
                .map(|(source, _)| source)
                .collect();
            return within(attribute.cardinality, sources.len());
        }
        let own = self.model.attributes.iter().filter(|row| row.source == id);
        let own = own.filter(|row| group.is_none_or(|group| row.group == group));
        let parents = self.model.is_a.iter().filter(|(child, _)| *child == id && group.is_none());
        let matching = own
            .map(|row| (row.kind, row.value.clone()))
            .chain(parents.map(|(_, parent)| (IS_A, Value::Concept(*parent))))
            .filter(|(kind, value)| self.names(&attribute.name, *kind) && self.value(&attribute.value, value))
            .count();
        within(attribute.cardinality, matching)
    }

    fn value(&self, wanted: &AttributeValue, value: &Value) -> bool {
        match (wanted, value) {
            (AttributeValue::Concepts(equality, sub), _) if sub.to_string() == "*" => *equality == Equality::Equal,
            (AttributeValue::Concepts(equality, sub), Value::Concept(id)) => {
                (*equality == Equality::Equal) == self.sub(sub, *id)
            }
            (AttributeValue::Number(comparison, number), Value::Number(text)) => {
                number_compares(*comparison, text, number)
            }
            (AttributeValue::Text(equality, texts), Value::Text(text)) => {
                (*equality == Equality::Equal) == texts.contains(text)
            }
            (AttributeValue::Boolean(equality, wanted), Value::Boolean(value)) => {
                (*equality == Equality::Equal) == (wanted == value)
            }
            _ => false,
        }
    }
}
