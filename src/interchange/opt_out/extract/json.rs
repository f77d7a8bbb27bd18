//! One JSON object a line, the number in one of its members.

use std::io::BufRead;

use super::lines::{Lines, trimmed, without_mark};
use super::{ExtractError, ExtractFault, Row, Unusable, usable_bytes};
use crate::interchange::fhir::read::json::{FaultKind, Node, Parser};

pub(super) struct JsonRows<R> {
    lines: Lines<R>,
    column: String,
    raw: Vec<u8>,
}

impl<R: BufRead> JsonRows<R> {
    pub(super) fn begin(input: R, column: &str) -> Self {
        Self { lines: Lines::new(input), column: column.to_owned(), raw: Vec::new() }
    }

    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ExtractError> {
        loop {
            self.raw.clear();
            if !self.lines.next(&mut self.raw)? {
                return Ok(None);
            }
            if !trimmed(&self.raw).trim_ascii().is_empty() {
                break;
            }
        }
        let line = self.lines.line;
        let text = without_mark(trimmed(&self.raw));
        let text =
            std::str::from_utf8(text).map_err(|_| ExtractError::Place { line, fault: ExtractFault::CharacterSet })?;
        let number = number_of(text, &self.column).map_err(|fault| ExtractError::Place { line, fault })?;
        Ok(Some(Row { line, raw: &self.raw, number }))
    }
}

/// The number in a member of the object that is the whole text.
fn number_of(text: &str, column: &str) -> Result<Result<crate::record::NhsNumber, Unusable>, ExtractFault> {
    let mut parser = Parser::new(text, 0);
    if parser.peek() != Some(b'{') {
        return Ok(Err(Unusable::NotAnObject));
    }
    let mut found = Err(Unusable::Missing);
    parser
        .object(0, |parser, key| {
            let value = parser.value(1)?;
            if key == column {
                found = match value {
                    Node::Text(text) => usable_bytes(text.as_bytes()),
                    // A number lost its leading zeros, or is a float.
                    Node::Number(digits) => usable_bytes(digits.as_bytes()),
                    Node::Null => Err(Unusable::Missing),
                    Node::Bool(_) | Node::List(_) | Node::Object(_) => Err(Unusable::NotTenDigits),
                };
            }
            Ok(())
        })
        .map_err(|fault| match fault.kind {
            FaultKind::Malformed(_) | FaultKind::DuplicateKey | FaultKind::TooDeep => ExtractFault::Json,
        })?;
    if parser.is_done() { Ok(found) } else { Err(ExtractFault::Json) }
}
