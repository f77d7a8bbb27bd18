//! What filters choose by: concepts that are named or found, and dates.

use std::collections::HashMap;

use snomed_ct_parsing::ecl::{Comparison, ConceptReference, ConceptSet, FocusConcept, TimeValue};

use super::Substrate;
use super::evaluator::{Evaluated, Evaluator};

/// SCTIDs that a filter chooses. What is named by identifier is chosen whether or not the release has
/// such a concept, for modules and types need not be in it.
pub(super) struct Choice {
    /// None where everything is chosen.
    ids: Option<Vec<u64>>,
    /// What was asked before: modules and types are few.
    asked: HashMap<u64, bool>,
}

impl Choice {
    pub(super) fn of(ids: impl IntoIterator<Item = u64>) -> Self {
        let mut ids: Vec<u64> = ids.into_iter().collect();
        ids.sort_unstable();
        Self { ids: Some(ids), asked: HashMap::new() }
    }

    pub(super) fn references(references: &[ConceptReference]) -> Self {
        Self::of(references.iter().map(|reference| reference.id))
    }

    pub(super) fn has(&mut self, id: u64) -> bool {
        let Some(ids) = &self.ids else { return true };
        if ids.len() < 8 {
            return ids.contains(&id);
        }
        *self.asked.entry(id).or_insert_with(|| ids.binary_search(&id).is_ok())
    }

    /// The SCTIDs, where not everything is chosen.
    pub(super) fn ids(&self) -> Option<&[u64]> {
        self.ids.as_deref()
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn choice(&mut self, set: &ConceptSet) -> Evaluated<Choice> {
        let sub = match set {
            ConceptSet::References(references) => return Ok(Choice::references(references)),
            ConceptSet::Expression(sub) => sub,
        };
        Ok(match sub.bare() {
            Some(FocusConcept::Any) => Choice { ids: None, asked: HashMap::new() },
            Some(FocusConcept::Concept(reference)) => Choice::of([reference.id]),
            _ => {
                let found = self.concepts(sub, None)?;
                Choice::of(found.iter().map(|ordinal| self.substrate.id(ordinal)))
            }
        })
    }
}

/// Whether a date compares so with one of these. Nothing is before or after what has no date.
pub(super) fn at_time(comparison: Comparison, times: &[TimeValue], actual: TimeValue) -> bool {
    match comparison {
        Comparison::Equal => times.contains(&actual),
        Comparison::NotEqual => !times.contains(&actual),
        _ => times.iter().any(|time| match (actual, time) {
            (Some(actual), Some(time)) => comparison.of(actual.cmp(time)),
            (None, None) => comparison.of(std::cmp::Ordering::Equal),
            _ => false,
        }),
    }
}
