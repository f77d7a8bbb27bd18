//! Why a row cannot be read, and where.

/// A header or a row that is not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: expected {expected}, found {}", shown(found))]
pub struct RowError {
    /// The line of the file, from 1.
    pub line: u64,
    /// Which column of the file, from 1.
    pub column: u64,
    /// What was expected.
    pub expected: String,
    /// What was found: the text of the field, cut after 200 characters, or words.
    pub found: String,
}

impl RowError {
    #[cold]
    pub(crate) fn new(line: u64, column: usize, expected: impl Into<String>, found: &[u8]) -> Self {
        let found = String::from_utf8_lossy(&found[..found.len().min(800)]).chars().take(200).collect();
        Self { line, column: column as u64 + 1, expected: expected.into(), found }
    }
}

/// The text in quotes, cut to what fits a line.
fn shown(found: &str) -> String {
    let short: String = found.chars().take(60).collect();
    match (short.is_empty(), short.len() < found.len()) {
        (true, _) => "nothing".to_owned(),
        (false, true) => format!("{short:?} and more"),
        (false, false) => format!("{short:?}"),
    }
}
