//! Filters of descriptions. All criteria of one filter hold of one description; only active
//! descriptions are looked at unless a criterion says which.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{
    Acceptability, AcceptabilitySet, ActiveValue, Comparison, DescriptionFilter, DialectFilter, DialectSet, Equality,
    TimeValue, TypedSearchTerm,
};

use super::choice::{Choice, at_time};
use super::dialects::dialect;
use super::evaluator::{Evaluated, Evaluator};
use super::matching::{Folded, Pattern};
use super::{DescriptionRow, EvaluationError, Substrate};

/// From how many concepts on the index of words is asked first.
const ASK_WORDS: u64 = 256;

enum Test<'a> {
    Term(Equality, Vec<Pattern>),
    Language(Equality, &'a [String]),
    Kind(Equality, Choice),
    Dialect(Equality, Vec<(u64, Option<Choice>)>),
    Module(Equality, Choice),
    Time(Comparison, &'a [TimeValue]),
    Active(Equality, ActiveValue),
    Id(Equality, Choice),
}

impl Test<'_> {
    fn holds(&mut self, row: &DescriptionRow<'_>, substrate: &impl Substrate, folded: &mut Folded) -> bool {
        match self {
            Self::Term(equality, patterns) => {
                equality.of(patterns.iter().any(|pattern| pattern.fits(folded.of(row.number, row.term))))
            }
            Self::Language(equality, codes) => {
                equality.of(codes.iter().any(|code| row.language.eq_ignore_ascii_case(code)))
            }
            Self::Kind(equality, kinds) => equality.of(kinds.has(row.kind)),
            Self::Dialect(equality, dialects) => equality.of(dialects.iter_mut().any(|(language, acceptabilities)| {
                let accepted = substrate.acceptability(row.number, *language);
                accepted.is_some_and(|accepted| acceptabilities.as_mut().is_none_or(|set| set.has(accepted)))
            })),
            Self::Module(equality, modules) => equality.of(modules.has(row.module)),
            Self::Time(comparison, times) => at_time(*comparison, times, row.effective_time),
            Self::Active(equality, value) => equality.of(value.has(row.active)),
            Self::Id(equality, ids) => equality.of(ids.has(row.id)),
        }
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    /// Leaves the concepts with a description of which all of this holds.
    pub(super) fn filter_descriptions(
        &mut self,
        found: &mut RoaringBitmap,
        filters: &[DescriptionFilter],
    ) -> Evaluated<()> {
        let mut tests = filters.iter().map(|filter| self.description_test(filter)).collect::<Evaluated<Vec<_>>>()?;
        let says_active = tests.iter().any(|test| matches!(test, Test::Active(..)));
        for filter in filters {
            self.narrow(found, filter);
        }
        let substrate = self.substrate;
        let mut folded = Folded::default();
        let mut left = RoaringBitmap::new();
        for ordinal in found.iter() {
            self.step(4)?;
            let mut descriptions = substrate.descriptions(ordinal).filter(|row| says_active || row.active);
            if descriptions.any(|row| tests.iter_mut().all(|test| test.holds(&row, substrate, &mut folded))) {
                left.insert(ordinal);
            }
        }
        *found = left;
        Ok(())
    }

    /// Leaves out, by an index, concepts of which a criterion cannot hold.
    fn narrow(&self, found: &mut RoaringBitmap, filter: &DescriptionFilter) {
        match filter {
            DescriptionFilter::Id(Equality::Equal, ids) => {
                let described: RoaringBitmap = ids.iter().filter_map(|id| self.substrate.described_by(*id)).collect();
                *found &= described;
            }
            DescriptionFilter::Term(Equality::Equal, terms) if found.len() >= ASK_WORDS => {
                let mut worded = RoaringBitmap::new();
                for term in terms {
                    let TypedSearchTerm::Match(words) = term else { return };
                    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
                    let words: Vec<&str> = words.iter().map(String::as_str).filter(plain).collect();
                    match self.substrate.worded(&words) {
                        Some(concepts) if !words.is_empty() => worded |= concepts,
                        _ => return,
                    }
                }
                *found &= worded;
            }
            _ => {}
        }
    }

    fn description_test<'f>(&mut self, filter: &'f DescriptionFilter) -> Evaluated<Test<'f>> {
        Ok(match filter {
            DescriptionFilter::Term(equality, terms) => Test::Term(*equality, terms.iter().map(Pattern::of).collect()),
            DescriptionFilter::Language(equality, codes) => Test::Language(*equality, codes),
            DescriptionFilter::Type(equality, kinds) => {
                Test::Kind(*equality, Choice::of(kinds.iter().map(|kind| kind.id())))
            }
            DescriptionFilter::TypeId(equality, kinds) => Test::Kind(*equality, self.choice(kinds)?),
            DescriptionFilter::Dialect(dialect) => Test::Dialect(dialect.equality, self.dialects(dialect)?),
            DescriptionFilter::Module(equality, modules) => Test::Module(*equality, self.choice(modules)?),
            DescriptionFilter::EffectiveTime(comparison, times) => Test::Time(*comparison, times),
            DescriptionFilter::Active(equality, value) => Test::Active(*equality, *value),
            DescriptionFilter::Id(equality, ids) => Test::Id(*equality, Choice::of(ids.iter().copied())),
        })
    }

    /// The language reference sets of a filter, each with the acceptabilities that count.
    fn dialects(&mut self, filter: &DialectFilter) -> Evaluated<Vec<(u64, Option<Choice>)>> {
        let common = filter.acceptability.as_ref();
        let accepted = |own: Option<&AcceptabilitySet>| own.or(common).map(acceptabilities);
        match &filter.dialects {
            DialectSet::Aliases(aliases) => aliases
                .iter()
                .map(|(alias, own)| {
                    let id = dialect(alias).ok_or_else(|| EvaluationError::UnknownDialect(alias.clone()))?;
                    Ok((id, accepted(own.as_ref())))
                })
                .collect(),
            DialectSet::References(references) => {
                Ok(references.iter().map(|(reference, own)| (reference.id, accepted(own.as_ref()))).collect())
            }
            DialectSet::Expression(sub) => {
                let set = snomed_ct_parsing::ecl::ConceptSet::Expression(sub.clone());
                let choice = self.choice(&set)?;
                let ids: Vec<u64> = match choice.ids() {
                    Some(ids) if ids.len() < 2 => ids.to_vec(),
                    _ => {
                        let mut choice = choice;
                        self.substrate.languages().filter(|language| choice.has(*language)).collect()
                    }
                };
                Ok(ids.into_iter().map(|id| (id, accepted(None))).collect())
            }
        }
    }
}

fn acceptabilities(set: &AcceptabilitySet) -> Choice {
    match set {
        AcceptabilitySet::Tokens(tokens) => Choice::of(tokens.iter().copied().map(Acceptability::id)),
        AcceptabilitySet::References(references) => Choice::references(references),
    }
}
