//! Reference sets: their rows, their members as bitmaps, and where each concept is one.

use std::collections::{BTreeMap, HashMap};

use roaring::RoaringBitmap;

use super::super::about::{About, Pattern};
use super::components::Languages;
use super::relationships::serialized;
use super::rows::{FieldKind, NO_INTEGER, Table, TextAt};
use super::{Build, firsts, narrow};
use crate::load::LoadError;

/// A reference set in one table.
#[derive(Default)]
struct Set {
    first: u64,
    rows: u64,
    active: u64,
    /// What kinds of component its members are: 1 concepts, 2 descriptions, 4 others.
    kinds: u64,
    concepts: RoaringBitmap,
}

/// The reference sets by ordinal and by table, which is their order in the index.
type Sets = BTreeMap<(u32, usize), Set>;

impl Build<'_> {
    /// Writes the reference sets, and gives how far those of languages accept each description.
    pub(super) fn refsets(&mut self, about: &mut About) -> Result<Languages, LoadError> {
        let mut tables = std::mem::take(&mut self.rows.tables);
        let mut sets = Sets::new();
        for (number, table) in tables.iter_mut().enumerate() {
            let space = &self.space;
            table.rows.sort_unstable_by_key(|row| (space.few(row.refset), row.component, !row.version.active, row.id));
            self.sets(number, table, &mut sets);
            about.patterns.push(Pattern { columns: table.columns.clone() });
        }
        let languages = self.languages(&tables)?;
        self.memberships(&tables, &sets)?;
        for (number, table) in tables.into_iter().enumerate() {
            self.members(number, &table)?;
        }
        self.directory(&sets)?;
        Ok(languages)
    }

    fn sets(&self, number: usize, table: &Table, sets: &mut Sets) {
        let concepts = self.space.concepts.len() as u64;
        let described = concepts + self.space.descriptions as u64;
        for (rows, at) in table.rows.chunk_by(|one, other| one.refset == other.refset).scan(0, |at, rows| {
            *at += rows.len();
            Some((rows, *at - rows.len()))
        }) {
            let mut set = Set { first: at as u64, rows: rows.len() as u64, ..Set::default() };
            for row in rows {
                set.active += u64::from(row.version.active);
                if row.component < concepts {
                    set.kinds |= 1;
                    if row.version.active {
                        set.concepts.insert(narrow(row.component));
                    }
                } else {
                    set.kinds |= if row.component < described { 2 } else { 4 };
                }
            }
            sets.insert((self.space.few(rows[0].refset), number), set);
        }
    }

    /// For each concept the reference sets that have a row for it.
    fn memberships(&mut self, tables: &[Table], sets: &Sets) -> Result<(), LoadError> {
        let concepts = self.space.concepts.len() as u64;
        let mut memberships: Vec<(u32, u32)> = Vec::new();
        for (((_, table), set), number) in sets.iter().zip(0..) {
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            let rows = tables[*table].rows.get(place(set.first)..place(set.first + set.rows)).unwrap_or_default();
            let members = rows.iter().take_while(|row| row.component < concepts);
            memberships.extend(members.map(|row| (narrow(row.component), number)));
        }
        memberships.sort_unstable();
        memberships.dedup();
        let (concepts, refsets): (Vec<u64>, Vec<u64>) =
            memberships.into_iter().map(|(concept, refset)| (u64::from(concept), u64::from(refset))).unzip();
        self.column("memberships/first", &firsts(self.space.concepts.len(), &concepts))?;
        self.column("memberships/refset", &refsets)
    }

    fn languages(&mut self, tables: &[Table]) -> Result<Languages, LoadError> {
        let is_language =
            |table: &&Table| matches!(&table.columns[..], [(name, FieldKind::Component)] if name == "acceptabilityId");
        let rows =
            || tables.iter().filter(is_language).flat_map(|table| table.rows.iter().zip(std::iter::repeat(table)));
        let mut ids: Vec<u64> = rows().map(|(row, _)| self.rows.few.sctid(row.refset)).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut languages = Languages::of(ids, self.space.descriptions);
        for (row, table) in rows().filter(|(row, _)| row.version.active) {
            let position = row.component.checked_sub(self.space.concepts.len() as u64);
            let number = languages.ids.binary_search(&self.rows.few.sctid(row.refset));
            let acceptability = table.cells_of(row).first().and_then(|cell| cell.checked_sub(1));
            let sctid = acceptability.and_then(|at| self.space.concepts.get(usize::try_from(at).ok()?));
            if let (Some(position), Ok(number), Some(sctid)) = (position, number, sctid) {
                languages.accept(usize::try_from(position).unwrap_or(usize::MAX), number, *sctid);
            }
        }
        self.writer.numbers("languages/refset", &languages.ids)?;
        self.writer.section("languages/acceptability", &languages.bytes)?;
        Ok(languages)
    }

    fn members(&mut self, number: usize, table: &Table) -> Result<(), LoadError> {
        let name = |column: &str| format!("members/{number}/{column}");
        let components: Vec<u64> = table.rows.iter().map(|row| row.component).collect();
        self.column(&name("component"), &components)?;
        let stamps: Vec<u64> = table.rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column(&name("stamp"), &stamps)?;
        self.writer.stream(&name("id"), |out| table.rows.iter().try_for_each(|row| out.write_all(&row.id)))?;
        for (at, (column, kind)) in table.columns.iter().enumerate() {
            let mut cells = Vec::with_capacity(table.rows.len());
            for row in &table.rows {
                let cell = table.cells_of(row).get(at).copied().unwrap_or(0);
                cells.push(match kind {
                    FieldKind::Component => cell,
                    FieldKind::Integer if cell == NO_INTEGER => 0,
                    FieldKind::Integer => zigzag(cell.cast_signed()) + 1,
                    FieldKind::Text => self.text(row.version.file, TextAt::of(cell))?,
                });
            }
            self.column(&name(&at.to_string()), &cells)?;
            if column == "mapTarget" && *kind == FieldKind::Text {
                self.by_target(number, table, &cells)?;
            }
        }
        Ok(())
    }

    /// The rows of a map by reference set, then by target. `targets` are the places of their texts.
    fn by_target(&mut self, number: usize, table: &Table, targets: &[u64]) -> Result<(), LoadError> {
        let mut distinct = targets.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.sort_unstable_by_key(|place| self.texts.at(narrow(*place)));
        let ranks: HashMap<u64, u32> = distinct.into_iter().zip(0..).collect();
        let key = |row: &u32| {
            let at = *row as usize;
            (self.space.few(table.rows[at].refset), ranks.get(&targets[at]).copied(), *row)
        };
        let mut order: Vec<u32> = (0..).zip(targets).map(|(row, _)| row).collect();
        order.sort_unstable_by_key(key);
        let order: Vec<u64> = order.into_iter().map(u64::from).collect();
        self.column(&format!("members/{number}/by-target"), &order)
    }

    fn directory(&mut self, sets: &Sets) -> Result<(), LoadError> {
        let ids: Vec<u64> = sets.keys().map(|(ordinal, _)| self.space.concepts[*ordinal as usize]).collect();
        self.writer.numbers("refsets/id", &ids)?;
        let tables: Vec<u64> = sets.keys().map(|(_, table)| *table as u64).collect();
        self.column("refsets/table", &tables)?;
        let mut column = |name: &str, of: fn(&Set) -> u64| {
            let cells: Vec<u64> = sets.values().map(of).collect();
            self.column(name, &cells)
        };
        column("refsets/first", |set| set.first)?;
        column("refsets/rows", |set| set.rows)?;
        column("refsets/active", |set| set.active)?;
        column("refsets/kinds", |set| set.kinds)?;
        let (ends, bytes) = serialized(sets.values().map(|set| &set.concepts))?;
        self.column("refsets/end", &ends)?;
        Ok(self.writer.section("refsets/concepts", &bytes)?)
    }
}

/// A whole number as one that is never below zero, small where it is near zero.
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}
