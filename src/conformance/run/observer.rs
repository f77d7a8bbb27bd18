//! Who looks on while a script is played.

use super::ScenarioRun;

/// What a person said of a manual step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Whether the question was answered by yes.
    pub holds: bool,
    /// Who says so.
    pub name: String,
}

/// Looks on, and answers for a person.
pub trait Observer {
    /// A scenario begins, this one of so many.
    fn began(&mut self, _id: &str, _number: usize, _of: usize) {}
    /// A scenario has ended.
    fn ended(&mut self, _scenario: &ScenarioRun) {}
    /// A person is to do something and to answer; `None` where nobody is there.
    fn ask(&mut self, _instruction: &str, _question: &str) -> Option<Witness> {
        None
    }
    /// Whether to stop at the next good place.
    fn stops(&self) -> bool {
        false
    }
}

/// Nobody looks on.
#[derive(Debug, Clone, Copy)]
pub struct NoObserver;

impl Observer for NoObserver {}
