//! Encounters: stays, attendances and appointments, built from the events that a feed sends.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Field, PartialDateTime};

/// What kind of encounter (HL7 v3 `ActEncounterCode`, as FHIR R4 uses it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncounterClass {
    /// IMP: a stay in a bed.
    Inpatient,
    /// AMB: an outpatient attendance or a clinic appointment.
    #[default]
    Ambulatory,
    /// EMER: an emergency department attendance.
    Emergency,
    /// PRENC: a pre-admission.
    PreAdmission,
    /// A contact of another kind: day case, community visit, waiting list.
    Other,
}

/// Where an encounter stands (FHIR R4 `EncounterStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncounterStatus {
    /// Booked or expected.
    #[default]
    Planned,
    /// Arrived, now being looked after.
    InProgress,
    /// Over.
    Finished,
    /// Cancelled before it took place: a real fact, still shown.
    Cancelled,
    /// Never took place: an admission entered by mistake and taken back. It leaves every view.
    EnteredInError,
}

/// A place in a hospital (HL7 v2 PL).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct WardLocation {
    /// The ward, clinic or point of care.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ward: Option<String>,
    /// The room or bay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// The bed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bed: Option<String>,
    /// The hospital or site, as the source names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<String>,
}

impl WardLocation {
    /// One line for a reader: ward, room, bed, site, as far as known.
    pub fn label(&self) -> String {
        let parts = [&self.ward, &self.room, &self.bed, &self.facility];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// A time spent in one place during an encounter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationSpell {
    /// Where.
    pub location: WardLocation,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDateTime>,
}

/// What stands under one heading of a consultation (GP Connect: consultation, topic, category, items).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConsultationPart {
    /// The topic, often the problem that was dealt with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The heading within the topic, such as History or Plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The keys of the entries under it, in order; each is an entry of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// What the source says of items that it does not send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl ConsultationPart {
    /// One line for a reader: topic, heading, how many entries, and what is not sent.
    pub fn line(&self) -> String {
        let entries = match self.members.len() {
            0 => None,
            1 => Some("1 entry".to_owned()),
            count => Some(format!("{count} entries")),
        };
        let head =
            [&self.topic, &self.category].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
        let parts = [Some(head).filter(|head| !head.is_empty()), entries].into_iter().flatten();
        parts.chain(self.notes.iter().cloned()).collect::<Vec<_>>().join(": ")
    }
}

/// A stay, an attendance or an appointment (UK Core `Encounter`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Encounter {
    /// The source's number for it (visit number, appointment id).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_number: Option<String>,
    /// What kind.
    #[serde(default)]
    pub class: EncounterClass,
    /// Where it stands.
    #[serde(default)]
    pub status: EncounterStatus,
    /// What kind of clinic or appointment, or the reason given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<CodeableConcept>,
    /// When it began, or is booked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDateTime>,
    /// When it ended, or is booked until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDateTime>,
    /// Places, the current one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationSpell>,
    /// The specialty, as the source codes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialty: Option<CodeableConcept>,
    /// The consultant or other clinician in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attending: Option<String>,
    /// The clinician who referred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referring: Option<String>,
    /// Admission method (national code).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission_method: Option<CodeableConcept>,
    /// Source of admission (national code).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission_source: Option<CodeableConcept>,
    /// Discharge method or disposition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_method: Option<CodeableConcept>,
    /// Discharge destination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discharge_destination: Option<CodeableConcept>,
    /// What was dealt with, by topic and heading, in the order of the consultation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConsultationPart>,
}

impl Encounter {
    /// Where the person is, while in progress.
    pub fn current_location(&self) -> Option<&LocationSpell> {
        self.locations.last()
    }

    /// As it was at a time between its beginning and now: where the person was by then, and not yet
    /// over where it ended later. What was booked or cancelled has no such state.
    #[must_use]
    pub fn as_true_at(mut self, at: Timestamp) -> Self {
        let begun = |time: Option<PartialDateTime>| time.is_none_or(|time| time.earliest() <= at);
        if matches!(self.status, EncounterStatus::InProgress | EncounterStatus::Finished) {
            self.locations.retain(|spell| begun(spell.from));
        }
        if self.status == EncounterStatus::Finished && self.end.is_some_and(|end| at < end.end()) && begun(self.start) {
            self.status = EncounterStatus::InProgress;
            self.end = None;
            self.discharge_method = None;
            self.discharge_destination = None;
        }
        self
    }

    /// Whether the person is in a bed of this encounter now.
    pub fn is_inpatient_now(&self) -> bool {
        self.class == EncounterClass::Inpatient && self.status == EncounterStatus::InProgress
    }
}

/// What one message says of an encounter; what the event means is in
/// [`EncounterEvent`](super::EncounterEvent).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EncounterUpdate {
    /// The source's number for the encounter.
    pub visit_number: Option<String>,
    /// What kind, where it is said.
    pub class: Option<EncounterClass>,
    /// Where the person is now.
    pub location: Option<WardLocation>,
    /// Why, or which clinic.
    pub reason: Field<CodeableConcept>,
    /// When it began, where the message says so outright (PV1-44, AIS, SCH).
    pub start: Field<PartialDateTime>,
    /// When it ended, where the message says so outright (PV1-45).
    pub end: Field<PartialDateTime>,
    /// Specialty.
    pub specialty: Field<CodeableConcept>,
    /// Clinician in charge.
    pub attending: Field<String>,
    /// Clinician who referred.
    pub referring: Field<String>,
    /// Admission method.
    pub admission_method: Field<CodeableConcept>,
    /// Source of admission.
    pub admission_source: Field<CodeableConcept>,
    /// Discharge method.
    pub discharge_method: Field<CodeableConcept>,
    /// Discharge destination.
    pub discharge_destination: Field<CodeableConcept>,
}
