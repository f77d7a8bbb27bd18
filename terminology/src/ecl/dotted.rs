//! Dotted attributes: the values of an attribute, for each concept of a set.

use std::collections::BTreeSet;

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::SubExpressionConstraint;

use super::evaluator::{Evaluated, Evaluator, Found};
use super::gathered::Gathered;
use super::{EvaluationError, Substrate, Target, Value, Values};

/// What the only column of values is called.
const COLUMN: &str = "value";

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn dotted(
        &mut self,
        source: &SubExpressionConstraint,
        attributes: &[SubExpressionConstraint],
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<Found> {
        let mut found = self.concepts(source, None)?;
        let mut concrete = BTreeSet::new();
        for attribute in attributes {
            // Concrete values have no attributes in their turn.
            concrete.clear();
            found = self.values(&found, attribute, &mut concrete)?;
        }
        if let Some(within) = within {
            found &= within;
        }
        Ok(if concrete.is_empty() { Found::Concepts(found) } else { Found::Mixed(found, concrete) })
    }

    /// Concepts and concrete values as one column.
    pub(super) fn mixed(&self, concepts: &RoaringBitmap, concrete: BTreeSet<Value>) -> Values {
        let concepts = concepts.iter().map(|ordinal| Value::Component(self.substrate.id(ordinal)));
        let rows: BTreeSet<Value> = concepts.chain(concrete).collect();
        Values { columns: vec![COLUMN.to_owned()], rows: rows.into_iter().map(|value| vec![value]).collect() }
    }

    fn values(
        &mut self,
        sources: &RoaringBitmap,
        attribute: &SubExpressionConstraint,
        concrete: &mut BTreeSet<Value>,
    ) -> Evaluated<RoaringBitmap> {
        let names = self.names(attribute)?;
        let substrate = self.substrate;
        let mut found = Gathered::default();
        for source in sources {
            self.step(4)?;
            for attribute in substrate.attributes(source).filter(|attribute| names.has(attribute.kind)) {
                match attribute.value {
                    Target::Concept(value) => found.push(value),
                    value => _ = concrete.insert(written(value)),
                }
            }
            if names.is_a {
                found.extend(substrate.parents(source));
            }
            if concrete.len() > self.bounds.rows {
                return Err(EvaluationError::Rows(self.bounds.rows));
            }
        }
        Ok(found.finish() & substrate.all().as_ref())
    }
}

fn written(value: Target<'_>) -> Value {
    match value {
        // A number that is too long to be kept exactly stays as it is written.
        Target::Number(text) => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
        Target::Text(text) => Value::Text(text.to_owned()),
        Target::Boolean(value) => Value::Boolean(value),
        Target::Concept(_) => Value::Nothing,
    }
}
