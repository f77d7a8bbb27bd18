//! What is asked of segments, fields and data types of one version.

use std::collections::HashMap;
use std::sync::Arc;

use super::grammar::Structure;
use crate::validation::hl7v2::profile::FieldConstraint;

/// The name of a segment.
pub(in crate::validation::hl7v2) type Name = [u8; 3];

/// A name as text.
pub(in crate::validation::hl7v2) fn name_of(name: Name) -> String {
    String::from_utf8_lossy(&name).into_owned()
}

/// Whether something must be there (HL7 v2.5 section 2.12.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validation::hl7v2) enum Usage {
    /// It must.
    Required,
    /// It may.
    Optional,
    /// It must under a condition that is not written down here.
    Conditional,
    /// It must not: withdrawn, reserved, or not supported.
    NotSupported,
}

/// A data type without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validation::hl7v2) enum Primitive {
    /// ST, TX, GTS and TN. The form of TN binds the United States alone (section 2.8 of v2.3).
    Text,
    /// FT: text with formatting commands.
    Formatted,
    /// NM.
    Number,
    /// SI.
    Sequence,
    /// ID: a code of an HL7 table.
    Coded,
    /// IS: a code of a table of the site.
    SiteCoded,
    /// DT.
    Date,
    /// TM.
    Time,
    /// DTM, and the first component of TS.
    DateTime,
    /// Whatever another field says.
    Any,
}

impl Primitive {
    /// The primitive of a name, where it is one.
    pub(in crate::validation::hl7v2) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ST" | "TX" | "GTS" | "TN" => Self::Text,
            "FT" => Self::Formatted,
            "NM" => Self::Number,
            "SI" => Self::Sequence,
            "ID" => Self::Coded,
            "IS" => Self::SiteCoded,
            "DT" => Self::Date,
            "TM" => Self::Time,
            "DTM" => Self::DateTime,
            "ANY" => Self::Any,
            _ => return None,
        })
    }

    /// The name of the type, where it has a form to keep to.
    pub(in crate::validation::hl7v2) const fn name(self) -> &'static str {
        match self {
            Self::Text => "ST",
            Self::Formatted => "FT",
            Self::Number => "NM",
            Self::Sequence => "SI",
            Self::Coded => "ID",
            Self::SiteCoded => "IS",
            Self::Date => "DT",
            Self::Time => "TM",
            Self::DateTime => "TS",
            Self::Any => "any",
        }
    }
}

/// A data type: without parts, or the number of one with components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validation::hl7v2) enum TypeReference {
    /// Without parts.
    Primitive(Primitive),
    /// With components, by its place in [`Rules::composites`].
    Composite(u16),
}

/// A component of a data type.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct Component {
    pub(in crate::validation::hl7v2) kind: TypeReference,
    pub(in crate::validation::hl7v2) usage: Usage,
    /// The most characters; none where no length is known.
    pub(in crate::validation::hl7v2) length: u32,
    /// The number of its table; 0 for none.
    pub(in crate::validation::hl7v2) table: u16,
    pub(in crate::validation::hl7v2) label: Arc<str>,
}

/// A data type with components.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct Composite {
    pub(in crate::validation::hl7v2) name: Arc<str>,
    pub(in crate::validation::hl7v2) components: Vec<Component>,
}

/// A field of a segment.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct Field {
    pub(in crate::validation::hl7v2) kind: TypeReference,
    pub(in crate::validation::hl7v2) usage: Usage,
    /// How often it may be repeated; 0 where there is no limit.
    pub(in crate::validation::hl7v2) most: u16,
    /// The most characters of one repetition; 0 where no length is known.
    pub(in crate::validation::hl7v2) length: u32,
    /// The number of its table; 0 for none.
    pub(in crate::validation::hl7v2) table: u16,
    pub(in crate::validation::hl7v2) label: Arc<str>,
    /// What a profile asks besides.
    pub(in crate::validation::hl7v2) constraint: Option<Box<FieldConstraint>>,
}

/// A segment.
#[derive(Debug, Clone, Default)]
pub(in crate::validation::hl7v2) struct SegmentRules {
    pub(in crate::validation::hl7v2) fields: Vec<Field>,
    /// The numbers of the fields that must be there.
    pub(in crate::validation::hl7v2) required: Vec<u16>,
    /// The profile that knows it, where the standard does not.
    pub(in crate::validation::hl7v2) local: Option<Arc<str>>,
}

impl SegmentRules {
    /// Notes which fields must be there.
    pub(in crate::validation::hl7v2) fn note_required(&mut self) {
        let numbered = (1..).zip(&self.fields);
        self.required =
            numbered.filter(|(_, field)| field.usage == Usage::Required).map(|(number, _)| number).collect();
    }
}

/// A table.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) enum Table {
    /// Its codes, sorted.
    Codes(Vec<Box<str>>),
    /// Sites or other standards say its codes.
    Open,
}

/// Everything that is asked of a message of one version.
#[derive(Debug, Clone, Default)]
pub(in crate::validation::hl7v2) struct Rules {
    pub(in crate::validation::hl7v2) version: &'static str,
    pub(in crate::validation::hl7v2) composites: Vec<Composite>,
    pub(in crate::validation::hl7v2) types: HashMap<Arc<str>, u16>,
    pub(in crate::validation::hl7v2) segments: HashMap<Name, SegmentRules>,
    pub(in crate::validation::hl7v2) structures: HashMap<Box<str>, Arc<Structure>>,
    /// The structure of a type and event, such as `ADT^A04`.
    pub(in crate::validation::hl7v2) events: HashMap<Box<str>, Box<str>>,
    pub(in crate::validation::hl7v2) tables: HashMap<u16, Table>,
}

impl Rules {
    /// The type of a name.
    pub(in crate::validation::hl7v2) fn type_named(&self, name: &str) -> Option<TypeReference> {
        let primitive = Primitive::named(name).map(TypeReference::Primitive);
        primitive.or_else(|| self.types.get(name).map(|place| TypeReference::Composite(*place)))
    }

    /// The components of a composite type.
    pub(in crate::validation::hl7v2) fn composite(&self, place: u16) -> &[Component] {
        self.composites.get(usize::from(place)).map_or(&[], |composite| &composite.components)
    }

    /// How many components a type has.
    pub(in crate::validation::hl7v2) fn component_count(&self, name: &str) -> usize {
        self.types.get(name).map_or(0, |place| self.composite(*place).len())
    }

    /// The name of a type.
    pub(in crate::validation::hl7v2) fn type_name(&self, kind: TypeReference) -> &str {
        match kind {
            TypeReference::Primitive(primitive) => primitive.name(),
            TypeReference::Composite(place) => {
                self.composites.get(usize::from(place)).map_or("", |composite| &composite.name)
            }
        }
    }
}
