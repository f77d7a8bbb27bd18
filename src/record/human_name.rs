//! A person's name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a name is used for (FHIR R4 `NameUse`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameUse {
    /// The name in use.
    #[default]
    Usual,
    /// The registered name.
    Official,
    /// A name the person is also known by.
    Nickname,
    /// A name that is not in use any more.
    Old,
    /// The name before marriage.
    Maiden,
}

/// A person's name (FHIR R4 `HumanName`).
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct HumanName {
    /// What the name is used for.
    #[serde(default, rename = "use")]
    pub usage: NameUse,
    /// The family name as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// First and further given names, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Titles, such as Mrs or Dr.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// What follows the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
}

impl HumanName {
    /// Whether neither a family nor a given name is there.
    pub fn is_empty(&self) -> bool {
        self.family.is_none() && self.given.is_empty()
    }
}

impl fmt::Display for HumanName {
    /// Writes `SMITH, Fredrica J (Mrs)`, as NHS user interface guidance orders it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.family.as_deref().unwrap_or("(no family name)").to_uppercase())?;
        if !self.given.is_empty() {
            write!(f, ", {}", self.given.join(" "))?;
        }
        match &self.prefix {
            Some(prefix) => write!(f, " ({prefix})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for HumanName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HumanName({:?}, ‹masked›)", self.usage)
    }
}
