//! The rows of reference sets, with their further columns by name.

use std::ops::Range;

use super::super::about::FieldKind;
use super::tables::Members;
use super::{Component, Refset, Snomed, Version};

/// What stands in a further column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// Nothing, where a component or a number would be.
    Nothing(FieldKind),
    /// A component.
    Component(Component),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}

/// A row of a reference set.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    snomed: &'a Snomed,
    table: &'a Members,
    row: usize,
    /// Its reference set.
    pub refset: Refset<'a>,
    /// The component that it is about.
    pub component: Component,
    /// Its effective time, module, and whether it is active.
    pub version: Version,
}

impl std::fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut row = f.debug_struct("Member");
        row.field("refset", &self.refset.sctid).field("component", &self.component).field("version", &self.version);
        self.fields().for_each(|(name, field)| _ = row.field(name, &field));
        row.finish_non_exhaustive()
    }
}

impl<'a> Member<'a> {
    /// The UUID of the row.
    pub fn id(&self) -> [u8; 16] {
        let ids = self.snomed.container.at(self.table.id.clone());
        ids.get(self.row * 16..self.row * 16 + 16).and_then(|id| id.try_into().ok()).unwrap_or_default()
    }

    /// A further column, by the name that the header gives it.
    pub fn field(&self, name: &str) -> Option<Field<'a>> {
        self.refset.pattern.column(name).and_then(|at| self.field_at(at))
    }

    /// A further column that holds a text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        if let Some(Field::Text(text)) = self.field(name) { Some(text) } else { None }
    }

    /// A further column that holds a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        if let Some(Field::Integer(number)) = self.field(name) { Some(number) } else { None }
    }

    /// A further column that holds a component.
    pub fn target(&self, name: &str) -> Option<Component> {
        if let Some(Field::Component(component)) = self.field(name) { Some(component) } else { None }
    }

    /// Every further column with its name, in the order of the file.
    pub fn fields(&self) -> impl Iterator<Item = (&'a str, Field<'a>)> + use<'a> {
        let (member, columns) = (*self, &self.refset.pattern.columns);
        columns.iter().enumerate().filter_map(move |(at, (name, _))| Some((name.as_str(), member.field_at(at)?)))
    }

    /// A further column, by its place in [`Pattern::columns`](super::super::Pattern).
    pub fn field_at(&self, at: usize) -> Option<Field<'a>> {
        let column = self.table.cells.get(at)?;
        let cell = column.get(&self.snomed.container, self.row);
        let narrow = |cell| u32::try_from(cell).unwrap_or(u32::MAX);
        let kind = self.refset.pattern.columns.get(at)?.1;
        Some(match (kind, cell.checked_sub(1)) {
            (FieldKind::Text, _) => Field::Text(self.snomed.text(narrow(cell))),
            (_, None) => Field::Nothing(kind),
            (FieldKind::Component, Some(cell)) => Field::Component(self.snomed.component_of(narrow(cell))),
            (FieldKind::Integer, Some(cell)) => Field::Integer((cell >> 1).cast_signed() ^ -(cell & 1).cast_signed()),
        })
    }
}

impl Snomed {
    /// Every row of a reference set, by component.
    pub fn rows_of<'a>(&'a self, refset: Refset<'a>) -> impl Iterator<Item = Member<'a>> + Clone {
        let span = self.span_of(&refset);
        self.members_at(refset, span)
    }

    /// The rows of a reference set about one component, the active ones first.
    pub fn rows_about<'a>(
        &'a self,
        refset: Refset<'a>,
        component: Component,
    ) -> impl Iterator<Item = Member<'a>> + Clone {
        let span = self.span_of(&refset);
        let span = match (self.number_of(component), self.members.get(refset.table)) {
            (Some(number), Some(table)) => {
                let from = self.bound(table, span.clone(), |cell| cell < number);
                from..self.bound(table, from..span.end, |cell| cell <= number)
            }
            _ => 0..0,
        };
        self.members_at(refset, span)
    }

    /// The rows of all reference sets about a component: of a concept by way of its memberships, of
    /// anything else by asking each reference set that has such members.
    pub fn rows_for(&self, component: Component) -> Vec<Member<'_>> {
        let rows = |refset| self.rows_about(refset, component);
        match component {
            Component::Concept(ordinal) => self.memberships(ordinal).flat_map(rows).collect(),
            Component::Description(_) => {
                self.refsets().filter(|refset| refset.of_descriptions).flat_map(rows).collect()
            }
            Component::Other(_) => self.refsets().flat_map(rows).collect(),
        }
    }

    fn members_at<'a>(&'a self, refset: Refset<'a>, span: Range<usize>) -> impl Iterator<Item = Member<'a>> + Clone {
        let table = self.members.get(refset.table);
        let row = move |row| self.member(refset, table?, row);
        span.filter_map(row)
    }

    pub(super) fn member<'a>(&'a self, refset: Refset<'a>, table: &'a Members, row: usize) -> Option<Member<'a>> {
        (row < table.component.len()).then(|| Member {
            snomed: self,
            table,
            row,
            refset,
            component: self.component_of(table.component.get32(&self.container, row)),
            version: self.version(table.stamp.get(&self.container, row)),
        })
    }

    pub(super) fn span_of(&self, refset: &Refset<'_>) -> Range<usize> {
        let rows = usize::try_from(refset.rows).unwrap_or(0);
        let all = self.members.get(refset.table).map_or(0, |table| table.component.len());
        refset.first.min(all)..refset.first.saturating_add(rows).min(all)
    }

    fn bound(&self, table: &Members, span: Range<usize>, before: impl Fn(u32) -> bool) -> usize {
        let (mut low, mut high) = (span.start, span.end.max(span.start));
        while low < high {
            let middle = low.midpoint(high);
            if before(table.component.get32(&self.container, middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}
