//! Code systems by all the names that messages call them.

use dcr_terminology::lookup::System;

/// What a name of a code system means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeSystem {
    /// A system whose codes can be looked up.
    Held(System),
    /// A public system whose codes dcr does not hold.
    Unheld(Unheld),
    /// A system of the sender's own.
    Local,
    /// A name that is not known.
    Unknown,
}

/// A public system whose codes dcr does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unheld {
    /// The International Classification of Diseases, tenth revision.
    Icd10,
    /// The OPCS Classification of Interventions and Procedures, version 4.
    Opcs4,
    /// Logical Observation Identifiers Names and Codes.
    Loinc,
    /// The Unified Code for Units of Measure.
    Ucum,
    /// The National Interim Clinical Imaging Procedure codes.
    Nicip,
    /// A table of HL7 or a list of values of FHIR or of the NHS.
    Table,
}

impl Unheld {
    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Icd10 => "ICD-10",
            Self::Opcs4 => "OPCS-4",
            Self::Loinc => "LOINC",
            Self::Ucum => "UCUM",
            Self::Nicip => "NICIP",
            Self::Table => "a table of HL7, FHIR or the NHS",
        }
    }
}

use CodeSystem::{Held, Unheld as Public};

/// Names as they are sent: URIs, object identifiers, names of HL7 table 0396 and UK habit. In lower
/// case.
const NAMES: [(&str, CodeSystem); 60] = [
    ("http://snomed.info/sct", Held(System::SnomedCt)),
    ("2.16.840.1.113883.6.96", Held(System::SnomedCt)),
    // The identifier that the NHS uses for SNOMED CT in messages of version 3.
    ("2.16.840.1.113883.2.1.3.2.4.15", Held(System::SnomedCt)),
    ("sct", Held(System::SnomedCt)),
    ("snomed", Held(System::SnomedCt)),
    ("snomed ct", Held(System::SnomedCt)),
    ("snomed-ct", Held(System::SnomedCt)),
    ("snomedct", Held(System::SnomedCt)),
    ("snomed_ct", Held(System::SnomedCt)),
    ("snmct", Held(System::SnomedCt)),
    ("sct2", Held(System::SnomedCt)),
    ("https://dmd.nhs.uk", Held(System::Dmd)),
    ("http://dmd.nhs.uk", Held(System::Dmd)),
    ("dmd", Held(System::Dmd)),
    ("dm+d", Held(System::Dmd)),
    ("dm&d", Held(System::Dmd)),
    ("http://read.info/readv2", Held(System::ReadV2)),
    ("2.16.840.1.113883.2.1.6.2", Held(System::ReadV2)),
    ("rc", Held(System::ReadV2)),
    ("rc2", Held(System::ReadV2)),
    ("rcv2", Held(System::ReadV2)),
    ("read", Held(System::ReadV2)),
    ("read2", Held(System::ReadV2)),
    ("read v2", Held(System::ReadV2)),
    ("readv2", Held(System::ReadV2)),
    ("read_v2", Held(System::ReadV2)),
    ("read-v2", Held(System::ReadV2)),
    ("http://read.info/ctv3", Held(System::Ctv3)),
    ("2.16.840.1.113883.2.1.3.2.4.14", Held(System::Ctv3)),
    ("ctv3", Held(System::Ctv3)),
    ("rc3", Held(System::Ctv3)),
    ("rctv3", Held(System::Ctv3)),
    ("read3", Held(System::Ctv3)),
    ("read v3", Held(System::Ctv3)),
    ("readv3", Held(System::Ctv3)),
    ("http://hl7.org/fhir/sid/icd-10", Public(Unheld::Icd10)),
    ("http://hl7.org/fhir/sid/icd-10-uk", Public(Unheld::Icd10)),
    ("2.16.840.1.113883.6.3", Public(Unheld::Icd10)),
    ("i10", Public(Unheld::Icd10)),
    ("icd10", Public(Unheld::Icd10)),
    ("icd-10", Public(Unheld::Icd10)),
    ("https://fhir.hl7.org.uk/codesystem/opcs-4", Public(Unheld::Opcs4)),
    ("https://fhir.nhs.uk/id/opcs-4", Public(Unheld::Opcs4)),
    ("opcs", Public(Unheld::Opcs4)),
    ("opcs4", Public(Unheld::Opcs4)),
    ("opcs-4", Public(Unheld::Opcs4)),
    ("http://loinc.org", Public(Unheld::Loinc)),
    ("2.16.840.1.113883.6.1", Public(Unheld::Loinc)),
    ("ln", Public(Unheld::Loinc)),
    ("loinc", Public(Unheld::Loinc)),
    ("http://unitsofmeasure.org", Public(Unheld::Ucum)),
    ("2.16.840.1.113883.6.8", Public(Unheld::Ucum)),
    ("ucum", Public(Unheld::Ucum)),
    ("nicip", Public(Unheld::Nicip)),
    ("l", CodeSystem::Local),
    ("local", CodeSystem::Local),
    // Codes of EMIS systems.
    ("https://fhir.hl7.org.uk/id/egton-codes", CodeSystem::Local),
    ("2.16.840.1.113883.2.1.6.3", CodeSystem::Local),
    ("https://fhir.hl7.org.uk/id/emis-drug-codes", CodeSystem::Local),
    ("2.16.840.1.113883.2.1.6.9", CodeSystem::Local),
];

/// How the names of tables begin.
const TABLES: [&str; 12] = [
    "http://terminology.hl7.org/",
    "https://terminology.hl7.org/",
    "http://hl7.org/fhir/",
    "https://hl7.org/fhir/",
    "https://fhir.hl7.org.uk/",
    "https://fhir.nhs.uk/",
    "http://fhir.nhs.uk/",
    "https://fhir.nhs.net/",
    "http://fhir.nhs.net/",
    // Vocabularies of HL7 version 3, and those of the NHS for its messages of version 3.
    "2.16.840.1.113883.5.",
    "2.16.840.1.113883.2.1.3.2.4.16.",
    "2.16.840.1.113883.2.1.3.2.4.17.",
];

impl CodeSystem {
    /// What a name means.
    pub fn named(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        let name = name.strip_prefix("urn:oid:").unwrap_or(&name).trim_end_matches('/');
        if let Some((_, system)) = NAMES.iter().find(|(known, _)| *known == name) {
            return *system;
        }
        // An edition or a version of SNOMED CT.
        if name.starts_with("http://snomed.info/sct/") {
            return Held(System::SnomedCt);
        }
        let is_table = TABLES.iter().any(|start| name.starts_with(start)) || is_hl7_table(name);
        match name {
            _ if is_table => Public(Unheld::Table),
            // HL7 table 0396: 99 and letters is a system of the sender's own.
            _ if name.len() > 2 && name.starts_with("99") && name.bytes().any(|byte| byte.is_ascii_alphabetic()) => {
                Self::Local
            }
            _ => Self::Unknown,
        }
    }
}

/// `HL70001` and the like.
fn is_hl7_table(name: &str) -> bool {
    name.strip_prefix("hl7").is_some_and(|number| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_folded() {
        for (place, (name, _)) in NAMES.iter().enumerate() {
            assert_eq!(*name, name.to_lowercase(), "{name} could not be found");
            assert!(!NAMES[..place].iter().any(|(other, _)| other == name), "{name} stands twice");
        }
    }

    #[test]
    fn every_way_to_name_a_system() {
        for name in
            ["SCT", "urn:oid:2.16.840.1.113883.6.96", "http://snomed.info/sct/999000031000000106/version/20200401"]
        {
            assert_eq!(CodeSystem::named(name), Held(System::SnomedCt), "{name}");
        }
        assert_eq!(CodeSystem::named("RC2"), Held(System::ReadV2));
        assert_eq!(CodeSystem::named("I10"), Public(Unheld::Icd10));
        assert_eq!(CodeSystem::named("http://terminology.hl7.org/CodeSystem/v3-ActCode"), Public(Unheld::Table));
        assert_eq!(CodeSystem::named("HL70005"), Public(Unheld::Table));
        assert_eq!(CodeSystem::named("99LAB"), CodeSystem::Local);
        assert_eq!(CodeSystem::named("http://snomed.info/sctx"), CodeSystem::Unknown);
        assert_eq!(CodeSystem::named("WinPath"), CodeSystem::Unknown);
        assert_eq!(CodeSystem::named("9912"), CodeSystem::Unknown);
    }
}
