//! The first line of a file: which column is where.

use std::borrow::Cow;

use super::pattern::MOST_LETTERS;
use super::refset::{OLDER_NAMES, SHAPES};
use super::table::{Holds, MEMBERS};
use super::{Column, MOST_BYTES, Pattern, RefsetKind, RowError, Rows, Table};

/// The most columns of a file.
pub(crate) const MOST_COLUMNS: usize = 6 + MOST_LETTERS;

/// The columns of one file, found by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    table: Table,
    kind: Option<RefsetKind>,
    /// In the order of the specification; of a reference set of no known kind in that of the file.
    columns: Vec<Column>,
    /// Of each column, which of the file it is.
    positions: Vec<usize>,
    shows_a_cut: bool,
}

impl Header {
    /// Reads the first line of a file, without its end.
    pub fn read(table: &Table, line: &[u8]) -> Result<Self, RowError> {
        if line.len() > MOST_BYTES {
            return Err(RowError::new(1, 0, format!("a first line of at most {MOST_BYTES} bytes"), line));
        }
        let text = std::str::from_utf8(line)
            .map_err(|error| RowError::new(1, 0, "names of columns in UTF-8", &line[error.valid_up_to()..]))?;
        let names: Vec<&str> = text.split('\t').map(|name| name.trim_matches(' ')).collect();
        if names.len() > MOST_COLUMNS {
            let expected = format!("at most {MOST_COLUMNS} columns");
            return Err(RowError::new(1, MOST_COLUMNS, expected, names[MOST_COLUMNS].as_bytes()));
        }
        for (at, name) in names.iter().enumerate() {
            if names[..at].iter().any(|earlier| same(earlier, name)) {
                return Err(RowError::new(1, at, "each column once", name.as_bytes()));
            }
        }
        let (kind, columns) = match table {
            Table::Refset(pattern, expected) => {
                let (kind, columns) = refset_columns(pattern, *expected, &names)?;
                (Some(kind), columns)
            }
            table => (None, columns(table.columns())),
        };
        let positions = columns
            .iter()
            .map(|column| {
                let found = names.iter().position(|name| same(name, &column.name));
                found.ok_or_else(|| missing(&column.name, &names, text))
            })
            .collect::<Result<Vec<usize>, RowError>>()?;
        if let Some(at) = (0..names.len()).find(|at| !positions.contains(at)) {
            return Err(unknown(table, &columns, at, names[at]));
        }
        let last = positions.iter().position(|at| at + 1 == names.len());
        let shows_a_cut = last.is_some_and(|last| columns[last].holds.shows_a_cut());
        Ok(Self { table: *table, kind, columns, positions, shows_a_cut })
    }

    /// The table whose columns these are.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Of a reference set its kind, by the names of its columns.
    pub fn refset(&self) -> Option<RefsetKind> {
        self.kind
    }

    /// The columns, in the order of the specification whatever their order in the file; of a
    /// reference set of another kind, those of its own in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Reads rows, which may begin at any beginning of a line. That line has this number in the
    /// file, from 1.
    pub fn rows<'a>(&'a self, bytes: &'a [u8], first_line: u64) -> Rows<'a> {
        Rows::new(self, bytes, first_line)
    }

    /// Which column of the file a column is.
    pub(crate) fn position(&self, column: usize) -> usize {
        self.positions[column]
    }

    /// Whether a last row without an end of line would be seen to be cut.
    pub(crate) fn shows_a_cut(&self) -> bool {
        self.shows_a_cut
    }
}

fn columns(of: &[(&'static str, Holds)]) -> Vec<Column> {
    of.iter().map(|(name, holds)| Column { name: Cow::Borrowed(*name), holds: *holds }).collect()
}

/// The columns of a reference set: those of the kind that the file names, else of the kind whose
/// columns these are, else by letter as the header names them.
fn refset_columns(
    pattern: &Pattern,
    expected: Option<RefsetKind>,
    names: &[&str],
) -> Result<(RefsetKind, Vec<Column>), RowError> {
    let own: Vec<(usize, &str)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !MEMBERS.iter().any(|(member, _)| same(name, member)))
        .map(|(at, name)| (at, *name))
        .collect();
    let mut shapes = SHAPES.iter().filter(|shape| shape.letters == pattern.as_str());
    let found = shapes.find(|shape| match expected {
        Some(kind) => shape.kind == kind,
        None => shape.columns.iter().all(|column| own.iter().any(|(_, name)| same(name, column))),
    });
    let mut all = columns(MEMBERS);
    let letters = pattern.letters().map(Holds::from);
    if let Some(shape) = found {
        let own = shape.columns.iter().zip(letters);
        all.extend(own.map(|(name, holds)| {
            let holds = if name.ends_with("EffectiveTime") { Holds::Time } else { holds };
            Column { name: Cow::Borrowed(*name), holds }
        }));
        return Ok((shape.kind, all));
    }
    if let Some((at, name)) = own.get(pattern.len()) {
        let expected = format!("{} columns of its own, as {pattern}Refset has, not {}", pattern.len(), own.len());
        return Err(RowError::new(1, *at, expected, name.as_bytes()));
    }
    if own.len() < pattern.len() {
        let expected = format!("{} columns of its own, as {pattern}Refset has, not {}", pattern.len(), own.len());
        return Err(RowError::new(1, names.len(), expected, names.join("\t").as_bytes()));
    }
    all.extend(own.iter().zip(letters).map(|((_, name), holds)| Column { name: (*name).to_owned().into(), holds }));
    Ok((RefsetKind::Other, all))
}

/// Whether two columns have one name, in whatever case, or one the older name of the other.
fn same(name: &str, other: &str) -> bool {
    let older = OLDER_NAMES.iter().find(|(older, _)| older.eq_ignore_ascii_case(name));
    name.eq_ignore_ascii_case(other) || older.is_some_and(|(_, newer)| newer.eq_ignore_ascii_case(other))
}

fn missing(column: &str, names: &[&str], line: &str) -> RowError {
    RowError::new(1, names.len(), format!("a column {column}"), line.as_bytes())
}

fn unknown(table: &Table, columns: &[Column], at: usize, name: &str) -> RowError {
    let known: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let expected = format!("a column of {}: {}", table.name(), known.join(", "));
    RowError::new(1, at, expected, name.as_bytes())
}
