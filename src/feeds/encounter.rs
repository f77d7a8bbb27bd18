//! Encounters: what a feed's events make of a stay, in the order in which they were written down.

use jiff::Timestamp;

use super::family::Family;
use crate::interchange::wire;
use crate::record::{
    Encounter, EncounterClass, EncounterEvent, EncounterStatus, EncounterUpdate, EntryState, LocationSpell, MessageId,
    PartialDateTime, Resource, Section, SourceCoding, Statement, Trigger,
};
use crate::store::StoreError;
use crate::store::sqlite::{NewEntry, Writer};

/// One event of an encounter, with all that decides its place among the others.
struct Step {
    order: (i64, i64, EncounterEvent, MessageId),
    event: EncounterEvent,
    update: EncounterUpdate,
    at: Option<PartialDateTime>,
}

impl Step {
    fn of(statement: &Statement, message: MessageId) -> Option<Self> {
        let (event, update) = statement.encounter.clone()?;
        let sent = statement.header.sent.map_or(i64::MIN, |sent| sent.earliest().as_microsecond());
        let at = statement.occurred.or(statement.stated).or(statement.header.sent);
        Some(Self { order: (statement.order(), sent, event, message), event, update, at })
    }
}

/// The key of the encounter that a message is about: its number; without one, the encounter that
/// was going on at the time, or else the beginning that it names. Appointments are numbered apart
/// from visits.
pub(super) fn key(writer: &Writer<'_>, family: &Family, statement: &Statement) -> Result<Option<String>, StoreError> {
    let Some((event, update)) = &statement.encounter else { return Ok(None) };
    let space = if statement.trigger == Trigger::Schedule { "appointment" } else { "visit" };
    if let Some(number) = &update.visit_number {
        return Ok(Some(format!("{space}:{number}")));
    }
    let began = update.start.said().copied();
    let at = statement.occurred.or(statement.stated).or(statement.header.sent);
    if !begins(*event)
        && statement.trigger != Trigger::Schedule
        && let Some(going_on) = going_on(writer, family, (*event, update), at)?
    {
        return Ok(Some(going_on));
    }
    if *event == EncounterEvent::Update && began.is_none() {
        return Ok(None);
    }
    Ok(Some(began.or(at).map_or_else(|| format!("{space}:at:unknown"), |at| format!("{space}:at:{at}"))))
}

/// The encounter that an event without a number is about: the latest to have begun by then, of
/// those that it may be said of.
fn going_on(
    writer: &Writer<'_>,
    family: &Family,
    (event, update): (EncounterEvent, &EncounterUpdate),
    at: Option<PartialDateTime>,
) -> Result<Option<String>, StoreError> {
    let by = at.map(|at| at.end());
    let mut latest: Option<(Option<Timestamp>, String)> = None;
    let mut visits = Vec::new();
    for member in family.members() {
        visits.extend(writer.visits(member)?);
    }
    for (key, encounter) in visits {
        let start = encounter.start.map(|start| start.earliest());
        let begun = start.is_none_or(|start| by.is_none_or(|by| start < by));
        let open = match encounter.status {
            EncounterStatus::InProgress => event != EncounterEvent::CancelBooking,
            EncounterStatus::Planned => matches!(event, EncounterEvent::Reschedule | EncounterEvent::CancelBooking),
            // Over now, but not when this happened; or it is the end that is said again or taken back.
            EncounterStatus::Finished => {
                let end = encounter.end;
                event == EncounterEvent::CancelDischarge
                    || event == EncounterEvent::Discharge && end.is_some() && update.end.said() == end.as_ref()
                    || end.is_some_and(|end| at.is_some_and(|at| at.earliest() < end.end()))
            }
            EncounterStatus::Cancelled | EncounterStatus::EnteredInError => false,
        };
        let planned = encounter.status == EncounterStatus::Planned;
        if open && (begun || planned) && may_be(encounter.class, update.class) {
            latest = latest.max(Some((start, key)));
        }
    }
    Ok(latest.map(|(_, key)| key))
}

/// Whether an event of a class may be about an encounter of another: a stay may begin in an
/// emergency department, an outpatient attendance is only ever itself.
fn may_be(class: EncounterClass, said: Option<EncounterClass>) -> bool {
    let attends = |class| class == EncounterClass::Ambulatory;
    said.is_none_or(|said| attends(said) == attends(class))
}

/// Applies an event: on top of what stands where it is the newest, otherwise, and for every
/// cancellation, by reading all events of the encounter again in their own order.
pub(super) fn apply(
    writer: &Writer<'_>,
    family: &Family,
    key: &str,
    statement: &Statement,
    message: MessageId,
    body: &[u8],
) -> Result<(), StoreError> {
    let Some(step) = Step::of(statement, message) else { return Ok(()) };
    let patient = family.home(writer, key)?;
    let current = writer.current_entry(patient, key)?;
    let newest = current.as_ref().and_then(|current| current.version_time).is_none_or(|last| step.order.0 > last);
    let standing = current.as_ref().map(|current| (&current.resource, current.withdrawn));
    let last = current.as_ref().and_then(|current| current.version_time).unwrap_or(i64::MIN).max(step.order.0);
    let encounter = match standing {
        None if !cancels(step.event) => fold(vec![step]),
        Some((Resource::Encounter(encounter), false)) if newest && !cancels(step.event) => {
            let mut encounter = encounter.clone();
            apply_step(&mut encounter, &step);
            Some(encounter)
        }
        _ => fold(steps(writer, family, key, step)?),
    };
    let update = statement.encounter.as_ref().map(|(_, update)| update);
    let encounter = encounter.unwrap_or_else(|| Encounter {
        visit_number: update.and_then(|update| update.visit_number.clone()),
        status: EncounterStatus::EnteredInError,
        ..Encounter::default()
    });
    let state =
        if encounter.status == EncounterStatus::EnteredInError { EntryState::Withdrawn } else { EntryState::Current };
    writer.put_over(
        &NewEntry {
            patient,
            key,
            section: Section::Encounters,
            state,
            resource: Resource::Encounter(encounter),
            source: SourceCoding::default(),
            location: wire::encounter_place(body).unwrap_or_default(),
            version_time: Some(last),
            message,
        },
        current.as_ref(),
    )?;
    Ok(())
}

/// Every event of the encounter that was received, the one at hand among them.
fn steps(writer: &Writer<'_>, family: &Family, key: &str, step: Step) -> Result<Vec<Step>, StoreError> {
    let at_hand = step.order.3;
    let mut steps = vec![step];
    let mut received = Vec::new();
    for member in family.members() {
        received.extend(writer.earlier_messages(member)?);
    }
    for earlier in received {
        if earlier.message == at_hand || earlier.encounter.as_deref() != Some(key) {
            continue;
        }
        let statement = wire::read_again(&earlier.body, &earlier.dialect, |said| said.encounter.is_some());
        steps.extend(statement.and_then(|statement| Step::of(&statement, earlier.message)));
    }
    Ok(steps)
}

const fn begins(event: EncounterEvent) -> bool {
    matches!(event, EncounterEvent::Admit | EncounterEvent::Register | EncounterEvent::Book)
}

const fn cancels(event: EncounterEvent) -> bool {
    matches!(event, EncounterEvent::CancelAdmit | EncounterEvent::CancelTransfer | EncounterEvent::CancelDischarge)
}

/// What the events make together, a cancelled one and its cancellation taken out. Nothing where
/// none is left.
fn fold(mut steps: Vec<Step>) -> Option<Encounter> {
    steps.sort_by_key(|step| step.order);
    let mut standing: Vec<Step> = Vec::with_capacity(steps.len());
    let taken_back = steps.iter().any(|step| step.event == EncounterEvent::CancelAdmit);
    for step in steps {
        let undone: fn(EncounterEvent) -> bool = match step.event {
            EncounterEvent::CancelAdmit => |event| matches!(event, EncounterEvent::Admit | EncounterEvent::Register),
            EncounterEvent::CancelTransfer => |event| event == EncounterEvent::Transfer,
            EncounterEvent::CancelDischarge => |event| event == EncounterEvent::Discharge,
            _ => {
                standing.push(step);
                continue;
            }
        };
        if let Some(place) = standing.iter().rposition(|earlier| undone(earlier.event)) {
            standing.remove(place);
        }
    }
    // What was only said of a stay that never began leaves with its beginning.
    if standing.is_empty() || taken_back && !standing.iter().any(|step| begins(step.event)) {
        return None;
    }
    let mut encounter = Encounter::default();
    for step in &standing {
        apply_step(&mut encounter, step);
    }
    Some(encounter)
}

fn apply_step(encounter: &mut Encounter, step: &Step) {
    let update = &step.update;
    let unheard =
        encounter.status == EncounterStatus::Planned && encounter.start.is_none() && encounter.locations.is_empty();
    take_fields(encounter, update);
    match step.event {
        EncounterEvent::Book | EncounterEvent::Reschedule => book(encounter, step),
        EncounterEvent::Admit | EncounterEvent::Register => begin(encounter, step),
        EncounterEvent::Transfer => {
            encounter.start = encounter.start.or_else(|| update.start.said().copied());
            encounter.status = EncounterStatus::InProgress;
            enter(encounter, update, step.at);
        }
        EncounterEvent::Discharge => {
            encounter.status = EncounterStatus::Finished;
            encounter.end = update.end.said().copied().or(step.at);
            encounter.start = encounter.start.or_else(|| update.start.said().copied());
            correct_place(encounter, update, encounter.start);
        }
        EncounterEvent::Update => {
            encounter.start = update.start.said().copied().or(encounter.start);
            correct_place(encounter, update, update.start.said().copied());
            if unheard {
                // The first that is heard of it: what began it was sent before this feed was listened to.
                encounter.end = update.end.said().copied();
                encounter.status =
                    if encounter.end.is_some() { EncounterStatus::Finished } else { EncounterStatus::InProgress };
            }
        }
        EncounterEvent::CancelBooking => encounter.status = EncounterStatus::Cancelled,
        EncounterEvent::CancelAdmit | EncounterEvent::CancelTransfer | EncounterEvent::CancelDischarge => {}
    }
}

/// Booked, or booked anew. What has begun meanwhile goes on.
fn book(encounter: &mut Encounter, step: &Step) {
    let update = &step.update;
    if encounter.status == EncounterStatus::Cancelled {
        encounter.status = EncounterStatus::Planned;
    }
    if encounter.status != EncounterStatus::Planned {
        return;
    }
    if step.event == EncounterEvent::Book && update.class.is_none() {
        encounter.class = EncounterClass::PreAdmission;
    }
    encounter.start = update.start.said().copied().or(encounter.start);
    encounter.end = update.end.said().copied().or(encounter.end);
    correct_place(encounter, update, None);
}

fn begin(encounter: &mut Encounter, step: &Step) {
    let update = &step.update;
    encounter.status = EncounterStatus::InProgress;
    encounter.start = update.start.said().copied().or(step.at);
    encounter.end = None;
    let admitted = step.event == EncounterEvent::Admit;
    if update.class.is_none() || admitted && encounter.class == EncounterClass::PreAdmission {
        encounter.class = if admitted { EncounterClass::Inpatient } else { EncounterClass::Ambulatory };
    }
    encounter.locations.clear();
    enter(encounter, update, encounter.start);
}

fn take_fields(encounter: &mut Encounter, update: &EncounterUpdate) {
    encounter.visit_number = update.visit_number.clone().or(encounter.visit_number.take());
    encounter.class = update.class.unwrap_or(encounter.class);
    update.reason.apply_to(&mut encounter.reason);
    update.specialty.apply_to(&mut encounter.specialty);
    update.attending.apply_to(&mut encounter.attending);
    update.referring.apply_to(&mut encounter.referring);
    update.admission_method.apply_to(&mut encounter.admission_method);
    update.admission_source.apply_to(&mut encounter.admission_source);
    update.discharge_method.apply_to(&mut encounter.discharge_method);
    update.discharge_destination.apply_to(&mut encounter.discharge_destination);
}

/// A new place, unless the person is there already.
fn enter(encounter: &mut Encounter, update: &EncounterUpdate, from: Option<PartialDateTime>) {
    let Some(location) = &update.location else { return };
    if encounter.locations.last().is_some_and(|last| last.location == *location) {
        return;
    }
    if encounter.locations.len() < 500 {
        encounter.locations.push(LocationSpell { location: location.clone(), from });
    }
}

/// What an update says of the place corrects the last one; it is no move.
fn correct_place(encounter: &mut Encounter, update: &EncounterUpdate, from: Option<PartialDateTime>) {
    let Some(location) = &update.location else { return };
    match encounter.locations.last_mut() {
        Some(last) => last.location.clone_from(location),
        None => encounter.locations.push(LocationSpell { location: location.clone(), from }),
    }
}
