//! What an index says of itself: the dates of its packages and the columns of its reference sets.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use super::build::rows::FieldKind;

/// What an index says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The newest date that the names of its files bear, or that of the release it stands on; of Full
    /// files that were read up to a date, that date.
    pub date: Option<Date>,
    /// The newest effective time of its rows.
    pub newest: Option<Date>,
    /// The date up to which versions were taken from Full files, when there was one.
    pub until: Option<Date>,
    /// The languages of descriptions, by number.
    pub languages: Vec<String>,
    /// The further columns of each table of reference sets.
    pub patterns: Vec<Pattern>,
}

/// The further columns of the rows of some reference sets, after the six that all have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Their names as the header has them, and what stands in them.
    pub columns: Vec<(String, FieldKind)>,
}

impl Pattern {
    /// The place of a further column, by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|(column, _)| column == name)
    }

    /// The place of the column that holds the target of a map, when it is a text.
    pub(super) fn target(&self) -> Option<usize> {
        self.column("mapTarget").filter(|at| self.columns[*at].1 == FieldKind::Text)
    }
}
