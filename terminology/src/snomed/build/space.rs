//! One 32-bit number for every component of a release.
//!
//! Concepts come first, in the order of their SCTIDs, those too that are only referred to; then
//! descriptions, by their concept; then whatever else a member of a reference set refers to.

use super::rows::{FieldKind, Rows};

/// The numbers of all components.
pub(super) struct Space {
    /// The SCTIDs of concepts, sorted.
    pub(super) concepts: Vec<u64>,
    /// The SCTIDs of descriptions with their positions, sorted by SCTID.
    described: Vec<(u64, u32)>,
    /// The SCTIDs of what is neither, sorted.
    pub(super) others: Vec<u64>,
}

impl Space {
    /// Numbers the components of a release, and sorts its descriptions into the order of the index.
    pub(super) fn of(rows: &mut Rows) -> Self {
        let mut space = Self { concepts: concepts(rows), described: Vec::new(), others: Vec::new() };
        rows.descriptions.sort_unstable_by_key(|row| (row.concept, row.kind, !row.version.active, row.id));
        let positions = rows.descriptions.iter().zip(0..).map(|(row, position)| (row.id, position));
        space.described = positions.collect();
        space.described.sort_unstable();
        let mut strangers = Vec::new();
        let mut stranger = |space: &Self, id: u64| {
            if space.find(id).is_none() {
                strangers.push(id);
            }
        };
        for table in &rows.tables {
            for row in &table.rows {
                stranger(&space, row.component);
                for (cell, (_, kind)) in table.cells_of(row).iter().zip(&table.columns) {
                    if *kind == FieldKind::Component && *cell != 0 {
                        stranger(&space, *cell);
                    }
                }
            }
        }
        rows.identifiers.iter().for_each(|row| stranger(&space, row.component));
        strangers.sort_unstable();
        strangers.dedup();
        let (concepts, others): (Vec<u64>, Vec<u64>) = strangers.into_iter().partition(|id| is_concept(*id));
        if !concepts.is_empty() {
            space.concepts.extend(concepts);
            space.concepts.sort_unstable();
        }
        space.others = others;
        space
    }

    /// The ordinal of a concept. Every concept that a release names has one.
    pub(super) fn ordinal(&self, id: u64) -> u32 {
        self.concepts.binary_search(&id).map_or(u32::MAX, narrow)
    }

    /// The number of a component.
    pub(super) fn number(&self, id: u64) -> u32 {
        self.find(id).unwrap_or(u32::MAX)
    }

    fn find(&self, id: u64) -> Option<u32> {
        if let Ok(ordinal) = self.concepts.binary_search(&id) {
            return Some(narrow(ordinal));
        }
        if let Ok(at) = self.described.binary_search_by_key(&id, |(id, _)| *id) {
            return Some(narrow(self.concepts.len()) + self.described[at].1);
        }
        let before = self.concepts.len() + self.described.len();
        self.others.binary_search(&id).ok().map(|at| narrow(before + at))
    }

    /// The positions of descriptions in the order of their SCTIDs.
    pub(super) fn by_id(&self) -> Vec<u64> {
        self.described.iter().map(|(_, position)| u64::from(*position)).collect()
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether an SCTID is a concept's, by its partition.
fn is_concept(id: u64) -> bool {
    (id / 10).is_multiple_of(10)
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

/// The concepts that have a row and those that rows of the core tables name.
fn concepts(rows: &Rows) -> Vec<u64> {
    let mut concepts: Vec<u64> = rows.concepts.iter().map(|row| row.id).collect();
    concepts.sort_unstable();
    let mut named = few(rows);
    let mut name = |id: u64| {
        if concepts.binary_search(&id).is_err() && named.last() != Some(&id) {
            named.push(id);
        }
    };
    rows.descriptions.iter().for_each(|row| name(row.concept));
    for row in rows.relationships.iter().chain(&rows.stated) {
        name(row.source);
        if !row.concrete {
            name(row.target);
        }
    }
    concepts.extend(named);
    concepts.sort_unstable();
    concepts.dedup();
    concepts
}
