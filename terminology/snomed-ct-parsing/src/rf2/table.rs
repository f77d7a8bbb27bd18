//! The tables of a release, and the columns of each.

use std::borrow::Cow;

use super::{Letter, Pattern, RefsetKind};
use crate::sctid::ComponentKind;

/// What a file of a release holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Concepts.
    Concept,
    /// Descriptions: names of concepts.
    Description,
    /// Descriptions that define in words; its columns are those of descriptions.
    TextDefinition,
    /// Relationships as the classifier inferred them.
    Relationship,
    /// Relationships as their authors stated them, of releases before axioms.
    StatedRelationship,
    /// Relationships to a number, a text or a truth value.
    ConcreteRelationship,
    /// Identifiers of other schemes.
    Identifier,
    /// Members of reference sets with these columns of their own. The kind is that of the name of
    /// the file, where it is a known one; its columns must then be in the header.
    Refset(Pattern, Option<RefsetKind>),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, as the specification writes it; of columns of no known kind, as the header does.
    pub name: Cow<'static, str>,
    /// What it holds.
    pub(crate) holds: Holds,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// The identifier of a component of this kind.
    Id(ComponentKind),
    /// The identifier of any component.
    Component,
    /// The UUID of a member.
    Member,
    /// A day, or nothing when it is not published yet.
    Time,
    /// 0 or 1.
    Active,
    /// A whole number of 32 bits.
    Integer,
    /// Text.
    Text,
}

impl Holds {
    /// Whether a field of it that was cut short would be seen to be.
    pub(crate) const fn shows_a_cut(self) -> bool {
        !matches!(self, Self::Text | Self::Integer)
    }
}

impl From<Letter> for Holds {
    fn from(letter: Letter) -> Self {
        match letter {
            Letter::Component => Self::Component,
            Letter::Integer => Self::Integer,
            Letter::Text => Self::Text,
        }
    }
}

const CONCEPT: Holds = Holds::Id(ComponentKind::Concept);

const CONCEPTS: &[(&str, Holds)] = &[
    ("id", CONCEPT),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("definitionStatusId", CONCEPT),
];

const DESCRIPTIONS: &[(&str, Holds)] = &[
    ("id", Holds::Id(ComponentKind::Description)),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("conceptId", CONCEPT),
    ("languageCode", Holds::Text),
    ("typeId", CONCEPT),
    ("term", Holds::Text),
    ("caseSignificanceId", CONCEPT),
];

const RELATIONSHIPS: &[(&str, Holds)] = &[
    ("id", Holds::Id(ComponentKind::Relationship)),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("sourceId", CONCEPT),
    ("destinationId", CONCEPT),
    ("relationshipGroup", Holds::Integer),
    ("typeId", CONCEPT),
    ("characteristicTypeId", CONCEPT),
    ("modifierId", CONCEPT),
];

const CONCRETE_RELATIONSHIPS: &[(&str, Holds)] = &[
    ("id", Holds::Id(ComponentKind::Relationship)),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("sourceId", CONCEPT),
    ("value", Holds::Text),
    ("relationshipGroup", Holds::Integer),
    ("typeId", CONCEPT),
    ("characteristicTypeId", CONCEPT),
    ("modifierId", CONCEPT),
];

const IDENTIFIERS: &[(&str, Holds)] = &[
    ("identifierSchemeId", CONCEPT),
    ("alternateIdentifier", Holds::Text),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("referencedComponentId", Holds::Component),
];

pub(crate) const MEMBERS: &[(&str, Holds)] = &[
    ("id", Holds::Member),
    ("effectiveTime", Holds::Time),
    ("active", Holds::Active),
    ("moduleId", CONCEPT),
    ("refsetId", CONCEPT),
    ("referencedComponentId", Holds::Component),
];

impl Table {
    /// Its name, as it stands in the names of files.
    pub fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Concept => "Concept",
            Self::Description => "Description",
            Self::TextDefinition => "TextDefinition",
            Self::Relationship => "Relationship",
            Self::StatedRelationship => "StatedRelationship",
            Self::ConcreteRelationship => "RelationshipConcreteValues",
            Self::Identifier => "Identifier",
            Self::Refset(pattern, _) => return Cow::Owned(format!("{pattern}Refset")),
        })
    }

    /// The table of this name; of a reference set the kind is not known by it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Concept" => Self::Concept,
            "Description" => Self::Description,
            "TextDefinition" => Self::TextDefinition,
            "Relationship" => Self::Relationship,
            "StatedRelationship" => Self::StatedRelationship,
            "RelationshipConcreteValues" => Self::ConcreteRelationship,
            "Identifier" => Self::Identifier,
            _ => Self::Refset(Pattern::parse(name.strip_suffix("Refset")?)?, None),
        })
    }

    /// The columns that every file of it has, in the order of the specification.
    pub(crate) fn columns(self) -> &'static [(&'static str, Holds)] {
        match self {
            Self::Concept => CONCEPTS,
            Self::Description | Self::TextDefinition => DESCRIPTIONS,
            Self::Relationship | Self::StatedRelationship => RELATIONSHIPS,
            Self::ConcreteRelationship => CONCRETE_RELATIONSHIPS,
            Self::Identifier => IDENTIFIERS,
            Self::Refset(..) => MEMBERS,
        }
    }
}
