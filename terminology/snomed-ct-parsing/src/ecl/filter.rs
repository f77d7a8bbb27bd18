//! Filters of concepts, descriptions and members of reference sets.

use super::{Comparison, ConceptReference, Decimal, Equality, SubExpressionConstraint};

/// A criterion on a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DescriptionFilter {
    /// `term`: the words of a term, or the whole of it.
    Term(Equality, Vec<TypedSearchTerm>),
    /// `language`: codes of two letters, in lower case.
    Language(Equality, Vec<String>),
    /// `type`
    Type(Equality, Vec<DescriptionType>),
    /// `typeId`
    TypeId(Equality, ConceptSet),
    /// `dialect` and `dialectId`
    Dialect(DialectFilter),
    /// `moduleId`
    Module(Equality, ConceptSet),
    /// `effectiveTime`
    EffectiveTime(Comparison, Vec<TimeValue>),
    /// `active`
    Active(Equality, ActiveValue),
    /// `id`: identifiers of descriptions.
    Id(Equality, Vec<u64>),
}

/// A criterion on a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConceptFilter {
    /// `definitionStatus`
    DefinitionStatus(Equality, Vec<DefinitionStatus>),
    /// `definitionStatusId`
    DefinitionStatusId(Equality, ConceptSet),
    /// `moduleId`
    Module(Equality, ConceptSet),
    /// `effectiveTime`
    EffectiveTime(Comparison, Vec<TimeValue>),
    /// `active`
    Active(Equality, ActiveValue),
}

/// A criterion on a member of a reference set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberFilter {
    /// `moduleId`
    Module(Equality, ConceptSet),
    /// `effectiveTime`
    EffectiveTime(Comparison, Vec<TimeValue>),
    /// `active`
    Active(Equality, ActiveValue),
    /// A field of the reference set, by its name as it is written.
    Field(String, FieldValue),
}

/// What a field of a member is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// A component that is, or is not, one of these.
    Concepts(Equality, Box<SubExpressionConstraint>),
    /// A number.
    Number(Comparison, Decimal),
    /// A text that matches, or does not match, one of these.
    Text(Equality, Vec<TypedSearchTerm>),
    /// A truth value.
    Boolean(Equality, bool),
    /// Dates: those of an order (`<`, `>=` and the like), or a set that has the empty one.
    /// `field = "20210131"` alone is a [`FieldValue::Text`], for the two look the same.
    Time(Comparison, Vec<TimeValue>),
}

/// What a text is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedSearchTerm {
    /// Each of these begins a word of it, in any order.
    Match(Vec<String>),
    /// The whole of it is these in their order, with anything between two of them: `"cardi*opathy"`
    /// is `["cardi", "opathy"]`.
    Wild(Vec<String>),
}

/// A kind of description by its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DescriptionType {
    /// `syn`
    Synonym,
    /// `fsn`
    FullySpecifiedName,
    /// `def`
    Definition,
}

impl DescriptionType {
    /// The concept that the keyword stands for.
    pub fn id(self) -> u64 {
        match self {
            Self::Synonym => 900_000_000_000_013_009,
            Self::FullySpecifiedName => 900_000_000_000_003_001,
            Self::Definition => 900_000_000_000_550_004,
        }
    }
}

/// A definition status by its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefinitionStatus {
    /// `primitive`
    Primitive,
    /// `defined`
    Defined,
}

impl DefinitionStatus {
    /// The concept that the keyword stands for.
    pub fn id(self) -> u64 {
        match self {
            Self::Primitive => 900_000_000_000_074_008,
            Self::Defined => 900_000_000_000_073_002,
        }
    }
}

/// Concepts, as a filter names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConceptSet {
    /// What a subexpression constraint finds.
    Expression(Box<SubExpressionConstraint>),
    /// Two or more concept references between brackets.
    References(Vec<ConceptReference>),
}

/// Language reference sets that a description is in, or is not in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialectFilter {
    /// Whether it is in them.
    pub equality: Equality,
    /// Which.
    pub dialects: DialectSet,
    /// With which acceptability, where none is written at the dialect itself.
    pub acceptability: Option<AcceptabilitySet>,
}

/// Language reference sets, as a filter names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DialectSet {
    /// What a subexpression constraint finds: `dialectId = ...`.
    Expression(Box<SubExpressionConstraint>),
    /// Concept references, two or more or one with an acceptability: `dialectId = ( ... )`.
    References(Vec<(ConceptReference, Option<AcceptabilitySet>)>),
    /// Aliases, in lower case: `dialect = ...`.
    Aliases(Vec<(String, Option<AcceptabilitySet>)>),
}

/// Acceptabilities, one or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptabilitySet {
    /// By keyword.
    Tokens(Vec<Acceptability>),
    /// By concept.
    References(Vec<ConceptReference>),
}

/// An acceptability by its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Acceptability {
    /// `accept`
    Acceptable,
    /// `prefer`
    Preferred,
}

impl Acceptability {
    /// The concept that the keyword stands for.
    pub fn id(self) -> u64 {
        match self {
            Self::Acceptable => 900_000_000_000_549_004,
            Self::Preferred => 900_000_000_000_548_007,
        }
    }
}

/// A date as `YYYYMMDD`, or none: what has not been published has no effective time.
pub type TimeValue = Option<u32>;

/// What `active` is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActiveValue {
    /// `1` or `true`
    True,
    /// `0` or `false`
    False,
    /// `*`
    Any,
}

impl ActiveValue {
    /// Whether something that is so is among what it stands for.
    pub fn has(self, active: bool) -> bool {
        match self {
            Self::True => active,
            Self::False => !active,
            Self::Any => true,
        }
    }
}
