//! What an extract is, told by its beginning.

use std::io::BufRead;

use super::lines::{trimmed, without_mark};
use super::{ExtractError, ExtractFault, Opener, fhir};

/// The form of an extract or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Comma-separated values with a head (RFC 4180).
    Csv,
    /// One JSON object a line, the number in a member.
    Ndjson,
    /// FHIR in JSON: resources or bundles one a line, or one bundle or resource in one document.
    Fhir,
    /// One number a line, as the service itself writes it or without the comma.
    Plain,
}

impl Form {
    /// The form of what `open` opens.
    ///
    /// # Errors
    /// Where it cannot be read, or nothing is in it.
    pub fn of(open: Opener<'_>) -> Result<Self, ExtractError> {
        let read = |source| ExtractError::Read { line: 0, source };
        let mut input = open().map_err(read)?;
        // More than a buffer of it is not needed to tell.
        let beginning = input.fill_buf().map_err(read)?;
        let text = without_mark(beginning).trim_ascii_start();
        let Some(first) = text.first() else {
            return Err(ExtractError::Place { line: 1, fault: ExtractFault::Empty });
        };
        if *first == b'{' {
            return Ok(if fhir::is_resource(text) { Self::Fhir } else { Self::Ndjson });
        }
        let line = trimmed(text.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default());
        let line = line.strip_suffix(b",").unwrap_or(line);
        let numeral = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-');
        let is_plain = line.iter().all(numeral) && line.iter().any(u8::is_ascii_digit);
        Ok(if is_plain { Self::Plain } else { Self::Csv })
    }
}
