//! What is wrong with a consent, by the name of the element.

use std::fmt;

use serde::Serialize;

/// An element that makes a consent unreadable or impossible to represent, and why. No value of it is
/// repeated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    /// The element, as FHIR names it: `Consent.provision.purpose`.
    pub element: String,
    /// What was expected, or why it cannot be.
    pub why: String,
}

impl Problem {
    /// A problem with an element.
    pub fn new(element: impl Into<String>, why: impl Into<String>) -> Self {
        Self { element: element.into(), why: why.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.element, self.why)
    }
}

/// Something that was seen, changes nothing, and is said all the same.
pub type Note = Problem;
