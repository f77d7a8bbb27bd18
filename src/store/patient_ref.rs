//! How a caller names a patient.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::record::NhsNumber;

/// The number of a source patient in its store. It identifies nobody outside that store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PatientId(
    /// The number.
    pub i64,
);

impl fmt::Display for PatientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

/// A patient by NHS number, by a local number with its authority, or by number in the store.
#[derive(Clone, PartialEq, Eq)]
pub enum PatientRef {
    /// The NHS number, in any grouping.
    NhsNumber(NhsNumber),
    /// A number of an authority's own.
    Local {
        /// The authority, such as `RBD`.
        authority: String,
        /// The number.
        value: String,
    },
    /// The number in this store: `P123`.
    Patient(PatientId),
}

/// The text names no patient in any form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("name a patient by NHS number, by store number (`P12`) or by authority and local number (`RBD:123456`)")]
pub struct PatientRefError;

impl FromStr for PatientRef {
    type Err = PatientRefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some(number) = text.strip_prefix(['P', 'p']).and_then(|rest| rest.parse().ok()) {
            return Ok(Self::Patient(PatientId(number)));
        }
        if let Some((authority, value)) = text.split_once(':') {
            let (authority, value) = (authority.trim().to_owned(), value.trim().to_owned());
            let given = !authority.is_empty() && !value.is_empty();
            return if given { Ok(Self::Local { authority, value }) } else { Err(PatientRefError) };
        }
        text.parse().map(Self::NhsNumber).map_err(|_| PatientRefError)
    }
}

impl fmt::Debug for PatientRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NhsNumber(number) => number.fmt(f),
            Self::Local { authority, .. } => write!(f, "Local({authority}, ‹masked›)"),
            Self::Patient(id) => write!(f, "{id}"),
        }
    }
}
