//! SIU: appointments.

use super::Context;
use super::concept::concept_of;
use super::encounter::location;
use super::people::clinician;
use crate::interchange::hl7v2::{Rejection, RejectionReason};
use crate::record::{CodeableConcept, EncounterClass, EncounterEvent, EncounterUpdate, Field, PartialDateTime};

/// Reads the appointment: its number, time, place and clinician.
pub(super) fn read(
    context: &mut Context<'_>,
    event: EncounterEvent,
    missed: bool,
) -> Result<(EncounterEvent, EncounterUpdate), Rejection> {
    let message = context.message;
    let Some(sch) = message.segment("SCH") else {
        return Err(context.refuse(&message.header(), None, RejectionReason::MissingSegment("SCH")));
    };
    let visit_number = sch.field(2).value_string().or_else(|| sch.field(1).value_string());
    if visit_number.is_none() {
        context.odd(&sch, 2, "the appointment has no number");
    }
    let (start, end) = times(context);
    let reason = concept_of(&sch, 7).or_else(|| concept_of(&sch, 8)).or_else(|| concept_of(&sch, 6));
    let reason = if missed { Some(CodeableConcept::text("Did not attend")) } else { reason };
    let place = message.segment("AIL").and_then(|ail| location(ail.field(3)));
    let from_visit = || message.segment("PV1").and_then(|pv1| location(pv1.field(3)));
    let person = message.segment("AIP").and_then(|aip| clinician(aip.field(3)));
    let attending = person.or_else(|| clinician(message.segment("PV1")?.field(7)));
    let specialty = message.segment("PV1").and_then(|pv1| concept_of(&pv1, 10));
    let service = || message.segment("AIS").and_then(|ais| concept_of(&ais, 3));
    let update = EncounterUpdate {
        visit_number,
        class: Some(EncounterClass::Ambulatory),
        location: place.or_else(from_visit),
        reason: reason.or_else(service).into(),
        start: start.into(),
        end: end.into(),
        specialty: specialty.into(),
        attending: attending.into(),
        referring: Field::Unsaid,
        ..EncounterUpdate::default()
    };
    Ok((event, update))
}

/// When it is: SCH-11 as the older versions have it, else TQ1, else the first AIS.
fn times(context: &mut Context<'_>) -> (Option<PartialDateTime>, Option<PartialDateTime>) {
    let message = context.message;
    let (mut start, mut end) = (None, None);
    if let Some(sch) = message.segment("SCH") {
        start = context.time(&sch, 11, sch.field(11).component(4));
        end = context.time(&sch, 11, sch.field(11).component(5));
    }
    if let Some(tq1) = message.segment("TQ1") {
        start = start.or_else(|| context.time_in(&tq1, 7));
        end = end.or_else(|| context.time_in(&tq1, 8));
    }
    for (name, field) in [("AIS", 4), ("AIL", 6), ("AIP", 6)] {
        if let Some(segment) = message.segment(name).filter(|_| start.is_none()) {
            start = context.time_in(&segment, field);
        }
    }
    (start, end)
}
