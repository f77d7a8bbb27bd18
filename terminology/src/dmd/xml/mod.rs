//! Reading the XML of dm+d: small pieces, their places, and nothing but what the layout knows.
//!
//! Owns the bounds (no document type, no entities but XML's own five, a piece of at most 64 KiB) and
//! the errors, which name the file, the line and the column. Keeps no document in memory.

mod barcodes;
mod document;
mod parse;
mod reader;
mod rows;
mod tracked;
mod value;

pub(super) use document::read;
pub use document::{Document, document};
pub(super) use rows::{Noted, Rows};
