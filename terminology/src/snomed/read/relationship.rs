//! Relationships and attributes, by their source and by their value.

use roaring::RoaringBitmap;

use super::super::metadata::{IS_A, STATED};
use super::tables::Relationships;
use super::{Snomed, Version};

/// What a relationship leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    /// A concept, by its ordinal.
    Concept(u32),
    /// A number as the release writes it, without its `#`: `250`, `-2.50`.
    Number(&'a str),
    /// A text, without its quotes.
    Text(&'a str),
    /// True or false.
    Boolean(bool),
}

/// A row of a relationship table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relationship<'a> {
    /// Its SCTID.
    pub sctid: u64,
    /// The ordinal of the source.
    pub source: u32,
    /// The ordinal of the type.
    pub kind: u32,
    /// What it leads to.
    pub value: Value<'a>,
    /// The group; 0 is none.
    pub group: u32,
    /// The ordinal of the characteristic type: inferred, stated, additional.
    pub characteristic: u32,
    /// The ordinal of the modifier.
    pub modifier: u32,
    /// Its effective time, module, and whether it is active.
    pub version: Version,
}

/// An attribute of a concept: an active relationship of the inferred form that is no is-a.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Attribute<'a> {
    /// The group; the attributes of group 0 stand each for itself.
    pub group: u32,
    /// The ordinal of the type.
    pub kind: u32,
    /// Its value.
    pub value: Value<'a>,
}

impl Snomed {
    /// Every inferred relationship of a concept, inactive ones last; concrete values among them.
    pub fn relationships(&self, ordinal: u32) -> impl Iterator<Item = Relationship<'_>> {
        self.rows(&self.relationships, ordinal)
    }

    /// Every stated relationship of a concept, inactive ones last. Since 2019 releases state what they
    /// state in OWL instead: see [`Snomed::members`] of the OWL axiom reference set.
    pub fn stated(&self, ordinal: u32) -> impl Iterator<Item = Relationship<'_>> {
        self.rows(&self.stated, ordinal)
    }

    /// How many rows the tables of relationships have: inferred, stated.
    pub fn relationship_counts(&self) -> (u64, u64) {
        (self.relationships.id.len() as u64, self.stated.id.len() as u64)
    }

    /// The relationship of an SCTID, inferred or stated. Reads all of them through.
    pub fn relationship_by_id(&self, sctid: u64) -> Option<Relationship<'_>> {
        [&self.relationships, &self.stated].into_iter().find_map(|table| {
            let at = (0..table.id.len()).find(|at| table.id.get(&self.container, *at) == sctid)?;
            let source = table.first.up_to(&self.container, at as u64).checked_sub(1)?;
            Some(self.relationship(table, at, u32::try_from(source).ok()?))
        })
    }

    /// The attributes of a concept, by group and then by type.
    pub fn attributes(&self, ordinal: u32) -> impl Iterator<Item = Attribute<'_>> + Clone {
        let (container, table) = (&self.container, &self.relationships);
        let is_a = self.ordinal(IS_A);
        let stated = self.ordinal(STATED);
        table
            .first
            .span(container, ordinal as usize)
            .take_while(move |at| table.stamp.get(container, *at) & 1 == 1)
            .filter(move |at| Some(table.kind.get32(container, *at)) != is_a)
            .filter(move |at| Some(table.characteristic.get32(container, *at)) != stated)
            .map(move |at| Attribute {
                group: table.group.get32(container, at),
                kind: table.kind.get32(container, at),
                value: self.value(table, at),
            })
    }

    /// The attributes whose value a concept is: type and source, by type.
    pub fn incoming(&self, ordinal: u32) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        let (container, table) = (&self.container, &self.incoming);
        let span = table.first.span(container, ordinal as usize);
        span.map(move |at| (table.kind.get32(container, at), table.source.get32(container, at)))
    }

    /// The ordinals of the types that attributes have.
    pub fn attribute_types(&self) -> impl Iterator<Item = u32> + '_ {
        let types = &self.hierarchy.having.0;
        (0..types.len()).map(|at| types.get32(&self.container, at))
    }

    /// The concepts that have an attribute of exactly this type.
    pub fn having(&self, kind: u32) -> RoaringBitmap {
        let (types, ends, bytes) = &self.hierarchy.having;
        let at = types.up_to(&self.container, u64::from(kind)).checked_sub(1);
        let at = at.filter(|at| types.get32(&self.container, *at) == kind);
        at.map(|at| self.bitmap(ends, bytes, at)).unwrap_or_default()
    }

    fn rows<'a>(&'a self, table: &'a Relationships, ordinal: u32) -> impl Iterator<Item = Relationship<'a>> {
        table.first.span(&self.container, ordinal as usize).map(move |at| self.relationship(table, at, ordinal))
    }

    fn relationship<'a>(&'a self, table: &Relationships, at: usize, source: u32) -> Relationship<'a> {
        let container = &self.container;
        Relationship {
            sctid: table.id.get(container, at),
            source,
            kind: table.kind.get32(container, at),
            value: self.value(table, at),
            group: table.group.get32(container, at),
            characteristic: table.characteristic.get32(container, at),
            modifier: table.modifier.get32(container, at),
            version: self.version(table.stamp.get(container, at)),
        }
    }

    fn value(&self, table: &Relationships, at: usize) -> Value<'_> {
        let target = table.target.get32(&self.container, at);
        let concrete = &table.concrete;
        let before = if concrete.len() == 0 { 0 } else { concrete.up_to(&self.container, at as u64) };
        if before == 0 || concrete.get(&self.container, before - 1) != at as u64 {
            return Value::Concept(target);
        }
        let text = self.text(target);
        match text.as_bytes() {
            [b'#', ..] => Value::Number(&text[1..]),
            [b'"', .., b'"'] => Value::Text(&text[1..text.len() - 1]),
            b"true" => Value::Boolean(true),
            b"false" => Value::Boolean(false),
            _ => Value::Text(text),
        }
    }

    /// A bitmap among those that stand one after another.
    pub(super) fn bitmap(&self, ends: &super::Column, bytes: &std::ops::Range<usize>, at: usize) -> RoaringBitmap {
        let place = |cell: u64| usize::try_from(cell).unwrap_or(usize::MAX);
        let from = at.checked_sub(1).map_or(0, |before| place(ends.get(&self.container, before)));
        let to = place(ends.get(&self.container, at));
        let bytes = self.container.at(bytes.clone()).get(from..to).unwrap_or_default();
        RoaringBitmap::deserialize_from(bytes).unwrap_or_default()
    }
}
