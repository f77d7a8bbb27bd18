//! The versions of FHIR that are known here.

use std::fmt;

/// A version of FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FhirVersion {
    /// STU3, 3.0.1 and its correction 3.0.2.
    Stu3,
    /// R4, 4.0.1.
    R4,
}

impl FhirVersion {
    /// The version that a name or number speaks of: `R4`, `4.0.1`, `STU3`, `3.0.2`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "r4" | "fhir-r4" => Some(Self::R4),
            "stu3" | "r3" | "fhir-stu3" => Some(Self::Stu3),
            number if number == "4.0" || number.starts_with("4.0.") => Some(Self::R4),
            number if number == "3.0" || number.starts_with("3.0.") => Some(Self::Stu3),
            _ => None,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stu3 => "STU3",
            Self::R4 => "R4",
        }
    }

    /// The number of the definitions that are embedded.
    pub const fn number(self) -> &'static str {
        match self {
            Self::Stu3 => "3.0.1",
            Self::R4 => "4.0.1",
        }
    }
}

impl fmt::Display for FhirVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
