//! The rows of the tables of components, column by column.

use super::table::Holds;
use super::{ConcreteValue, EffectiveTime, Row, RowError};
use crate::sctid::Sctid;

/// A version of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// Its identifier.
    pub id: Sctid,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// Whether it is primitive or defined.
    pub definition_status: Sctid,
}

/// A version of a description or a text definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description<'a> {
    /// Its identifier.
    pub id: Sctid,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// What it describes.
    pub concept: Sctid,
    /// The language of the term, by ISO 639-1.
    pub language: &'a str,
    /// Whether it is a fully specified name, a synonym or a definition.
    pub kind: Sctid,
    /// The text, as it stands: quotation marks are part of it.
    pub term: &'a str,
    /// How the case of its letters counts.
    pub case_significance: Sctid,
}

/// A version of a relationship between concepts, inferred or stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relationship {
    /// Its identifier.
    pub id: Sctid,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// The concept that it defines.
    pub source: Sctid,
    /// The concept that it leads to.
    pub destination: Sctid,
    /// The group of relationships that belong together; 0 of none.
    pub group: u32,
    /// The attribute; 116680003 is "is a".
    pub kind: Sctid,
    /// Whether it is inferred, stated or additional.
    pub characteristic: Sctid,
    /// Existential or universal.
    pub modifier: Sctid,
}

/// A version of a relationship to a concrete value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConcreteRelationship<'a> {
    /// Its identifier.
    pub id: Sctid,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// The concept that it defines.
    pub source: Sctid,
    /// The value.
    pub value: ConcreteValue<'a>,
    /// The group of relationships that belong together; 0 of none.
    pub group: u32,
    /// The attribute.
    pub kind: Sctid,
    /// Whether it is inferred, stated or additional.
    pub characteristic: Sctid,
    /// Existential or universal.
    pub modifier: Sctid,
}

/// A version of an identifier of another scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identifier<'a> {
    /// The scheme.
    pub scheme: Sctid,
    /// The identifier in it.
    pub alternate: &'a str,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// The component that it is an identifier of.
    pub component: Sctid,
}

impl Concept {
    /// Reads a row of [`Table::Concept`](super::Table::Concept).
    pub fn read(row: &Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: row.sctid(0)?,
            time: row.time(1)?,
            active: row.boolean(2)?,
            module: row.sctid(3)?,
            definition_status: row.sctid(4)?,
        })
    }
}

impl<'a> Description<'a> {
    /// Reads a row of [`Table::Description`](super::Table::Description) or
    /// [`Table::TextDefinition`](super::Table::TextDefinition).
    pub fn read(row: &Row<'a>) -> Result<Self, RowError> {
        let term = row.text(7)?;
        if term.is_empty() {
            return Err(row.wrong(7, "text"));
        }
        Ok(Self {
            id: row.sctid(0)?,
            time: row.time(1)?,
            active: row.boolean(2)?,
            module: row.sctid(3)?,
            concept: row.sctid(4)?,
            language: row.text(5)?,
            kind: row.sctid(6)?,
            term,
            case_significance: row.sctid(8)?,
        })
    }
}

impl Relationship {
    /// Reads a row of [`Table::Relationship`](super::Table::Relationship) or
    /// [`Table::StatedRelationship`](super::Table::StatedRelationship).
    pub fn read(row: &Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: row.sctid(0)?,
            time: row.time(1)?,
            active: row.boolean(2)?,
            module: row.sctid(3)?,
            source: row.sctid(4)?,
            destination: row.sctid(5)?,
            group: row.count(6)?,
            kind: row.sctid(7)?,
            characteristic: row.sctid(8)?,
            modifier: row.sctid(9)?,
        })
    }
}

impl<'a> ConcreteRelationship<'a> {
    /// Reads a row of [`Table::ConcreteRelationship`](super::Table::ConcreteRelationship).
    pub fn read(row: &Row<'a>) -> Result<Self, RowError> {
        let value = ConcreteValue::parse(row.text(5)?)
            .ok_or_else(|| row.wrong(5, "a number after #, a text in quotation marks, true or false"))?;
        Ok(Self {
            id: row.sctid(0)?,
            time: row.time(1)?,
            active: row.boolean(2)?,
            module: row.sctid(3)?,
            source: row.sctid(4)?,
            value,
            group: row.count(6)?,
            kind: row.sctid(7)?,
            characteristic: row.sctid(8)?,
            modifier: row.sctid(9)?,
        })
    }
}

impl<'a> Identifier<'a> {
    /// Reads a row of [`Table::Identifier`](super::Table::Identifier).
    pub fn read(row: &Row<'a>) -> Result<Self, RowError> {
        debug_assert!(row.header().columns()[5].holds == Holds::Component, "a row of another table");
        Ok(Self {
            scheme: row.sctid(0)?,
            alternate: row.text(1)?,
            time: row.time(2)?,
            active: row.boolean(3)?,
            module: row.sctid(4)?,
            component: row.sctid(5)?,
        })
    }
}
