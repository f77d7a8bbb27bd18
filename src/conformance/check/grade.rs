//! How grave a failed check is.

use serde::{Deserialize, Serialize};

/// How grave a failed check is, by the words of requirements (RFC 2119).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Must be so: a failure fails the run.
    Shall,
    /// Should be so: a failure is a warning.
    Should,
    /// May be so: a failure is a remark.
    May,
}

impl Grade {
    /// The grade of a word of a script.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "shall" => Self::Shall,
            "should" => Self::Should,
            "may" => Self::May,
            _ => return None,
        })
    }

    /// As requirements write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shall => "SHALL",
            Self::Should => "SHOULD",
            Self::May => "MAY",
        }
    }
}
