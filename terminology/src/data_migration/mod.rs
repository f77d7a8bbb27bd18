//! The NHS Data Migration maps (TRUD item 9) between Read v2, CTV3 and SNOMED CT.
//!
//! Owns their tables, which row of a map counts, and whether it was clinically assured. All rows are
//! kept, those that no longer count among them. Chains of maps over several systems are in
//! [`crate::map`].
//!
//! No file of a real release was to be had: the columns are those that independent loaders name, each
//! found by its name, and a column that none of them names is refused.

mod end;
mod header;
mod index;
mod load;
mod map_id;
mod reading;
mod role;
mod row;
mod rows;
mod sections;
mod table;

pub use end::End;
pub use load::load;
pub use map_id::MapId;
pub use reading::DataMigration;
pub use role::{Role, recognise};
pub use row::{Row, Status};
pub use table::Table;

/// The kind of its index.
pub(crate) const KIND: &str = "data-migration";
/// The format of its index.
pub(crate) const FORMAT: u32 = 1;

#[cfg(test)]
mod tests;
