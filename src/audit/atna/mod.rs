//! Events as lines of syslog (RFC 5424) that carry an audit message of DICOM PS3.15 A.5, as IHE ATNA
//! sends them, written and read.

mod read;
#[cfg(test)]
mod test;
mod write;

pub use read::{AtnaError, read_atna};
pub use write::atna_lines;

/// The object identifier of NHS numbers.
const NHS_NUMBER: &str = "2.16.840.1.113883.2.1.4.1";
