//! Fixed values and patterns against what stands in a resource.

use rust_decimal::Decimal;
use serde_json::Value;

use crate::validation::instance::{NodeId, Scalar, Tree};

/// Whether an element is exactly a value.
pub(super) fn equals(tree: &Tree<'_>, node: NodeId, value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let own = tree.children(node).count();
            let said: usize = members.values().map(|value| value.as_array().map_or(1, Vec::len)).sum();
            own == said
                && members.iter().all(|(name, value)| {
                    let found: Vec<NodeId> = tree.named(node, name.trim_start_matches('_')).collect();
                    match value {
                        Value::Array(items) => {
                            found.len() == items.len()
                                && found.iter().zip(items).all(|(node, item)| equals(tree, *node, item))
                        }
                        one => matches!(found.as_slice(), [node] if equals(tree, *node, one)),
                    }
                })
        }
        scalar => same_scalar(tree.value(node), scalar),
    }
}

/// Whether an element holds at least what a pattern says.
pub(super) fn contains(tree: &Tree<'_>, node: NodeId, pattern: &Value) -> bool {
    match pattern {
        Value::Object(members) => members.iter().all(|(name, value)| {
            let name = name.trim_start_matches('_');
            let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            items.iter().all(|item| tree.named(node, name).any(|node| contains(tree, node, item)))
        }),
        scalar => same_scalar(tree.value(node), scalar),
    }
}

fn same_scalar(found: Option<&Scalar<'_>>, wanted: &Value) -> bool {
    let Some(found) = found.map(Scalar::text) else { return false };
    match wanted {
        Value::String(text) => found == text,
        Value::Bool(value) => found == if *value { "true" } else { "false" },
        Value::Number(number) => {
            let digits = number.to_string();
            match (found.parse::<Decimal>(), digits.parse::<Decimal>()) {
                (Ok(found), Ok(wanted)) => found == wanted,
                _ => found == digits,
            }
        }
        _ => false,
    }
}
