//! The truth file: who lives in the fictional Dorset and what happened to them.
//!
//! Every wire message, the consent file and the list of stories are made from it and from nothing
//! else. People with a `story` are written by hand; the others are drawn once and kept.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::event::Event;
use super::gp::{GpAnswer, UrgentReport};

/// All that is known of the fictional Dorset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Truth {
    /// What the drawn people are drawn from.
    pub(crate) seed: u64,
    /// How many people are drawn.
    pub(crate) drawn: usize,
    pub(crate) practices: Vec<Practice>,
    pub(crate) clinicians: Vec<Clinician>,
    /// The story people, by hand.
    pub(crate) stories: Vec<Person>,
    /// The drawn people.
    pub(crate) people: Vec<Person>,
}

/// A fictional GP practice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Practice {
    pub(crate) ods: String,
    pub(crate) name: String,
    pub(crate) town: String,
    /// Outward codes of the people it serves.
    pub(crate) serves: Vec<String>,
    /// Code and name of a GP there.
    pub(crate) gp: [String; 3],
}

/// A consultant of a hospital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Clinician {
    pub(crate) code: String,
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) title: String,
    pub(crate) trust: String,
    /// Main specialty code.
    pub(crate) specialty: String,
}

/// A fictional person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) nhs_number: String,
    pub(crate) title: String,
    pub(crate) given: Vec<String>,
    pub(crate) family: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) former_family: Option<String>,
    pub(crate) birth_date: Date,
    pub(crate) sex: Sex,
    /// Ethnic category, 2001 census letter.
    pub(crate) ethnic_category: String,
    pub(crate) address: Address,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) moved: Option<Moved>,
    pub(crate) phone: String,
    /// ODS code.
    pub(crate) practice: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next_of_kin: Option<NextOfKin>,
    /// Local numbers by trust; the first is the one in use.
    pub(crate) local: BTreeMap<String, Vec<String>>,
    /// What is held differently under a local number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) known_as: BTreeMap<String, Differences>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) allergies: Vec<Allergy>,
    #[serde(default, skip_serializing_if = "Signals::is_silent")]
    pub(crate) signals: Signals,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) choices: Vec<Choice>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) story: Option<Story>,
    /// What the practice answered when it was asked, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) gp: Vec<GpAnswer>,
    /// What 111 and the ambulance service reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) urgent: Vec<UrgentReport>,
    pub(crate) events: Vec<Event>,
}

/// Sex as registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sex {
    Female,
    Male,
}

/// A Dorset address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) line: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) locality: String,
    pub(crate) town: String,
    pub(crate) postcode: String,
}

/// A change of address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub(crate) on: DateTime,
    pub(crate) from: Address,
}

/// A next of kin; the relationship is the national code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct NextOfKin {
    pub(crate) title: String,
    pub(crate) given: String,
    pub(crate) family: String,
    /// Spouse, Partner, Son and so on.
    pub(crate) relationship: String,
    pub(crate) phone: String,
}

/// What a hospital holds differently from the truth under one local number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Differences {
    /// NHS number status, where it is not 01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) without_nhs_number: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) birth_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) family: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) given: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<Address>,
}

/// An allergy, coded in ICD-10 as the ITK feeds do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Allergy {
    /// HL7 table 0127: `DA` drug, `FA` food, `MA` other.
    pub(crate) kind: String,
    pub(crate) code: String,
    pub(crate) text: String,
    /// Severity in the digits of HL7 UK A.3.
    pub(crate) severity: String,
    pub(crate) reaction: String,
    pub(crate) since: Date,
}

/// What a person told a hospital of sharing and hiding, as ZU8 carries it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Signals {
    /// ZU8-2: 1 express consent, 2 express dissent, 3 unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) share_detail: String,
    /// ZU8-4: 0 none, 1 hidden locally, 2 nationally sensitive.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) hide_location: String,
}

impl Signals {
    fn is_silent(&self) -> bool {
        self.share_detail.is_empty() && self.hide_location.is_empty()
    }
}

/// One choice of the leaflet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// `standing` or `overlay`.
    pub(crate) kind: String,
    /// `yes-1`, `yes-2`, `yes-3`, `no-1` or `no-2`.
    #[serde(rename = "choice")]
    pub(crate) answer: String,
    pub(crate) from: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) until: Option<DateTime>,
    /// The one user that a Yes 1 is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) named_user: String,
    pub(crate) stated_at: DateTime,
    pub(crate) source: String,
}

/// Why a person is worth opening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Story {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) look_at: String,
}

impl Truth {
    /// The story people, then the drawn ones.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Person> {
        self.stories.iter().chain(&self.people)
    }

    /// The practice of this ODS code.
    pub(crate) fn practice(&self, ods: &str) -> Option<&Practice> {
        self.practices.iter().find(|practice| practice.ods == ods)
    }

    /// The clinician of this code.
    pub(crate) fn clinician(&self, code: &str) -> Option<&Clinician> {
        self.clinicians.iter().find(|clinician| clinician.code == code)
    }

    /// The file: hand-written parts spread out, a drawn person a line.
    pub(crate) fn write(&self) -> Result<Vec<u8>, serde_json::Error> {
        let by_hand = Self { people: Vec::new(), ..self.clone() };
        let mut file = serde_json::to_string_pretty(&by_hand)?;
        let lines: Result<Vec<String>, _> = self.people.iter().map(serde_json::to_string).collect();
        let people = format!("\"people\": [\n    {}\n  ]\n}}\n", lines?.join(",\n    "));
        if let Some(start) = file.rfind("\"people\": []") {
            file.replace_range(start.., &people);
        }
        Ok(file.into_bytes())
    }
}

impl Person {
    /// The local number in use at `trust`.
    pub(crate) fn number_at(&self, trust: &str) -> Option<&str> {
        self.local.get(trust)?.first().map(String::as_str)
    }
}
