//! What PV1 and PV2 say of an encounter.

use super::concept::concept_of;
use super::people::clinician;
use super::{Context, Event};
use crate::interchange::hl7v2::{Element, Segment};
use crate::record::{CodeableConcept, EncounterClass, EncounterEvent, EncounterUpdate, Field, WardLocation};

/// The visit number (PV1-19), in any message that has PV1.
pub(super) fn visit_number(context: &Context<'_>) -> Option<String> {
    context.message.segment("PV1")?.field(19).value_string()
}

/// The event and what is said of the encounter; `None` where the message speaks of none.
pub(super) fn read(context: &mut Context<'_>) -> Option<(EncounterEvent, EncounterUpdate)> {
    let Event::Administration { encounter: Some(event), of_person } = context.event else { return None };
    let pv1 = context.message.segment("PV1")?;
    let visit_number = pv1.field(19).value_string();
    // Messages about a person carry a PV1 only because the standard asks for one.
    if of_person && visit_number.is_none() {
        return None;
    }
    let class_code = pv1.field(2).value();
    let class = class_code.as_deref().and_then(class);
    if class_code.is_some() && class.is_none() {
        context.odd(&pv1, 2, "the patient class is not known");
    }
    let rule = context.dialect.visit.clone();
    let numbered = |field: u16| if field == 0 { None } else { concept_of(&pv1, field.into()) };
    let (start, end) = (context.time_in(&pv1, 44), context.time_in(&pv1, 45));
    let attending = clinician(pv1.field(7)).or_else(|| clinician(pv1.field(9)));
    let update = EncounterUpdate {
        visit_number,
        class,
        location: location(pv1.field(3)),
        reason: reason(context),
        start: said(context, &pv1, 44, start),
        end: said(context, &pv1, 45, end),
        specialty: said(context, &pv1, 10, concept_of(&pv1, 10)),
        attending: said(context, &pv1, 7, attending),
        referring: said(context, &pv1, 8, clinician(pv1.field(8))),
        admission_method: said(context, &pv1, 4, concept_of(&pv1, 4)),
        admission_source: said(context, &pv1, 14, concept_of(&pv1, 14)),
        discharge_method: said(context, &pv1, rule.discharge_method, numbered(rule.discharge_method)),
        discharge_destination: said(context, &pv1, rule.discharge_destination, numbered(rule.discharge_destination)),
    };
    Some((event, update))
}

fn said<T>(context: &Context<'_>, pv1: &Segment<'_>, field: u16, value: Option<T>) -> Field<T> {
    if field == 0 { Field::Unsaid } else { context.said(pv1, field, value) }
}

fn reason(context: &Context<'_>) -> Field<CodeableConcept> {
    let Some(pv2) = context.message.segment("PV2") else { return Field::Unsaid };
    context.said(&pv2, 3, concept_of(&pv2, 3))
}

/// PV1-2 (table 0004, with A.3's W, N and U, and words that are sent instead).
fn class(code: &str) -> Option<EncounterClass> {
    Some(match code.to_ascii_uppercase().as_str() {
        "I" | "INPATIENT" | "IP" | "B" => EncounterClass::Inpatient,
        "O" | "OUTPATIENT" | "OP" | "R" => EncounterClass::Ambulatory,
        "E" | "EMERGENCY" | "ED" | "AE" => EncounterClass::Emergency,
        "P" | "PREADMIT" | "W" => EncounterClass::PreAdmission,
        "D" | "DAYCASE" | "N" | "U" | "C" => EncounterClass::Other,
        _ => return None,
    })
}

/// Reads a place (PL).
pub(super) fn location(field: Element<'_>) -> Option<WardLocation> {
    let part = |number| field.component(number).value_string();
    let facility = part(4).or_else(|| part(7));
    let location = WardLocation { ward: part(1), room: part(2), bed: part(3), facility };
    if location == WardLocation::default() { None } else { Some(location) }
}
