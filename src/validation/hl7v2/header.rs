//! What MSH says of the message: version, type, event and structure.

use std::sync::Arc;

use super::check::Check;
use super::collect::{At, Draft};
use super::definitions::{HL7_VERSIONS, Rules, Structure};
use super::finding::Severity;
use super::rule::Rule;
use super::shown;
use crate::interchange::hl7v2::Segment;

/// The version that a header names, without space around it.
pub(super) fn version_of(header: &Segment<'_>) -> String {
    header.field(12).value().unwrap_or_default().into_owned()
}

/// What is said where a version is not checked.
pub(super) fn other_version(said: &str) -> String {
    let known = HL7_VERSIONS.join(", ");
    if said.is_empty() {
        return format!("expected a version of HL7 ({known}), found none");
    }
    format!("v{} is not checked: {known} are", shown::code(*b"MSH", said).trim_matches('`'))
}

/// MSH-9 as it was sent.
#[derive(Debug, Default)]
pub(super) struct MessageType {
    pub(super) code: String,
    pub(super) event: String,
    pub(super) structure: String,
}

impl MessageType {
    /// Reads MSH-9.
    pub(super) fn of(header: &Segment<'_>) -> Self {
        let field = header.field(9);
        let part = |number| field.component(number).value().unwrap_or_default().into_owned();
        Self { code: part(1), event: part(2), structure: part(3) }
    }

    /// Type, event and structure as far as they are there, and look like codes.
    pub(super) fn name(&self) -> String {
        let plain =
            |part: &String| part.len() <= 12 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let parts = [&self.code, &self.event, &self.structure];
        let kept = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
        if !parts.iter().all(|part| plain(part)) {
            return String::new();
        }
        parts.iter().take(kept).map(|part| part.as_str()).collect::<Vec<_>>().join("^")
    }

    /// The key of the type and event.
    pub(super) fn key(&self) -> String {
        format!("{}^{}", self.code, self.event)
    }
}

impl Check<'_> {
    /// The structure of the message; none, with a finding, where it cannot be told.
    pub(super) fn header(&mut self, kind: &MessageType) -> Option<Arc<Structure>> {
        let header = self.message.header();
        let offset = header.field_range(9).map_or(0, |range| range.start);
        let at = At::field(*b"MSH", 1, 9);
        self.event_of_segment(kind);
        if kind.code.is_empty() {
            // Where all of MSH-9 is absent, the missing field is told of already.
            if !header.field(9).is_empty() {
                self.found.add(Draft::error(Rule::MessageType, at.component(1), offset), || {
                    "expected a message type, found none".to_owned()
                });
            }
            return None;
        }
        let rules = self.rules;
        let by_event = rules.events.get(kind.key().as_str()).map(AsRef::as_ref);
        let by_event = if kind.code == "ACK" && by_event.is_none() { Some("ACK") } else { by_event };
        let named = rules.structures.get(kind.structure.as_str());
        let shown = || shown::code(*b"MSH", &kind.structure);
        match by_event {
            Some(structure) => {
                if !kind.structure.is_empty() && kind.structure != structure && rules.version != "2.3" {
                    let draft = Draft::error(Rule::StructureMismatch, at.component(3), offset)
                        .proposing(format!("write `{structure}` in MSH-9.3"));
                    self.found.add(draft, || format!("expected {structure} for {}, found {}", kind.key(), shown()));
                }
                rules.structures.get(structure).map(Arc::clone)
            }
            None if named.is_some() => {
                let draft = Draft::error(Rule::Event, at.component(2), offset).weighing(Severity::NotCheckable);
                self.found.add(draft, || {
                    let event = shown::code(*b"MSH", &kind.event);
                    format!("v{} has no event {event} of this type: MSH-9.3 is taken at its word", rules.version)
                });
                named.map(Arc::clone)
            }
            None => {
                self.unknown_type(rules, kind, at, offset);
                None
            }
        }
    }

    fn unknown_type(&mut self, rules: &Rules, kind: &MessageType, at: At, offset: usize) {
        let known = rules.events.keys().any(|event| event.split('^').next() == Some(&kind.code));
        let (rule, component) = if known { (Rule::Event, 2) } else { (Rule::MessageType, 1) };
        let draft = Draft::error(rule, at.component(component), offset).weighing(Severity::NotCheckable);
        self.found.add(draft, || {
            let (code, event) = (shown::code(*b"MSH", &kind.code), shown::code(*b"MSH", &kind.event));
            let what = if known { format!("event {event} of {code}") } else { format!("message type {code}") };
            format!("no structure of v{} is known for {what}: the order of segments is not checked", rules.version)
        });
    }

    /// EVN-1 repeats the event of MSH-9.
    fn event_of_segment(&mut self, kind: &MessageType) {
        let Some(segment) = self.message.segment("EVN") else { return };
        let Some(range) = segment.field_range(1) else { return };
        let said = segment.field(1);
        if said.is_valued() && !kind.event.is_empty() && said.raw() != kind.event {
            let at = At::field(*b"EVN", segment.ordinal(), 1);
            self.found.add(Draft::error(Rule::EventMismatch, at, range.start), || {
                let (expected, found) = (shown::code(*b"MSH", &kind.event), shown::code(*b"EVN", said.raw()));
                format!("expected the event of MSH-9.2, {expected}, found {found}")
            });
        }
    }
}
