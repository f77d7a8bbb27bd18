//! The reference sets of a release, and who is a member.

use roaring::RoaringBitmap;

use super::super::about::Pattern;
use super::Snomed;

/// A reference set. One whose rows come with different columns in different files is listed once
/// for each.
#[derive(Debug, Clone, Copy)]
pub struct Refset<'a> {
    /// Its SCTID.
    pub sctid: u64,
    /// How many of its rows are active.
    pub active: u64,
    /// How many rows it has, active or not.
    pub rows: u64,
    /// Whether concepts are among its members.
    pub of_concepts: bool,
    /// Whether descriptions are among its members.
    pub of_descriptions: bool,
    /// The further columns of its rows.
    pub pattern: &'a Pattern,
    pub(super) number: usize,
    pub(in super::super) table: usize,
    pub(super) first: usize,
}

impl Refset<'_> {
    /// Whether its members say how far a language accepts a description.
    pub fn is_language(&self) -> bool {
        self.pattern.columns.len() == 1 && self.pattern.column("acceptabilityId").is_some()
    }

    /// Whether its members associate a component with another: what replaces it, for one.
    pub fn is_association(&self) -> bool {
        self.pattern.columns.len() == 1 && self.pattern.column("targetComponentId").is_some()
    }

    /// Whether its members give a component a value: why it is inactive, for one.
    pub fn is_attribute_value(&self) -> bool {
        self.pattern.columns.len() == 1 && self.pattern.column("valueId").is_some()
    }

    /// Whether its members map a component to another system of codes.
    pub fn is_map(&self) -> bool {
        self.pattern.target().is_some()
    }

    /// Whether it is a simple reference set: members and nothing more.
    pub fn is_simple(&self) -> bool {
        self.pattern.columns.is_empty()
    }
}

impl Snomed {
    /// Every reference set, by SCTID.
    pub fn refsets(&self) -> impl ExactSizeIterator<Item = Refset<'_>> + '_ {
        (0..self.longs(&self.refsets.id).len()).map(|number| self.refset_at(number))
    }

    /// The ordinals of all concepts that are reference sets with rows. Gathered when first asked for, and
    /// kept.
    pub fn refset_concepts(&self) -> &RoaringBitmap {
        let ids = self.longs(&self.refsets.id);
        self.kept.refsets.get_or_init(|| ids.iter().filter_map(|id| self.ordinal(*id)).collect())
    }

    /// The reference set of an SCTID: one for each set of columns that its rows come with, so mostly
    /// one.
    pub fn refset(&self, sctid: u64) -> impl Iterator<Item = Refset<'_>> + Clone + '_ {
        let ids = self.longs(&self.refsets.id);
        let first = ids.partition_point(|id| *id < sctid);
        let count = ids.get(first..).unwrap_or_default().iter().take_while(|id| **id == sctid).count();
        (first..first + count).map(|number| self.refset_at(number))
    }

    pub(super) fn refset_at(&self, number: usize) -> Refset<'_> {
        let cell = |column: &super::Column| column.get(&self.container, number);
        let place = |column| usize::try_from(cell(column)).unwrap_or(usize::MAX);
        let (table, kinds) = (place(&self.refsets.table), cell(&self.refsets.kinds));
        Refset {
            sctid: self.longs(&self.refsets.id).get(number).copied().unwrap_or(0),
            active: cell(&self.refsets.active),
            rows: cell(&self.refsets.rows),
            of_concepts: kinds & 1 != 0,
            of_descriptions: kinds & 2 != 0,
            pattern: self.about.patterns.get(table).unwrap_or(&NO_COLUMNS),
            number,
            table,
            first: place(&self.refsets.first),
        }
    }

    /// The concepts that are active members of a reference set.
    pub fn members(&self, refset: u64) -> RoaringBitmap {
        let mut found: Option<RoaringBitmap> = None;
        for refset in self.refset(refset) {
            let members = self.bitmap(&self.refsets.end, &self.refsets.concepts, refset.number);
            found = Some(found.map_or_else(|| members.clone(), |found| found | &members));
        }
        found.unwrap_or_default()
    }

    /// The reference sets that have a row for a concept, active or not.
    pub fn memberships(&self, ordinal: u32) -> impl Iterator<Item = Refset<'_>> + Clone + '_ {
        let (first, refset) = &self.hierarchy.memberships;
        let span = first.span(&self.container, ordinal as usize, refset.len());
        span.map(|at| self.refset_at(usize::try_from(refset.get(&self.container, at)).unwrap_or(usize::MAX)))
    }
}

static NO_COLUMNS: Pattern = Pattern { columns: Vec::new() };
