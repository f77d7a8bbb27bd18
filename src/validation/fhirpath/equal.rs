//! Equality and equivalence (FHIRPath 2.0.0, 6.1).

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use super::error::ExpressionError;
use super::evaluate::Engine;
use super::item::Item;
use super::quantity;
use super::temporal::TemporalKind;
use crate::validation::instance::NodeId;

/// Whether two collections are equal; none where it cannot be said.
pub(super) fn collections(
    engine: &mut Engine<'_, '_>,
    left: &[Item],
    right: &[Item],
) -> Result<Option<bool>, ExpressionError> {
    if left.is_empty() || right.is_empty() {
        return Ok(None);
    }
    if left.len() != right.len() {
        return Ok(Some(false));
    }
    let mut unknown = false;
    for (left, right) in left.iter().zip(right) {
        engine.step(1)?;
        match items(engine, left, right)? {
            Some(true) => {}
            Some(false) => return Ok(Some(false)),
            None => unknown = true,
        }
    }
    Ok((!unknown).then_some(true))
}

/// Whether two items are equal; none where it cannot be said.
pub(super) fn items(engine: &mut Engine<'_, '_>, left: &Item, right: &Item) -> Result<Option<bool>, ExpressionError> {
    if let (Item::Node(left), Item::Node(right)) = (left, right)
        && left == right
    {
        return Ok(Some(true));
    }
    let (left, right) = (engine.plain(left), engine.plain(right));
    Ok(match (&left, &right) {
        (Item::Node(left), Item::Node(right)) => Some(nodes(engine, *left, *right)?),
        (Item::Integer(left), Item::Decimal(right)) | (Item::Decimal(right), Item::Integer(left)) => {
            Some(Decimal::from(*left) == *right)
        }
        (Item::Temporal(left), Item::Temporal(right)) => {
            let time = |kind| kind == TemporalKind::Time;
            if time(left.kind) == time(right.kind) {
                left.compare(right).map(std::cmp::Ordering::is_eq)
            } else {
                Some(false)
            }
        }
        (Item::Temporal(moment), Item::Text(text)) | (Item::Text(text), Item::Temporal(moment)) => {
            Some(moment.to_string() == *text)
        }
        (Item::Quantity(left), Item::Quantity(right)) => {
            if quantity::is_comparable(left, right) || left.unit == right.unit {
                quantity::compare(left, right).map(std::cmp::Ordering::is_eq)
            } else if left.is_calendar == right.is_calendar {
                Some(false)
            } else {
                None
            }
        }
        (left, right) => Some(left == right),
    })
}

/// Whether two elements hold the same, in the same order.
fn nodes(engine: &mut Engine<'_, '_>, left: NodeId, right: NodeId) -> Result<bool, ExpressionError> {
    engine.step(1)?;
    let tree = &engine.context.typed.tree;
    if tree.value_text(left) != tree.value_text(right) {
        return Ok(false);
    }
    let (mine, theirs): (Vec<NodeId>, Vec<NodeId>) = (tree.children(left).collect(), tree.children(right).collect());
    if mine.len() != theirs.len() {
        return Ok(false);
    }
    for (left, right) in mine.into_iter().zip(theirs) {
        let tree = &engine.context.typed.tree;
        if tree.name(left) != tree.name(right) || !nodes(engine, left, right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two collections are equivalent: order does not matter.
pub(super) fn equivalent(engine: &mut Engine<'_, '_>, left: &[Item], right: &[Item]) -> Result<bool, ExpressionError> {
    if left.len() != right.len() {
        return Ok(false);
    }
    let mut rest: Vec<&Item> = right.iter().collect();
    for item in left {
        let mut found = None;
        for (place, other) in rest.iter().enumerate() {
            engine.step(1)?;
            if equivalent_items(engine, item, other)? {
                found = Some(place);
                break;
            }
        }
        let Some(place) = found else { return Ok(false) };
        rest.swap_remove(place);
    }
    Ok(true)
}

fn equivalent_items(engine: &mut Engine<'_, '_>, left: &Item, right: &Item) -> Result<bool, ExpressionError> {
    let (plain_left, plain_right) = (engine.plain(left), engine.plain(right));
    Ok(match (&plain_left, &plain_right) {
        (Item::Text(left), Item::Text(right)) => {
            let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            folded(left) == folded(right)
        }
        (Item::Integer(_) | Item::Decimal(_), Item::Integer(_) | Item::Decimal(_)) => {
            match (decimal(&plain_left), decimal(&plain_right)) {
                (Some(left), Some(right)) => rounded_equal(left, right),
                _ => false,
            }
        }
        (Item::Quantity(left), Item::Quantity(right)) => {
            quantity::in_unit_of(right, left).is_some_and(|right| rounded_equal(left.value, right))
        }
        (Item::Temporal(left), Item::Temporal(right)) => {
            left.kind == right.kind && left.compare(right).is_some_and(std::cmp::Ordering::is_eq)
        }
        (Item::Node(left), Item::Node(right)) => nodes(engine, *left, *right)?,
        (left, right) => left == right,
    })
}

/// Whether two numbers are the same to the precision of the less precise.
fn rounded_equal(left: Decimal, right: Decimal) -> bool {
    let places = left.normalize().scale().min(right.normalize().scale());
    let round = |value: Decimal| value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    round(left) == round(right)
}

/// A number as a decimal.
pub(super) fn decimal(item: &Item) -> Option<Decimal> {
    match item {
        Item::Integer(value) => Some(Decimal::from(*value)),
        Item::Decimal(value) => Some(*value),
        _ => None,
    }
}
