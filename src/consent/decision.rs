//! The answer of the decision table, with what it obliges to and how it was reached.

use serde::{Deserialize, Serialize};

use super::{Obligation, Obligations};

/// A row of the decision table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Row(
    /// The row's number as the specification gives it, such as `3` or `2a`.
    pub &'static str,
);

/// What follows for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The record may be seen.
    Permit,
    /// It may not.
    Deny,
    /// It may be seen once the glass is broken, with a coded reason and text.
    BreakGlassRequired,
    /// The person must be asked first.
    AskConsent,
    /// It may be seen once a legitimate relationship is claimed, with a coded reason.
    ClaimRequired,
}

impl Outcome {
    /// The name in JSON and on a screen.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Permit => "permit",
            Self::Deny => "deny",
            Self::BreakGlassRequired => "break-glass-required",
            Self::AskConsent => "ask-consent",
            Self::ClaimRequired => "claim-required",
        }
    }
}

/// The decision: what follows, why, and what must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// What follows.
    pub outcome: Outcome,
    /// The row that decided.
    pub row: Row,
    /// One sentence for a person.
    pub reason: &'static str,
    /// What must be done.
    pub obligations: Obligations,
}

impl Decision {
    /// Whether it obliges to something.
    pub const fn obliges(&self, obligation: Obligation) -> bool {
        self.obligations.contains(&obligation)
    }
}

/// One row that was tried: whether it decided, and why or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TriedRow {
    /// Its number.
    pub row: Row,
    /// Whether it is the one that decided.
    pub decides: bool,
    /// One sentence for a person.
    pub why: &'static str,
}

/// A decision with the rows that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Each row tried, in order; the last is the one that decided.
    pub trace: Vec<TriedRow>,
}
