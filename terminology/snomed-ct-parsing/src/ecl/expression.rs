//! What an expression constraint is made of: operators, focus concepts, and how they are combined.
//!
//! Owns the tree down to a concept reference; refinements and filters have files of their own.

use super::{ConceptFilter, DescriptionFilter, MemberFilter, Refinement};

/// An expression constraint: what stands at the top, and between brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionConstraint {
    /// One subexpression constraint.
    Sub(SubExpressionConstraint),
    /// A subexpression constraint refined by attributes: `focus : refinement`.
    Refined(SubExpressionConstraint, Box<Refinement>),
    /// Two or more joined by `AND` or a comma.
    And(Vec<SubExpressionConstraint>),
    /// Two or more joined by `OR`.
    Or(Vec<SubExpressionConstraint>),
    /// The first without the second: `MINUS`.
    Minus(Box<SubExpressionConstraint>, Box<SubExpressionConstraint>),
    /// The values of attributes, one after the other: `source . attribute . attribute`.
    Dotted(SubExpressionConstraint, Vec<SubExpressionConstraint>),
}

/// A focus with everything that is written around it. It is worked out from the focus outwards: the
/// reference set operator with its member filters, the constraint operator, the filters in their
/// order, the history supplement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubExpressionConstraint {
    /// `<`, `>>!` and the like.
    pub operator: Option<ConstraintOperator>,
    /// `^` or `^R`.
    pub refset: Option<RefsetOperator>,
    /// What the operators are applied to.
    pub focus: FocusConcept,
    /// `{{ M ... }}`, which only a reference set operator may have.
    pub members: Vec<Vec<MemberFilter>>,
    /// `{{ D ... }}` and `{{ C ... }}`, in their order.
    pub filters: Vec<FilterConstraint>,
    /// `{{ + HISTORY ... }}`.
    pub history: Option<HistorySupplement>,
}

impl SubExpressionConstraint {
    /// A focus alone.
    pub fn of(focus: FocusConcept) -> Self {
        Self { operator: None, refset: None, focus, members: Vec::new(), filters: Vec::new(), history: None }
    }

    /// The focus, where nothing is written around it.
    pub fn bare(&self) -> Option<&FocusConcept> {
        let nothing = self.operator.is_none()
            && self.refset.is_none()
            && self.members.is_empty()
            && self.filters.is_empty()
            && self.history.is_none();
        nothing.then_some(&self.focus)
    }
}

/// Which way a constraint operator goes from its operand, or what it keeps of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConstraintOperator {
    /// `<`
    DescendantOf,
    /// `<<`
    DescendantOrSelfOf,
    /// `<!`
    ChildOf,
    /// `<<!`
    ChildOrSelfOf,
    /// `>`
    AncestorOf,
    /// `>>`
    AncestorOrSelfOf,
    /// `>!`
    ParentOf,
    /// `>>!`
    ParentOrSelfOf,
    /// `!!>`: those with no ancestor among the others.
    Top,
    /// `!!<`: those with no descendant among the others.
    Bottom,
}

/// What is asked of reference sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefsetOperator {
    /// `^`: what the members refer to.
    MemberOf,
    /// `^ [a, b]`: the values of these fields of the members.
    Fields(Vec<String>),
    /// `^ [*]`: the values of every field that is not metadata.
    AllFields,
    /// `^R`: the reference sets that have any of the operand among their members.
    ContainingAny,
}

/// What operators and filters are applied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FocusConcept {
    /// A concept by its identifier.
    Concept(ConceptReference),
    /// `*`: every concept.
    Any,
    /// A concept by its identifier in another scheme.
    Alternate(AlternateIdentifier),
    /// An expression constraint between brackets.
    Nested(Box<ExpressionConstraint>),
}

/// A concept by its identifier. The term is for whoever reads it and means nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ConceptReference {
    /// The SNOMED CT identifier: 6 to 18 digits. Its check digit is not looked at.
    pub id: u64,
    /// What stands between the pipes.
    pub term: Option<String>,
}

/// A concept by its identifier in another scheme: `LOINC#54486-6`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AlternateIdentifier {
    /// The alias of the scheme, as it is written.
    pub scheme: String,
    /// The identifier in that scheme.
    pub code: String,
    /// What stands between the pipes.
    pub term: Option<String>,
}

/// A filter of concepts: all of its criteria hold at once, those on descriptions of one description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterConstraint {
    /// `{{ D ... }}`
    Description(Vec<DescriptionFilter>),
    /// `{{ C ... }}`
    Concept(Vec<ConceptFilter>),
}

/// Which historical associations bring inactive concepts in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistorySupplement {
    /// `HISTORY` alone, which means what `HISTORY-MAX` means.
    Any,
    /// `HISTORY-MIN`
    Minimum,
    /// `HISTORY-MOD`
    Moderate,
    /// `HISTORY-MAX`
    Maximum,
    /// `HISTORY ( ... )`: the reference sets of associations.
    Within(Box<ExpressionConstraint>),
}
