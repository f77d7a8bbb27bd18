//! Random expression constraints over random releases: what the evaluator finds is what is found
//! when every concept is asked for itself.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::expressions::expression;
use super::mini::Mini;
use super::model::{ATTRIBUTES, CORE, Cell, MODEL, Member, Model, Refset, Value, concept};
use super::naive::{Naive, Naively};
use crate::ecl::{Answer, Bounds, ColumnKind, EvaluationError, Substrate, evaluate};
use crate::snomed::metadata::*;

/// How many concepts there are beside those of the model.
pub(super) const CLINICAL: u64 = 10;
/// How many descriptions there are.
pub(super) const DESCRIPTIONS: u64 = 20;
/// The types of attributes: one above another, one with numbers, one with texts, one with truth values.
pub(super) const TYPES: [u64; 5] = [7_000_050_008, 7_000_051_007, 7_000_052_000, 7_000_053_005, 7_000_054_004];
/// A simple reference set.
pub(super) const LIST: u64 = 7_000_060_004;
/// A reference set that maps.
pub(super) const ICD: u64 = 7_000_061_000;
/// A reference set that associates.
pub(super) const LINKS: u64 = 7_000_062_007;
/// The words of terms.
pub(super) const WORDS: [&str; 5] = ["Heart", "attack", "heartburn", "pain", "J45"];

/// What is drawn for a release.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    parents: Vec<Vec<u64>>,
    inactive: Vec<bool>,
    rows: Vec<(u32, u64, bool)>,
    attributes: Vec<(u64, u32, usize, u64)>,
    descriptions: Vec<(u64, Vec<usize>, usize, usize)>,
    languages: Vec<(bool, usize, bool)>,
    list: Vec<(u64, bool, usize)>,
    maps: Vec<(u64, bool, i64, usize)>,
    links: Vec<(usize, u64, u64, bool)>,
}

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    let count = usize::try_from(CLINICAL).unwrap();
    let clinical = || 0..CLINICAL;
    let parents = vec(vec(clinical(), 0..3), count);
    let concepts =
        vec((select(vec![0, 20_200_131, 20_210_131, 20_220_131]), select(vec![CORE, MODEL]), any::<bool>()), count);
    let attributes = vec((clinical(), 0_u32..3, 0_usize..5, clinical()), 10..40);
    let descriptions = vec((clinical(), vec(0_usize..5, 1..3), 0_usize..4, 0_usize..4), 0..20);
    let links = vec((0_usize..6, clinical(), clinical(), prop::bool::weighted(0.8)), 0..12);
    (
        parents,
        vec(prop::bool::weighted(0.2), count),
        concepts,
        attributes,
        descriptions,
        vec((any::<bool>(), 0_usize..20, any::<bool>()), 0..15),
        vec((clinical(), prop::bool::weighted(0.7), 0_usize..4), 0..8),
        vec((clinical(), prop::bool::weighted(0.7), 0_i64..3, 0_usize..5), 0..8),
        links,
    )
        .prop_map(|(parents, inactive, rows, attributes, descriptions, languages, list, maps, links)| Drawn {
            parents,
            inactive,
            rows,
            attributes,
            descriptions,
            languages,
            list,
            maps,
            links,
        })
}

const TIMES: [u32; 4] = [0, 20_200_131, 20_210_131, 20_220_131];

impl Drawn {
    pub(super) fn model(&self) -> Model {
        let mut model = Model::with_metadata();
        for (kind, parent) in TYPES.iter().zip([ATTRIBUTES, TYPES[0], ATTRIBUTES, ATTRIBUTES, ATTRIBUTES]) {
            model.add(*kind, &[parent]);
        }
        for refset in [LIST, ICD, LINKS] {
            model.add(refset, &[ROOT]);
        }
        self.concepts(&mut model);
        self.attributes(&mut model);
        self.descriptions(&mut model);
        self.refsets(&mut model);
        model.identifiers = vec![
            ("LOINC".to_owned(), "A-1".to_owned(), concept(1)),
            ("LOINC".to_owned(), "B-2".to_owned(), concept(2)),
        ];
        model
    }

    fn inactive(&self, item: u64) -> bool {
        self.inactive[usize::try_from(item).unwrap()]
    }

    fn concepts(&self, model: &mut Model) {
        for (item, parents) in (0..).zip(&self.parents) {
            let parents: BTreeSet<u64> = parents
                .iter()
                .filter(|parent| **parent < item && !self.inactive(**parent))
                .map(|parent| concept(*parent))
                .collect();
            let mut parents: Vec<u64> = parents.into_iter().collect();
            if parents.is_empty() {
                parents.push(ROOT);
            }
            if self.inactive(item) {
                parents.clear();
            }
            model.add(concept(item), &parents);
            let (time, module, defined) = self.rows[usize::try_from(item).unwrap()];
            let row = model.concepts.get_mut(&concept(item)).unwrap();
            *row = super::model::Concept { active: !self.inactive(item), time, module, defined };
        }
    }

    fn attributes(&self, model: &mut Model) {
        for (source, group, kind, value) in &self.attributes {
            let text = ["0", "1", "1.50", "-2", "2.5"][usize::try_from(*value).unwrap() % 5];
            let value = match kind {
                0 | 1 if self.inactive(*value) => continue,
                0 | 1 => Value::Concept(concept(*value)),
                2 => Value::Number(text.to_owned()),
                3 => Value::Text(if value % 2 == 0 { "a" } else { "b" }.to_owned()),
                _ => Value::Boolean(value % 2 == 0),
            };
            let same = model.attributes.iter().any(|row| {
                (row.source, row.group, row.kind, &row.value) == (concept(*source), *group, TYPES[*kind], &value)
            });
            if !self.inactive(*source) && !same {
                model.attribute(concept(*source), *group, TYPES[*kind], value);
            }
        }
    }

    fn descriptions(&self, model: &mut Model) {
        for (item, (of, words, kind, row)) in (0..).zip(&self.descriptions) {
            let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
            model.describe(item, concept(*of), &words.join(" "));
            let description = model.descriptions.last_mut().unwrap();
            description.kind = [SYNONYM, FULLY_SPECIFIED_NAME, DEFINITION, SYNONYM][*kind];
            description.time = TIMES[*row];
            description.module = [CORE, MODEL][row % 2];
            description.active = *kind != 3;
            description.language = if *row == 3 { "cy" } else { "en" }.to_owned();
        }
        for (gb, described, preferred) in &self.languages {
            let Some(description) = model.descriptions.get(*described).map(|description| description.id) else {
                continue;
            };
            let language = if *gb { GB_ENGLISH } else { US_ENGLISH };
            if !model.languages.iter().any(|(known, of, _)| (*known, *of) == (language, description)) {
                let accepted = if *preferred { PREFERRED } else { ACCEPTABLE };
                model.languages.push((language, description, accepted));
            }
        }
    }

    fn refsets(&self, model: &mut Model) {
        let row = |component: u64, active: bool, at: usize, cells: Vec<Cell>| Member {
            active,
            time: TIMES[at],
            module: [CORE, MODEL][at % 2],
            component: concept(component),
            cells,
        };
        let list = self.list.iter().map(|(of, active, at)| row(*of, *active, *at, Vec::new())).collect();
        model.refsets.insert(LIST, Refset { columns: Vec::new(), rows: list });
        let maps = self.maps.iter().map(|(of, active, group, word)| {
            row(*of, *active, word % 4, vec![Cell::Text(WORDS[*word].to_owned()), Cell::Integer(*group)])
        });
        let columns = vec![("mapTarget", ColumnKind::Text), ("mapGroup", ColumnKind::Integer)];
        model.refsets.insert(ICD, Refset { columns, rows: maps.collect() });
        let associations = [LINKS, SAME_AS, REPLACED_BY, WAS_A, MOVED_TO, MOVED_FROM];
        for (number, refset) in associations.into_iter().enumerate() {
            let links = self.links.iter().filter(|(of, ..)| *of == number);
            let rows = links.map(|(_, from, to, active)| row(*from, *active, 1, vec![Cell::Component(concept(*to))]));
            let columns = vec![("targetComponentId", ColumnKind::Component)];
            model.refsets.insert(refset, Refset { columns, rows: rows.collect() });
        }
    }
}

/// What the evaluator finds, shown as the naive one shows it.
pub(super) fn found<S: Substrate>(answer: &Answer, substrate: &S) -> Naively {
    match answer {
        Answer::Concepts(concepts) => Naively::Concepts(concepts.iter().map(|ordinal| substrate.id(ordinal)).collect()),
        Answer::Values(values) => {
            Naively::Values(values.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_found_is_what_holds_of_each_concept(drawn in drawn(), expression in expression()) {
        let mini = Mini::of(drawn.model());
        let naive = Naive::of(mini.model());
        let evaluated = evaluate(&expression, &mini, Bounds::default());
        // Concrete values alone, where concepts are needed, are an error and not an empty set.
        prop_assume!(!matches!(&evaluated, Err(EvaluationError::Values(of)) if of == "this attribute"));
        let outcome = evaluated.map_err(|error| TestCaseError::fail(format!("{expression}: {error}")))?;
        let mut expected = naive.evaluate(&expression);
        let answered = found(&outcome.answer, &mini);
        // Concrete values among those of a dotted attribute are told only at the very end.
        if let (Naively::Values(values), Naively::Concepts(concepts)) = (&answered, &expected) {
            let ids = values.iter().filter_map(|row| row[0].parse().ok()).filter(|id| *id > 999_999);
            prop_assert_eq!(&ids.collect::<BTreeSet<u64>>(), concepts, "{}", expression);
            expected = answered.clone();
        }
        prop_assert_eq!(answered, expected, "{}", expression);
    }
}

#[test]
fn the_identifiers_of_these_tests_are_right() {
    for id in TYPES.into_iter().chain([LIST, ICD, LINKS]) {
        assert_eq!(snomed_ct_parsing::Sctid::new(id).map(snomed_ct_parsing::Sctid::get), Ok(id), "{id}");
    }
}
