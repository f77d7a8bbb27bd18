//! Read version 2, the five-byte set (TRUD item 21): its files, its index, its codes and terms.
//!
//! Owns what `Corev2.all` and `Keyv2.all` say. How a code is mapped to another system is in
//! [`crate::data_migration`] and [`crate::map`].
//!
//! No file of a real release was to be had: the columns are those that two independent loaders name,
//! and everything else is refused with its place.

mod concept;
mod core;
mod index;
mod keys;
mod load;
mod reading;
mod role;
mod sections;
mod tree;

pub use concept::{Concept, Key, Term};
pub use load::load;
pub use reading::{Hits, ReadV2};
pub use role::{Role, recognise};

/// The kind of its index.
pub(crate) const KIND: &str = "read-v2";
/// The format of its index.
pub(crate) const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
