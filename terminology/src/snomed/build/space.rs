//! One 32-bit number for every component of a release.
//!
//! Concepts come first, in the order of their SCTIDs, those too that are only referred to; then
//! descriptions, by their concept; then whatever else a member of a reference set refers to.

use std::collections::HashMap;

use super::rows::{FieldKind, Rows};

/// The numbers of all components.
#[derive(Default)]
pub(super) struct Space {
    /// The SCTIDs of concepts, sorted.
    pub(super) concepts: Vec<u64>,
    /// How many descriptions there are: they are numbered after the concepts.
    pub(super) descriptions: usize,
    /// The SCTIDs of what is neither, sorted.
    pub(super) others: Vec<u64>,
    /// The ordinals of modules, types and reference sets, by the numbers that rows have for them.
    few: Vec<u32>,
}

impl Space {
    /// Numbers the components of a release: from here on its rows hold ordinals and numbers in the
    /// place of SCTIDs, and its descriptions stand in the order of the index.
    pub(super) fn of(rows: &mut Rows) -> Self {
        let mut numbers = named(rows);
        let mut space = Self { descriptions: rows.descriptions.len(), ..Self::default() };
        for (id, kind) in &numbers {
            match *kind {
                Kind::CONCEPT => space.concepts.push(*id),
                Kind::OTHER => space.others.push(*id),
                _ => {}
            }
        }
        space.concepts.sort_unstable();
        space.others.sort_unstable();
        number(&mut numbers, 0, &space.concepts);
        number(&mut numbers, space.concepts.len() + space.descriptions, &space.others);
        let at = |numbers: &HashMap<u64, u32>, id: u64| numbers.get(&id).copied().unwrap_or(u32::MAX);
        rows.descriptions.iter_mut().for_each(|row| row.concept = at(&numbers, row.concept).into());
        rows.descriptions.sort_unstable_by_key(|row| (row.concept, row.kind, !row.version.active, row.id));
        for (row, position) in rows.descriptions.iter().zip(narrow(space.concepts.len())..) {
            numbers.insert(row.id, position);
        }
        for row in rows.relationships.iter_mut().chain(&mut rows.stated) {
            row.source = at(&numbers, row.source).into();
            if !row.concrete {
                row.target = at(&numbers, row.target).into();
            }
        }
        rows.identifiers.iter_mut().for_each(|row| row.component = at(&numbers, row.component).into());
        for table in &mut rows.tables {
            table.rows.iter_mut().for_each(|row| row.component = at(&numbers, row.component).into());
            let width = table.columns.len();
            for (column, _) in table.columns.iter().enumerate().filter(|(_, (_, kind))| *kind == FieldKind::Component) {
                for cell in table.cells.iter_mut().skip(column).step_by(width).filter(|cell| **cell != 0) {
                    *cell = u64::from(at(&numbers, *cell)) + 1;
                }
            }
        }
        space.few = rows.few.sctids().iter().map(|id| at(&numbers, *id)).collect();
        space
    }

    /// The ordinal of a module, a type or a reference set, by the number that rows have for it.
    pub(super) fn few(&self, number: u32) -> u32 {
        self.few.get(number as usize).copied().unwrap_or(u32::MAX)
    }
}

/// What an SCTID is, before it has its number.
struct Kind;

impl Kind {
    const CONCEPT: u32 = 0;
    const DESCRIPTION: u32 = 1;
    const OTHER: u32 = 2;
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn number(numbers: &mut HashMap<u64, u32>, first: usize, ids: &[u64]) {
    for (id, number) in ids.iter().zip(narrow(first)..) {
        numbers.insert(*id, number);
    }
}

/// Every SCTID that a release names, and what it is. What has no row is a concept where its partition
/// says so.
fn named(rows: &Rows) -> HashMap<u64, u32> {
    let mut kinds = HashMap::with_capacity(rows.concepts.len() + rows.descriptions.len());
    kinds.extend(rows.descriptions.iter().map(|row| (row.id, Kind::DESCRIPTION)));
    kinds.extend(rows.concepts.iter().map(|row| (row.id, Kind::CONCEPT)));
    let mut concept = |id: u64| _ = kinds.entry(id).or_insert(Kind::CONCEPT);
    few(rows).into_iter().for_each(&mut concept);
    rows.descriptions.iter().for_each(|row| concept(row.concept));
    for row in rows.relationships.iter().chain(&rows.stated) {
        concept(row.source);
        if !row.concrete {
            concept(row.target);
        }
    }
    let is_concept = |id: u64| (id / 10).is_multiple_of(10);
    let mut component = |id: u64| {
        let kind = if is_concept(id) { Kind::CONCEPT } else { Kind::OTHER };
        kinds.entry(id).or_insert(kind);
    };
    rows.identifiers.iter().for_each(|row| component(row.component));
    for table in &rows.tables {
        table.rows.iter().for_each(|row| component(row.component));
        for (at, _) in table.columns.iter().enumerate().filter(|(_, (_, kind))| *kind == FieldKind::Component) {
            let mut last = 0;
            for row in &table.rows {
                let cell = table.cells_of(row).get(at).copied().unwrap_or(0);
                if cell != last && cell != 0 {
                    component(cell);
                    last = cell;
                }
            }
        }
    }
    kinds
}

/// The modules, types and reference sets that rows name. Some that a file named, only versions did that
/// were not taken.
fn few(rows: &Rows) -> Vec<u64> {
    let mut named = vec![false; rows.few.sctids().len()];
    let mut name = |number: u32| {
        if let Some(named) = named.get_mut(number as usize) {
            *named = true;
        }
    };
    rows.concepts.iter().for_each(|row| name(row.version.module));
    rows.descriptions.iter().for_each(|row| name(row.version.module));
    for row in rows.relationships.iter().chain(&rows.stated) {
        [row.version.module, row.kind, row.characteristic, row.modifier].into_iter().for_each(&mut name);
    }
    rows.identifiers.iter().for_each(|row| [row.version.module, row.scheme].into_iter().for_each(&mut name));
    for row in rows.tables.iter().flat_map(|table| &table.rows) {
        [row.version.module, row.refset].into_iter().for_each(&mut name);
    }
    rows.few.sctids().iter().zip(named).filter(|(_, named)| *named).map(|(sctid, _)| *sctid).collect()
}
