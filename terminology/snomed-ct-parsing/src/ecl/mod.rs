//! The Expression Constraint Language of SNOMED CT, version 2.3: reading and writing.
//!
//! Owns the syntax: the tree, the reader, and the writers of the brief form (which is `Display`) and
//! of the long one. What an expression constraint finds is worked out elsewhere, over a release.
//!
//! The grammar is that of SNOMED International's specification, chapter 5, its brief and its long
//! form as one language. Where its rules leave a choice, this is what is read:
//!
//! - Where AND and OR meet in one refinement, brackets are asked for, as section 6.4 does, though
//!   the grammar lets some of it pass.
//! - On the right of a comparison a text between quotation marks is a text. An alternate identifier
//!   there is written bare, or with its code alone between quotation marks: `LOINC#"54486-6"`.
//! - A member filter follows a reference set operator and nothing else.
//! - `active = "*"`, as the examples of section 6.10 write it, is `active = *`.

mod decimal;
mod error;
mod expression;
mod filter;
mod parse;
mod print;
mod refinement;
mod scanner;
#[cfg(test)]
mod tests;

pub use decimal::{Decimal, DecimalError};
pub use error::EclError;
pub use expression::{
    AlternateIdentifier, ConceptReference, ConstraintOperator, ExpressionConstraint, FilterConstraint, FocusConcept,
    HistorySupplement, RefsetOperator, SubExpressionConstraint,
};
pub use filter::{
    Acceptability, AcceptabilitySet, ActiveValue, ConceptFilter, ConceptSet, DefinitionStatus, DescriptionFilter,
    DescriptionType, DialectFilter, DialectSet, FieldValue, MemberFilter, TimeValue, TypedSearchTerm,
};
pub use parse::parse;
pub use refinement::{
    Attribute, AttributeGroup, AttributeSet, AttributeValue, Cardinality, Comparison, Equality, Refinement,
};
pub use scanner::{MAX_DEPTH, MAX_LENGTH, MAX_NODES};
