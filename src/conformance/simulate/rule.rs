//! Rules by which a simulated peer answers.

use std::time::Duration;

use crate::conformance::check::Hl7Path;
use crate::interchange::hl7v2::Message;

/// What is done with a message that a rule is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deal {
    /// MSA-1 of the answer; the receiver's own judgement where absent.
    pub answer: Option<String>,
    /// How long it waits before it answers.
    pub delay: Duration,
    /// Whether it does not answer.
    pub drop: bool,
    /// Whether it breaks off the connection.
    pub fail: bool,
}

/// A rule: which messages, and what is done with them. The first that fits counts.
#[derive(Debug, Clone)]
pub struct Rule {
    /// A place and what must stand there; every message where absent.
    pub when: Option<(Hl7Path, String)>,
    /// What is done.
    pub deal: Deal,
}

impl Rule {
    /// Whether the rule is for a message.
    pub fn fits(&self, message: &Message<'_>) -> bool {
        self.when.as_ref().is_none_or(|(path, wanted)| path.values(message).contains(wanted))
    }
}
