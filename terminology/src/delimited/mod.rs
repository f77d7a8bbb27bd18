//! Tables in text files: rows of fields between separators, each with its place.
//!
//! Owns characters, lines, separators, enclosures, header lines and the dates in the names of
//! releases. What a column means belongs to its reader.

mod dated;
mod gathered;
mod header;
mod row;
mod text_file;

pub(crate) use dated::{date, date_of};
pub(crate) use gathered::Gathered;
pub(crate) use header::{Column, Header};
pub(crate) use row::Row;
pub(crate) use text_file::{Separated, TextFile};

#[cfg(test)]
mod tests;
