//! Sensitivity labels: which entries are about what law and guidance single out.
//!
//! Owns the lists and the labelling. An entry is labelled when it is taken in, by the list that is
//! built in and by the releases that are loaded then, and again when a release loads; the store
//! keeps which kind of list said so. What a label does to a view is for the store's disclosure.

mod lists;
mod sensitivity;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use dcr_terminology::lookup::{Codes, System};
use dcr_terminology::terminology::{Ordinals, Terminology};
use serde::Serialize;

use self::lists::{List, lists};
pub use self::sensitivity::Sensitivity;
use super::{CodeSystem, Unheld};
use crate::record::{CodeableConcept, Coding, Resource};

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
    /// Every label.
    pub const ALL: [Self; 4] = [
        Self::AssistedConception,
        Self::SexuallyTransmittedInfection,
        Self::TerminationOfPregnancy,
        Self::GenderRecognition,
    ];

    /// Its bit in a set of labels.
    const fn bit(self) -> u8 {
        1 << self as u8
    }

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

    /// What the list that is built in and the releases make of an entry.
    pub fn sensitivity(&self, codes: &Terminology, resource: &Resource) -> Sensitivity {
        let mut sensitivity = BUILT_IN.of_entry(resource);
        let has_release = !codes.is_empty();
        let mut classified = !sensitivity.unclassified;
        if has_release {
            let main = resource.concept();
            resource.each_coding(&mut |coding| {
                sensitivity.released |= bits(&self.of_coding(codes, coding));
            });
            classified |= main.is_some_and(|main| main.coding.iter().any(|coding| is_classified(codes, coding)));
        }
        sensitivity.unclassified = !classified && !sensitivity.is_labelled();
        sensitivity
    }

    /// What the list that is built in makes of an entry, where no release is loaded.
    pub fn built_in(resource: &Resource) -> Sensitivity {
        BUILT_IN.of_entry(resource)
    }

    fn of_entry(&self, resource: &Resource) -> Sensitivity {
        let nothing = &*NO_RELEASE;
        let mut built_in = 0;
        resource.each_coding(&mut |coding| built_in |= bits(&self.of_coding(nothing, coding)));
        let words_only = |main: &CodeableConcept| !main.coding.iter().any(|coding| is_classified(nothing, coding));
        // What a source says of a section is no fact about the person.
        let notice = matches!(resource, Resource::Flag(flag) if !flag.kind.is_alert());
        let unclassified = built_in == 0 && !notice && resource.concept().is_some_and(words_only);
        Sensitivity { built_in, released: 0, unclassified }
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

static NO_RELEASE: LazyLock<Terminology> = LazyLock::new(Terminology::default);
static BUILT_IN: LazyLock<Labels> = LazyLock::new(|| Labels::of(&NO_RELEASE));

fn bits(labels: &[Label]) -> u8 {
    labels.iter().fold(0, |bits, label| bits | label.bit())
}

/// Whether the lists can tell of a code: it is of a system that they speak of, and known to the
/// releases where they are needed to tell what stands above it. Lists name no medicine.
fn is_classified(codes: &Terminology, coding: &Coding) -> bool {
    let (Some(code), Some(system)) = (coding.code.as_deref(), coding.system.as_deref()) else { return false };
    let code = code.trim();
    match CodeSystem::named(system) {
        CodeSystem::Held(System::SnomedCt) => {
            let number = code.parse::<u64>().ok();
            let open = codes.snomed.as_ref().zip(number);
            open.is_some_and(|(open, number)| open.index.ordinal(number).is_some())
        }
        CodeSystem::Held(system @ (System::ReadV2 | System::Ctv3)) => {
            codes.snomed_targets(system, code).is_some_and(|targets| targets.iter().any(|target| target.code.is_some()))
        }
        CodeSystem::Held(System::Dmd) | CodeSystem::Unheld(Unheld::Icd10 | Unheld::Ucum | Unheld::Table) => true,
        CodeSystem::Unheld(Unheld::Opcs4 | Unheld::Loinc | Unheld::Nicip) | CodeSystem::Local | CodeSystem::Unknown => {
            false
        }
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
