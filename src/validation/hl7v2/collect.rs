//! Findings while a message is read: bounded, with their places made when one is kept.

use std::sync::Arc;

use super::definitions::{Name, name_of};
use super::finding::{Finding, Place, Severity};
use super::rule::Rule;
use crate::interchange::hl7v2::Message;
use crate::validation::instance::Position;

/// Where the reading stands: numbers from 1, 0 for none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct At {
    /// The segment's name; empty characters where the message as a whole is meant.
    pub(super) name: Name,
    /// Which segment of the message.
    pub(super) ordinal: u32,
    pub(super) field: u16,
    pub(super) repetition: u16,
    pub(super) component: u16,
    pub(super) subcomponent: u16,
}

impl At {
    /// A field of a segment.
    pub(super) const fn field(name: Name, ordinal: u32, field: u16) -> Self {
        Self { name, ordinal, field, repetition: 0, component: 0, subcomponent: 0 }
    }

    /// One of its components.
    pub(super) const fn component(self, component: u16) -> Self {
        Self { component, ..self }
    }
}

/// What is found so far.
pub(super) struct Collector<'m> {
    message: Option<&'m Message<'m>>,
    pub(super) findings: Vec<Finding>,
    most: usize,
    /// How many were not kept, and the heaviest of them.
    left_out: usize,
    heaviest: Option<Severity>,
}

/// One finding in the making.
pub(super) struct Draft<'a> {
    pub(super) severity: Severity,
    pub(super) rule: Rule,
    pub(super) at: At,
    /// Bytes from the beginning of the text of the message.
    pub(super) offset: usize,
    pub(super) profile: Option<&'a Arc<str>>,
    pub(super) proposal: Option<String>,
}

impl Draft<'_> {
    /// An error by the standard.
    pub(super) const fn error(rule: Rule, at: At, offset: usize) -> Self {
        Self { severity: Severity::Error, rule, at, offset, profile: None, proposal: None }
    }

    /// The same with another weight.
    pub(super) fn weighing(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same with what could be done.
    pub(super) fn proposing(self, proposal: impl Into<String>) -> Self {
        Self { proposal: Some(proposal.into()), ..self }
    }
}

impl<'m> Collector<'m> {
    /// Keeps so many findings at the most.
    pub(super) const fn new(most: usize) -> Self {
        Self { message: None, findings: Vec::new(), most, left_out: 0, heaviest: None }
    }

    /// Counts the segments of a message from here on.
    pub(super) const fn of(&mut self, message: &'m Message<'m>) {
        self.message = Some(message);
    }

    /// How many there are, those that are not kept included.
    pub(super) const fn count(&self) -> usize {
        self.findings.len() + self.left_out
    }

    /// Keeps a finding, or counts it where there are too many.
    pub(super) fn add(&mut self, draft: Draft<'_>, message: impl FnOnce() -> String) {
        if self.findings.len() >= self.most {
            self.left_out += 1;
            self.heaviest = Some(self.heaviest.map_or(draft.severity, |heaviest| heaviest.min(draft.severity)));
            return;
        }
        let place = self.place(draft.at);
        self.findings.push(Finding {
            severity: draft.severity,
            rule: draft.rule,
            place,
            offset: draft.offset,
            position: Position { line: 1, column: 1 },
            message: message(),
            profile: draft.profile.map(ToString::to_string),
            proposal: draft.proposal,
        });
    }

    fn place(&self, at: At) -> Place {
        let some = |number: u16| (number > 0).then_some(number);
        let segment = if at.name[0] == 0 { String::new() } else { name_of(at.name) };
        let before = usize::try_from(at.ordinal).unwrap_or(usize::MAX);
        let occurrence = self
            .message
            .map_or(0, |message| message.segments().take(before).filter(|other| other.is(&segment)).count());
        Place {
            occurrence: u32::try_from(occurrence).unwrap_or(u32::MAX).max(u32::from(at.ordinal > 0)),
            segment,
            group: None,
            field: some(at.field),
            repetition: some(at.repetition),
            component: some(at.component),
            subcomponent: some(at.subcomponent),
        }
    }

    /// The findings, with one more where some were left out.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let (left_out, most) = (self.left_out, self.most);
        if let Some(heaviest) = self.heaviest {
            self.most += 1;
            let end = self.findings.iter().map(|finding| finding.offset).max().unwrap_or_default();
            self.add(Draft::error(Rule::Limit, At::default(), end).weighing(heaviest), || {
                format!("{left_out} more findings are not listed: at most {most} are")
            });
        }
        self.findings
    }
}
