//! People as a view shows them.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::record::{ConsentSignal, NhsNumber, PartialDateTime, Patient};
use crate::store::PatientId;
use crate::store::gate::Basis;

/// One person that a search found.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PatientHit {
    /// The person, by the lowest of the numbers of their source patients.
    pub patient: PatientId,
    /// The NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// Whether the number is verified.
    pub verified: bool,
    /// The name, family name first.
    pub name: String,
    /// Date of birth.
    pub birth_date: Option<PartialDateTime>,
    /// Administrative gender.
    pub gender: Option<crate::record::Gender>,
    /// The postcode; absent where the whereabouts are hidden.
    pub postcode: Option<String>,
    /// The organisations that hold the person.
    pub organisations: Vec<String>,
    /// Whether the person is in a hospital bed now.
    pub inpatient: bool,
    /// Whether an identity conflict waits for a decision.
    pub in_conflict: bool,
}

/// Where a person lies now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inpatient {
    /// The organisation's code.
    pub organisation: String,
    /// The organisation's name.
    pub organisation_name: String,
    /// Ward, room, bed.
    pub location: String,
    /// In this place since.
    pub since: Option<PartialDateTime>,
    /// Admitted.
    pub admitted: Option<PartialDateTime>,
}

/// The person as one source knows them.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SourcePatient {
    /// The number in this store.
    pub patient: PatientId,
    /// The organisation's code.
    pub organisation: String,
    /// The organisation's name.
    pub organisation_name: String,
    /// The sending system.
    pub system: String,
    /// What the source holds, masked where the view is.
    pub demographics: Patient,
    /// Whether the source retired this number in a merge.
    pub merged: bool,
    /// When the source last wrote something down.
    pub stated: Option<PartialDateTime>,
    /// When this store last learnt something.
    pub recorded: Timestamp,
    /// What the feed said about consent.
    pub signals: Vec<ConsentSignal>,
}

/// A person: every identity each source holds, and where they are now.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// The version of this form.
    pub format_version: &'static str,
    /// On what the view stands.
    pub basis: Basis,
    /// The short form, as a search shows it.
    pub person: PatientHit,
    /// Where the person lies now, in each hospital that says so.
    pub inpatient_now: Vec<Inpatient>,
    /// Each identity.
    pub sources: Vec<SourcePatient>,
    /// Fields in which the sources disagree, by name.
    pub disagreements: Vec<String>,
}

impl fmt::Debug for PatientHit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PatientHit({})", self.patient)
    }
}

impl fmt::Debug for SourcePatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourcePatient({}, {})", self.patient, self.organisation)
    }
}

impl fmt::Debug for PersonView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonView({}, {} sources)", self.person.patient, self.sources.len())
    }
}
