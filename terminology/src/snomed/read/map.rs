//! Maps to other systems of codes.

use super::{Component, Member, Snomed};

/// A row of a map. What the columns of its pattern do not have is absent.
#[derive(Debug, Clone, Copy)]
pub struct MapRow<'a> {
    /// The SCTID of the map, which is its reference set.
    pub map: u64,
    /// What is mapped.
    pub source: Component,
    /// The code that it is mapped to, as the release writes it; it may be empty: no code fits.
    pub target: &'a str,
    /// The group: one target of each group is needed.
    pub group: Option<i64>,
    /// The priority in the group.
    pub priority: Option<i64>,
    /// When the row applies.
    pub rule: Option<&'a str>,
    /// What a coder is to know.
    pub advice: Option<&'a str>,
    /// How source and target correlate, an SCTID.
    pub correlation: Option<u64>,
    /// The category of the map, an SCTID.
    pub category: Option<u64>,
    /// The block, of UK maps: alternatives that are chosen between.
    pub block: Option<i64>,
    /// The description of the target, where the map has one.
    pub target_description: Option<&'a str>,
    /// The row.
    pub member: Member<'a>,
}

impl Snomed {
    /// The active rows of every map about a concept: by map, block, group and priority.
    pub fn maps(&self, ordinal: u32) -> Vec<MapRow<'_>> {
        let rows = self.rows_for(Component::Concept(ordinal)).into_iter();
        let mut rows: Vec<_> = rows.filter(|row| row.version.active).filter_map(|row| self.map_row(row)).collect();
        rows.sort_by_key(|row| (row.map, row.block, row.group, row.priority));
        rows
    }

    /// The active rows of a map to a target, as the release writes it.
    pub fn mapped_to(&self, map: u64, target: &str) -> Vec<MapRow<'_>> {
        let mut found = Vec::new();
        for refset in self.refset(map) {
            let Some(table) = self.members.get(refset.table) else { continue };
            let (Some(order), Some(cell)) = (&table.by_target, refset.pattern.target()) else { continue };
            let row = |at: usize| order.get32(&self.container, at) as usize;
            let text = |at: usize| self.text(table.cells[cell].get32(&self.container, row(at)));
            let span = self.span_of(&refset);
            let (mut low, mut high) = (span.start, span.end);
            while low < high {
                let middle = low.midpoint(high);
                if text(middle).as_bytes() < target.as_bytes() { low = middle + 1 } else { high = middle }
            }
            let members = (low..span.end).take_while(|at| text(*at) == target);
            let members = members.filter_map(|at| self.member(refset, table, row(at)));
            found.extend(members.filter(|row| row.version.active).filter_map(|row| self.map_row(row)));
        }
        found
    }

    /// A row of a reference set as a row of a map, when it is one.
    pub fn map_row<'a>(&'a self, member: Member<'a>) -> Option<MapRow<'a>> {
        let concept = |name| member.target(name).map(|component| self.component_sctid(component));
        Some(MapRow {
            map: member.refset.sctid,
            source: member.component,
            target: member.text("mapTarget")?,
            group: member.integer("mapGroup"),
            priority: member.integer("mapPriority"),
            rule: member.text("mapRule"),
            advice: member.text("mapAdvice"),
            correlation: concept("correlationId"),
            category: concept("mapCategoryId"),
            block: member.integer("mapBlock"),
            target_description: member.text("mapTargetDescription"),
            member,
        })
    }
}
