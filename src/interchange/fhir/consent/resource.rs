//! A consent as PCF has it.

use serde::Serialize;

use crate::record::PartialDateTime;

/// A consent after PCF, its elements as FHIR R4 names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// `status`.
    pub status: ConsentStatus,
    /// `dateTime`: when it was agreed to.
    pub date_time: PartialDateTime,
    /// `performer`: who agreed.
    pub performers: Vec<Performer>,
    /// `organization`: who presented the policy, as ODS codes where they are named by one.
    pub organizations: Vec<Option<String>>,
    /// `source[x]`, in words.
    pub source: String,
    /// The number or the address of what shows it, where `source[x]` has one.
    pub evidence: Option<String>,
    /// `policy.uri`.
    pub policies: Vec<String>,
    /// `provision`.
    pub provision: Provision,
}

/// Where a consent is in its life (R4 `ConsentState`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentStatus {
    /// Being written.
    Draft,
    /// Put to the person.
    Proposed,
    /// In force.
    Active,
    /// Not agreed to.
    Rejected,
    /// Over.
    Inactive,
    /// Never true.
    EnteredInError,
}

impl ConsentStatus {
    /// Each of them.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Proposed, Self::Active, Self::Rejected, Self::Inactive, Self::EnteredInError];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Rejected => "rejected",
            Self::Inactive => "inactive",
            Self::EnteredInError => "entered-in-error",
        }
    }
}

/// Who agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Performer {
    /// The patient of the consent.
    Patient,
    /// Somebody who may speak for the patient, by what allows them to, as a dcr store says it. Their
    /// name is not in it.
    Proxy {
        /// The word for what allows them to.
        authority: String,
        /// What they are to the patient.
        relationship: Option<String>,
    },
    /// Somebody else, by the type of the resource that describes them.
    Other(String),
}

/// A provision, or an exception to one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provision {
    /// `type`: whether it permits.
    pub permits: bool,
    /// `period`.
    pub period: Option<Period>,
    /// `actor`: who it is about; none means everybody.
    pub actors: Vec<Actor>,
    /// `purpose`; none means every purpose.
    pub purposes: Vec<Coding>,
    /// `securityLabel`.
    pub security_labels: Vec<Coding>,
    /// `dataPeriod`: whether it is only about data of a time.
    pub data_period: bool,
    /// `data`: what data it is only about.
    pub data: Vec<DataScope>,
    /// `provision`: the exceptions.
    pub exceptions: Vec<Self>,
}

/// A period (R4 `Period`); a date as its end means the whole of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its beginning, where it has one.
    pub start: Option<PartialDateTime>,
    /// Its end, where it has one.
    pub end: Option<PartialDateTime>,
}

/// Somebody whom a provision is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The type of the resource that describes them; empty where that is not said.
    pub kind: String,
    /// The name of a user of a dcr store, where they are named so.
    pub user: Option<String>,
}

/// A code with its system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coding {
    /// The system.
    pub system: String,
    /// The code.
    pub code: String,
}

impl Coding {
    /// Whether it is this code of this system.
    pub fn is(&self, system: &str, code: &str) -> bool {
        self.system == system && self.code == code
    }
}

/// What data a provision is about (R4 `ConsentDataMeaning`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DataScope {
    /// That very resource.
    Instance,
    /// It and what it refers to.
    Related,
    /// It and what refers to it.
    Dependents,
    /// What somebody wrote.
    AuthoredBy,
}

/// Purposes of use, of the code system v3-ActReason.
pub mod purpose {
    /// The code system.
    pub const SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    /// Treatment.
    pub const TREATMENT: &str = "TREAT";
    /// Emergency treatment.
    pub const EMERGENCY_TREATMENT: &str = "ETREAT";
    /// Break the glass.
    pub const BREAK_THE_GLASS: &str = "BTG";
    /// Health care payment.
    pub const PAYMENT: &str = "HPAYMT";
    /// Health care operations.
    pub const OPERATIONS: &str = "HOPERAT";
}

/// Policies that are known by their URI.
pub mod policy {
    /// PCF: permit for clinicians who treat.
    pub const BASIC_NORMAL: &str = "https://profiles.ihe.net/ITI/PCF/Policy-basic-normal";
    /// PCF: permit for all authorised uses.
    pub const ALL_NORMAL: &str = "https://profiles.ihe.net/ITI/PCF/Policy-all-normal";
    /// PCF: deny but for breaking the glass.
    pub const BREAK_GLASS_ONLY: &str = "https://profiles.ihe.net/ITI/PCF/Policy-break-glass-only";
    /// PCF: deny all.
    pub const DENY: &str = "https://profiles.ihe.net/ITI/PCF/Policy-deny";
    /// What stands before the word of a choice of the leaflet in the URI of its policy.
    pub const LEAFLET: &str = "urn:x-dcr:fhir:choice:";
}
