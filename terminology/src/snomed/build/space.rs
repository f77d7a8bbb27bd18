//! One 32-bit number for every component of a release.
//!
//! Concepts come first, in the order of their SCTIDs, those too that are only referred to; then
//! descriptions, by their concept; then whatever else a member of a reference set refers to.

use super::named::{Kind, Named};
use super::rows::{FieldKind, RelationshipRow, Rows, Table};

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
        rows.descriptions.sort_unstable_by_key(|row| (row.concept, row.kind, !row.version.active, row.id));
        let (named, few) = name(rows);
        let mut space = Self { descriptions: rows.descriptions.len(), ..Self::default() };
        let numbers = space.number(named.ids());
        drop(named);
        let number =
            |cell: &mut u64| *cell = place(*cell).and_then(|at| numbers.get(at)).map_or(0, |at| u64::from(*at));
        rows.descriptions.iter_mut().for_each(|row| number(&mut row.concept));
        for row in rows.relationships.iter_mut().chain(&mut rows.stated) {
            number(&mut row.source);
            if !row.concrete {
                number(&mut row.target);
            }
        }
        rows.identifiers.iter_mut().for_each(|row| number(&mut row.component));
        for table in &mut rows.tables {
            components(table, true, number);
        }
        let few = few.into_iter().map(|few| few.and_then(|at| numbers.get(at as usize).copied()));
        space.few = few.map(|number| number.unwrap_or(u32::MAX)).collect();
        space
    }

    /// The number of each SCTID, by the place at which it was named first. Descriptions were named in
    /// their order.
    fn number(&mut self, ids: &[(u64, Kind)]) -> Vec<u32> {
        let mut places: [Vec<(u64, usize)>; 2] = [Vec::new(), Vec::new()];
        let mut numbers = vec![u32::MAX; ids.len()];
        let mut descriptions = Vec::with_capacity(self.descriptions);
        for (at, (id, kind)) in ids.iter().enumerate() {
            match kind {
                Kind::Concept => places[0].push((*id, at)),
                Kind::Other => places[1].push((*id, at)),
                Kind::Description => descriptions.push(at),
            }
        }
        for places in &mut places {
            places.sort_unstable();
        }
        let [concepts, others] = places;
        let order = concepts.iter().map(|(_, at)| *at).chain(descriptions).chain(others.iter().map(|(_, at)| *at));
        for (at, number) in order.zip(0..) {
            numbers[at] = number;
        }
        self.concepts = concepts.into_iter().map(|(id, _)| id).collect();
        self.others = others.into_iter().map(|(id, _)| id).collect();
        numbers
    }

    /// The ordinal of a module, a type or a reference set, by the number that rows have for it.
    pub(super) fn few(&self, number: u32) -> u32 {
        self.few.get(number as usize).copied().unwrap_or(u32::MAX)
    }
}

fn place(cell: u64) -> Option<usize> {
    usize::try_from(cell).ok()
}

/// Names every SCTID of the rows, and puts the place of its name where it stood. Gives the places of
/// modules, types and reference sets too, by the numbers that rows have for them: some that a file
/// named, only versions did that were not taken.
fn name(rows: &mut Rows) -> (Named, Vec<Option<u32>>) {
    let mut named = Named::with_capacity(rows.concepts.len() + rows.descriptions.len());
    rows.concepts.iter().for_each(|row| _ = named.place(row.id, Kind::Concept));
    rows.descriptions.iter().for_each(|row| _ = named.place(row.id, Kind::Description));
    let few = few(rows).into_iter().map(|sctid| sctid.map(|sctid| named.place(sctid, Kind::Concept))).collect();
    let mut concept = |cell: &mut u64| *cell = named.place(*cell, Kind::Concept).into();
    rows.descriptions.iter_mut().for_each(|row| concept(&mut row.concept));
    let mut ends = |row: &mut RelationshipRow| {
        concept(&mut row.source);
        if !row.concrete {
            concept(&mut row.target);
        }
    };
    rows.relationships.iter_mut().for_each(&mut ends);
    rows.stated.iter_mut().for_each(ends);
    let mut component = |cell: &mut u64| *cell = named.place(*cell, Kind::of(*cell)).into();
    rows.identifiers.iter_mut().for_each(|row| component(&mut row.component));
    for table in &mut rows.tables {
        components(table, false, &mut component);
    }
    (named, few)
}

/// Changes the components of the rows of a table. A cell that holds nothing is 0; once it was changed
/// (`again`), one that holds something is one more than what it holds.
fn components(table: &mut Table, again: bool, mut change: impl FnMut(&mut u64)) {
    table.rows.iter_mut().for_each(|row| change(&mut row.component));
    let kinds = table.columns.iter().enumerate().filter(|(_, (_, kind))| *kind == FieldKind::Component);
    for (column, _) in kinds {
        for row in &table.rows {
            if let Some(cell) = table.cells.get_mut(row.cells as usize + column).filter(|cell| **cell != 0) {
                *cell -= u64::from(again);
                change(cell);
                *cell += 1;
            }
        }
    }
}

/// The SCTIDs that rows name by number, by that number.
fn few(rows: &Rows) -> Vec<Option<u64>> {
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
    rows.few.sctids().iter().zip(named).map(|(sctid, named)| named.then_some(*sctid)).collect()
}
