//! Relationships, inferred and stated, and what is derived from the inferred ones.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::super::metadata::{IS_A, STATED};
use super::closure::Closure;
use super::rows::{RelationshipRow, TextAt};
use super::{Build, firsts};
use crate::load::LoadError;

impl Build<'_> {
    pub(super) fn relationships(&mut self) -> Result<(), LoadError> {
        let stated = std::mem::take(&mut self.rows.stated);
        self.table("stated", stated)?;
        let rows = std::mem::take(&mut self.rows.relationships);
        let few = &self.rows.few;
        let infers =
            |row: &&RelationshipRow| row.version.active && few.sctid(row.characteristic) != STATED && !row.concrete;
        let (mut edges, mut attributes) = (Vec::new(), Vec::new());
        for row in rows.iter().filter(infers) {
            let (source, target) = (self.space.ordinal(row.source), self.space.ordinal(row.target));
            if few.sctid(row.kind) == IS_A {
                edges.push((source, target));
            } else {
                attributes.push((target, self.space.ordinal(few.sctid(row.kind)), source));
            }
        }
        let mut having: BTreeMap<u32, RoaringBitmap> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.version.active && few.sctid(row.kind) != IS_A) {
            let kind = self.space.ordinal(few.sctid(row.kind));
            having.entry(kind).or_default().insert(self.space.ordinal(row.source));
        }
        self.table("relationships", rows)?;
        self.incoming(attributes)?;
        self.having(&having)?;
        self.hierarchy(edges)
    }

    /// The rows of a table, by source; the active ones of a source first, by group and type.
    fn table(&mut self, name: &str, mut rows: Vec<RelationshipRow>) -> Result<(), LoadError> {
        rows.sort_unstable_by_key(|row| {
            (row.source, !row.version.active, row.group, self.rows.few.sctid(row.kind), row.concrete, row.id)
        });
        let first = firsts(self.space.concepts.len(), rows.iter().map(|row| self.space.ordinal(row.source)));
        self.column(&format!("{name}/first"), &first)?;
        let ids: Vec<u64> = rows.iter().map(|row| row.id).collect();
        self.column(&format!("{name}/id"), &ids)?;
        let few: Vec<u64> = self.rows.few.sctids().iter().map(|id| u64::from(self.space.ordinal(*id))).collect();
        let mut number = |column: &str, of: fn(&RelationshipRow) -> u32| {
            let cells: Vec<u64> = rows.iter().map(|row| few[of(row) as usize]).collect();
            self.column(&format!("{name}/{column}"), &cells)
        };
        number("type", |row| row.kind)?;
        number("characteristic", |row| row.characteristic)?;
        number("modifier", |row| row.modifier)?;
        let groups: Vec<u64> = rows.iter().map(|row| u64::from(row.group)).collect();
        self.column(&format!("{name}/group"), &groups)?;
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column(&format!("{name}/stamp"), &stamps)?;
        let mut targets = Vec::with_capacity(rows.len());
        for row in &rows {
            targets.push(if row.concrete {
                self.text(row.version.origin, TextAt::of(row.target))?
            } else {
                u64::from(self.space.ordinal(row.target))
            });
        }
        self.column(&format!("{name}/target"), &targets)?;
        let concrete: RoaringBitmap = (0..).zip(&rows).filter(|(_, row)| row.concrete).map(|(at, _)| at).collect();
        let concrete: Vec<u64> = concrete.iter().map(u64::from).collect();
        self.column(&format!("{name}/concrete"), &concrete)
    }

    /// For each concept the active attributes whose value it is: type and source.
    fn incoming(&mut self, mut attributes: Vec<(u32, u32, u32)>) -> Result<(), LoadError> {
        attributes.sort_unstable();
        attributes.dedup();
        let first = firsts(self.space.concepts.len(), attributes.iter().map(|(target, ..)| *target));
        self.column("incoming/first", &first)?;
        let kinds: Vec<u64> = attributes.iter().map(|(_, kind, _)| u64::from(*kind)).collect();
        self.column("incoming/type", &kinds)?;
        let sources: Vec<u64> = attributes.iter().map(|(.., source)| u64::from(*source)).collect();
        self.column("incoming/source", &sources)
    }

    /// For each type of attribute the concepts that have one.
    fn having(&mut self, having: &BTreeMap<u32, RoaringBitmap>) -> Result<(), LoadError> {
        let kinds: Vec<u64> = having.keys().map(|kind| u64::from(*kind)).collect();
        self.column("having/type", &kinds)?;
        let (ends, bytes) = serialized(having.values())?;
        self.column("having/end", &ends)?;
        Ok(self.writer.section("having/sources", &bytes)?)
    }

    fn hierarchy(&mut self, mut edges: Vec<(u32, u32)>) -> Result<(), LoadError> {
        edges.sort_unstable();
        edges.dedup();
        let count = self.space.concepts.len();
        let parents_first = firsts(count, edges.iter().map(|(child, _)| *child));
        self.column("parents/first", &parents_first)?;
        let parents: Vec<u64> = edges.iter().map(|(_, parent)| u64::from(*parent)).collect();
        self.column("parents/of", &parents)?;
        self.tell("closure")?;
        let closure = Closure::of(count, &edges).map_err(|cycle| self.cycle(&cycle))?;
        edges.sort_unstable_by_key(|(child, parent)| (*parent, *child));
        let children_first = firsts(count, edges.iter().map(|(_, parent)| *parent));
        self.column("children/first", &children_first)?;
        let children: Vec<u64> = edges.iter().map(|(child, _)| u64::from(*child)).collect();
        self.column("children/of", &children)?;
        self.writer.numbers("closure/place", &closure.place)?;
        self.writer.numbers("closure/ordinal", &closure.ordinal)?;
        self.writer.numbers("closure/end", &closure.end)?;
        self.column("closure/first", &closure.first)?;
        self.writer.numbers("closure/from", &closure.from)?;
        self.writer.numbers("closure/to", &closure.to)?;
        Ok(())
    }

    fn cycle(&self, cycle: &[u32]) -> LoadError {
        let ids: Vec<String> = cycle
            .iter()
            .chain(cycle.first())
            .take(12)
            .map(|at| self.space.concepts[*at as usize].to_string())
            .collect();
        LoadError::Disagree(format!("the is-a relationships go round in a circle: {}", ids.join(" is a ")))
    }
}

/// Bitmaps one after another, and where each ends.
pub(super) fn serialized<'a>(
    bitmaps: impl Iterator<Item = &'a RoaringBitmap>,
) -> Result<(Vec<u64>, Vec<u8>), LoadError> {
    let (mut ends, mut bytes) = (Vec::new(), Vec::new());
    for bitmap in bitmaps {
        bitmap.serialize_into(&mut bytes).map_err(|error| LoadError::Disagree(error.to_string()))?;
        ends.push(bytes.len() as u64);
    }
    Ok((ends, bytes))
}
