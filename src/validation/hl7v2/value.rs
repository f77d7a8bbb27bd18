//! Values by their data types, down to subcomponents.

use super::check::{COMPONENT, Check, ESCAPE, SUBCOMPONENT};
use super::collect::{At, Draft};
use super::definitions::{Component, Primitive, Table, TypeReference, Usage};
use super::finding::Severity;
use super::rule::Rule;
use super::{format, shown};

/// How deep a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A repetition of a field.
    Field,
    /// A component.
    Component,
    /// A subcomponent.
    Subcomponent,
}

impl Check<'_> {
    /// Puts a value to its type. `flags` say which separators may stand in it.
    #[expect(clippy::too_many_arguments, reason = "a value, its place and what is asked of it; called for every one")]
    pub(super) fn value(
        &mut self,
        kind: TypeReference,
        table: u16,
        raw: &str,
        offset: usize,
        at: At,
        level: Level,
        flags: u8,
    ) {
        match kind {
            TypeReference::Primitive(primitive) => self.primitive(primitive, table, raw, offset, at, level, flags),
            TypeReference::Composite(place) => {
                let rules = self.rules;
                let components = rules.composite(place);
                match level {
                    Level::Subcomponent => {
                        if let Some(first) = components.first() {
                            self.value(first.kind, first.table, raw, offset, at, level, flags);
                        }
                    }
                    Level::Field if flags & (COMPONENT | SUBCOMPONENT) == 0 => {
                        self.simple(components, raw, offset, at, flags);
                    }
                    _ => self.pieces(components, raw, offset, at, level, flags),
                }
                if table != 0 && level == Level::Field {
                    self.coded(table, raw, offset, at);
                }
            }
        }
    }

    /// A composite of which the first component alone is there.
    fn simple(&mut self, components: &[Component], raw: &str, offset: usize, at: At, flags: u8) {
        for (number, component) in (1..).zip(components) {
            let here = at.component(number);
            if number == 1 {
                self.part(component, raw, offset, here, Level::Component, flags);
            } else if component.usage == Usage::Required {
                self.missing_part(component, offset + raw.len(), here);
            }
        }
    }

    /// The components of a field, or the subcomponents of a component.
    fn pieces(&mut self, components: &[Component], raw: &str, offset: usize, at: At, level: Level, flags: u8) {
        let separator = if level == Level::Field { self.delimiters.component } else { self.delimiters.subcomponent };
        let inner = if level == Level::Field { Level::Component } else { Level::Subcomponent };
        let here = |number: u16| match level {
            Level::Field => at.component(number),
            _ => At { subcomponent: number, ..at },
        };
        let (bytes, mut start, mut number) = (raw.as_bytes(), 0, 0_u16);
        loop {
            let rest = &bytes[start..];
            let length = rest.iter().position(|byte| *byte == separator).unwrap_or(rest.len());
            let piece = &raw[start..start + length];
            let Some(component) = components.get(usize::from(number)) else {
                self.extra(raw, start, offset, here(number.saturating_add(1)), level);
                return;
            };
            number += 1;
            if piece.is_empty() {
                if component.usage == Usage::Required && self.has_content(raw) {
                    self.missing_part(component, offset + start, here(number));
                }
            } else if piece != "\"\"" {
                self.part(component, piece, offset + start, here(number), inner, flags);
            }
            start += length + 1;
            if start > bytes.len() {
                break;
            }
        }
        for component in components.iter().skip(usize::from(number)) {
            number += 1;
            if component.usage == Usage::Required && level == Level::Field {
                self.missing_part(component, offset + raw.len(), here(number));
            }
        }
    }

    fn part(&mut self, component: &Component, piece: &str, offset: usize, at: At, level: Level, flags: u8) {
        let before = self.found.count();
        self.value(component.kind, component.table, piece, offset, at, level, flags);
        if self.found.count() == before {
            self.length(component.length, piece, offset, at, &component.label);
        }
    }

    fn missing_part(&mut self, component: &Component, offset: usize, at: At) {
        self.found.add(Draft::error(Rule::ComponentMissing, at, offset), || {
            format!("expected a value ({}), found none", component.label)
        });
    }

    fn extra(&mut self, raw: &str, start: usize, offset: usize, at: At, level: Level) {
        if !self.has_content(&raw[start..]) {
            return;
        }
        let most = if level == Level::Field { at.component } else { at.subcomponent }.saturating_sub(1);
        let (rule, what) = match level {
            Level::Field => (Rule::ComponentExtra, "component"),
            _ => (Rule::SubcomponentExtra, "subcomponent"),
        };
        let draft = Draft::error(rule, at, offset + start);
        let draft = if most == 1 && level != Level::Field {
            let (escape, separator) = (char::from(self.delimiters.escape), char::from(self.delimiters.subcomponent));
            draft.proposing(format!("write {escape}T{escape} where the character {separator} itself is meant"))
        } else {
            draft
        };
        let plural = if most == 1 { "" } else { "s" };
        self.found.add(draft, || format!("expected at most {most} {what}{plural}, found more"));
    }

    /// A value without parts.
    #[expect(clippy::too_many_arguments, reason = "a value, its place and what is asked of it; called for every one")]
    fn primitive(
        &mut self,
        primitive: Primitive,
        table: u16,
        raw: &str,
        offset: usize,
        at: At,
        level: Level,
        flags: u8,
    ) {
        let mut value = raw;
        if level == Level::Field && flags & COMPONENT != 0 {
            value = self.first_of(value, self.delimiters.component, offset, at, Level::Field);
        }
        if level != Level::Subcomponent && flags & SUBCOMPONENT != 0 {
            value = self.first_of(value, self.delimiters.subcomponent, offset, at, Level::Component);
        }
        if value.is_empty() || value == "\"\"" {
            return;
        }
        if flags & ESCAPE != 0 {
            self.escapes(value, offset, at, primitive == Primitive::Formatted);
        }
        match primitive {
            Primitive::Text | Primitive::Formatted | Primitive::Any => {}
            Primitive::Coded | Primitive::SiteCoded => self.table(primitive, table, value, offset, at),
            Primitive::Number => self.format(format::is_number, Rule::Number, "a number", value, offset, at),
            Primitive::Sequence => {
                self.format(format::is_sequence, Rule::Sequence, "a whole number", value, offset, at);
            }
            Primitive::Date => self.format(format::is_date, Rule::Date, "a date, YYYY[MM[DD]]", value, offset, at),
            Primitive::Time => {
                self.format(format::is_time, Rule::Time, "a time, HH[MM[SS[.SSSS]]][+/-ZZZZ]", value, offset, at);
            }
            Primitive::DateTime => {
                let expected = "a time that there is, YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ]";
                self.format(format::is_date_time, Rule::DateTime, expected, value, offset, at);
            }
        }
    }

    /// What stands before a separator that a type without parts has no use for.
    fn first_of<'t>(&mut self, raw: &'t str, separator: u8, offset: usize, at: At, level: Level) -> &'t str {
        let Some(end) = raw.bytes().position(|byte| byte == separator) else { return raw };
        let here = match level {
            Level::Field => at.component(2),
            _ => At { subcomponent: 2, component: at.component.max(1), ..at },
        };
        self.extra(raw, end + 1, offset, here, level);
        &raw[..end]
    }

    fn format(&mut self, is: fn(&str) -> bool, rule: Rule, expected: &str, value: &str, offset: usize, at: At) {
        if is(value) {
            return;
        }
        let draft = Draft::error(rule, at, offset);
        let digits: String = value.chars().filter(char::is_ascii_digit).collect();
        let punctuated = value.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '/' | ':' | ' ' | 'T'));
        let draft = match rule {
            _ if value.trim() != value && is(value.trim()) => draft.proposing("leave out the spaces around it"),
            Rule::Date | Rule::DateTime if punctuated && value.get(4..5) == Some("-") && is(&digits) => {
                draft.proposing("leave out the signs between the digits")
            }
            Rule::Number if value.starts_with(['<', '>']) => {
                draft.proposing("send it as type SN, with the comparison in its first component")
            }
            _ => draft,
        };
        self.found.add(draft, || format!("expected {expected}, found {}", shown::form(value)));
    }

    /// A code against its table.
    fn table(&mut self, primitive: Primitive, table: u16, value: &str, offset: usize, at: At) {
        match self.rules.tables.get(&table) {
            Some(Table::Codes(codes)) if codes.binary_search_by(|code| (**code).cmp(value)).is_err() => {
                self.not_in_table(codes, table, value, offset, at);
            }
            None if primitive == Primitive::Coded && table != 0 && !self.unknown_tables.contains(&table) => {
                self.unknown_tables.push(table);
                let draft = Draft::error(Rule::TableUnknown, at, offset).weighing(Severity::NotCheckable);
                self.found.add(draft, || format!("the codes of HL7 table {table:04} are not known here"));
            }
            _ => {}
        }
    }

    fn not_in_table(&mut self, codes: &[Box<str>], table: u16, value: &str, offset: usize, at: At) {
        let rule = if table == 103 { Rule::Processing } else { Rule::TableValue };
        let draft = Draft::error(rule, at, offset);
        let draft = match codes.iter().find(|code| code.eq_ignore_ascii_case(value.trim())) {
            Some(code) => draft.proposing(format!("write it as `{code}`")),
            None => draft,
        };
        self.found.add(draft, || {
            let some = codes.iter().take(12).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
            let more = if codes.len() > 12 { ", …" } else { "" };
            format!("expected a code of table {table:04} ({some}{more}), found {}", shown::code(at.name, value))
        });
    }

    /// A coded element whose coding system is the HL7 table of its field.
    fn coded(&mut self, table: u16, raw: &str, offset: usize, at: At) {
        let Some(Table::Codes(codes)) = self.rules.tables.get(&table) else { return };
        let mut parts = raw.split(char::from(self.delimiters.component));
        let (code, system) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        let number =
            system.strip_prefix("HL7").filter(|number| number.len() == 4).and_then(|it| it.parse::<u16>().ok());
        if number == Some(table) && !code.is_empty() && codes.binary_search_by(|known| (**known).cmp(code)).is_err() {
            self.not_in_table(codes, table, code, offset, at.component(1));
        }
    }

    /// Whether a value is short enough; an escape sequence counts as the character that it stands for.
    pub(super) fn length(&mut self, most: u32, raw: &str, offset: usize, at: At, label: &str) {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if most == 0 || raw.len() <= most || raw == "\"\"" {
            return;
        }
        let mut count = raw.chars().count();
        if count > most && raw.as_bytes().contains(&self.delimiters.escape) {
            count = self.decoded_length(raw);
        }
        if count > most {
            self.found.add(Draft::error(Rule::Length, at, offset), || {
                format!("expected at most {most} characters ({label}), found {count}")
            });
        }
    }

    fn decoded_length(&self, raw: &str) -> usize {
        let escape = char::from(self.delimiters.escape);
        let (mut count, mut pieces) = (0, raw.split(escape));
        count += pieces.next().map_or(0, |piece| piece.chars().count());
        while let Some(inside) = pieces.next() {
            match pieces.next() {
                Some(after) => count += 1 + after.chars().count(),
                None => count += 1 + inside.chars().count(),
            }
        }
        count
    }
}
