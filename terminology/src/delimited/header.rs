//! Header lines: which column stands where.

use super::row::Row;
use crate::load::LoadError;

/// A column that a table may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// The name to show.
    pub(crate) name: &'static str,
    /// Every name that it bears, in any case of letters.
    pub(crate) names: &'static [&'static str],
    /// Whether the table cannot be read without it.
    pub(crate) required: bool,
}

/// Where each column of a table stands.
#[derive(Debug)]
pub(crate) struct Header {
    places: Vec<Option<usize>>,
    columns: usize,
}

impl Header {
    /// Reads a header line. Every column is found by name, whatever the order; one that is missing,
    /// there twice, or unknown is refused by name.
    pub(crate) fn read(row: &Row<'_>, known: &[Column]) -> Result<Self, LoadError> {
        let mut places = vec![None; known.len()];
        for (place, field) in row.fields().iter().enumerate() {
            let same = |name: &&str| name.eq_ignore_ascii_case(field.trim());
            let Some(column) = known.iter().position(|column| column.names.iter().any(same)) else {
                let names: Vec<_> = known.iter().map(|column| column.name).collect();
                return Err(row.wrong(place, format!("one of the columns {}", names.join(", "))));
            };
            if let Some(first) = places[column].replace(place) {
                let expected = format!("no second column {} (the first is column {})", known[column].name, first + 1);
                return Err(row.wrong(place, expected));
            }
        }
        let missing = known.iter().zip(&places).find(|(column, place)| column.required && place.is_none());
        if let Some((column, _)) = missing {
            let found: Vec<&str> = row.fields().iter().map(AsRef::as_ref).collect();
            let (place, expected) = (found.len() as u64 + 1, format!("a column {}", column.name));
            return Err(LoadError::row(row.file, row.line(), place, expected, &found.join(", ")));
        }
        Ok(Self { places, columns: row.fields().len() })
    }

    /// How many columns the table has.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Where a known column stands, if the table has it.
    pub(crate) fn place(&self, known: usize) -> Option<usize> {
        self.places.get(known).copied().flatten()
    }
}
