//! Filters of the members of reference sets.

use super::expression::subexpression;
use super::filter::{active, effective_time, module};
use super::value::{boolean, comparison, number, time_value, typed_search_term};
use super::{Parsed, Scanner};
use crate::ecl::{Comparison, Equality, FieldValue, MemberFilter};

pub(super) fn member_filter(scanner: &mut Scanner<'_>) -> Parsed<MemberFilter> {
    if scanner.keyword("moduleId") {
        return module(scanner).map(|(equality, modules)| MemberFilter::Module(equality, modules));
    }
    if scanner.keyword("effectiveTime") {
        return effective_time(scanner).map(|(comparison, times)| MemberFilter::EffectiveTime(comparison, times));
    }
    if scanner.keyword("active") {
        return active(scanner).map(|(equality, value)| MemberFilter::Active(equality, value));
    }
    let field = scanner.run(|c| c.is_ascii_alphabetic());
    if field.is_empty() {
        return Err(scanner.expected("moduleId, effectiveTime, active or the name of a field"));
    }
    scanner.space()?;
    let here = scanner.place();
    let comparison = comparison(scanner)?;
    scanner.space()?;
    Ok(MemberFilter::Field(field.to_owned(), value(scanner, comparison, here)?))
}

fn value(scanner: &mut Scanner<'_>, comparison: Comparison, here: usize) -> Parsed<FieldValue> {
    if scanner.sees("#") {
        return Ok(FieldValue::Number(comparison, number(scanner)?));
    }
    let equality = match comparison {
        Comparison::Equal => Some(Equality::Equal),
        Comparison::NotEqual => Some(Equality::NotEqual),
        _ => None,
    };
    let start = scanner.place();
    if scanner.sees("\"") || scanner.sees("(") {
        // A set with the empty date, or an order, tells dates from texts.
        let times = scanner.one_or_set(time_value);
        let dates = times.as_ref().is_ok_and(|times| equality.is_none() || times.contains(&None));
        match times {
            Ok(times) if dates => return Ok(FieldValue::Time(comparison, times)),
            Err(error) if equality.is_none() => return Err(error),
            _ => scanner.back(start),
        }
    }
    let Some(equality) = equality else {
        let hint = "a number has `#` before it, a date stands between quotation marks";
        return Err(scanner.expected_at(here, "`=` or `!=`, or a number or a date after this").hint(hint));
    };
    if sees_search_terms(scanner)? {
        return Ok(FieldValue::Text(equality, scanner.one_or_set(typed_search_term)?));
    }
    if let Some(value) = boolean(scanner) {
        return Ok(FieldValue::Boolean(equality, value));
    }
    Ok(FieldValue::Concepts(equality, Box::new(subexpression(scanner)?)))
}

/// Whether a text that is searched for stands here, or a set of them.
fn sees_search_terms(scanner: &mut Scanner<'_>) -> Parsed<bool> {
    let start = scanner.place();
    if scanner.eat("(") {
        scanner.space()?;
    }
    let sees = scanner.sees("\"") || scanner.keyword("match") || scanner.keyword("wild");
    scanner.back(start);
    Ok(sees)
}
