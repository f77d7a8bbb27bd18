//! Sensitivity labels: which entries are about what law and guidance single out.
//!
//! Owns the lists and the labelling. A label is worked out whenever an entry is looked at, from the
//! lists and from the reference sets of the release that answers then: there is no stored copy to
//! grow stale, so the labels of the whole record are renewed when a release loads. What a label does
//! to a view is for consent.

mod lists;

use std::collections::BTreeSet;

use dcr_terminology::lookup::{Codes, System};
use dcr_terminology::terminology::{Ordinals, Terminology};
use serde::Serialize;

use self::lists::{List, lists};
use super::{CodeSystem, Unheld};
use crate::record::{Coding, Resource};

/// What makes an entry sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Assisted conception.
    AssistedConception,
    /// A sexually transmitted infection, HIV among them.
    SexuallyTransmittedInfection,
    /// A termination of pregnancy.
    TerminationOfPregnancy,
    /// Gender recognition.
    GenderRecognition,
}

impl Label {
    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AssistedConception => "assisted conception",
            Self::SexuallyTransmittedInfection => "sexually transmitted infection",
            Self::TerminationOfPregnancy => "termination of pregnancy",
            Self::GenderRecognition => "gender recognition",
        }
    }
}

/// The lists, each with its concepts in the release of SNOMED CT that answers.
pub struct Labels {
    lists: Vec<(&'static List, Ordinals)>,
}

impl Labels {
    /// Gathers reference sets and what stands below the listed concepts.
    pub fn of(terminology: &Terminology) -> Self {
        let members = |list: &List| {
            let Some(open) = &terminology.snomed else { return Ordinals::new() };
            let snomed = &open.index;
            let mut members = snomed.members(list.reference_set);
            for code in &list.snomed_ct {
                if let Some(ordinal) = snomed.ordinal(*code) {
                    members |= snomed.descendants_or_self(ordinal);
                }
            }
            members
        };
        Self { lists: lists().iter().map(|list| (list, members(list))).collect() }
    }

    /// The labels of all codes of an entry: what it is about, its value, its parts.
    pub fn of_resource(&self, codes: &Terminology, resource: &Resource) -> Vec<Label> {
        let mut labels = BTreeSet::new();
        resource.each_coding(&mut |coding| labels.extend(self.of_coding(codes, coding)));
        labels.into_iter().collect()
    }

    /// The labels of one code.
    pub fn of_coding(&self, codes: &Terminology, coding: &Coding) -> Vec<Label> {
        let (Some(code), Some(system)) = (coding.code.as_deref(), coding.system.as_deref()) else { return Vec::new() };
        let (code, system) = (code.trim(), CodeSystem::named(system));
        let lists = self.lists.iter().filter(|(list, members)| holds(codes, list, members, system, code));
        lists.map(|(list, _)| list.name).collect()
    }
}

/// Whether a list has a code.
fn holds(codes: &Terminology, list: &List, members: &Ordinals, system: CodeSystem, code: &str) -> bool {
    let begins = |starts: &[String]| starts.iter().any(|start| code.starts_with(start.as_str()));
    match system {
        CodeSystem::Held(System::SnomedCt | System::Dmd) => {
            let Ok(code) = code.parse::<u64>() else { return false };
            let ordinal = codes.snomed.as_ref().and_then(|open| open.index.ordinal(code));
            list.snomed_ct.contains(&code) || ordinal.is_some_and(|ordinal| members.contains(ordinal))
        }
        CodeSystem::Held(System::ReadV2) => {
            begins(&list.read_v2) || leads_to(codes, list, members, System::ReadV2, code)
        }
        CodeSystem::Held(System::Ctv3) => leads_to(codes, list, members, System::Ctv3, code),
        CodeSystem::Unheld(Unheld::Icd10) => {
            let plain = code.replace('.', "");
            list.icd_10.iter().any(|start| plain.starts_with(start.as_str()))
        }
        _ => false,
    }
}

/// Whether a map leads from an older code to a concept of the list.
fn leads_to(codes: &Terminology, list: &List, members: &Ordinals, system: System, code: &str) -> bool {
    let targets = codes.snomed_targets(system, code).unwrap_or_default();
    let mut concepts = targets.iter().filter_map(|target| target.code.as_deref());
    concepts.any(|concept| holds(codes, list, members, CodeSystem::Held(System::SnomedCt), concept))
}
