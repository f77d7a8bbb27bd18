//! Output: rows and documents to text for people, JSON, NDJSON and CSV, and the sanitising of text
//! from records.
//!
//! This room is pure: values come in, text goes out, and it knows neither the record nor a
//! terminal. Colour is a [`Tone`], a meaning that whoever owns the terminal paints. Every text
//! that is put into a [`Cell`] or a [`Sheet`] is sanitised on its way in, and the JSON writer
//! escapes the same characters, so nothing from a record reaches a terminal raw.

mod cell;
mod csv_file;
mod error;
mod format;
mod json;
mod layout;
mod nearest;
mod sanitise;
mod sheet;
mod table;
mod tone;
mod wrap;

pub use cell::Cell;
pub use csv_file::write_csv;
pub use error::OutputError;
pub use format::{Format, UnknownFormat};
pub use json::{FORMAT_VERSION, document, write_json, write_ndjson};
pub use nearest::nearest;
pub use sanitise::{is_unsafe, sanitise, sanitise_line};
pub use sheet::Sheet;
pub use table::{Align, Column, Table};
pub use tone::{Style, Tone};
pub use wrap::{display_width, wrap};
