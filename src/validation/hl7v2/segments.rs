//! Segments and fields: what must be there, how often, and what must not.

use super::check::{COMPONENT, CONTENT, CONTROL, Check, REPETITION};
use super::collect::{At, Draft};
use super::definitions::{Field, Name, SegmentRules, TypeReference, Usage, is_known, name_of};
use super::finding::Severity;
use super::rule::Rule;
use super::value::Level;
use crate::interchange::hl7v2::Segment;

impl Check<'_> {
    /// Checks every segment.
    pub(super) fn segments(&mut self) {
        let message = self.message;
        let mut local: Vec<Name> = Vec::new();
        for segment in message.segments() {
            let name = segment.name_bytes();
            match self.rules.segments.get(&name) {
                Some(rules) => self.segment(&segment, rules),
                None => self.unknown_segment(&segment, name, &mut local),
            }
        }
    }

    fn unknown_segment(&mut self, segment: &Segment<'_>, name: Name, local: &mut Vec<Name>) {
        let at = At::field(name, segment.ordinal(), 0);
        if name[0] == b'Z' {
            // One finding a name; of very many names the rest is not worth the looking.
            if local.len() < 100 && !local.contains(&name) {
                local.push(name);
                let draft = Draft::error(Rule::SegmentLocal, at, segment.start()).weighing(Severity::NotCheckable);
                self.found.add(draft, || {
                    format!("{} is a segment of the site's own, and no profile knows it", name_of(name))
                });
            }
            return;
        }
        let elsewhere = is_known(name);
        let version = self.rules.version;
        self.found.add(Draft::error(Rule::SegmentUnknown, at, segment.start()), || {
            let other = if elsewhere { ", another version has" } else { "" };
            format!("expected a segment of v{version}; it has no {}{other}", name_of(name))
        });
    }

    fn segment(&mut self, segment: &Segment<'_>, rules: &SegmentRules) {
        let (name, ordinal, text) = (segment.name_bytes(), segment.ordinal(), self.message.text());
        let is_header = matches!(&name, b"MSH" | b"BHS" | b"FHS");
        if &name == b"OBX" {
            self.value_type_of(segment, rules);
        }
        let count = segment.field_count();
        let mut not_written = false;
        for number in if is_header { 3 } else { 1 }..=count {
            let Some(range) = segment.field_range(number) else { break };
            if range.is_empty() {
                continue;
            }
            let raw = &text[range.clone()];
            let at = At::field(name, ordinal, u16::try_from(number).unwrap_or(u16::MAX));
            match rules.fields.get(number - 1) {
                Some(field) => {
                    not_written |= rules.local.is_some() && field.constraint.is_none() && self.has_content(raw);
                    self.field(field, raw, range.start, at);
                }
                None if rules.local.is_some() => not_written |= self.has_content(raw),
                None if self.has_content(raw) => {
                    let most = rules.fields.len();
                    self.found.add(Draft::error(Rule::FieldExtra, at, range.start), || {
                        format!("expected at most {most} fields in {}, found a value in field {number}", name_of(name))
                    });
                    break;
                }
                None => {}
            }
        }
        if not_written && let Some(profile) = &rules.local {
            let at = At::field(name, ordinal, 0);
            let draft = Draft::error(Rule::SegmentLocal, at, segment.start()).weighing(Severity::NotCheckable);
            self.found.add(Draft { profile: Some(profile), ..draft }, || {
                format!("some fields of {} have values that no profile writes down", name_of(name))
            });
        }
        for number in &rules.required {
            let range = segment.field_range(usize::from(*number));
            let absent = range.as_ref().is_none_or(|range| !self.has_content(&text[range.clone()]));
            if absent && let Some(field) = rules.fields.get(usize::from(*number) - 1) {
                let offset = range.map_or_else(|| segment.start() + segment.raw().len(), |range| range.start);
                self.missing_field(field, At::field(name, ordinal, *number), offset);
            }
        }
    }

    fn missing_field(&mut self, field: &Field, at: At, offset: usize) {
        let constraint = field.constraint.as_deref();
        let profile = constraint.filter(|constraint| constraint.required).map(|constraint| &constraint.profile);
        let severity = profile.and(constraint).map_or(Severity::Error, |constraint| constraint.severity);
        let kind = self.rules.type_name(field.kind);
        let draft = Draft { profile, ..Draft::error(Rule::FieldMissing, at, offset).weighing(severity) };
        self.found.add(draft, || format!("expected a value of type {kind} ({}), found none", field.label));
    }

    /// One field with all its repetitions.
    fn field(&mut self, field: &Field, raw: &str, offset: usize, at: At) {
        if raw == "\"\"" {
            return;
        }
        let flags = self.scan(raw);
        if flags & CONTENT == 0 {
            return;
        }
        if flags & CONTROL != 0 {
            let here = raw.bytes().position(|byte| self.special[usize::from(byte)] & CONTROL != 0).unwrap_or_default();
            let found = raw.as_bytes()[here];
            self.found.add(Draft::error(Rule::ControlCharacter, at, offset + here), || {
                format!("expected text, found the control character {found:02X}")
            });
        }
        if field.usage == Usage::NotSupported {
            self.unsupported(field, offset, at);
            return;
        }
        if flags & REPETITION == 0 {
            self.repetition(field, raw, offset, At { repetition: 1, ..at }, flags);
        } else {
            self.repetitions(field, raw, offset, at, flags);
        }
        if let Some(constraint) = field.constraint.as_deref() {
            self.constraint(constraint, raw, offset, at);
        }
    }

    fn unsupported(&mut self, field: &Field, offset: usize, at: At) {
        let constraint = field.constraint.as_deref();
        let severity = constraint.map_or(Severity::Error, |constraint| constraint.severity);
        let profile = constraint.map(|constraint| &constraint.profile);
        let draft = Draft { profile, ..Draft::error(Rule::FieldNotSupported, at, offset).weighing(severity) };
        self.found.add(draft, || format!("expected no value ({}), found one", field.label));
    }

    fn repetitions(&mut self, field: &Field, raw: &str, offset: usize, at: At, flags: u8) {
        let mut start = 0;
        let mut number: u16 = 0;
        for piece in raw.split(char::from(self.delimiters.repetition)) {
            number = number.saturating_add(1);
            if field.most > 0 && number == field.most + 1 && self.has_content(&raw[start..]) {
                let here = At { repetition: number, ..at };
                self.found.add(Draft::error(Rule::FieldRepeated, here, offset + start), || {
                    let times = if field.most == 1 { "once".to_owned() } else { format!("{} times", field.most) };
                    format!("expected it at most {times} ({}), found more", field.label)
                });
            }
            if !piece.is_empty() {
                self.repetition(field, piece, offset + start, At { repetition: number, ..at }, flags);
            }
            start += piece.len() + 1;
        }
    }

    fn repetition(&mut self, field: &Field, raw: &str, offset: usize, at: At, flags: u8) {
        if raw == "\"\"" {
            return;
        }
        let kind = match field.kind {
            TypeReference::Primitive(super::definitions::Primitive::Any) => match self.value_type {
                Some(kind) if &at.name == b"OBX" => kind,
                _ => {
                    self.length(field.length, raw, offset, at, &field.label);
                    return;
                }
            },
            kind => kind,
        };
        let field_flags = if kind == field.kind { flags } else { flags | COMPONENT };
        let before = self.found.count();
        self.value(kind, field.table, raw, offset, at, Level::Field, field_flags);
        // What has the wrong form is told of once, and not for its length as well.
        if self.found.count() == before {
            self.length(field.length, raw, offset, at, &field.label);
        }
    }

    /// The type of OBX-5, by OBX-2.
    fn value_type_of(&mut self, segment: &Segment<'_>, rules: &SegmentRules) {
        self.value_type = None;
        let (kind, value) = (segment.field(2), segment.field(5));
        if !self.has_content(value.raw()) || value.is_null() {
            return;
        }
        let at = At::field(*b"OBX", segment.ordinal(), 2);
        let offset = segment.field_range(2).map_or(segment.start(), |range| range.start);
        if kind.is_empty() {
            // Where the version asks for OBX-2 always, its absence is told of as such.
            if rules.required.contains(&2) {
                return;
            }
            self.found.add(Draft::error(Rule::ValueType, at, offset), || {
                "expected the type of the value in OBX-5, found none".to_owned()
            });
            return;
        }
        self.value_type = self.rules.type_named(kind.raw());
        if self.value_type.is_none() {
            let offset = segment.field_range(5).map_or(offset, |range| range.start);
            let draft = Draft::error(Rule::ValueType, At { field: 5, ..at }, offset).weighing(Severity::NotCheckable);
            self.found.add(draft, || "OBX-2 names no data type of this version, so OBX-5 is not checked".to_owned());
        }
    }
}
