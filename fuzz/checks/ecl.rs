//! Expression constraints.

use snomed_ct_parsing::ecl::{EclError, ExpressionConstraint, parse};

/// Reads an expression; what is read is written in both forms and read again as the same. An error
/// is at a place that is there.
pub(crate) fn ecl(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    match parse(text) {
        Ok(expression) => {
            again(&expression, &expression.to_string());
            again(&expression, &expression.long().to_string());
            true
        }
        Err(error) => {
            said(&error, text);
            false
        }
    }
}

fn again(expression: &ExpressionConstraint, written: &str) {
    match parse(written) {
        Ok(read) => assert!(&read == expression, "another when written as {written:.2000}"),
        Err(error) => panic!("{error}: in {written:.2000}"),
    }
}

fn said(error: &EclError, text: &str) {
    let line = text.split('\n').nth(error.line.saturating_sub(1));
    let within = line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&error.column));
    assert!(within && !error.expected.is_empty(), "{error}: in {text:.2000}");
    assert!(!error.to_string().chars().any(char::is_control), "{error:?}");
    assert!(!error.marked(text).is_empty(), "{error}");
}
