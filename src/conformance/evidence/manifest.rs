//! The files of evidence and their hashes.

use serde::{Deserialize, Serialize};

use crate::conformance::hash::sha256;

/// The files of evidence of one run and their hashes, so that a change to one can be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub format_version: u32,
    /// The version of dcr.
    pub dcr: String,
    /// When the run began (RFC 3339).
    pub began: String,
    /// Each file's name and SHA-256, in hexadecimal.
    pub files: Vec<(String, String)>,
}

impl Manifest {
    /// The manifest of some files.
    pub fn of(began: &str, files: &[(&str, &[u8])]) -> Self {
        Self {
            format_version: 1,
            dcr: env!("CARGO_PKG_VERSION").to_owned(),
            began: began.to_owned(),
            files: files.iter().map(|(name, bytes)| ((*name).to_owned(), sha256(bytes))).collect(),
        }
    }
}
