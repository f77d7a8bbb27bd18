//! What may be wrong with an expression.

use std::fmt;

/// Why an expression has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not written right.
    Syntax,
    /// It asks what cannot be asked of these items.
    Execution,
    /// It took more steps, items or depth than are given to one expression.
    Runaway,
    /// It asks something that is not known here: a value set, a profile.
    NotCheckable,
}

/// An expression that cannot be read or evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// Why.
    pub fault: Fault,
    /// The offset in the expression, in bytes.
    pub at: usize,
    /// What was expected, and what was found.
    pub message: String,
}

impl ExpressionError {
    pub(super) fn syntax(at: usize, message: impl Into<String>) -> Self {
        Self { fault: Fault::Syntax, at, message: message.into() }
    }

    pub(super) fn execution(message: impl Into<String>) -> Self {
        Self { fault: Fault::Execution, at: 0, message: message.into() }
    }

    pub(super) fn runaway(message: impl Into<String>) -> Self {
        Self { fault: Fault::Runaway, at: 0, message: message.into() }
    }

    /// A question that is not answered here.
    pub fn not_checkable(message: impl Into<String>) -> Self {
        Self { fault: Fault::NotCheckable, at: 0, message: message.into() }
    }

    /// The same error at a place, where it has none yet.
    pub(super) fn at(mut self, at: usize) -> Self {
        if self.at == 0 {
            self.at = at;
        }
        self
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at {} of the expression)", self.message, self.at + 1)
    }
}

impl std::error::Error for ExpressionError {}
