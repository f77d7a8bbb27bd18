//! What profiles ask of values.

use super::{ComponentConstraint, FieldConstraint, NhsNumberRule};
use crate::record::NhsNumber;
use crate::validation::hl7v2::check::Check;
use crate::validation::hl7v2::collect::{At, Draft};
use crate::validation::hl7v2::definitions::Usage;
use crate::validation::hl7v2::rule::Rule;
use crate::validation::hl7v2::shown;

impl Check<'_> {
    /// Puts a field with a value to what profiles ask of it.
    pub(in crate::validation::hl7v2) fn constraint(
        &mut self,
        constraint: &FieldConstraint,
        raw: &str,
        offset: usize,
        at: At,
    ) {
        let (mut start, mut number, mut numbers) = (0, 0_u16, 0);
        for repetition in raw.split(char::from(self.delimiters.repetition)) {
            number = number.saturating_add(1);
            let here = At { repetition: number, ..at };
            if !repetition.is_empty() && repetition != "\"\"" {
                let value = self.component_of(repetition, 1);
                self.value_by_profile(
                    constraint,
                    &constraint.values,
                    constraint.pattern.as_ref(),
                    value,
                    offset + start,
                    here,
                );
                for (place, component) in &constraint.components {
                    self.component_by_profile(constraint, component, repetition, *place, offset + start, here);
                }
                if let Some(rule) = &constraint.nhs_number {
                    numbers += usize::from(self.nhs_number(constraint, rule, repetition, offset + start, here));
                }
            }
            start += repetition.len() + 1;
        }
        if numbers == 0 && constraint.nhs_number.as_ref().is_some_and(|rule| rule.required) {
            self.found.add(draft(constraint, Rule::NhsNumberAbsent, at, offset), || {
                "expected an NHS number among the identifiers, found none".to_owned()
            });
        }
    }

    fn component_of<'t>(&self, repetition: &'t str, number: u16) -> &'t str {
        let place = usize::from(number).saturating_sub(1);
        repetition.split(char::from(self.delimiters.component)).nth(place).unwrap_or_default()
    }

    fn value_by_profile(
        &mut self,
        constraint: &FieldConstraint,
        values: &[String],
        pattern: Option<&regex::Regex>,
        value: &str,
        offset: usize,
        at: At,
    ) {
        if value.is_empty() || value == "\"\"" {
            return;
        }
        if !values.is_empty() && !values.iter().any(|allowed| allowed == value) {
            let named = values.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
            let same = values.iter().find(|allowed| allowed.eq_ignore_ascii_case(value.trim()));
            let mut draft = draft(constraint, Rule::ProfileValue, at, offset);
            draft.proposal = same.map(|same| format!("write it as `{same}`"));
            self.found.add(draft, || format!("expected one of {named}, found {}", shown::code(at.name, value)));
        }
        if let Some(pattern) = pattern
            && !pattern.is_match(value)
        {
            self.found.add(draft(constraint, Rule::ProfilePattern, at, offset), || {
                let form = pattern.as_str().trim_start_matches("^(?:").trim_end_matches(")$");
                format!("expected the form {form}, found {}", shown::form(value))
            });
        }
    }

    fn component_by_profile(
        &mut self,
        constraint: &FieldConstraint,
        component: &ComponentConstraint,
        repetition: &str,
        number: u16,
        offset: usize,
        at: At,
    ) {
        let here = at.component(number);
        let value = self.component_of(repetition, number);
        let start = offset + start_of(repetition, value);
        let empty = value.is_empty() || value == "\"\"";
        match component.usage {
            Usage::Required if empty => {
                let end = offset + repetition.len();
                let draft = draft(constraint, Rule::ComponentMissing, here, end);
                self.found.add(draft, || "expected a value, found none".to_owned());
            }
            Usage::NotSupported if !empty => {
                let draft = draft(constraint, Rule::ComponentNotSupported, here, start);
                self.found.add(draft, || "expected no value, found one".to_owned());
            }
            _ => {}
        }
        let most = usize::try_from(component.length).unwrap_or(usize::MAX);
        if most > 0 && value.chars().count() > most {
            self.found.add(draft(constraint, Rule::Length, here, start), || {
                format!("expected at most {most} characters, found {}", value.chars().count())
            });
        }
        self.value_by_profile(constraint, &component.values, component.pattern.as_ref(), value, start, here);
    }

    /// Looks at an identifier; whether it is an NHS number by what stands beside it.
    fn nhs_number(
        &mut self,
        constraint: &FieldConstraint,
        rule: &NhsNumberRule,
        repetition: &str,
        offset: usize,
        at: At,
    ) -> bool {
        let number = self.component_of(repetition, 1);
        let authority = self.component_of(repetition, 4).split(char::from(self.delimiters.subcomponent)).next();
        let authority = authority.unwrap_or_default();
        let kind = self.component_of(repetition, 5);
        let by_authority = rule.authority.as_deref() == Some(authority);
        let by_kind = rule.kind.as_deref() == Some(kind);
        if !(by_authority || by_kind) || number.is_empty() || number == "\"\"" {
            return false;
        }
        let holds = |number: &str| {
            number.len() == 10
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && number.parse::<NhsNumber>().is_ok_and(NhsNumber::check_digit_holds)
        };
        if !holds(number) {
            let digits: String = number.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect();
            let mut draft = draft(constraint, Rule::NhsNumber, at.component(1), offset);
            draft.proposal = holds(&digits).then(|| "leave out the spaces and hyphens".to_owned());
            self.found.add(draft, || {
                format!("expected ten digits, the last the check digit of an NHS number, found {}", shown::form(number))
            });
        }
        let end = offset + repetition.len();
        if rule.ask_authority
            && !by_authority
            && let Some(wanted) = &rule.authority
        {
            let mut draft = draft(constraint, Rule::NhsNumberAuthority, at.component(4), end);
            draft.proposal = Some(format!("write `{wanted}` as the assigning authority"));
            self.found.add(draft, || {
                format!("expected the assigning authority {wanted} beside an NHS number, found another or none")
            });
        }
        if rule.ask_kind
            && !by_kind
            && let Some(wanted) = &rule.kind
        {
            let mut draft = draft(constraint, Rule::NhsNumberType, at.component(5), end);
            draft.proposal = Some(format!("write `{wanted}` as the identifier type"));
            self.found.add(draft, || {
                format!("expected the identifier type {wanted} beside an NHS number, found another or none")
            });
        }
        true
    }
}

fn draft(constraint: &FieldConstraint, rule: Rule, at: At, offset: usize) -> Draft<'_> {
    Draft { profile: Some(&constraint.profile), ..Draft::error(rule, at, offset).weighing(constraint.severity) }
}

/// Where a piece of a text begins in it.
fn start_of(whole: &str, piece: &str) -> usize {
    if piece.is_empty() { whole.len() } else { piece.as_ptr().addr().saturating_sub(whole.as_ptr().addr()) }
}
