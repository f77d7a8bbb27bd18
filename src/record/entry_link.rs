//! A tie from one entry to another of the same source.

use serde::{Deserialize, Serialize};

/// A tie to another entry of the same patient and source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct EntryLink {
    /// What the other entry is to this one, such as `actual-problem`, `related`, `parent`.
    pub role: String,
    /// The key of the other entry, which need not be in the store.
    pub key: String,
}
