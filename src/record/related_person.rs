//! Next of kin and other contacts.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Address, CodeableConcept, ContactPoint, HumanName};

/// A person who matters to the patient: next of kin, carer, contact (UK Core `RelatedPerson`).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RelatedPerson {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<HumanName>,
    /// What they are to the patient.
    #[serde(default)]
    pub relationship: CodeableConcept,
    /// Their address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub telecoms: Vec<ContactPoint>,
}

impl fmt::Debug for RelatedPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelatedPerson(‹masked›)")
    }
}
