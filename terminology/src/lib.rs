//! SNOMED CT, Read v2, CTV3, dm+d and the maps between them, offline.
//!
//! Owns the releases: what a file is, how it is loaded, the immutable index that answers, and every
//! question asked of it. How a row of RF2 or an expression of ECL is written is in
//! `snomed-ct-parsing`. Knows nothing of patients, records or messages, and prints nothing.

pub mod archive;
pub mod carry_out;
pub mod catalogue;
mod cells;
pub mod container;
pub mod ctv3;
pub mod data_migration;
mod delimited;
pub mod diff;
pub mod dmd;
pub mod ecl;
pub mod explain;
mod kinds;
pub mod load;
pub mod lookup;
pub mod map;
mod mapping;
pub mod plan;
pub mod read_code;
pub mod read_v2;
pub mod search;
pub mod show;
pub mod snomed;
pub mod terminology;
#[cfg(test)]
mod test_files;
mod text_pool;
pub mod words;
