//! What every part of the interpretation needs.

use super::{Event, Keys};
use crate::interchange::hl7v2::timestamp;
use crate::interchange::hl7v2::{Dialect, Element, Message, NullPolicy, Presence, Rejection, RejectionReason, Segment};
use crate::record::{Defect, Field, PartialDateTime};

/// One message being interpreted.
pub(super) struct Context<'m> {
    pub message: &'m Message<'m>,
    pub dialect: &'m Dialect,
    pub event: Event,
    pub organisation: String,
    pub control_id: String,
    pub keys: Keys,
    pub defects: Vec<Defect>,
}

impl<'m> Context<'m> {
    pub(super) fn new(message: &'m Message<'m>, dialect: &'m Dialect, event: Event) -> Self {
        let header = message.header();
        let facility = header.field(4);
        let named = facility.component(dialect.organisation.component).value().or_else(|| facility.value());
        let named = named.unwrap_or_default();
        let organisation = dialect.organisation.aliases.get(&*named).cloned().unwrap_or_else(|| named.into_owned());
        let control_id = header.field(10).string().unwrap_or_default();
        let defects = message.defects().to_vec();
        let keys = Keys::default();
        Self { message, dialect, event, organisation, control_id, keys, defects }
    }

    /// Notes something odd at a field; 0 means the segment as a whole.
    pub(super) fn odd(&mut self, segment: &Segment<'_>, field: u16, problem: &str) {
        self.defects
            .push(Defect { location: segment.location((field > 0).then_some(field)), problem: problem.to_owned() });
    }

    /// Refuses the message for a segment.
    pub(super) fn refuse(&self, segment: &Segment<'_>, field: Option<u16>, reason: RejectionReason) -> Rejection {
        self.message.rejection(segment, field, reason)
    }

    /// Reads the time in the first component of an element, noting what is odd about it.
    pub(super) fn time(&mut self, segment: &Segment<'_>, field: u16, element: Element<'_>) -> Option<PartialDateTime> {
        let text = element.value()?;
        let read = timestamp::read(&text);
        if let Some(problem) = read.problem {
            self.odd(segment, field, problem);
        }
        read.time
    }

    /// Reads the time in a field.
    pub(super) fn time_in(&mut self, segment: &Segment<'_>, field: u16) -> Option<PartialDateTime> {
        self.time(segment, field, segment.field(field.into()))
    }

    /// Applies the feed's rule for absent and quoted-null fields to a field whose value, where it
    /// has one that can be read, is `value`. Only administration messages may clear anything.
    pub(super) fn said<T>(&self, segment: &Segment<'_>, field: u16, value: Option<T>) -> Field<T> {
        if let Some(value) = value {
            return Field::Said(value);
        }
        if !matches!(self.event, Event::Administration { .. }) {
            return Field::Unsaid;
        }
        match segment.presence(field.into()) {
            // There is a value, and it cannot be read: that is not the same as none.
            Presence::Valued if segment.field(field.into()).has_content() => Field::Unsaid,
            Presence::Null if self.dialect.null_policy != NullPolicy::IgnoreBlank => Field::Cleared,
            _ if self.dialect.clears_when_empty(segment.name(), field) => Field::Cleared,
            _ => Field::Unsaid,
        }
    }
}
