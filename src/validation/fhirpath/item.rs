//! What an expression works with.

use rust_decimal::Decimal;

use super::temporal::Temporal;
use crate::validation::instance::NodeId;

/// A value with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The value.
    pub value: Decimal,
    /// The unit: a code of UCUM, or a word of the calendar.
    pub unit: String,
    /// Whether the unit is a word of the calendar, such as `days`.
    pub is_calendar: bool,
}

/// One item of a collection.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// An element of the tree.
    Node(NodeId),
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with its decimal places.
    Decimal(Decimal),
    /// A text.
    Text(String),
    /// A date, a time, or both.
    Temporal(Temporal),
    /// A quantity.
    Quantity(Quantity),
    /// A type: its namespace and name.
    Type(&'static str, String),
}

impl Item {
    /// The name of its type, where it is one of FHIRPath's own.
    pub(super) const fn system_type(&self) -> Option<&'static str> {
        Some(match self {
            Self::Boolean(_) => "Boolean",
            Self::Integer(_) => "Integer",
            Self::Decimal(_) => "Decimal",
            Self::Text(_) => "String",
            Self::Temporal(temporal) => temporal.kind.type_name(),
            Self::Quantity(_) => "Quantity",
            Self::Node(_) | Self::Type(..) => return None,
        })
    }
}
