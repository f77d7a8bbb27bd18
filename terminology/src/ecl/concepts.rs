//! Filters of concepts.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{ActiveValue, Comparison, ConceptFilter, Equality, TimeValue};

use super::choice::{Choice, at_time};
use super::evaluator::{Evaluated, Evaluator};
use super::{ConceptRow, Substrate};

enum Test<'a> {
    Status(Equality, Choice),
    Module(Equality, Choice),
    Time(Comparison, &'a [TimeValue]),
    Active(Equality, ActiveValue),
}

impl Test<'_> {
    fn holds(&mut self, concept: &ConceptRow) -> bool {
        match self {
            Self::Status(equality, statuses) => equality.of(statuses.has(concept.definition_status)),
            Self::Module(equality, modules) => equality.of(modules.has(concept.module)),
            Self::Time(comparison, times) => at_time(*comparison, times, concept.effective_time),
            Self::Active(equality, value) => equality.of(value.has(concept.active)),
        }
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    /// Leaves the concepts of which all of this holds.
    pub(super) fn filter_concepts(&mut self, found: &mut RoaringBitmap, filters: &[ConceptFilter]) -> Evaluated<()> {
        let mut tests = filters.iter().map(|filter| self.concept_test(filter)).collect::<Evaluated<Vec<_>>>()?;
        let mut left = RoaringBitmap::new();
        for ordinal in found.iter() {
            self.step(1)?;
            let Some(concept) = self.substrate.concept(ordinal) else { continue };
            if tests.iter_mut().all(|test| test.holds(&concept)) {
                left.insert(ordinal);
            }
        }
        *found = left;
        Ok(())
    }

    fn concept_test<'f>(&mut self, filter: &'f ConceptFilter) -> Evaluated<Test<'f>> {
        Ok(match filter {
            ConceptFilter::DefinitionStatus(equality, statuses) => {
                Test::Status(*equality, Choice::of(statuses.iter().map(|status| status.id())))
            }
            ConceptFilter::DefinitionStatusId(equality, statuses) => Test::Status(*equality, self.choice(statuses)?),
            ConceptFilter::Module(equality, modules) => Test::Module(*equality, self.choice(modules)?),
            ConceptFilter::EffectiveTime(comparison, times) => Test::Time(*comparison, times),
            ConceptFilter::Active(equality, value) => Test::Active(*equality, *value),
        })
    }
}
