//! Where something stands in a script.

use std::fmt;
use std::sync::Arc;

/// The text of one file.
#[derive(PartialEq, Eq)]
pub struct Source {
    /// The file as the reader knows it.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A line, from 1, without its end; empty beyond the last.
    pub fn line(&self, number: u32) -> &str {
        let before = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
        self.text.lines().nth(before).unwrap_or_default()
    }
}

/// A stretch of one line of a script.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// How many characters are meant.
    pub width: u32,
}

impl fmt::Display for Place {
    /// Writes `file:line:column`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.source.name, self.line, self.column)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
