//! One message, interpreted.

use super::{
    Context, Event, clinical, demographics, document, encounter, identifiers, order, results, schedule, signals,
};
use crate::interchange::hl7v2::{Dialect, Message, Rejection, RejectionReason, Segment};
use crate::record::{Identifier, MessageHeader, PatientUpdate, Precision, Statement};

/// Says what a message says, in the record's own nouns.
///
/// Refuses a message whose event is not supported, which lacks a segment that its event needs,
/// which speaks of more than one patient, or which has no number to know the patient by. Nothing
/// else is refused: what is odd is noted in [`Statement::defects`].
pub fn interpret(message: &Message<'_>, dialect: &Dialect) -> Result<Statement, Rejection> {
    let header = message.header();
    let trigger = message.trigger();
    let (code, event) = trigger.split_once('^').unwrap_or((&trigger, ""));
    let Some(event) = Event::read(code, event) else {
        let reason = RejectionReason::UnsupportedEvent(safe_event(&trigger));
        return Err(message.rejection(&header, Some(9), reason));
    };
    let mut context = Context::new(message, dialect, event);
    let pid = only(&context, "PID", "patient")?;
    let header = read_header(&mut context, trigger);
    let evn = message.segment("EVN");
    let written = evn.and_then(|evn| context.time_in(&evn, 2));
    // Updates apply in this order, and a date alone would put one before all others of its day.
    let exact = written.filter(|time| time.precision() == Precision::Time);
    let stated = exact.or(header.sent).or(written);
    let occurred = evn.and_then(|evn| context.time_in(&evn, 6));
    let identifiers = identifiers::of_patient(&mut context, &pid);
    if identifiers.iter().all(|number| number.kind == crate::record::IdentifierKind::Account) {
        return Err(context.refuse(&pid, Some(3), RejectionReason::NoIdentifier));
    }
    let merges = read_merges(&mut context)?;
    // A merge changes no demographics; a restriction applies at once all the same.
    let patient = match event {
        Event::Merge => PatientUpdate { restricted: signals::restricted(&mut context), ..PatientUpdate::default() },
        _ => demographics::read(&mut context, &pid),
    };
    let entries = match event {
        Event::Administration { .. } => clinical::read(&mut context, occurred.or(stated)),
        Event::Merge | Event::Schedule { .. } => Vec::new(),
        Event::Results => results::read(&mut context)?,
        Event::Document(event) => document::read(&mut context, event)?,
        Event::Order => order::read(&mut context)?,
    };
    let encounter = match event {
        Event::Schedule { encounter, missed } => Some(schedule::read(&mut context, encounter, missed)?),
        _ => encounter::read(&mut context),
    };
    let signals = signals::read(&context, stated);
    Ok(Statement {
        header,
        trigger: event.trigger(),
        stated,
        occurred,
        identifiers,
        patient,
        demographics_count: matches!(event, Event::Administration { .. }),
        merges,
        encounter,
        entries,
        signals,
        unread: unread(&context),
        organisation: context.organisation,
        defects: context.defects,
    })
}

/// The only segment of a name: a message about two patients is not taken apart by guess.
fn only<'m>(context: &Context<'m>, name: &'static str, what: &'static str) -> Result<Segment<'m>, Rejection> {
    let mut found = context.message.named(name);
    let Some(first) = found.next() else {
        return Err(context.refuse(&context.message.header(), None, RejectionReason::MissingSegment(name)));
    };
    match found.next() {
        Some(second) => Err(context.refuse(&second, None, RejectionReason::MoreThanOne(what))),
        None => Ok(first),
    }
}

fn read_header(context: &mut Context<'_>, trigger: String) -> MessageHeader {
    let header = context.message.header();
    if context.control_id.is_empty() {
        context.odd(&header, 10, "the message has no control id");
    }
    let text = |field: usize| header.field(field).component(1).string().unwrap_or_default();
    MessageHeader {
        application: text(3),
        facility: text(4),
        control_id: context.control_id.clone(),
        sent_text: text(7),
        sent: context.time_in(&header, 7),
        trigger,
        version: text(12),
    }
}

/// The numbers that a merge retires: MRG-1, and MRG-4 where the older form is used.
fn read_merges(context: &mut Context<'_>) -> Result<Vec<Identifier>, Rejection> {
    if context.event != Event::Merge {
        return Ok(Vec::new());
    }
    let mrg = only(context, "MRG", "merge")?;
    let mut merges = identifiers::of_field(context, &mrg, 1);
    merges.extend(identifiers::of_field(context, &mrg, 4));
    if merges.is_empty() {
        return Err(context.refuse(&mrg, Some(1), RejectionReason::NothingToMerge));
    }
    Ok(merges)
}

fn unread(context: &Context<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for segment in context.message.segments() {
        let name = segment.name();
        if !context.event.carries(name) && names.len() < 64 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The event for an error message: what is not short and plain was not meant as one.
fn safe_event(trigger: &str) -> String {
    let plain = trigger.len() <= 11 && trigger.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'^');
    if plain { trigger.to_owned() } else { "(not readable)".to_owned() }
}
