//! The lists, read once.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Label;

/// The codes of one label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The label.
    pub(super) name: Label,
    /// The reference set of SNOMED CT whose members have it.
    pub(super) reference_set: u64,
    /// Concepts of SNOMED CT.
    #[serde(default)]
    pub(super) snomed_ct: Vec<u64>,
    /// Beginnings of ICD-10 codes, without dots.
    #[serde(default)]
    pub(super) icd_10: Vec<String>,
    /// Beginnings of Read v2 codes.
    #[serde(default)]
    pub(super) read_v2: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    label: Vec<List>,
}

static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("lists.toml"));
    file.map(|file| file.label).unwrap_or_default()
});

/// Every list.
pub(super) fn lists() -> &'static [List] {
    &LISTS
}

#[cfg(test)]
mod tests {
    use dcr_terminology::lookup::System;

    use super::*;

    #[test]
    fn every_label_has_its_list_and_every_concept_its_check_digit() {
        let names: Vec<Label> = lists().iter().map(|list| list.name).collect();
        assert_eq!(
            names,
            [
                Label::AssistedConception,
                Label::SexuallyTransmittedInfection,
                Label::TerminationOfPregnancy,
                Label::GenderRecognition
            ]
        );
        for list in lists() {
            for code in list.snomed_ct.iter().chain([&list.reference_set]) {
                assert_eq!(System::SnomedCt.malformed(&code.to_string()), None, "{code}");
            }
        }
    }
}
