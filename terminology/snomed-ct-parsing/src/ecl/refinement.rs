//! Refinements: attributes, their groups, their cardinalities and what their values are held against.

use std::cmp::Ordering;

use super::{Decimal, SubExpressionConstraint};

/// What stands after the colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refinement {
    /// One attribute, in whichever group.
    Attribute(Attribute),
    /// Attributes that hold together in one group.
    Group(AttributeGroup),
    /// Two or more that all hold.
    And(Vec<Refinement>),
    /// Two or more of which one holds.
    Or(Vec<Refinement>),
}

/// What stands in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeSet {
    /// One attribute.
    Attribute(Attribute),
    /// Two or more that all hold.
    And(Vec<AttributeSet>),
    /// Two or more of which one holds.
    Or(Vec<AttributeSet>),
}

/// Attributes that hold together in one group: `[1..3] { ... }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeGroup {
    /// How many groups must match; `[1..*]` where nothing is written.
    pub cardinality: Option<Cardinality>,
    /// What a group must match.
    pub attributes: AttributeSet,
}

/// An attribute by name and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// How many times it must match; `[1..*]` where nothing is written.
    pub cardinality: Option<Cardinality>,
    /// Whether the focus is the value, and what is compared the source.
    pub reverse: bool,
    /// The attributes that it may be.
    pub name: Box<SubExpressionConstraint>,
    /// What its value is held against.
    pub value: AttributeValue,
}

/// At least and at most how many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cardinality {
    /// At least so many.
    pub minimum: u32,
    /// At most so many; without a limit where there is none.
    pub maximum: Option<u32>,
}

impl Cardinality {
    /// What holds where no cardinality is written: `[1..*]`.
    pub const DEFAULT: Self = Self { minimum: 1, maximum: None };

    /// Whether so many are neither too few nor too many.
    pub fn allows(self, count: u32) -> bool {
        count >= self.minimum && self.maximum.is_none_or(|maximum| count <= maximum)
    }
}

/// What the value of an attribute is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeValue {
    /// A concept that is, or is not, one of these.
    Concepts(Equality, Box<SubExpressionConstraint>),
    /// A number: `#250`.
    Number(Comparison, Decimal),
    /// A text that is, or is not, exactly one of these.
    Text(Equality, Vec<String>),
    /// A truth value.
    Boolean(Equality, bool),
}

/// `=` or `!=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Equality {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
}

impl Equality {
    /// Whether it holds of something that is, or is not, one of those it is held against.
    pub fn of(self, among: bool) -> bool {
        among == (self == Self::Equal)
    }
}

/// How numbers and dates are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it holds where the value on its left is so ordered to the one on its right.
    pub fn of(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

impl From<Equality> for Comparison {
    fn from(equality: Equality) -> Self {
        match equality {
            Equality::Equal => Self::Equal,
            Equality::NotEqual => Self::NotEqual,
        }
    }
}
