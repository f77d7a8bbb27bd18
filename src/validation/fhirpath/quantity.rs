//! Units: those of UCUM and the words of the calendar.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::item::Quantity;

/// The words of the calendar with their codes of UCUM; whether the two are the same length of time.
const CALENDAR: [(&str, &str, &str, bool); 8] = [
    ("year", "years", "a", false),
    ("month", "months", "mo", false),
    ("week", "weeks", "wk", true),
    ("day", "days", "d", true),
    ("hour", "hours", "h", true),
    ("minute", "minutes", "min", true),
    ("second", "seconds", "s", true),
    ("millisecond", "milliseconds", "ms", true),
];

/// Whether a name is a unit of the calendar.
pub(super) fn is_calendar_unit(name: &str) -> bool {
    CALENDAR.iter().any(|(one, many, ..)| name == *one || name == *many)
}

/// The singular of a unit of time, for adding to a date; weeks and shorter also by their codes.
pub(super) fn time_unit(quantity: &Quantity) -> Option<&'static str> {
    let unit = quantity.unit.as_str();
    CALENDAR.iter().find_map(|(one, many, code, exact)| {
        let by_word = unit == *one || unit == *many;
        (by_word || (*exact && !quantity.is_calendar && unit == *code)).then_some(*one)
    })
}

/// The unit as UCUM has it; none where the calendar's word is not the same length.
fn ucum(quantity: &Quantity) -> Option<&str> {
    if !quantity.is_calendar && !is_calendar_unit(&quantity.unit) {
        return Some(&quantity.unit);
    }
    CALENDAR
        .iter()
        .find(|(one, many, ..)| quantity.unit == *one || quantity.unit == *many)
        .and_then(|(_, _, code, exact)| exact.then_some(*code))
}

/// Which is less; none where they cannot be compared.
pub(super) fn compare(left: &Quantity, right: &Quantity) -> Option<Ordering> {
    if same_unit(left, right) {
        return Some(left.value.cmp(&right.value));
    }
    let right = converted(right, ucum(left)?)?;
    let difference = (left.value - right).abs();
    let scale = left.value.abs().max(right.abs());
    if difference <= scale * Decimal::new(1, 9) {
        return Some(Ordering::Equal);
    }
    Some(left.value.cmp(&right))
}

/// The value of one quantity in the unit of another; none where the units are of different kinds.
pub(super) fn in_unit_of(quantity: &Quantity, other: &Quantity) -> Option<Decimal> {
    if same_unit(quantity, other) {
        return Some(quantity.value);
    }
    converted(quantity, ucum(other)?)
}

fn same_unit(left: &Quantity, right: &Quantity) -> bool {
    let word = |quantity: &Quantity| quantity.unit.trim_end_matches('s').to_owned();
    left.unit == right.unit
        || (is_calendar_unit(&left.unit) && is_calendar_unit(&right.unit) && word(left) == word(right))
}

fn converted(quantity: &Quantity, to: &str) -> Option<Decimal> {
    let value = octofhir_ucum::convert(quantity.value.to_f64()?, ucum(quantity)?, to).ok()?;
    Decimal::from_f64(value).map(|value| value.round_sf(12).unwrap_or(value).normalize())
}

/// Whether two units are of one kind.
pub(super) fn is_comparable(left: &Quantity, right: &Quantity) -> bool {
    match (ucum(left), ucum(right)) {
        (Some(left), Some(right)) => left == right || octofhir_ucum::is_comparable(left, right).unwrap_or(false),
        _ => false,
    }
}

/// The unit of a product.
pub(super) fn product(left: &str, right: &str) -> String {
    match (left, right) {
        ("1" | "", other) | (other, "1" | "") => other.to_owned(),
        (left, right) => format!("{left}.{right}"),
    }
}

/// The unit of a quotient.
pub(super) fn quotient(left: &str, right: &str) -> String {
    match (left, right) {
        (left, right) if left == right => "1".to_owned(),
        (left, "1" | "") => left.to_owned(),
        (left, right) => format!("{left}/{right}"),
    }
}
