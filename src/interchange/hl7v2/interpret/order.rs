//! ORM, OML, OMG: what is asked for.

use super::concept::{concept_of, key_part, source_coding};
use super::observation::{self, Surroundings};
use super::people::clinician;
use super::{Context, key};
use crate::interchange::hl7v2::{Rejection, RejectionReason, Segment};
use crate::record::{
    EntryAction, EntryStatement, Note, ObservationStatus, Resource, Section, ServiceRequest, ServiceRequestStatus,
};

/// Reads every order: one entry for each OBR, and one for each OBX that comes with it.
pub(super) fn read(context: &mut Context<'_>) -> Result<Vec<EntryStatement>, Rejection> {
    let message = context.message;
    let mut orders = Orders::default();
    for segment in message.segments() {
        match segment.name() {
            "ORC" => orders.common = Some(segment),
            "OBR" => orders.open(context, &segment),
            "OBX" => orders.answer(context, &segment),
            "NTE" => orders.note(&segment),
            _ => {}
        }
        orders.on_answer = match segment.name() {
            "OBX" => true,
            "NTE" => orders.on_answer,
            _ => false,
        };
    }
    if !orders.entries.iter().any(|entry| matches!(entry.resource, Some(Resource::ServiceRequest(_)))) {
        return Err(context.refuse(&message.header(), None, RejectionReason::MissingSegment("OBR")));
    }
    Ok(orders.entries)
}

#[derive(Default)]
struct Orders<'m> {
    entries: Vec<EntryStatement>,
    common: Option<Segment<'m>>,
    open: Option<Open>,
    on_answer: bool,
    waiting: Vec<Note>,
}

struct Open {
    place: usize,
    key: String,
    number: String,
    service: String,
    count: u32,
}

impl<'m> Orders<'m> {
    fn open(&mut self, context: &mut Context<'m>, obr: &Segment<'m>) {
        let common = |field: usize| self.common.map(|orc| orc.field(field));
        let number = |field: usize| {
            obr.field(field).value_string().or_else(|| common(field).and_then(|element| element.value_string()))
        };
        let (placer, filler) = (number(2), number(3));
        let key_number = placer.clone().or_else(|| filler.clone()).unwrap_or_else(|| context.control_id.clone());
        let service = key_part(obr.field(4)).into_owned();
        let key = context.keys.unique(key(&["req", &key_number, &service]));
        let control = common(1).and_then(|element| element.value()).unwrap_or_default();
        let state = common(5).and_then(|element| element.value()).unwrap_or_default();
        let authored = common(9).and_then(|element| element.value()).map(|_| 9);
        let authored = match (authored, self.common) {
            (Some(field), Some(orc)) => context.time_in(&orc, field),
            _ => context.time_in(obr, 6).or_else(|| context.time_in(obr, 7)),
        };
        let requester = clinician(obr.field(16)).or_else(|| clinician(common(12)?));
        let mut notes = std::mem::take(&mut self.waiting);
        notes.extend(relevant_information(obr));
        let request = ServiceRequest {
            code: concept_of(obr, 4).unwrap_or_default(),
            status: status(&control, &state),
            priority: obr.field(5).value_string().or_else(|| obr.field(27).component(6).string()),
            authored,
            requester,
            performer: None,
            placer_order_number: placer,
            filler_order_number: filler,
            notes,
            ..ServiceRequest::default()
        };
        let action = if request.status == ServiceRequestStatus::Active && matches!(&*control, "NW" | "") {
            EntryAction::Assert
        } else {
            EntryAction::Correct
        };
        self.open = Some(Open { place: self.entries.len(), key: key.clone(), number: key_number, service, count: 0 });
        self.entries.push(EntryStatement {
            key,
            action,
            section: Section::Referrals,
            resource: Some(Resource::ServiceRequest(request)),
            source: source_coding(obr.field(4), None),
            location: obr.location(None),
            version_time: None,
            replaces: None,
        });
    }

    /// What the person who asked answered on the form: kept apart from results by its key.
    fn answer(&mut self, context: &mut Context<'m>, obx: &Segment<'m>) {
        let control_id = context.control_id.clone();
        let (number, service, group, position) = match &mut self.open {
            Some(open) => {
                open.count += 1;
                (open.number.as_str(), open.service.as_str(), Some(open.key.as_str()), Some(open.count))
            }
            None => (control_id.as_str(), "", None, None),
        };
        let prefix = key(&["req-obx", number, service, ""]);
        let around = Surroundings {
            prefix: &prefix,
            section: Section::Referrals,
            group,
            position,
            effective: None,
            issued: None,
            status: ObservationStatus::Unknown,
            version_time: None,
        };
        let entry = observation::read(context, obx, &around);
        self.entries.push(entry);
    }

    fn note(&mut self, nte: &Segment<'m>) {
        let comment = observation::note(nte);
        let last = self.entries.len().checked_sub(1).filter(|_| self.on_answer);
        let place = last.or(self.open.as_ref().filter(|_| self.common_is_done()).map(|open| open.place));
        match place.and_then(|place| self.entries.get_mut(place)).and_then(|entry| entry.resource.as_mut()) {
            Some(Resource::Observation(observation)) => observation.notes.push(comment),
            Some(Resource::ServiceRequest(request)) => request.notes.push(comment),
            _ => self.waiting.push(comment),
        }
    }

    /// Whether the order at hand has begun: comments between ORC and OBR belong to the OBR.
    fn common_is_done(&self) -> bool {
        let begun =
            self.open.as_ref().and_then(|open| self.entries.get(open.place)).map(|entry| entry.location.ordinal);
        match (&self.common, begun) {
            (Some(orc), Some(obr)) => orc.ordinal() < obr,
            (None, begun) => begun.is_some(),
            (Some(_), None) => false,
        }
    }
}

/// OBR-13 and OBR-31: why it is asked.
fn relevant_information(obr: &Segment<'_>) -> Vec<Note> {
    let text = |field: u16| {
        let element = obr.field(field.into());
        let text = element.component(2).string().or_else(|| element.string())?;
        Some(Note { text, location: Some(obr.location(Some(field))) })
    };
    [13, 31].into_iter().filter_map(text).collect()
}

/// ORC-1 and ORC-5 (tables 0119, 0038).
fn status(control: &str, state: &str) -> ServiceRequestStatus {
    match (control, state) {
        ("CA" | "OC" | "DC" | "CR" | "DR" | "OD", _) | (_, "CA" | "DC") => ServiceRequestStatus::Revoked,
        ("HD", _) | (_, "HD") => ServiceRequestStatus::OnHold,
        (_, "CM") => ServiceRequestStatus::Completed,
        _ => ServiceRequestStatus::Active,
    }
}
