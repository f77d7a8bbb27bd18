//! What a kind of feed means by the fields it sends: presets, as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Message;
use crate::record::Gender;

/// How a feed means a field that is absent, empty or `""` (HL7 UK A.3 section 2.3, and others).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NullPolicy {
    /// Every message is the whole truth: an empty field has no value any more.
    Snapshot,
    /// An empty field says nothing; `""` says that there is no value any more.
    #[default]
    QuotedNull,
    /// An empty field and `""` both say nothing.
    IgnoreBlank,
}

/// By what a feed is recognised. Every list that is given must hold a match; in it `*` at the end
/// stands for anything. Case does not count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pattern {
    /// MSH-3, first component.
    pub application: Vec<String>,
    /// MSH-4, first component.
    pub facility: Vec<String>,
    /// MSH-12, first component.
    pub version: Vec<String>,
    /// MSH-21, first component of the first repetition.
    pub profile: Vec<String>,
}

/// Which organisation speaks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationRule {
    /// The component of MSH-4 that names it, from 1.
    pub component: usize,
    /// Codes or names that are sent, and the ODS code that is meant.
    pub aliases: BTreeMap<String, String>,
}

impl Default for OrganisationRule {
    fn default() -> Self {
        Self { component: 1, aliases: BTreeMap::new() }
    }
}

/// What a number is that comes with neither authority nor type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BareNumber {
    /// A local number of the sender's.
    Local,
    /// An NHS number.
    Nhs,
    /// An NHS number where it has ten digits and the check digit holds, else a local number.
    NhsIfValid,
    /// An account number, which is never identity.
    Account,
    /// Nothing that is carried.
    Ignore,
}

/// A field of PID in which numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberField {
    /// The field of PID.
    pub field: u16,
    /// What a bare number in it is.
    pub bare: BareNumber,
}

/// Where the status of an NHS number may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum StatusPlace {
    /// PID-32 (`NSTS01`, `PDS01` or `01`).
    #[serde(rename = "PID-32")]
    Pid32,
    /// ZU1-27.
    #[serde(rename = "ZU1-27")]
    Zu1,
    /// Glued to the type of the number: `NH{status:01}`.
    #[serde(rename = "CX-5")]
    Glued,
}

/// Where the patient's numbers stand, and whose they are. Names are compared without case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentityRule {
    /// The fields of PID, in the order in which they are read.
    pub fields: Vec<NumberField>,
    /// Authorities that mean the NHS number.
    pub nhs_authorities: Vec<String>,
    /// Types that mean the NHS number, unless the authority is one of `other_national`.
    pub nhs_types: Vec<String>,
    /// Authorities of national numbers that are not NHS numbers.
    pub other_national: Vec<String>,
    /// Types that mean an account or a visit.
    pub account_types: Vec<String>,
    /// Types that are no number of a patient's record, such as National Insurance numbers.
    pub ignored_types: Vec<String>,
    /// Where the status of an NHS number may stand.
    pub status: Vec<StatusPlace>,
}

impl Default for IdentityRule {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            fields: vec![
                NumberField { field: 3, bare: BareNumber::Local },
                NumberField { field: 2, bare: BareNumber::NhsIfValid },
                NumberField { field: 4, bare: BareNumber::Local },
                NumberField { field: 18, bare: BareNumber::Account },
            ],
            nhs_authorities: words(&["NHS", "NHSNBR", "2.16.840.1.113883.2.1.4.1"]),
            nhs_types: words(&["NH", "NHS", "NHSNMBR"]),
            other_national: words(&["CHI", "HCN", "NICHI"]),
            account_types: words(&["AN", "VN", "AC", "VISITID"]),
            ignored_types: words(&["NI", "NINO", "SS", "DL", "PPN"]),
            status: vec![StatusPlace::Pid32, StatusPlace::Zu1, StatusPlace::Glued],
        }
    }
}

/// Which fields of PV1 say how a stay ended; the standard and A.3 differ.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VisitRule {
    /// The field of PV1 with the discharge method or disposition; 0 where there is none.
    pub discharge_method: u16,
    /// The field of PV1 with the discharge destination; 0 where there is none.
    pub discharge_destination: u16,
}

impl Default for VisitRule {
    fn default() -> Self {
        Self { discharge_method: 36, discharge_destination: 37 }
    }
}

/// A preset: what one kind of feed means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dialect {
    /// The name by which it is chosen.
    pub name: String,
    /// What it is, in a line.
    pub title: String,
    /// By what it is recognised: any one of these.
    pub recognise: Vec<Pattern>,
    /// What absent and quoted-null fields mean.
    pub null_policy: NullPolicy,
    /// The fields that a snapshot sends in full, such as `PID-11`: only there does empty mean none.
    pub snapshot_fields: Vec<String>,
    /// Which organisation speaks.
    pub organisation: OrganisationRule,
    /// Where the patient's numbers stand.
    pub identity: IdentityRule,
    /// What PID-8 means.
    pub sex: BTreeMap<String, Gender>,
    /// Which fields of PV1 differ.
    pub visit: VisitRule,
    /// The code system of AL1-3, DG1-3 where the message names none.
    pub condition_system: Option<String>,
    /// Words in the name of a service (OBR-4) that make its results examinations.
    pub examination_services: Vec<String>,
    /// Events of MDM that cancel a document.
    pub document_cancels: Vec<String>,
}

/// The presets in the order in which they are tried; the last recognises everything.
const PRESETS: [&str; 12] = [
    include_str!("dialects/simhospital-2.3.toml"),
    include_str!("dialects/mft-igene.toml"),
    include_str!("dialects/nw-gmsa.toml"),
    include_str!("dialects/meditech-2.3.toml"),
    include_str!("dialects/dhcw-2.5.1.toml"),
    include_str!("dialects/carecentric.toml"),
    include_str!("dialects/pkb.toml"),
    include_str!("dialects/trust-2.3.toml"),
    include_str!("dialects/trust-2.5.1.toml"),
    include_str!("dialects/a3-2.4.toml"),
    include_str!("dialects/itk-2.4.toml"),
    include_str!("dialects/generic.toml"),
];

impl Dialect {
    /// Every preset, in the order in which they are tried.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Dialect>> = OnceLock::new();
        ALL.get_or_init(|| {
            let read: Vec<Self> = PRESETS.iter().filter_map(|text| toml::from_str(text).ok()).collect();
            if read.is_empty() { vec![Self::default()] } else { read }
        })
    }

    /// The preset of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|dialect| dialect.name == name)
    }

    /// The preset of the feed that a message comes from, by its header; `generic` where none fits.
    pub fn recognise(message: &Message<'_>) -> &'static Self {
        let header = message.header();
        let first = |field: usize| header.field(field).component(1).raw();
        let (application, facility) = (first(3), first(4));
        let (version, profile) = (first(12), header.field(21).component(1).raw());
        let fits = |pattern: &Pattern| {
            matches(&pattern.application, application)
                && matches(&pattern.facility, facility)
                && matches(&pattern.version, version)
                && matches(&pattern.profile, profile)
        };
        let all = Self::all();
        all.iter().find(|dialect| dialect.recognise.iter().any(fits)).unwrap_or(&all[all.len() - 1])
    }

    /// Whether a snapshot says that an empty field has no value.
    pub(super) fn clears_when_empty(&self, segment: &str, field: u16) -> bool {
        self.null_policy == NullPolicy::Snapshot
            && self.snapshot_fields.iter().any(|listed| {
                listed
                    .strip_prefix(segment)
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|number| number.parse() == Ok(field))
            })
    }
}

fn matches(patterns: &[String], value: &str) -> bool {
    let fits = |pattern: &String| match pattern.strip_suffix('*') {
        Some(start) => value.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
        None => value.eq_ignore_ascii_case(pattern),
    };
    patterns.is_empty() || patterns.iter().any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_reads_and_has_its_own_name() {
        let mut names = Vec::new();
        for text in PRESETS {
            let dialect: Dialect = toml::from_str(text).unwrap();
            assert!(!dialect.title.is_empty() && !dialect.sex.is_empty(), "{}", dialect.name);
            names.push(dialect.name);
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), PRESETS.len());
        assert_eq!(Dialect::all().last().unwrap().name, "generic");
    }
}
