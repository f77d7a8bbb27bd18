//! Clinical Terms Version 3 (TRUD item 19): its files, its index, its concepts and terms, and the
//! local codes that a supplier adds to them.
//!
//! Owns what the `*.v3` files, `Redun.map` and the two tables of local codes say. How a code is
//! mapped to another system is in [`crate::data_migration`] and [`crate::map`].

mod checks;
mod concept;
mod files;
mod hierarchy;
mod index;
mod load;
mod local;
mod reading;
mod role;
mod rows;
mod sections;
mod status;

pub use concept::{Concept, Term};
pub use load::load;
pub use reading::{Ctv3, Hits};
pub use role::{Role, recognise};
pub use status::Status;

/// The kind of its index.
pub(crate) const KIND: &str = "ctv3";
/// The format of its index.
pub(crate) const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
