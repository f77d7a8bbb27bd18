//! Codes and the text that goes with them.

use serde::{Deserialize, Serialize};

/// One code in one code system (FHIR R4 `Coding`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Coding {
    /// The code system: a URI where it is known, otherwise the name the source gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The source's words for the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// A concept by any number of codes, by text, or by both (FHIR R4 `CodeableConcept`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct CodeableConcept {
    /// The codes, the source's preferred one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coding: Vec<Coding>,
    /// The text as the source wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl CodeableConcept {
    /// A concept that is only text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(text.into()) }
    }

    /// What to show a reader: the text, else the first display, else the first code.
    pub fn label(&self) -> &str {
        let display = || self.coding.iter().find_map(|coding| coding.display.as_deref());
        let code = || self.coding.iter().find_map(|coding| coding.code.as_deref());
        self.text.as_deref().or_else(display).or_else(code).unwrap_or("(no name)")
    }

    /// The first code, where there is one.
    pub fn code(&self) -> Option<&str> {
        self.coding.iter().find_map(|coding| coding.code.as_deref())
    }

    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        self.coding.is_empty() && self.text.is_none()
    }
}
