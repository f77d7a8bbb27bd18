//! The operators (FHIRPath 2.0.0, 6).

use std::cmp::Ordering;

use jiff::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::error::ExpressionError;
use super::evaluate::{Engine, Frame};
use super::item::{Item, Quantity};
use super::syntax::{Operator, Term};
use super::temporal::{Temporal, TemporalKind};
use super::{collection, equal, quantity};

type Answer = Result<Vec<Item>, ExpressionError>;

/// One operator on two parts.
pub(super) fn binary(
    engine: &mut Engine<'_, '_>,
    operator: Operator,
    left: &Term,
    right: &Term,
    frame: &Frame<'_>,
) -> Answer {
    let left = engine.term(left, frame)?;
    if let Some(early) = short(engine, operator, &left)? {
        return Ok(early);
    }
    let right = engine.term(right, frame)?;
    match operator {
        Operator::And | Operator::Or | Operator::Xor | Operator::Implies => {
            let (left, right) = (truth(engine, &left)?, truth(engine, &right)?);
            Ok(logic(operator, left, right).map(Item::Boolean).into_iter().collect())
        }
        Operator::Equal => Ok(boolean(equal::collections(engine, &left, &right)?)),
        Operator::NotEqual => Ok(boolean(equal::collections(engine, &left, &right)?.map(|equal| !equal))),
        Operator::Equivalent => Ok(boolean(Some(equal::equivalent(engine, &left, &right)?))),
        Operator::NotEquivalent => Ok(boolean(Some(!equal::equivalent(engine, &left, &right)?))),
        Operator::Union => collection::union(engine, &left, &right),
        Operator::In => membership(engine, &left, &right),
        Operator::Contains => membership(engine, &right, &left),
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            comparison(engine, operator, &left, &right)
        }
        Operator::Concatenate => concatenation(engine, &left, &right),
        Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::IntegerDivide
        | Operator::Modulo => {
            let (Some(left), Some(right)) = (one(engine, &left)?, one(engine, &right)?) else { return Ok(Vec::new()) };
            arithmetic(operator, &left, &right)
        }
    }
}

fn boolean(value: Option<bool>) -> Vec<Item> {
    value.map(Item::Boolean).into_iter().collect()
}

/// What the left part alone decides.
fn short(engine: &Engine<'_, '_>, operator: Operator, left: &[Item]) -> Result<Option<Vec<Item>>, ExpressionError> {
    if !matches!(operator, Operator::And | Operator::Or | Operator::Implies) {
        return Ok(None);
    }
    Ok(match (operator, truth(engine, left)?) {
        (Operator::And, Some(false)) => Some(vec![Item::Boolean(false)]),
        (Operator::Or, Some(true)) | (Operator::Implies, Some(false)) => Some(vec![Item::Boolean(true)]),
        _ => None,
    })
}

fn logic(operator: Operator, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match operator {
        Operator::And => match (left, right) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        },
        Operator::Or => match (left, right) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        },
        Operator::Xor => Some(left? != right?),
        _ => match (left, right) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), right) => right,
            (None, _) => None,
        },
    }
}

/// A collection as a truth value: one item that is none counts as true (FHIRPath 2.0.0, 4.5).
pub(super) fn truth(engine: &Engine<'_, '_>, items: &[Item]) -> Result<Option<bool>, ExpressionError> {
    match items {
        [] => Ok(None),
        [item] => Ok(Some(match engine.plain(item) {
            Item::Boolean(value) => value,
            _ => true,
        })),
        _ => Err(ExpressionError::execution("one truth value was expected, and there are several items")),
    }
}

/// One item with its value, or none.
pub(super) fn one(engine: &Engine<'_, '_>, items: &[Item]) -> Result<Option<Item>, ExpressionError> {
    match items {
        [] => Ok(None),
        [item] => Ok(Some(engine.plain(item))),
        _ => Err(ExpressionError::execution("one item was expected, and there are several")),
    }
}

fn membership(engine: &mut Engine<'_, '_>, needle: &[Item], hay: &[Item]) -> Answer {
    match needle {
        [] => Ok(Vec::new()),
        [item] => Ok(vec![Item::Boolean(collection::holds(engine, hay, item)?)]),
        _ => Err(ExpressionError::execution("one item was expected, and there are several")),
    }
}

fn comparison(engine: &Engine<'_, '_>, operator: Operator, left: &[Item], right: &[Item]) -> Answer {
    let (Some(left), Some(right)) = (one(engine, left)?, one(engine, right)?) else { return Ok(Vec::new()) };
    let Some(order) = order(&left, &right)? else { return Ok(Vec::new()) };
    Ok(vec![Item::Boolean(match operator {
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })])
}

/// Which of two items comes first; none where their precision does not say.
pub(super) fn order(left: &Item, right: &Item) -> Result<Option<Ordering>, ExpressionError> {
    let numbers = || Some((equal::decimal(left)?, equal::decimal(right)?));
    if let Some((left, right)) = numbers() {
        return Ok(Some(left.cmp(&right)));
    }
    match (left, right) {
        (Item::Text(left), Item::Text(right)) => Ok(Some(left.cmp(right))),
        (Item::Temporal(left), Item::Temporal(right))
            if (left.kind == TemporalKind::Time) == (right.kind == TemporalKind::Time) =>
        {
            Ok(left.compare(right))
        }
        (Item::Quantity(left), Item::Quantity(right)) => Ok(quantity::compare(left, right)),
        _ => Err(ExpressionError::execution("these two cannot be compared")),
    }
}

fn concatenation(engine: &Engine<'_, '_>, left: &[Item], right: &[Item]) -> Answer {
    let mut text = String::new();
    for part in [one(engine, left)?, one(engine, right)?].into_iter().flatten() {
        match part {
            Item::Text(part) => text.push_str(&part),
            _ => return Err(ExpressionError::execution("`&` joins texts")),
        }
    }
    Ok(vec![Item::Text(text)])
}

pub(super) fn negative(engine: &Engine<'_, '_>, items: &[Item]) -> Answer {
    let Some(item) = one(engine, items)? else { return Ok(Vec::new()) };
    Ok(vec![match item {
        Item::Integer(value) => Item::Integer(-value),
        Item::Decimal(value) => Item::Decimal(-value),
        Item::Quantity(quantity) => Item::Quantity(Quantity { value: -quantity.value, ..quantity }),
        _ => return Err(ExpressionError::execution("a number was expected after `-`")),
    }])
}

pub(super) fn positive(engine: &Engine<'_, '_>, items: Vec<Item>) -> Answer {
    match one(engine, &items)? {
        None | Some(Item::Integer(_) | Item::Decimal(_) | Item::Quantity(_)) => Ok(items),
        Some(_) => Err(ExpressionError::execution("a number was expected after `+`")),
    }
}

fn arithmetic(operator: Operator, left: &Item, right: &Item) -> Answer {
    let none = || Ok(Vec::new());
    match (left, right) {
        (Item::Text(left), Item::Text(right)) if operator == Operator::Add => {
            Ok(vec![Item::Text(format!("{left}{right}"))])
        }
        (Item::Temporal(moment), Item::Quantity(amount)) if matches!(operator, Operator::Add | Operator::Subtract) => {
            let sign = if operator == Operator::Add { 1 } else { -1 };
            moved(moment, amount, sign).map(|moved| moved.map(Item::Temporal).into_iter().collect())
        }
        (Item::Quantity(left), Item::Quantity(right)) => Ok(quantities(operator, left, right)),
        (Item::Quantity(left), number) if equal::decimal(number).is_some() => {
            let one =
                Quantity { value: equal::decimal(number).unwrap_or_default(), unit: "1".into(), is_calendar: false };
            Ok(quantities(operator, left, &one))
        }
        (Item::Integer(left), Item::Integer(right)) if operator != Operator::Divide => {
            let value = match operator {
                Operator::Add => left.checked_add(*right),
                Operator::Subtract => left.checked_sub(*right),
                Operator::Multiply => left.checked_mul(*right),
                Operator::IntegerDivide => left.checked_div(*right),
                _ => left.checked_rem(*right),
            };
            value.map_or_else(none, |value| Ok(vec![Item::Integer(value)]))
        }
        (left, right) => {
            let (Some(left), Some(right)) = (equal::decimal(left), equal::decimal(right)) else {
                return Err(ExpressionError::execution("these two cannot be calculated with each other"));
            };
            Ok(decimals(operator, left, right).into_iter().collect())
        }
    }
}

fn decimals(operator: Operator, left: Decimal, right: Decimal) -> Option<Item> {
    match operator {
        Operator::Add => left.checked_add(right).map(Item::Decimal),
        Operator::Subtract => left.checked_sub(right).map(Item::Decimal),
        Operator::Multiply => left.checked_mul(right).map(Item::Decimal),
        Operator::Divide => left.checked_div(right).map(Item::Decimal),
        Operator::IntegerDivide => left.checked_div(right)?.trunc().to_i64().map(Item::Integer),
        _ => left.checked_rem(right).map(Item::Decimal),
    }
}

fn quantities(operator: Operator, left: &Quantity, right: &Quantity) -> Vec<Item> {
    let made = match operator {
        Operator::Add | Operator::Subtract => quantity::in_unit_of(right, left).and_then(|right| {
            let value =
                if operator == Operator::Add { left.value.checked_add(right) } else { left.value.checked_sub(right) };
            Some(Quantity { value: value?, ..left.clone() })
        }),
        Operator::Multiply => left.value.checked_mul(right.value).map(|value| Quantity {
            value,
            unit: quantity::product(&left.unit, &right.unit),
            is_calendar: false,
        }),
        Operator::Divide => left.value.checked_div(right.value).map(|value| Quantity {
            value,
            unit: quantity::quotient(&left.unit, &right.unit),
            is_calendar: false,
        }),
        _ => None,
    };
    made.map(Item::Quantity).into_iter().collect()
}

/// A moment, so much later or earlier.
fn moved(moment: &Temporal, amount: &Quantity, sign: i64) -> Result<Option<Temporal>, ExpressionError> {
    let unit = quantity::time_unit(amount)
        .ok_or_else(|| ExpressionError::execution(format!("`{}` is no time to add to a date", amount.unit)))?;
    let whole = amount.value.trunc().to_i64().unwrap_or_default() * sign;
    let span = Span::new();
    // Where the precision is too low for the unit, the amount counts in that precision, whole.
    let days = |per_unit: i64| whole * per_unit;
    let span = match (unit, moment.known) {
        ("year", _) => span.try_years(whole),
        ("month", 1) => span.try_years(whole / 12),
        ("month", _) => span.try_months(whole),
        ("week" | "day", 1) => span.try_years(days(if unit == "week" { 7 } else { 1 }) / 365),
        ("week" | "day", 2) => span.try_months(days(if unit == "week" { 7 } else { 1 }) / 30),
        ("week", _) => span.try_weeks(whole),
        ("day", _) => span.try_days(whole),
        ("hour", 3) => span.try_days(whole / 24),
        ("minute", 3) => span.try_days(whole / 1_440),
        ("second", 3) => span.try_days(whole / 86_400),
        ("hour", _) => span.try_hours(whole),
        ("minute", _) => span.try_minutes(whole),
        ("second", _) => {
            let milliseconds = (amount.value * Decimal::from(1_000)).trunc().to_i64().unwrap_or_default() * sign;
            span.try_milliseconds(milliseconds)
        }
        _ => span.try_milliseconds(whole),
    };
    let Ok(span) = span else { return Ok(None) };
    Ok(moment.civil().and_then(|civil| civil.checked_add(span).ok()).map(|civil| moment.at(civil)))
}
