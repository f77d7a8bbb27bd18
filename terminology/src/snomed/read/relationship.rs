//! Relationships and attributes, by their source and by their value.

use roaring::RoaringBitmap;

use super::tables::Relationships;
use super::{Snomed, Version};

/// From which bit of an attribute's number its type stands; below are the target and its mark.
pub(in super::super) const KIND_FROM: u32 = 33;
/// From which bit of an attribute's number its group stands.
pub(in super::super) const GROUP_FROM: u32 = 49;

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
    #[inline]
    pub fn attributes(&self, ordinal: u32) -> impl ExactSizeIterator<Item = Attribute<'_>> + Clone {
        let (first, cells) = &self.hierarchy.attributes;
        let (first, at) = (self.numbers(first), ordinal as usize);
        let span = match first.get(at..).unwrap_or_default() {
            [from, to, ..] => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.longs(cells).get(span).unwrap_or_default().iter().map(|cell| self.attribute(*cell))
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "each part of the cell is taken by its bits")]
    fn attribute(&self, cell: u64) -> Attribute<'_> {
        let types = &self.hierarchy.having.0;
        let kind = usize::from((cell >> KIND_FROM) as u16);
        Attribute {
            group: (cell >> GROUP_FROM) as u32,
            kind: types.get32(&self.container, kind),
            value: self.value(cell & ((1 << KIND_FROM) - 1)),
        }
    }

    /// The attributes whose value a concept is: type and source, by type.
    pub fn incoming(&self, ordinal: u32) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        let (container, table) = (&self.container, &self.incoming);
        let span = table.first.span(container, ordinal as usize, table.source.len());
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
        table
            .first
            .span(&self.container, ordinal as usize, table.id.len())
            .map(move |at| self.relationship(table, at, ordinal))
    }

    fn relationship<'a>(&'a self, table: &Relationships, at: usize, source: u32) -> Relationship<'a> {
        let container = &self.container;
        Relationship {
            sctid: table.id.get(container, at),
            source,
            kind: table.kind.get32(container, at),
            value: self.value(table.target.get(container, at)),
            group: table.group.get32(container, at),
            characteristic: table.characteristic.get32(container, at),
            modifier: table.modifier.get32(container, at),
            version: self.version(table.stamp.get(container, at)),
        }
    }

    /// The value of a target with its mark.
    #[inline]
    fn value(&self, target: u64) -> Value<'_> {
        let place = u32::try_from(target >> 1).unwrap_or(u32::MAX);
        if target & 1 == 0 { Value::Concept(place) } else { concrete(self.text(place)) }
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

fn concrete(text: &str) -> Value<'_> {
    match text.as_bytes() {
        [b'#', ..] => Value::Number(&text[1..]),
        [b'"', .., b'"'] => Value::Text(&text[1..text.len() - 1]),
        b"true" => Value::Boolean(true),
        b"false" => Value::Boolean(false),
        _ => Value::Text(text),
    }
}
