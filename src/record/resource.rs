//! Any clinical resource of the record.

use serde::{Deserialize, Serialize};

use super::{
    AllergyIntolerance, AllergyStatus, CarePlan, CodeableConcept, Coding, Condition, ConditionStatus,
    DocumentReference, Encounter, Flag, Immunization, MedicationRequest, MedicationStatement, MedicationStatus, Note,
    Observation, PartialDateTime, Procedure, RelatedPerson, ServiceRequest, Value,
};

/// One clinical resource, by its FHIR R4 name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "resource_type")]
pub enum Resource {
    /// A problem or a diagnosis.
    Condition(Condition),
    /// A stay, an attendance or an appointment.
    Encounter(Encounter),
    /// A result or a report.
    Observation(Observation),
    /// What a person takes.
    MedicationStatement(MedicationStatement),
    /// An authorisation or an issue of a medicine.
    MedicationRequest(MedicationRequest),
    /// An allergy or an intolerance.
    AllergyIntolerance(AllergyIntolerance),
    /// An immunisation.
    Immunization(Immunization),
    /// A procedure.
    Procedure(Procedure),
    /// An order or a referral.
    ServiceRequest(ServiceRequest),
    /// A document.
    DocumentReference(DocumentReference),
    /// A warning.
    Flag(Flag),
    /// A plan of care.
    CarePlan(CarePlan),
    /// Next of kin or a contact.
    RelatedPerson(RelatedPerson),
}

/// The FHIR R4 name of a resource.
pub type ResourceKind = &'static str;

impl Resource {
    /// The FHIR R4 name.
    pub const fn kind(&self) -> ResourceKind {
        match self {
            Self::Condition(_) => "Condition",
            Self::Encounter(_) => "Encounter",
            Self::Observation(_) => "Observation",
            Self::MedicationStatement(_) => "MedicationStatement",
            Self::MedicationRequest(_) => "MedicationRequest",
            Self::AllergyIntolerance(_) => "AllergyIntolerance",
            Self::Immunization(_) => "Immunization",
            Self::Procedure(_) => "Procedure",
            Self::ServiceRequest(_) => "ServiceRequest",
            Self::DocumentReference(_) => "DocumentReference",
            Self::Flag(_) => "Flag",
            Self::CarePlan(_) => "CarePlan",
            Self::RelatedPerson(_) => "RelatedPerson",
        }
    }

    /// What to call it in a list.
    pub fn label(&self) -> String {
        match self {
            Self::Condition(it) => it.code.label().to_owned(),
            Self::Encounter(it) => encounter_label(it),
            Self::Observation(it) => it.code.label().to_owned(),
            Self::MedicationStatement(it) => it.medication.label().to_owned(),
            Self::MedicationRequest(it) => it.medication.label().to_owned(),
            Self::AllergyIntolerance(it) => it.code.label().to_owned(),
            Self::Immunization(it) => it.vaccine.label().to_owned(),
            Self::Procedure(it) => it.code.label().to_owned(),
            Self::ServiceRequest(it) => it.code.label().to_owned(),
            Self::DocumentReference(it) => it.title.clone().unwrap_or_else(|| it.kind.label().to_owned()),
            Self::Flag(it) => it.code.label().to_owned(),
            Self::CarePlan(it) => it.title.clone().unwrap_or_else(|| it.category.label().to_owned()),
            Self::RelatedPerson(it) => it.name.as_ref().map_or_else(|| "(no name)".to_owned(), ToString::to_string),
        }
    }

    /// What it is about, as codes and words; nothing where it has no code.
    pub fn concept(&self) -> Option<&CodeableConcept> {
        match self {
            Self::Condition(it) => Some(&it.code),
            Self::Observation(it) => Some(&it.code),
            Self::MedicationStatement(it) => Some(&it.medication),
            Self::MedicationRequest(it) => Some(&it.medication),
            Self::AllergyIntolerance(it) => Some(&it.code),
            Self::Immunization(it) => Some(&it.vaccine),
            Self::Procedure(it) => Some(&it.code),
            Self::ServiceRequest(it) => Some(&it.code),
            Self::Flag(it) => Some(&it.code),
            Self::Encounter(it) => it.reason.as_ref(),
            Self::DocumentReference(it) => Some(&it.kind),
            Self::CarePlan(it) => Some(&it.category),
            Self::RelatedPerson(_) => None,
        }
    }

    /// Takes out every mention of other entries whose key `is_gone`.
    pub fn forget(&mut self, is_gone: &dyn Fn(&str) -> bool) {
        match self {
            Self::Encounter(it) => it.parts.iter_mut().for_each(|part| part.members.retain(|key| !is_gone(key))),
            Self::Condition(it) => it.links.retain(|link| !is_gone(&link.key)),
            Self::Observation(it) => it.group = it.group.take().filter(|key| !is_gone(key)),
            Self::MedicationRequest(it) => it.based_on = it.based_on.take().filter(|key| !is_gone(key)),
            Self::MedicationStatement(_)
            | Self::AllergyIntolerance(_)
            | Self::Immunization(_)
            | Self::Procedure(_)
            | Self::ServiceRequest(_)
            | Self::DocumentReference(_)
            | Self::Flag(_)
            | Self::CarePlan(_)
            | Self::RelatedPerson(_) => {}
        }
    }

    /// Every code that it has: what it is about, its value, its parts.
    pub fn each_coding(&self, each: &mut dyn FnMut(&Coding)) {
        let mut concept = |concept: &CodeableConcept| concept.coding.iter().for_each(&mut *each);
        self.concept().into_iter().for_each(&mut concept);
        match self {
            Self::Observation(it) => {
                let components = it.components.iter();
                let values = it.value.iter().chain(components.clone().filter_map(|part| part.value.as_ref()));
                components.for_each(|part| concept(&part.code));
                for value in values {
                    if let Value::Concept { concept: answer } = value {
                        concept(answer);
                    }
                }
            }
            Self::AllergyIntolerance(it) => it.category.iter().chain(&it.severity).for_each(concept),
            _ => {}
        }
    }

    /// The time by which a timeline orders it.
    pub fn time(&self) -> Option<PartialDateTime> {
        match self {
            Self::Condition(it) => it.onset.or(it.recorded),
            Self::Encounter(it) => it.start,
            Self::Observation(it) => it.effective.or(it.issued),
            Self::MedicationStatement(it) => it.start,
            Self::MedicationRequest(it) => it.authored,
            Self::AllergyIntolerance(it) => it.onset.or(it.recorded),
            Self::Immunization(it) => it.occurrence,
            Self::Procedure(it) => it.performed,
            Self::ServiceRequest(it) => it.occurrence.or(it.authored),
            Self::DocumentReference(it) => it.created,
            Self::Flag(it) => it.start,
            Self::CarePlan(it) => it.start,
            Self::RelatedPerson(_) => None,
        }
    }

    /// What was said with it, beside its own parts.
    pub fn notes(&self) -> &[Note] {
        match self {
            Self::Condition(it) => &it.notes,
            Self::Observation(it) => &it.notes,
            Self::MedicationStatement(it) => &it.notes,
            Self::MedicationRequest(it) => &it.notes,
            Self::AllergyIntolerance(it) => &it.notes,
            Self::Immunization(it) => &it.notes,
            Self::Procedure(it) => &it.notes,
            Self::ServiceRequest(it) => &it.notes,
            Self::Flag(it) => &it.notes,
            Self::Encounter(_) | Self::DocumentReference(_) | Self::CarePlan(_) | Self::RelatedPerson(_) => &[],
        }
    }

    /// When it stopped being true, where it has.
    pub fn end(&self) -> Option<PartialDateTime> {
        match self {
            Self::Condition(it) => it.abatement,
            Self::Encounter(it) => it.end,
            Self::MedicationStatement(it) => it.end.filter(|_| it.status != MedicationStatus::Active),
            Self::AllergyIntolerance(it) => it.ended,
            Self::Flag(it) => it.end,
            Self::CarePlan(it) => it.end,
            _ => None,
        }
    }

    /// Whether it is over by its own status, dates apart.
    pub fn has_ended(&self) -> bool {
        match self {
            Self::Condition(it) => it.clinical_status == ConditionStatus::Inactive,
            Self::AllergyIntolerance(it) => it.status == AllergyStatus::Ended,
            // The end of a repeat in use is when it runs out unless it is authorised again.
            Self::MedicationStatement(it) => it.status != MedicationStatus::Active,
            _ => self.end().is_some(),
        }
    }
}

fn encounter_label(encounter: &Encounter) -> String {
    use super::EncounterClass as Class;
    let class = match encounter.class {
        Class::Inpatient => "Inpatient stay",
        Class::Ambulatory => "Outpatient",
        Class::Emergency => "Emergency attendance",
        Class::PreAdmission => "Pre-admission",
        Class::Other => "Contact",
    };
    let place = encounter.current_location().map(|spell| spell.location.label()).filter(|label| !label.is_empty());
    let reason = encounter.reason.as_ref().map(|reason| reason.label().to_owned());
    let parts = [Some(class.to_owned()), place, reason];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}
