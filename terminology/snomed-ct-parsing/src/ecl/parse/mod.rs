//! Reading: one function for a rule of the grammar, and no going back over what was read.

mod concept;
mod description;
mod expression;
mod filter;
mod member;
mod refinement;
mod value;

use super::scanner::{Parsed, Scanner};
use super::{EclError, ExpressionConstraint};

/// Reads an expression constraint, in the brief or the long form or in both mixed.
///
/// # Errors
/// A text that is none, with the place, what was expected there and what was found. A text that is
/// longer than [`super::MAX_LENGTH`], deeper than [`super::MAX_DEPTH`] or has more parts than
/// [`super::MAX_NODES`] is refused in the same way.
pub fn parse(text: &str) -> Result<ExpressionConstraint, EclError> {
    let mut scanner = Scanner::new(text)?;
    scanner.space()?;
    let expression = expression::expression_constraint(&mut scanner)?;
    scanner.space()?;
    if scanner.peek().is_some() {
        return Err(expression::trailing(&scanner, &expression, "the end"));
    }
    Ok(expression)
}
