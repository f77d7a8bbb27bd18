//! Why an expression constraint cannot be worked out.

use super::ColumnKind;

/// Why an expression constraint cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The caller asked to stop.
    #[error("stopped before all was found")]
    Stopped,
    /// It is deeper than what is read from a text can be.
    #[error("the expression constraint has brackets too deep within each other")]
    Depth,
    /// More values than the caller has room for.
    #[error("there are more than {0} rows of values; choose fewer fields or filter the members")]
    Rows(usize),
    /// No language reference set is known by this alias.
    #[error("no dialect is known as {0}; give its language reference set by identifier: dialectId = ...")]
    UnknownDialect(String),
    /// No scheme of the release is known by this alias.
    #[error("this release has identifiers of no scheme that is known as {0}")]
    UnknownScheme(String),
    /// Values stand where concepts are needed.
    #[error("the values of {0} are no concepts; they can only be the whole of what is asked for")]
    Values(String),
    /// Several fields are selected where concepts are needed.
    #[error("several fields ({0}) can only be selected as the whole of what is asked for")]
    SeveralFields(String),
    /// No reference set that is asked has such a field.
    #[error("no reference set that is asked has a field {field}; there is {}", .known.join(", "))]
    UnknownField {
        /// The field.
        field: String,
        /// The fields that there are.
        known: Vec<String>,
    },
    /// A field is compared with something that it does not hold.
    #[error("{field} holds {}; compare it with {}", holds(*.kind), written(*.kind))]
    FieldKind {
        /// The field.
        field: String,
        /// What it holds.
        kind: ColumnKind,
    },
    /// The members of a reference set are asked for whose members are no concepts.
    #[error("{0} refers to descriptions or relationships, and ^ is for reference sets of concepts")]
    NotOfConcepts(u64),
    /// A reversed attribute stands in a group.
    #[error("what a reversed attribute means in a group is not defined; take it out of the braces")]
    ReverseInGroup,
    /// A reversed attribute is compared with a number, a text or a truth value.
    #[error(
        "a reversed attribute has concepts as its sources; it cannot be compared with a number, a text or a truth value"
    )]
    ReverseConcrete,
}

fn holds(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Component => "components",
        ColumnKind::Integer => "whole numbers",
        ColumnKind::Text => "texts",
    }
}

fn written(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Component => "an expression constraint",
        ColumnKind::Integer => "a number such as #2, or with true or false",
        ColumnKind::Text => "a text between quotation marks, a number such as #2, or with true or false",
    }
}
