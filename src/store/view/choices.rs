//! What a person chose, as whoever may know is shown it, and what became of a new choice.

use serde::Serialize;

use crate::consent::Choices;

/// What stands of a person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoicesView {
    /// What stands; `None` where the user may not know it.
    pub stands: Option<Choices>,
}

/// What became of a choice that was stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum Stated {
    /// It holds from now on.
    Holds,
    /// It lets somebody see more: a second user must approve it first.
    Waits {
        /// The request that is decided.
        request: String,
    },
}
