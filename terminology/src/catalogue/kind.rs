//! The kinds of release that are loaded.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of release: each has an index of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// SNOMED CT, of all its editions and extensions together.
    SnomedCt,
    /// Read version 2, the five-byte set.
    ReadV2,
    /// Clinical Terms Version 3.
    Ctv3,
    /// The NHS Data Migration maps between Read v2, CTV3 and SNOMED CT.
    DataMigration,
    /// The NHS dictionary of medicines and devices.
    Dmd,
}

impl Kind {
    /// Every kind, in the order to show.
    pub const ALL: [Self; 5] = [Self::SnomedCt, Self::ReadV2, Self::Ctv3, Self::DataMigration, Self::Dmd];

    /// Its name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SnomedCt => "snomed-ct",
            Self::ReadV2 => "read-v2",
            Self::Ctv3 => "ctv3",
            Self::DataMigration => "data-migration",
            Self::Dmd => "dmd",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SnomedCt => "SNOMED CT",
            Self::ReadV2 => "Read v2",
            Self::Ctv3 => "CTV3",
            Self::DataMigration => "Data Migration maps",
            Self::Dmd => "dm+d",
        }
    }

    /// What a UK site loads, in TRUD's words, and its number there.
    pub const fn expected(self) -> &'static str {
        match self {
            Self::SnomedCt => "SNOMED CT UK Monolith Edition, RF2: Snapshot (TRUD item 1799)",
            Self::ReadV2 => "UK Read Codes version 2, the last of April 2016 (TRUD item 21)",
            Self::Ctv3 => "NHS Clinical Terms Version 3, the last of April 2018 (TRUD item 19)",
            Self::DataMigration => "NHS Data Migration, the last of April 2020 (TRUD item 9)",
            Self::Dmd => "NHSBSA dm+d, weekly (TRUD item 24)",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}
