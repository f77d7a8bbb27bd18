//! The systems that are mapped between.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A system of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// Read version 2.
    ReadV2,
    /// Clinical Terms Version 3.
    Ctv3,
    /// SNOMED CT.
    SnomedCt,
    /// The NHS dictionary of medicines and devices.
    Dmd,
    /// ICD-10, the 5th edition as the UK uses it.
    #[serde(rename = "icd-10")]
    Icd10,
    /// OPCS Classification of Interventions and Procedures, version 4.
    #[serde(rename = "opcs-4")]
    Opcs4,
    /// British National Formulary codes of products.
    Bnf,
    /// Anatomical Therapeutic Chemical codes of the World Health Organization.
    Atc,
}

impl System {
    /// Every system, in the order to show.
    pub const ALL: [Self; 8] =
        [Self::ReadV2, Self::Ctv3, Self::SnomedCt, Self::Dmd, Self::Icd10, Self::Opcs4, Self::Bnf, Self::Atc];

    /// Its name on the command line and in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadV2 => "read-v2",
            Self::Ctv3 => "ctv3",
            Self::SnomedCt => "snomed-ct",
            Self::Dmd => "dmd",
            Self::Icd10 => "icd-10",
            Self::Opcs4 => "opcs-4",
            Self::Bnf => "bnf",
            Self::Atc => "atc",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ReadV2 => "Read v2",
            Self::Ctv3 => "CTV3",
            Self::SnomedCt => "SNOMED CT",
            Self::Dmd => "dm+d",
            Self::Icd10 => "ICD-10",
            Self::Opcs4 => "OPCS-4",
            Self::Bnf => "BNF",
            Self::Atc => "ATC",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title())
    }
}
