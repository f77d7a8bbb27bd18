//! The decision table.

use super::{Decision, Outcome, Question, Row};

/// Decides.
pub fn decide(_question: &Question<'_>) -> Decision {
    Decision {
        outcome: Outcome::Deny,
        row: Row("18"),
        reason: "nothing permits it".to_owned(),
        obligations: vec![],
        trace: vec![],
    }
}
