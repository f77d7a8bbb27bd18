//! SNOMED CT release files and expressions, read and written: RF2 rows and file names, SCTIDs, ECL.
//!
//! Owns the syntax alone. Holds no store and no index, and can be used without them.

pub mod ecl;
pub mod rf2;
pub mod sctid;
mod verhoeff;

pub use sctid::Sctid;
