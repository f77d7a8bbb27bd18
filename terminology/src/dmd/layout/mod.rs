//! What stands in which file of dm+d, after the schemas of release 2.
//!
//! Owns the names, kinds and cardinality of elements; reads nothing.

mod field;
mod file;
mod level;
mod lists;
mod products;
mod supplements;
mod table;

pub use field::{Field, FieldKind};
pub use file::{FileKind, Part};
pub use level::Level;
pub use table::Table;
