//! One row, as it stands in an index: which elements it has, and what they hold.
//!
//! Owns the encoding. A row is a number whose bits say which elements it has, and those elements in
//! the order of its table: numbers seven bits a byte, words with their length before them.

mod cursor;
mod decimal;
mod draft;
mod read;
#[cfg(test)]
mod tests;
mod value;

pub use decimal::Decimal;
pub(super) use draft::Draft;
pub use read::Row;
pub(super) use value::NOT_APPLICABLE;
pub use value::Value;
