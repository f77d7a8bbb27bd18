//! Conversions between types (FHIRPath 2.0.0, 5.5).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::item::{Item, Quantity};
use super::quantity::is_calendar_unit;
use super::temporal::{Temporal, TemporalKind};

/// An item as another type; none where it cannot be.
pub(super) fn to(item: &Item, kind: &str) -> Option<Item> {
    match kind {
        "Boolean" => boolean(item).map(Item::Boolean),
        "Integer" => match item {
            Item::Integer(_) => Some(item.clone()),
            Item::Boolean(value) => Some(Item::Integer(i64::from(*value))),
            Item::Text(text) => text.parse().ok().map(Item::Integer),
            _ => None,
        },
        "Decimal" => decimal(item).map(Item::Decimal),
        "String" => string(item).map(Item::Text),
        "Date" => match item {
            Item::Text(text) => Temporal::date(text.split('T').next().unwrap_or_default()).map(Item::Temporal),
            Item::Temporal(moment) if moment.kind != TemporalKind::Time => {
                let made = Temporal { kind: TemporalKind::Date, known: moment.known.min(3), offset: None, ..*moment };
                Some(Item::Temporal(made))
            }
            _ => None,
        },
        "DateTime" => match item {
            Item::Text(text) => Temporal::date_time(text).map(Item::Temporal),
            Item::Temporal(moment) if moment.kind != TemporalKind::Time => {
                Some(Item::Temporal(Temporal { kind: TemporalKind::DateTime, ..*moment }))
            }
            _ => None,
        },
        "Time" => match item {
            Item::Text(text) => Temporal::time(text).map(Item::Temporal),
            Item::Temporal(moment) if moment.kind == TemporalKind::Time => Some(item.clone()),
            _ => None,
        },
        "Quantity" => quantity(item).map(Item::Quantity),
        _ => None,
    }
}

fn boolean(item: &Item) -> Option<bool> {
    match item {
        Item::Boolean(value) => Some(*value),
        Item::Integer(0) => Some(false),
        Item::Integer(1) => Some(true),
        Item::Decimal(value) if *value == Decimal::ONE => Some(true),
        Item::Decimal(value) if value.is_zero() => Some(false),
        Item::Text(text) => match text.to_lowercase().as_str() {
            "true" | "t" | "yes" | "y" | "1" | "1.0" => Some(true),
            "false" | "f" | "no" | "n" | "0" | "0.0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn decimal(item: &Item) -> Option<Decimal> {
    match item {
        Item::Integer(value) => Some(Decimal::from(*value)),
        Item::Decimal(value) => Some(*value),
        Item::Boolean(value) => Some(Decimal::from(i64::from(*value))),
        Item::Text(text) => number(text),
        _ => None,
    }
}

/// A number written as FHIRPath allows it in a text.
fn number(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(whole) && all_digits(fraction)).then(|| text.parse().ok()).flatten()
}

/// The text of an item.
pub(super) fn string(item: &Item) -> Option<String> {
    Some(match item {
        Item::Text(text) => text.clone(),
        Item::Boolean(value) => value.to_string(),
        Item::Integer(value) => value.to_string(),
        Item::Decimal(value) => value.to_string(),
        Item::Temporal(moment) => moment.to_string(),
        Item::Quantity(quantity) if quantity.is_calendar => format!("{} {}", quantity.value, quantity.unit),
        Item::Quantity(quantity) => format!("{} '{}'", quantity.value, quantity.unit),
        Item::Node(_) | Item::Type(..) => return None,
    })
}

fn quantity(item: &Item) -> Option<Quantity> {
    let of_one = |value: Decimal| Quantity { value, unit: "1".to_owned(), is_calendar: false };
    match item {
        Item::Quantity(quantity) => Some(quantity.clone()),
        Item::Text(text) => {
            let Some((value, unit)) = text.trim().split_once(char::is_whitespace) else {
                return number(text).map(of_one);
            };
            let (value, unit) = (number(value)?, unit.trim());
            match unit.strip_prefix('\'').and_then(|unit| unit.strip_suffix('\'')) {
                Some(code) => Some(Quantity { value, unit: code.to_owned(), is_calendar: false }),
                None if is_calendar_unit(unit) => Some(Quantity { value, unit: unit.to_owned(), is_calendar: true }),
                None => None,
            }
        }
        other => decimal(other).map(of_one),
    }
}

/// A whole number as one that counts things.
pub(super) fn count(item: &Item) -> Option<i64> {
    match item {
        Item::Integer(value) => Some(*value),
        Item::Decimal(value) if value.fract().is_zero() => value.to_i64(),
        _ => None,
    }
}
