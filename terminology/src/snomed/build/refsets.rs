//! Reference sets: their rows, their members as bitmaps, and where each component is one.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::super::about::{About, Pattern};
use super::relationships::serialized;
use super::rows::{FieldKind, MemberRow, NO_INTEGER, Table, TextAt};
use super::{Build, firsts};
use crate::load::LoadError;

/// A reference set in one table.
#[derive(Default)]
struct Set {
    rows: u64,
    active: u64,
    /// What kinds of component its members are: 1 concepts, 2 descriptions, 4 others.
    kinds: u64,
    concepts: RoaringBitmap,
}

/// The reference sets by SCTID, and in which table: (SCTID, table) to first row and figures.
type Sets = BTreeMap<(u64, usize), (u64, Set)>;

impl Build<'_> {
    pub(super) fn refsets(&mut self, about: &mut About) -> Result<(), LoadError> {
        let tables = std::mem::take(&mut self.rows.tables);
        let mut sets = Sets::new();
        let mut memberships: Vec<(u32, u64, u32)> = Vec::new();
        for (number, mut table) in tables.into_iter().enumerate() {
            self.sort(&mut table);
            self.sets(number, &table, &mut sets, &mut memberships);
            about.patterns.push(Pattern { columns: table.columns.clone() });
            self.members(number, &table)?;
        }
        let numbers: BTreeMap<(u64, u32), u64> = (0..)
            .zip(sets.keys())
            .map(|(number, (id, table))| ((*id, u32::try_from(*table).unwrap_or(0)), number))
            .collect();
        let mut memberships: Vec<(u32, u64)> =
            memberships.into_iter().map(|(concept, id, table)| (concept, numbers[&(id, table)])).collect();
        memberships.sort_unstable();
        memberships.dedup();
        let first = firsts(self.space.concepts.len(), memberships.iter().map(|(concept, _)| *concept));
        self.column("memberships/first", &first)?;
        let refsets: Vec<u64> = memberships.iter().map(|(_, refset)| *refset).collect();
        self.column("memberships/refset", &refsets)?;
        self.directory(&sets)
    }

    /// Sorts the rows of a table by reference set, then component, the active ones first.
    fn sort(&self, table: &mut Table) {
        table.rows.sort_by_cached_key(|row| {
            (self.rows.few.sctid(row.refset), self.space.number(row.component), !row.version.active, row.id)
        });
    }

    fn sets(&self, number: usize, table: &Table, sets: &mut Sets, memberships: &mut Vec<(u32, u64, u32)>) {
        let concepts = self.space.concepts.len();
        let described = concepts + self.space.by_id().len();
        for (at, row) in (0..).zip(&table.rows) {
            let id = self.rows.few.sctid(row.refset);
            let component = self.space.number(row.component);
            let (_, set) = sets.entry((id, number)).or_insert_with(|| (at, Set::default()));
            set.rows += 1;
            set.active += u64::from(row.version.active);
            if (component as usize) < concepts {
                set.kinds |= 1;
                memberships.push((component, id, u32::try_from(number).unwrap_or(0)));
                if row.version.active {
                    set.concepts.insert(component);
                }
            } else {
                set.kinds |= if (component as usize) < described { 2 } else { 4 };
            }
        }
    }

    fn members(&mut self, number: usize, table: &Table) -> Result<(), LoadError> {
        let name = |column: &str| format!("members/{number}/{column}");
        let component = |row: &MemberRow| u64::from(self.space.number(row.component));
        let components: Vec<u64> = table.rows.iter().map(component).collect();
        self.column(&name("component"), &components)?;
        let stamps: Vec<u64> = table.rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column(&name("stamp"), &stamps)?;
        let ids: Vec<u8> = table.rows.iter().flat_map(|row| row.id).collect();
        self.writer.section(&name("id"), &ids)?;
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            let mut cells = Vec::with_capacity(table.rows.len());
            for row in &table.rows {
                let cell = table.cells_of(row).get(at).copied().unwrap_or(0);
                cells.push(match kind {
                    FieldKind::Component if cell == 0 => 0,
                    FieldKind::Component => u64::from(self.space.number(cell)) + 1,
                    FieldKind::Integer if cell == NO_INTEGER => 0,
                    FieldKind::Integer => zigzag(cell.cast_signed()) + 1,
                    FieldKind::Text => self.text(row.version.origin, TextAt::of(cell))?,
                });
            }
            self.column(&name(&at.to_string()), &cells)?;
        }
        match table.columns.iter().position(|(name, kind)| name == "mapTarget" && *kind == FieldKind::Text) {
            Some(at) => self.by_target(number, table, at),
            None => Ok(()),
        }
    }

    /// The rows of a map by reference set, then by target.
    fn by_target(&mut self, number: usize, table: &Table, at: usize) -> Result<(), LoadError> {
        let mut order: Vec<u32> = (0..).zip(&table.rows).map(|(row, _)| row).collect();
        order.sort_by_cached_key(|row| {
            let row = &table.rows[*row as usize];
            let target = TextAt::of(table.cells_of(row).get(at).copied().unwrap_or(0));
            (self.rows.few.sctid(row.refset), self.rows.text(row.version.origin, target).to_vec())
        });
        let order: Vec<u64> = order.into_iter().map(u64::from).collect();
        self.column(&format!("members/{number}/by-target"), &order)
    }

    fn directory(&mut self, sets: &Sets) -> Result<(), LoadError> {
        let ids: Vec<u64> = sets.keys().map(|(id, _)| *id).collect();
        self.writer.numbers("refsets/id", &ids)?;
        let tables: Vec<u64> = sets.keys().map(|(_, table)| *table as u64).collect();
        self.column("refsets/table", &tables)?;
        let mut column = |name: &str, of: fn(&(u64, Set)) -> u64| {
            let cells: Vec<u64> = sets.values().map(of).collect();
            self.column(name, &cells)
        };
        column("refsets/first", |(first, _)| *first)?;
        column("refsets/rows", |(_, set)| set.rows)?;
        column("refsets/active", |(_, set)| set.active)?;
        column("refsets/kinds", |(_, set)| set.kinds)?;
        let (ends, bytes) = serialized(sets.values().map(|(_, set)| &set.concepts))?;
        self.column("refsets/end", &ends)?;
        Ok(self.writer.section("refsets/concepts", &bytes)?)
    }
}

/// A whole number as one that is never below zero, small where it is near zero.
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}
