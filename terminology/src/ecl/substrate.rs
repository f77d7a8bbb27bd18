//! What an expression constraint is worked out over.

use std::borrow::Cow;

use roaring::RoaringBitmap;

/// A release, as far as expression constraints ask it.
///
/// Concepts are named by ordinals, numbers from 0 in the order of their SCTIDs. A concept that rows
/// refer to may have an ordinal though the release has no row for it; it is not [`Substrate::all`].
pub trait Substrate {
    /// A row of a reference set.
    type Row<'a>: Row<'a>
    where
        Self: 'a;

    /// Every concept of the release, active or not.
    fn all(&self) -> Cow<'_, RoaringBitmap>;
    /// Every active concept.
    fn active(&self) -> Cow<'_, RoaringBitmap>;
    /// The ordinal of an SCTID.
    fn ordinal(&self, id: u64) -> Option<u32>;
    /// The SCTID of an ordinal.
    fn id(&self, ordinal: u32) -> u64;
    /// A concept of the release.
    fn concept(&self, ordinal: u32) -> Option<ConceptRow>;
    /// What another scheme calls so: the scheme by its alias.
    fn alternate(&self, scheme: &str, code: &str) -> Alternate;

    /// Everything below any of these, at any distance.
    fn descendants(&self, of: &RoaringBitmap) -> RoaringBitmap;
    /// Everything above any of these, at any distance.
    fn ancestors(&self, of: &RoaringBitmap) -> RoaringBitmap;
    /// Whether one is above the other, at any distance; none is above itself.
    fn is_ancestor(&self, ancestor: u32, of: u32) -> bool;
    /// The parents of a concept.
    fn parents(&self, of: u32) -> impl Iterator<Item = u32>;
    /// The children of a concept.
    fn children(&self, of: u32) -> impl Iterator<Item = u32>;

    /// The active attributes of a concept, those with concrete values too, by group; no is-a.
    fn attributes(&self, source: u32) -> impl Iterator<Item = Attribute<'_>>;
    /// The active attributes whose value a concept is: type and source. One that has it in several
    /// groups may come once.
    fn incoming(&self, value: u32) -> impl Iterator<Item = (u32, u32)>;
    /// The types that attributes have.
    fn attribute_types(&self) -> impl Iterator<Item = u32>;
    /// The concepts that have an attribute of this type, concrete values too.
    fn having(&self, kind: u32) -> RoaringBitmap;

    /// The descriptions of a concept, text definitions too.
    fn descriptions(&self, of: u32) -> impl Iterator<Item = DescriptionRow<'_>>;
    /// The concept of a description.
    fn described_by(&self, description: u64) -> Option<u32>;
    /// The SCTIDs of the language reference sets.
    fn languages(&self) -> impl Iterator<Item = u64>;
    /// How far a language reference set accepts a description: the SCTID of the acceptability.
    fn acceptability(&self, description: u32, language: u64) -> Option<u64>;
    /// Every concept with a description that may have words which begin with these, and perhaps more;
    /// none where that is not known. The words have letters of the English alphabet alone.
    fn worded(&self, words: &[&str]) -> Option<RoaringBitmap>;

    /// The reference sets, as ordinals.
    fn refsets(&self) -> Cow<'_, RoaringBitmap>;
    /// The concepts that are active members of a reference set.
    fn members(&self, refset: u32) -> RoaringBitmap;
    /// The reference sets that have one of these as an active member.
    fn containing(&self, any: &RoaringBitmap) -> RoaringBitmap {
        let refsets = self.refsets();
        refsets.iter().filter(|refset| !self.members(*refset).is_disjoint(any)).collect()
    }
    /// The tables of a reference set: one, unless its rows come with different columns.
    fn tables(&self, refset: u32) -> Vec<Table>;
    /// The rows of a table.
    fn rows(&self, table: &Table) -> impl Iterator<Item = Self::Row<'_>>;
}

/// A concept of the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConceptRow {
    /// Whether it is active.
    pub active: bool,
    /// Its effective time as `YYYYMMDD`; none where it was not published.
    pub effective_time: Option<u32>,
    /// The SCTID of its module.
    pub module: u64,
    /// The SCTID of its definition status.
    pub definition_status: u64,
}

/// What stands for an identifier of another scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alternate {
    /// This concept.
    Concept(u32),
    /// Nothing: the scheme is known, and has no such identifier.
    Absent,
    /// Nothing: no scheme of the release goes by that alias.
    UnknownScheme,
}

/// An attribute of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its group; 0 is none.
    pub group: u32,
    /// The ordinal of its type.
    pub kind: u32,
    /// Its value.
    pub value: Target<'a>,
}

/// The value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'a> {
    /// A concept.
    Concept(u32),
    /// A number, as the release writes it, without the `#`.
    Number(&'a str),
    /// A text, without its quotation marks.
    Text(&'a str),
    /// A truth value.
    Boolean(bool),
}

/// A description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DescriptionRow<'a> {
    /// Its number, by which its acceptability is asked for.
    pub number: u32,
    /// Its SCTID.
    pub id: u64,
    /// Whether it is active.
    pub active: bool,
    /// Its effective time as `YYYYMMDD`; none where it was not published.
    pub effective_time: Option<u32>,
    /// The SCTID of its module.
    pub module: u64,
    /// The SCTID of its type.
    pub kind: u64,
    /// The code of its language.
    pub language: &'a str,
    /// The term.
    pub term: &'a str,
}

/// The rows of a reference set that have the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The SCTID of the reference set.
    pub refset: u64,
    /// The number by which its rows are asked for.
    pub number: usize,
    /// Whether it has members that are concepts.
    pub of_concepts: bool,
    /// The columns after the referenced component: how the header names them, and what they hold.
    pub columns: Vec<(String, ColumnKind)>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// The SCTIDs of components.
    Component,
    /// Whole numbers.
    Integer,
    /// Texts.
    Text,
}

/// A row of a reference set. Columns are numbered as in [`Table::columns`].
pub trait Row<'a> {
    /// Whether it is active.
    fn active(&self) -> bool;
    /// Its effective time as `YYYYMMDD`; none where it was not published.
    fn effective_time(&self) -> Option<u32>;
    /// The SCTID of its module.
    fn module(&self) -> u64;
    /// The component that it refers to.
    fn component(&self) -> Component;
    /// What stands in a column.
    fn cell(&self, column: usize) -> Cell<'a>;
}

/// A component that a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Component {
    /// A concept, by its ordinal.
    Concept(u32),
    /// Something else, by its SCTID.
    Other(u64),
}

/// What stands in a column of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// A component.
    Component(Component),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}
