//! The least and greatest value that an imprecise value may mean, and precision itself.

use rust_decimal::{Decimal, RoundingStrategy};

use super::item::{Item, Quantity};
use super::temporal::{Temporal, TemporalKind};

/// The boundary of an item at a precision; none where there is none.
pub(super) fn boundary(item: &Item, precision: Option<i64>, is_low: bool) -> Option<Item> {
    match item {
        Item::Integer(value) => decimal(Decimal::from(*value), precision, is_low).map(Item::Decimal),
        Item::Decimal(value) => decimal(*value, precision, is_low).map(Item::Decimal),
        Item::Quantity(quantity) => decimal(quantity.value, precision, is_low)
            .map(|value| Item::Quantity(Quantity { value, ..quantity.clone() })),
        Item::Temporal(moment) => temporal(moment, precision, is_low).map(Item::Temporal),
        _ => None,
    }
}

fn decimal(value: Decimal, precision: Option<i64>, is_low: bool) -> Option<Decimal> {
    let places = u32::try_from(precision.unwrap_or(8)).ok().filter(|places| *places <= 28)?;
    // What rounds to nothing at this precision is nothing.
    let unit = Decimal::new(1, places);
    if value.abs() < unit && !value.is_zero() && value.scale() > places {
        return Some(Decimal::new(0, places));
    }
    let half = Decimal::new(5, value.scale() + 1);
    let edge = if is_low { value.checked_sub(half)? } else { value.checked_add(half)? };
    let strategy = if is_low { RoundingStrategy::ToNegativeInfinity } else { RoundingStrategy::ToPositiveInfinity };
    let mut rounded = edge.round_dp_with_strategy(places, strategy);
    rounded.rescale(places);
    Some(rounded)
}

fn temporal(moment: &Temporal, precision: Option<i64>, is_low: bool) -> Option<Temporal> {
    let usual = match moment.kind {
        TemporalKind::Date => 8,
        TemporalKind::DateTime => 17,
        TemporalKind::Time => 9,
    };
    let base = if moment.kind == TemporalKind::Time { 8 } else { 0 };
    let known = match precision.unwrap_or(usual) + base {
        4 => 1,
        6 => 2,
        8 => 3,
        10 => 4,
        12 => 5,
        14 => 6,
        17 => 7,
        _ => return None,
    };
    let mut parts = moment.parts;
    // An hour stands for its first minute.
    let from = if moment.known == 4 { 5 } else { moment.known };
    if moment.known == 4 {
        parts[4] = 0;
    }
    for (place, part) in parts.iter_mut().enumerate().take(7).skip(from) {
        let (least, greatest) = match place {
            1 => (1, 12),
            2 => (1, 31),
            3 => (0, 23),
            4 | 5 => (0, 59),
            _ => (0, 999),
        };
        *part = if is_low { least } else { greatest };
    }
    if !is_low && from <= 2 {
        let narrow = |part: i32| i8::try_from(part).unwrap_or(1);
        let first = jiff::civil::Date::new(i16::try_from(parts[0]).ok()?, narrow(parts[1]), 1).ok()?;
        parts[2] = i32::from(first.days_in_month());
    }
    let has_time = known > 3 && moment.kind == TemporalKind::DateTime;
    let widest = if is_low { 14 * 60 } else { -12 * 60 };
    let offset = if has_time { Some(moment.offset.unwrap_or(widest)) } else { None };
    Some(Temporal { parts, known, offset, ..*moment })
}

/// How precise an item is, in digits.
pub(super) fn precision(item: &Item) -> Option<i64> {
    match item {
        Item::Decimal(value) => Some(i64::from(value.scale())),
        Item::Integer(_) => Some(0),
        Item::Temporal(moment) => i64::try_from(moment.precision()).ok(),
        _ => None,
    }
}
