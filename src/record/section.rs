//! The sections in which a record is shown.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A section of the record: those of the GP record (GP Connect HTML views and the MIG tabs) and
/// of the hospital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Problems (PRB).
    Problems,
    /// Diagnoses.
    Diagnoses,
    /// Medication (MED).
    Medication,
    /// Allergies and adverse reactions (ALL).
    Allergies,
    /// Risks and warnings.
    Risks,
    /// Procedures.
    Procedures,
    /// Investigations (INV): laboratory and imaging results.
    Investigations,
    /// Examinations and measurements (OBS).
    Examinations,
    /// Immunisations (IMM).
    Immunisations,
    /// Encounters (ENC): stays, attendances, appointments, consultations.
    Encounters,
    /// Referrals and orders (REF).
    Referrals,
    /// Documents.
    Documents,
    /// Care plans.
    CarePlans,
    /// Next of kin and contacts.
    Contacts,
    /// Administrative items (ADM).
    Administrative,
    /// Reports of NHS 111 and of the ambulance service.
    Reports,
}

impl Section {
    /// Every section in the order shown.
    pub const ALL: [Self; 16] = [
        Self::Problems,
        Self::Diagnoses,
        Self::Medication,
        Self::Allergies,
        Self::Risks,
        Self::Procedures,
        Self::Investigations,
        Self::Examinations,
        Self::Immunisations,
        Self::Encounters,
        Self::Referrals,
        Self::Documents,
        Self::Reports,
        Self::CarePlans,
        Self::Contacts,
        Self::Administrative,
    ];

    /// The name on the command line, in JSON and in the store.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Problems => "problems",
            Self::Diagnoses => "diagnoses",
            Self::Medication => "medication",
            Self::Allergies => "allergies",
            Self::Risks => "risks",
            Self::Procedures => "procedures",
            Self::Investigations => "investigations",
            Self::Examinations => "examinations",
            Self::Immunisations => "immunisations",
            Self::Encounters => "encounters",
            Self::Referrals => "referrals",
            Self::Documents => "documents",
            Self::CarePlans => "care-plans",
            Self::Contacts => "contacts",
            Self::Administrative => "administrative",
            Self::Reports => "reports",
        }
    }

    /// The heading for a reader.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Problems => "Problems",
            Self::Diagnoses => "Diagnoses",
            Self::Medication => "Medication",
            Self::Allergies => "Allergies",
            Self::Risks => "Risks and warnings",
            Self::Procedures => "Procedures",
            Self::Investigations => "Investigations",
            Self::Examinations => "Examinations",
            Self::Immunisations => "Immunisations",
            Self::Encounters => "Encounters",
            Self::Referrals => "Referrals",
            Self::Documents => "Documents",
            Self::CarePlans => "Care plans",
            Self::Contacts => "Contacts",
            Self::Administrative => "Administrative",
            Self::Reports => "111 and ambulance reports",
        }
    }

    /// A number that is stable in a store, whatever the order shown: a new section takes the next.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The section of a stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.number() == number)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// The text names no section.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no section is called `{0}`")]
pub struct UnknownSection(String);

impl FromStr for Section {
    type Err = UnknownSection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|section| section.slug() == text).ok_or_else(|| UnknownSection(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_round_trip() {
        for section in Section::ALL {
            assert_eq!(Section::from_number(section.number()), Some(section));
            assert_eq!(section.slug().parse::<Section>().unwrap(), section);
        }
    }
}
