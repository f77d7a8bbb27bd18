//! A postal address.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A postal address (FHIR R4 `Address`).
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Address {
    /// Up to five lines, town and county among them, in the order to print.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The postcode as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The country as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What the address is for: `home`, `temp`, `mail`, or the source's own word.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
}

impl fmt::Display for Address {
    /// Writes one line: the lines and the postcode, separated by commas.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.lines.iter().chain(&self.postcode).map(String::as_str).collect();
        f.write_str(&parts.join(", "))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(‹masked›)")
    }
}
