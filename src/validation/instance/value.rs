//! A tree as a JSON value: what XML says, written as JSON would.

use serde_json::{Map, Number, Value};

use super::node::{NodeId, Scalar, Tree, Written};

/// Which elements of an element repeat, and what their values are: what only definitions know.
pub(in crate::validation) trait Shape {
    /// Whether a child of this name is written as a list.
    fn is_list(&self, tree: &Tree<'_>, id: NodeId) -> bool;
    /// Whether the value is a truth value or number of JSON.
    fn is_bare(&self, tree: &Tree<'_>, id: NodeId) -> bool;
}

/// The JSON of an element and all below it.
pub(in crate::validation) fn to_json(tree: &Tree<'_>, id: NodeId, shape: &impl Shape) -> Value {
    let mut members = Map::new();
    if let Some(kind) = tree.resource_type(id) {
        members.insert("resourceType".to_owned(), kind.into());
    }
    for child in tree.children(id) {
        let name = tree.name(child).to_owned();
        let value = tree.value(child).map(|scalar| scalar_json(scalar, shape.is_bare(tree, child)));
        let has_children = tree.children(child).next().is_some() || tree.resource_type(child).is_some();
        let is_value = tree.node(child).is_some_and(|node| node.written != Written::Object);
        let beside = has_children.then(|| to_json(tree, child, shape));
        let is_list = shape.is_list(tree, child);
        let mut put = |name: String, value: Value| {
            if !is_list {
                members.insert(name, value);
                return;
            }
            if let Value::Array(list) = members.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                list.push(value);
            }
        };
        match (value, beside) {
            (Some(value), None) => put(name, value),
            (Some(value), Some(beside)) => {
                put(name.clone(), value);
                put(format!("_{name}"), beside);
            }
            (None, Some(beside)) if is_value => put(format!("_{name}"), beside),
            (None, Some(beside)) => put(name, beside),
            (None, None) => {}
        }
    }
    Value::Object(members)
}

fn scalar_json(scalar: &Scalar<'_>, is_bare: bool) -> Value {
    match scalar {
        Scalar::Boolean(value) => Value::Bool(*value),
        Scalar::Number(digits) => number(digits).unwrap_or_else(|| Value::String((*digits).to_owned())),
        Scalar::Text(text) if is_bare => match text.as_ref() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            digits => number(digits).unwrap_or_else(|| Value::String(digits.to_owned())),
        },
        Scalar::Text(text) => Value::String(text.as_ref().to_owned()),
    }
}

fn number(digits: &str) -> Option<Value> {
    digits.parse::<Number>().ok().map(Value::Number)
}
