//! A release of some thousand concepts, always the same, and expression constraints of every kind
//! over it.

use super::model::{ATTRIBUTES, CORE, Cell, Concept, HISTORICAL, MODEL, Model, Refset, Value, concept, description};
use super::random::{ICD, LINKS, LIST, TYPES, WORDS};
use crate::ecl::ColumnKind;
use crate::snomed::metadata::*;

/// How many concepts there are beside those of the model.
const COUNT: u64 = 2500;

/// The SCTID of a concept of the release, by number.
pub(super) fn clinical(item: u64) -> u64 {
    concept(10_000 + item)
}

/// Numbers that look random and are always the same.
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below this.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// One of these.
    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

const TIMES: [u32; 3] = [20_200_131, 20_210_131, 20_220_131];

/// The release.
pub(super) fn release() -> Model {
    let numbers = &mut Numbers::from(4);
    let mut model = Model::with_metadata();
    for (kind, parent) in TYPES.iter().zip([ATTRIBUTES, TYPES[0], ATTRIBUTES, ATTRIBUTES, ATTRIBUTES]) {
        model.add(*kind, &[parent]);
    }
    for refset in [LIST, ICD, LINKS, MODULE_DEPENDENCY, PARTIALLY_EQUIVALENT_TO] {
        model.add(refset, &[if refset == PARTIALLY_EQUIVALENT_TO { HISTORICAL } else { ROOT }]);
    }
    let inactive: Vec<bool> = (0..COUNT).map(|item| item > 20 && numbers.percent(8)).collect();
    let active = |item: u64| !inactive[usize::try_from(item).unwrap()];
    for item in 0..COUNT {
        let mut parents = Vec::new();
        for _ in 0..=numbers.below(3) / 2 {
            // Mostly of those just before, so that it gets deep.
            let above = if numbers.percent(70) { numbers.below(item / 8 + 1) } else { numbers.below(item + 1) };
            if above < item && active(above) && active(item) && !parents.contains(&clinical(above)) {
                parents.push(clinical(above));
            }
        }
        if parents.is_empty() && active(item) {
            parents.push(ROOT);
        }
        model.add(clinical(item), &parents);
        let row = Concept {
            active: active(item),
            time: numbers.of(&TIMES),
            module: numbers.of(&[CORE, CORE, MODEL]),
            defined: numbers.percent(40),
        };
        model.concepts.insert(clinical(item), row);
    }
    attributes(&mut model, numbers, &active);
    descriptions(&mut model, numbers);
    refsets(&mut model, numbers, &active);
    model.identifiers =
        (0..40).map(|item| ("LOINC".to_owned(), format!("{item}-{}", item % 9), clinical(item))).collect();
    model
}

fn attributes(model: &mut Model, numbers: &mut Numbers, active: &impl Fn(u64) -> bool) {
    for _ in 0..COUNT * 3 {
        let (source, value, group) = (numbers.below(COUNT), numbers.below(300), numbers.below(4).saturating_sub(1));
        let kind = numbers.of(&[0, 0, 1, 1, 2, 3, 4]);
        let value = match kind {
            0 | 1 if !active(value) => continue,
            0 | 1 => Value::Concept(clinical(value)),
            2 => Value::Number(numbers.of(&["0", "1", "1.50", "-2", "2.5", "250", "500"]).to_owned()),
            3 => Value::Text(numbers.of(&["a", "b", "PANADOL"]).to_owned()),
            _ => Value::Boolean(numbers.percent(50)),
        };
        let same = |row: &super::model::Attribute| {
            (row.source, row.group, row.kind, &row.value)
                == (clinical(source), u32::try_from(group).unwrap(), TYPES[kind], &value)
        };
        if active(source) && !model.attributes.iter().any(same) {
            model.attribute(clinical(source), u32::try_from(group).unwrap(), TYPES[kind], value);
        }
    }
}

fn descriptions(model: &mut Model, numbers: &mut Numbers) {
    for item in 0..COUNT * 2 {
        let words: Vec<&str> = (0..=numbers.below(3)).map(|_| numbers.of(&WORDS)).collect();
        model.describe(item, clinical(item / 2), &words.join(" "));
        let row = model.descriptions.last_mut().unwrap();
        row.kind = if item % 2 == 0 { FULLY_SPECIFIED_NAME } else { numbers.of(&[SYNONYM, SYNONYM, DEFINITION]) };
        row.active = item % 2 == 0 || numbers.percent(85);
        row.time = numbers.of(&TIMES);
        row.module = numbers.of(&[CORE, MODEL]);
        row.language = if numbers.percent(10) { "cy" } else { "en" }.to_owned();
        for language in [GB_ENGLISH, US_ENGLISH] {
            if numbers.percent(50) {
                model.languages.push((language, description(item), numbers.of(&[PREFERRED, ACCEPTABLE])));
            }
        }
    }
}

fn refsets(model: &mut Model, numbers: &mut Numbers, active: &impl Fn(u64) -> bool) {
    let mut fill = |model: &mut Model, id: u64, columns: &[(&'static str, ColumnKind)], rows: u64| {
        model.refsets.insert(id, Refset { columns: columns.to_vec(), rows: Vec::new() });
        for _ in 0..rows {
            let associates = columns.first().is_some_and(|(name, _)| *name == "targetComponentId");
            let (component, target) = (numbers.below(COUNT), numbers.below(COUNT));
            if associates
                && id != LINKS
                && (active(component) == (id != MOVED_FROM) || active(target) == (id == MOVED_FROM))
            {
                continue;
            }
            let cell = |(name, _): &(&'static str, ColumnKind)| match *name {
                "targetComponentId" => Cell::Component(clinical(target)),
                "mapGroup" => Cell::Integer(i64::try_from(target % 3).unwrap()),
                _ => Cell::Text(format!("J{}.{}", target % 20, target % 10)),
            };
            model.member(id, clinical(component), columns.iter().map(cell).collect());
            let row = model.refsets.get_mut(&id).unwrap().rows.last_mut().unwrap();
            (row.active, row.time, row.module) = (
                component % 5 != 0,
                TIMES[usize::try_from(target % 3).unwrap()],
                if target % 2 == 0 { CORE } else { MODEL },
            );
        }
    };
    fill(model, LIST, &[], 400);
    fill(model, ICD, &[("mapGroup", ColumnKind::Integer), ("mapTarget", ColumnKind::Text)], 600);
    let target = [("targetComponentId", ColumnKind::Component)];
    fill(model, LINKS, &target, 300);
    for refset in [SAME_AS, REPLACED_BY, WAS_A, MOVED_TO, MOVED_FROM, PARTIALLY_EQUIVALENT_TO] {
        fill(model, refset, &target, 1500);
    }
}
