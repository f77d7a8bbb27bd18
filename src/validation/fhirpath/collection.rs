//! Functions on collections (FHIRPath 2.0.0, 5.1 to 5.4).

use std::cmp::Ordering;
use std::collections::HashSet;

use super::error::ExpressionError;
use super::evaluate::Engine;
use super::item::Item;
use super::syntax::{Kind, Term};
use super::{equal, operators};

type Answer = Result<Vec<Item>, ExpressionError>;

/// Whether a collection holds an item.
pub(super) fn holds(engine: &mut Engine<'_, '_>, items: &[Item], item: &Item) -> Result<bool, ExpressionError> {
    for other in items {
        engine.step(0)?;
        if equal::items(engine, other, item)? == Some(true) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The items without those that stand before.
pub(super) fn distinct(engine: &mut Engine<'_, '_>, items: &[Item]) -> Answer {
    if let Some(texts) = texts(engine, items) {
        // Texts are equal where they are the same, so that they need not be compared pair by pair.
        engine.step(items.len())?;
        let mut seen = HashSet::with_capacity(texts.len());
        let firsts = items.iter().zip(texts).filter(|(_, text)| seen.insert(text.clone()));
        return Ok(firsts.map(|(item, _)| item.clone()).collect());
    }
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        if !holds(engine, &kept, item)? {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

/// The items as texts, where every one of several is one.
fn texts(engine: &Engine<'_, '_>, items: &[Item]) -> Option<Vec<String>> {
    if items.len() < 2 {
        return None;
    }
    let text = |item: &Item| match engine.plain(item) {
        Item::Text(text) => Some(text),
        _ => None,
    };
    items.iter().map(text).collect()
}

/// Both collections, each item once.
pub(super) fn union(engine: &mut Engine<'_, '_>, left: &[Item], right: &[Item]) -> Answer {
    let both: Vec<Item> = left.iter().chain(right).cloned().collect();
    distinct(engine, &both)
}

/// Whether every item of one collection is in another.
pub(super) fn subset(engine: &mut Engine<'_, '_>, items: &[Item], of: &[Item]) -> Result<bool, ExpressionError> {
    for item in items {
        if !holds(engine, of, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The items that are in another collection too, each once; or those that are not, as often as they are.
pub(super) fn shared(engine: &mut Engine<'_, '_>, items: &[Item], other: &[Item], keep: bool) -> Answer {
    let mut kept = Vec::new();
    for item in items {
        if holds(engine, other, item)? == keep {
            kept.push(item.clone());
        }
    }
    if keep { distinct(engine, &kept) } else { Ok(kept) }
}

/// The items for which a criterion holds.
pub(super) fn filtered(engine: &mut Engine<'_, '_>, items: &[Item], criterion: &Term) -> Answer {
    let mut kept = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let answer = engine.on_item(criterion, item, index, None)?;
        if operators::truth(engine, &answer)? == Some(true) {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

/// Whether a criterion holds for every item.
pub(super) fn all(engine: &mut Engine<'_, '_>, items: &[Item], criterion: &Term) -> Result<bool, ExpressionError> {
    for (index, item) in items.iter().enumerate() {
        let answer = engine.on_item(criterion, item, index, None)?;
        if operators::truth(engine, &answer)? != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What a projection gives for each item.
pub(super) fn selected(engine: &mut Engine<'_, '_>, items: &[Item], projection: &Term) -> Answer {
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        found.extend(engine.on_item(projection, item, index, None)?);
        engine.step(found.len() / 64)?;
    }
    Ok(found)
}

/// What a projection gives for each item, and for each of what it gave, until nothing is new.
pub(super) fn repeated(engine: &mut Engine<'_, '_>, items: &[Item], projection: &Term) -> Answer {
    let mut found: Vec<Item> = Vec::new();
    let mut next = items.to_vec();
    while !next.is_empty() {
        let mut new = Vec::new();
        for (index, item) in next.iter().enumerate() {
            for item in engine.on_item(projection, item, index, None)? {
                let is_known = match &item {
                    Item::Node(_) => found.contains(&item) || new.contains(&item),
                    other => holds(engine, &found, other)? || holds(engine, &new, other)?,
                };
                engine.step(found.len() / 8)?;
                if !is_known {
                    new.push(item);
                }
            }
        }
        found.extend(new.iter().cloned());
        next = new;
    }
    Ok(found)
}

/// A running total over the items.
pub(super) fn aggregated(engine: &mut Engine<'_, '_>, items: &[Item], aggregator: &Term, start: Vec<Item>) -> Answer {
    let mut total = start;
    for (index, item) in items.iter().enumerate() {
        total = engine.on_item(aggregator, item, index, Some(&total))?;
    }
    Ok(total)
}

/// The items by keys; a key with `-` before it counts downwards.
pub(super) fn sorted(engine: &mut Engine<'_, '_>, items: &[Item], keys: &[Term]) -> Answer {
    let mut rows: Vec<(Vec<Option<Item>>, Item)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut row = Vec::new();
        for key in keys {
            let key = match &key.kind {
                Kind::Negative(inner) => inner,
                _ => key,
            };
            let found = engine.on_item(key, item, index, None)?;
            row.push(operators::one(engine, &found)?);
        }
        if keys.is_empty() {
            row.push(Some(engine.plain(item)));
        }
        rows.push((row, item.clone()));
    }
    let mut fault = None;
    rows.sort_by(|(left, _), (right, _)| {
        for (place, (left, right)) in left.iter().zip(right).enumerate() {
            let order = match (left, right) {
                (Some(left), Some(right)) => match operators::order(left, right) {
                    Ok(order) => order.unwrap_or(Ordering::Equal),
                    Err(error) => {
                        fault = Some(error);
                        Ordering::Equal
                    }
                },
                // What has no key stands first, whichever way it goes.
                (left, right) => match left.is_some().cmp(&right.is_some()) {
                    Ordering::Equal => Ordering::Equal,
                    unequal => return unequal,
                },
            };
            let downwards = matches!(keys.get(place).map(|key| &key.kind), Some(Kind::Negative(_)));
            let order = if downwards { order.reverse() } else { order };
            if order != Ordering::Equal {
                return order;
            }
        }
        Ordering::Equal
    });
    match fault {
        Some(fault) => Err(fault),
        None => Ok(rows.into_iter().map(|(_, item)| item).collect()),
    }
}
