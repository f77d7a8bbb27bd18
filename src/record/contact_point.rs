//! A way to reach a person.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of contact this is (FHIR R4 `ContactPointSystem`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactSystem {
    /// A telephone number.
    Phone,
    /// An electronic mail address.
    Email,
    /// Anything else.
    Other,
}

/// A telephone number or an electronic mail address (FHIR R4 `ContactPoint`).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContactPoint {
    /// What kind of contact.
    pub system: ContactSystem,
    /// The number or address as sent.
    pub value: String,
    /// `home`, `work`, `mobile`, or the source's own word.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
}

impl fmt::Debug for ContactPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContactPoint({:?}, ‹masked›)", self.system)
    }
}
