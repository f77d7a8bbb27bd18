//! Clinical resources as entries of the record, one file for each kind.

mod allergy;
mod condition;
mod document;
mod encounter;
mod immunization;
mod medication;
mod observation;
mod other;
mod report;
mod request;

use super::attachment::described as attachment_of;
use super::document::Place;
use super::reading::Reading;
use super::view::View;
use crate::record::{EntryAction, EntryStatement};

/// Resources that are read through those that name them.
const SUPPORTING: [&str; 14] = [
    "Binary",
    "Bundle",
    "Device",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Patient",
    "Person",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "Specimen",
    "Substance",
];

/// Whether resources of a type are read through those that name them, and make no entries.
pub(super) fn is_supporting(kind: &str) -> bool {
    SUPPORTING.contains(&kind)
}

/// What a resource states; nothing where it is read through others, or not at all, which is noted.
pub(super) fn read(reading: &Reading<'_>, number: usize) -> Option<EntryStatement> {
    let kind = reading.document.slots[number].kind.as_ref();
    if is_supporting(kind) || kind == "List" && reading.is_gp_connect() {
        return None;
    }
    if let Place::Contained(holder, _) = reading.document.slots[number].place
        && reading.document.slots[holder].kind != "List"
    {
        // Requests and observations that are contained are read with what contains them.
        if !matches!(kind, "ServiceRequest" | "ProcedureRequest") {
            reading.unread(format!("{}.contained({kind})", reading.document.slots[holder].kind));
        }
        return None;
    }
    let view = View::new(reading, number);
    if view.get("modifierExtension").is_some() {
        // FHIR forbids to go on where such an extension is not understood (R4 2.1.5.1).
        view.odd("a modifier extension changes its meaning in a way that is not understood; it is not carried");
        reading.unread(format!("{kind}.modifierExtension"));
        return None;
    }
    if labelled(&view) {
        view.odd("it bears a security label, which the record does not hold");
    }
    let entry = match kind {
        "AllergyIntolerance" => allergy::read(view),
        "CarePlan" => other::care_plan(view),
        "Condition" => condition::read(view),
        "DiagnosticReport" => report::read(view),
        "DocumentReference" => document::read(view),
        "Encounter" => encounter::read(view),
        "Flag" => other::flag(view),
        "Immunization" => immunization::read(view),
        "MedicationRequest" => medication::request(view),
        "MedicationStatement" => medication::statement(view),
        "Observation" => observation::read(view),
        "Procedure" => other::procedure(view),
        "RelatedPerson" => other::related_person(view),
        "ProcedureRequest" | "ReferralRequest" | "ServiceRequest" => request::read(view),
        _ => {
            let kind = if kind == "?" { "(no type)" } else { kind };
            reading.unread(kind.to_owned());
            return None;
        }
    };
    entry.and_then(|entry| by_state(reading, number, entry))
}

/// Whether a label asks for care beyond the ordinary.
fn labelled(view: &View<'_, '_>) -> bool {
    let Some(meta) = view.get("meta") else { return false };
    meta.first()
        .items("security")
        .iter()
        .filter_map(|label| label.text_of("code"))
        .any(|code| !matches!(code, "N" | "U"))
}

/// What an export says became of the entry: taken back, or replaced, which is history.
fn by_state(reading: &Reading<'_>, number: usize, entry: EntryStatement) -> Option<EntryStatement> {
    match reading.scan.own.get(&number).and_then(|own| own.state.as_deref()) {
        Some("superseded") => {
            reading.odd(number, "an earlier version of an entry is history, and is not carried");
            None
        }
        Some("withdrawn") => Some(withdrawn(entry)),
        _ => Some(entry),
    }
}

/// The entry as one that its source takes back.
fn withdrawn(entry: EntryStatement) -> EntryStatement {
    EntryStatement { action: EntryAction::Withdraw("entered in error".to_owned()), ..entry }
}

/// The entry, taken back where its status says that it was entered in error.
fn unless_in_error(in_error: bool, entry: Option<EntryStatement>) -> Option<EntryStatement> {
    if in_error { entry.map(withdrawn) } else { entry }
}

/// Whether a code says that the resource was entered in error.
fn is_error(code: Option<&str>) -> bool {
    code == Some("entered-in-error")
}
