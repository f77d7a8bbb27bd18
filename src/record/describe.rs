//! A resource in words: its value in a line, and its parts by name.

use super::{
    Encounter, EncounterClass, EncounterStatus, FlagKind, Interpretation, MedicationRequestIntent, MedicationStatus,
    Observation, ObservationStatus, PartialDateTime, Resource,
};

/// The parts of a resource by name, in the order to show them; empty parts are left out.
pub type Details = Vec<(&'static str, String)>;

impl Resource {
    /// What to show beside the label in a list: a value with its range, a status, a dose.
    pub fn value_line(&self) -> String {
        match self {
            Self::Observation(it) => observation_line(it),
            Self::Encounter(it) => encounter_status(it).to_owned(),
            Self::MedicationStatement(it) => it.dosage.clone().unwrap_or_default(),
            Self::MedicationRequest(it) => join(&[it.dosage.clone(), it.quantity.clone(), it.stop_reason.clone()]),
            Self::AllergyIntolerance(it) => join(&[
                it.degraded.then(|| "DEGRADED: original term only".to_owned()),
                it.severity.as_ref().map(|severity| worded(severity, "severity")),
                Some(it.reactions.join(", ")),
            ]),
            Self::Condition(it) => join(&[it.significance.clone(), it.kind.clone()]),
            Self::Immunization(it) => {
                if it.not_given {
                    "not given".to_owned()
                } else {
                    it.dose_number.clone().unwrap_or_default()
                }
            }
            Self::Procedure(it) => it.performer.clone().unwrap_or_default(),
            Self::ServiceRequest(it) => join(&[it.priority.clone(), it.requester.clone()]),
            Self::DocumentReference(it) => join(&[it.author.clone(), it.text.first().map(|line| line.text.clone())]),
            Self::CarePlan(it) => it.description.clone().unwrap_or_default(),
            Self::RelatedPerson(it) => worded(&it.relationship, "relationship code"),
            Self::Flag(it) => flag_kind(it.kind).to_owned(),
        }
    }

    /// Every part by name.
    pub fn details(&self) -> Details {
        let mut details = Details::new();
        match self {
            Self::Observation(it) => observation_details(it, &mut details),
            Self::Encounter(it) => encounter_details(it, &mut details),
            other => {
                push(&mut details, "Details", Some(other.value_line()));
                if let Self::DocumentReference(it) = other {
                    push(&mut details, "Author", it.author.clone());
                    push(&mut details, "Number", it.document_number.clone());
                    let label = it.confidentiality.as_ref();
                    let label = label.and_then(|label| label.display.clone().or_else(|| label.code.clone()));
                    push(&mut details, "Confidentiality", label);
                    let text = it.text.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
                    push(&mut details, "Text", Some(text));
                    for attachment in &it.attachments {
                        push(&mut details, "Attachment", Some(attachment.label()));
                    }
                }
                medication_details(other, &mut details);
                for note in other.notes() {
                    push(&mut details, "Note", Some(note.text.clone()));
                }
            }
        }
        push(&mut details, "From", self.time().as_ref().map(PartialDateTime::display));
        push(&mut details, "Until", self.end().as_ref().map(PartialDateTime::display));
        details
    }
}

/// What a notice is, so that nobody takes it for an alert or for "no".
const fn flag_kind(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::Alert => "",
        FlagKind::NotAvailable => "not a statement that there is none",
        FlagKind::Incomplete => "this section is not complete",
        FlagKind::SourceLimit => "a limit of the sending system",
    }
}

fn medication_details(resource: &Resource, details: &mut Details) {
    let shown = |at: Option<PartialDateTime>| at.map(|at| at.display());
    match resource {
        Resource::MedicationStatement(it) => {
            push(details, "Status", Some(format!("{:?}", it.status).to_lowercase()));
            push(details, "Type", it.prescription_type.clone());
            push(details, "Last issued", shown(it.last_issued));
            let runs_out = it.end.filter(|_| it.status == MedicationStatus::Active);
            push(details, "Runs out", shown(runs_out));
        }
        Resource::MedicationRequest(it) => {
            let kind = if it.intent == MedicationRequestIntent::Plan { "authorisation" } else { "issue" };
            push(details, "Kind", Some(kind.to_owned()));
            push(details, "Status", it.status.map(|status| format!("{status:?}").to_lowercase()));
            push(details, "Type", it.prescription_type.clone());
            push(details, "Issues allowed", it.repeats_allowed.map(|count| count.to_string()));
            push(details, "Issues made", it.repeats_issued.map(|count| count.to_string()));
            push(details, "Review by", shown(it.review));
            push(details, "Valid from", shown(it.start));
            push(details, "Valid until", shown(it.end));
            push(details, "Stopped", shown(it.stopped));
            push(details, "Why stopped", it.stop_reason.clone());
        }
        Resource::AllergyIntolerance(it) => push(details, "Recorded by", it.asserter.clone()),
        Resource::Condition(it) => push(details, "Recorded by", it.asserter.clone()),
        Resource::Immunization(it) => push(details, "Given by", it.performer.clone()),
        _ => {}
    }
}

fn push(details: &mut Details, name: &'static str, value: Option<String>) {
    details.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)));
}

fn join(parts: &[Option<String>]) -> String {
    parts.iter().flatten().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; ")
}

/// A concept, said to be what it is where the source sent nothing but a number.
fn worded(concept: &super::CodeableConcept, what: &str) -> String {
    let label = concept.label();
    let number = label.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("{what} {label}") } else { label.to_owned() }
}

/// The word and the sign that go with a judgement, so that colour never stands alone.
const fn flag(interpretation: &Interpretation) -> Option<&'static str> {
    Some(match interpretation {
        Interpretation::High => "HIGH",
        Interpretation::CriticalHigh => "VERY HIGH",
        Interpretation::Low => "LOW",
        Interpretation::CriticalLow => "VERY LOW",
        Interpretation::Abnormal => "ABNORMAL",
        Interpretation::Normal | Interpretation::Other(_) => return None,
    })
}

fn observation_line(it: &Observation) -> String {
    let mut line = it.value.as_ref().map(super::Value::label).unwrap_or_default();
    for component in &it.components {
        line.extend([if line.is_empty() { "" } else { "; " }, &component.line()]);
    }
    if let Some(range) = &it.reference_range {
        line.extend([" [", range, "]"]);
    }
    if let Some(word) = it.interpretation.as_ref().and_then(flag) {
        line.extend([" ", word]);
    }
    let status = match it.status {
        ObservationStatus::Corrected => " (corrected)",
        ObservationStatus::Preliminary => " (preliminary)",
        ObservationStatus::Cancelled => " (could not be obtained)",
        ObservationStatus::Registered => " (no result yet)",
        ObservationStatus::Final | ObservationStatus::Unknown => "",
    };
    line.push_str(status);
    line.trim_start().to_owned()
}

fn observation_details(it: &Observation, details: &mut Details) {
    push(details, "Value", it.value.as_ref().map(super::Value::label));
    push(details, "Range", it.reference_range.clone());
    for component in &it.components {
        push(details, "Part", Some(component.line()));
    }
    push(details, "Flag", it.interpretation.as_ref().and_then(flag).map(ToOwned::to_owned));
    push(details, "Status", Some(format!("{:?}", it.status).to_lowercase()));
    push(details, "Reported", it.issued.as_ref().map(PartialDateTime::display));
    push(details, "Specimen", it.specimen.as_ref().map(|specimen| specimen.label().to_owned()));
    push(details, "Order", it.placer_order_number.clone());
    push(details, "Filler", it.filler_order_number.clone());
    push(details, "Performer", it.performer.clone());
    push(details, "Requester", it.requester.clone());
    for note in &it.notes {
        push(details, "Note", Some(note.text.clone()));
    }
}

const fn encounter_status(it: &Encounter) -> &'static str {
    match (it.status, it.class) {
        (EncounterStatus::Planned, _) => "booked",
        (EncounterStatus::InProgress, EncounterClass::Inpatient) => "inpatient now",
        (EncounterStatus::InProgress, _) => "in progress",
        (EncounterStatus::Finished, EncounterClass::Inpatient) => "discharged",
        (EncounterStatus::Finished, _) => "finished",
        (EncounterStatus::Cancelled, _) => "cancelled",
        (EncounterStatus::EnteredInError, _) => "entered in error",
    }
}

fn encounter_details(it: &Encounter, details: &mut Details) {
    let label = |concept: &Option<super::CodeableConcept>| concept.as_ref().map(|concept| concept.label().to_owned());
    push(details, "Status", Some(encounter_status(it).to_owned()));
    push(details, "Visit", it.visit_number.clone());
    push(details, "Reason", label(&it.reason));
    push(details, "Specialty", label(&it.specialty));
    push(details, "Consultant", it.attending.clone());
    push(details, "Referrer", it.referring.clone());
    push(details, "Admission method", label(&it.admission_method));
    push(details, "Source of admission", label(&it.admission_source));
    push(details, "Discharge method", label(&it.discharge_method));
    push(details, "Discharge destination", label(&it.discharge_destination));
    for part in &it.parts {
        push(details, "Topic", Some(part.line()));
    }
    for spell in &it.locations {
        let since = spell.from.as_ref().map(PartialDateTime::display).unwrap_or_default();
        push(details, "Place", Some(format!("{} {since}", spell.location.label()).trim().to_owned()));
    }
}
