//! Relationships, inferred and stated, and what is derived from the inferred ones.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::super::metadata::{IS_A, STATED};
use super::super::read::{GROUP_FROM, KIND_FROM};
use super::closure::Closure;
use super::rows::{RelationshipRow, TextAt};
use super::{Build, firsts, narrow};
use crate::load::LoadError;

impl Build<'_> {
    pub(super) fn relationships(&mut self) -> Result<(), LoadError> {
        let stated = std::mem::take(&mut self.rows.stated);
        self.table("stated", stated, None)?;
        let rows = std::mem::take(&mut self.rows.relationships);
        let (few, space) = (&self.rows.few, &self.space);
        let (mut edges, mut incoming) = (Vec::new(), Vec::new());
        let mut having: BTreeMap<u32, RoaringBitmap> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.version.active && few.sctid(row.characteristic) != STATED) {
            let (source, target) = (narrow(row.source), narrow(row.target));
            if few.sctid(row.kind) == IS_A {
                edges.push((source, target));
                continue;
            }
            having.entry(space.few(row.kind)).or_default().insert(source);
            if !row.concrete {
                incoming.push((target, space.few(row.kind), source));
            }
        }
        let kinds: Vec<u32> = having.keys().copied().collect();
        self.table("relationships", rows, Some(&kinds))?;
        self.incoming(incoming)?;
        self.having(&having)?;
        self.hierarchy(edges)
    }

    /// The rows of a table, by source; the active ones of a source first, by group and type. `kinds` are
    /// the types of the attributes that are to be written too.
    fn table(&mut self, name: &str, mut rows: Vec<RelationshipRow>, kinds: Option<&[u32]>) -> Result<(), LoadError> {
        let space = &self.space;
        rows.sort_unstable_by_key(|row| {
            (row.source, !row.version.active, row.group, space.few(row.kind), row.concrete, row.id)
        });
        let cells = |of: &dyn Fn(&RelationshipRow) -> u64| rows.iter().map(of).collect::<Vec<u64>>();
        let first = firsts(space.concepts.len(), &cells(&|row| row.source));
        let columns = [
            ("type", cells(&|row| space.few(row.kind).into())),
            ("characteristic", cells(&|row| space.few(row.characteristic).into())),
            ("modifier", cells(&|row| space.few(row.modifier).into())),
            ("group", cells(&|row| row.group.into())),
            ("id", cells(&|row| row.id)),
            ("first", first),
        ];
        for (column, cells) in columns {
            self.column(&format!("{name}/{column}"), &cells)?;
        }
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column(&format!("{name}/stamp"), &stamps)?;
        let mut targets = Vec::with_capacity(rows.len());
        for row in &rows {
            let text = row.concrete.then(|| self.text(row.version.file, TextAt::of(row.target)));
            targets.push(text.unwrap_or(Ok(row.target))? << 1 | u64::from(row.concrete));
        }
        self.column(&format!("{name}/target"), &targets)?;
        kinds.map_or(Ok(()), |kinds| self.attributes(&rows, &targets, kinds))
    }

    /// The active attributes alone, one number each, so that all of them are soon looked through.
    fn attributes(&mut self, rows: &[RelationshipRow], targets: &[u64], kinds: &[u32]) -> Result<(), LoadError> {
        let (mut sources, mut cells) = (Vec::new(), Vec::new());
        for (row, target) in rows.iter().zip(targets) {
            let characteristic = self.rows.few.sctid(row.characteristic);
            let kind = kinds.binary_search(&self.space.few(row.kind));
            if let (true, Ok(kind)) = (row.version.active && characteristic != STATED, kind) {
                let cell = packed(*target, kind, row.group).ok_or_else(|| too_many(row))?;
                sources.push(row.source);
                cells.push(cell);
            }
        }
        let first = firsts(self.space.concepts.len(), &sources);
        let first: Vec<u32> = first.into_iter().map(narrow).collect();
        self.writer.numbers("attributes/first", &first)?;
        Ok(self.writer.numbers("attributes/cell", &cells)?)
    }

    /// For each concept the active attributes whose value it is: type and source.
    fn incoming(&mut self, mut attributes: Vec<(u32, u32, u32)>) -> Result<(), LoadError> {
        attributes.sort_unstable();
        attributes.dedup();
        let cells = |of: fn(&(u32, u32, u32)) -> u32| attributes.iter().map(of).map(u64::from).collect::<Vec<u64>>();
        let first = firsts(self.space.concepts.len(), &cells(|(target, ..)| *target));
        self.column("incoming/first", &first)?;
        self.column("incoming/type", &cells(|(_, kind, _)| *kind))?;
        self.column("incoming/source", &cells(|(.., source)| *source))
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
        let cells = |edges: &[(u32, u32)], of: fn(&(u32, u32)) -> u32| edges.iter().map(of).map(u64::from).collect();
        let (children, parents): (Vec<u64>, Vec<u64>) = (cells(&edges, |edge| edge.0), cells(&edges, |edge| edge.1));
        self.column("parents/first", &firsts(count, &children))?;
        self.column("parents/of", &parents)?;
        self.tell("closure")?;
        let closure = Closure::of(count, &edges).map_err(|circle| self.circle(&circle))?;
        edges.sort_unstable_by_key(|(child, parent)| (*parent, *child));
        let (children, parents): (Vec<u64>, Vec<u64>) = (cells(&edges, |edge| edge.0), cells(&edges, |edge| edge.1));
        self.column("children/first", &firsts(count, &parents))?;
        self.column("children/of", &children)?;
        self.writer.numbers("closure/place", &closure.place)?;
        self.writer.numbers("closure/ordinal", &closure.ordinal)?;
        self.writer.numbers("closure/span", &closure.span)?;
        self.writer.numbers("closure/from", &closure.from)?;
        self.writer.numbers("closure/to", &closure.to)?;
        Ok(())
    }

    fn circle(&self, circle: &[u32]) -> LoadError {
        let ids = circle.iter().chain(circle.first()).take(12);
        let ids: Vec<String> = ids.map(|at| self.space.concepts[*at as usize].to_string()).collect();
        LoadError::Disagree(format!("the is-a relationships go round in a circle: {}", ids.join(" is a ")))
    }
}

/// An attribute as one number: its target with the mark of concrete values, its type, its group.
fn packed(target: u64, kind: usize, group: u32) -> Option<u64> {
    let kind = u64::from(u16::try_from(kind).ok()?);
    (group < 1 << 15).then(|| target | kind << KIND_FROM | u64::from(group) << GROUP_FROM)
}

fn too_many(row: &RelationshipRow) -> LoadError {
    let (id, group) = (row.id, row.group);
    LoadError::Disagree(format!("relationship {id} is of group {group}: at most 32767 groups and 65536 types are held"))
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
