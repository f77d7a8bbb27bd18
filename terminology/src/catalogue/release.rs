//! What is known of a loaded release.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Kind;

/// What is known of a loaded release. Kept beside its index as `release.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Its kind.
    pub kind: Kind,
    /// The newest date that its files bear.
    pub date: Option<Date>,
    /// The files named by the user, with their checksums.
    pub sources: Vec<Source>,
    /// What was counted, in the order to show.
    pub counts: Vec<(String, u64)>,
    /// What was read past, and why.
    pub notes: Vec<String>,
    /// When it was loaded.
    pub loaded: Timestamp,
    /// The name of the release that it was added to.
    pub onto: Option<String>,
}

/// A file that a release was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name, without folders.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256, as hexadecimal digits.
    pub sha256: String,
}

impl Release {
    /// The name that a release of these sources has: its kind, its date, and eight digits that stand
    /// for what it was made from. The same sources added to the same release have the same name.
    pub fn name_of(kind: Kind, date: Option<Date>, sources: &[Source], onto: Option<&str>) -> String {
        let mut sums: Vec<&str> = sources.iter().map(|source| source.sha256.as_str()).collect();
        sums.sort_unstable();
        let mut hash = Sha256::new();
        for part in sums.into_iter().chain(onto) {
            hash.update(part);
            hash.update([0]);
        }
        let date = date.map_or_else(|| "undated".to_owned(), |date| date.strftime("%Y%m%d").to_string());
        let sum: [u8; 32] = hash.finalize().into();
        let digits = u32::from_be_bytes([sum[0], sum[1], sum[2], sum[3]]);
        format!("{}-{date}-{digits:08x}", kind.name())
    }

    /// Its own name.
    pub fn name(&self) -> String {
        Self::name_of(self.kind, self.date, &self.sources, self.onto.as_deref())
    }
}
