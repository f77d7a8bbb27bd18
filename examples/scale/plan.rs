//! How large a store is to be.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Size and seed of a made-up store. It is written beside the store, so that a benchmark can say
/// whom it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// How many people.
    pub(crate) people: u64,
    /// How many entries in all, met to within one report.
    pub(crate) entries: u64,
    /// How many entries the first person has at least.
    pub(crate) heaviest: u64,
    /// From what all is drawn.
    pub(crate) seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { people: 800_000, entries: 5_000_000, heaviest: 5_000, seed: 1 }
    }
}

impl Plan {
    /// Where the plan of a store lies.
    pub(crate) fn beside(store: &Path) -> PathBuf {
        let mut name = store.as_os_str().to_owned();
        name.push(".plan.json");
        name.into()
    }
}
