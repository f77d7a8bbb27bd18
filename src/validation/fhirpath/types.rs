//! Types: `is`, `as`, `ofType`, and the values that elements of primitive types hold.

use rust_decimal::Decimal;

use super::error::ExpressionError;
use super::evaluate::Engine;
use super::item::{Item, Quantity};
use super::temporal::Temporal;
use crate::validation::instance::NodeId;
use crate::validation::typed::Typed;

/// FHIRPath's own types.
const SYSTEM: [&str; 9] = ["Boolean", "String", "Integer", "Decimal", "Date", "DateTime", "Time", "Quantity", "Any"];

/// Whether one item is of a type.
pub(super) fn is(engine: &mut Engine<'_, '_>, items: &[Item], kind: &str) -> Result<Vec<Item>, ExpressionError> {
    match items {
        [] => Ok(Vec::new()),
        [item] => Ok(vec![Item::Boolean(is_of(engine, item, kind)?)]),
        _ => Err(ExpressionError::execution("`is` asks one item, and there are several")),
    }
}

/// One item, where it is of a type.
pub(super) fn as_type(engine: &mut Engine<'_, '_>, items: Vec<Item>, kind: &str) -> Result<Vec<Item>, ExpressionError> {
    // Invariants of R4 ask it of many, and mean a filter.
    if items.len() > 1 && engine.context.strict {
        return Err(ExpressionError::execution("`as` asks one item, and there are several"));
    }
    // They also write FHIRPath's own `String` where they mean the value of an element.
    if SYSTEM.contains(&kind) && !engine.context.strict && engine.context.definitions.type_named(kind).is_none() {
        let values = items.iter().map(|item| engine.plain(item)).filter(|item| item.system_type() == Some(kind));
        return Ok(values.collect());
    }
    of_type(engine, items, kind)
}

/// The items that are of a type.
pub(super) fn of_type(engine: &mut Engine<'_, '_>, items: Vec<Item>, kind: &str) -> Result<Vec<Item>, ExpressionError> {
    check_type(engine, kind)?;
    let mut found = Vec::new();
    for item in items {
        if is_of(engine, &item, kind)? {
            found.push(item);
        }
    }
    Ok(found)
}

fn check_type(engine: &Engine<'_, '_>, kind: &str) -> Result<(), ExpressionError> {
    let (namespace, name) = kind.split_once('.').unwrap_or(("", kind));
    let fhir = namespace != "System" && engine.context.definitions.type_named(name).is_some();
    let system = namespace != "FHIR" && SYSTEM.contains(&name);
    if fhir || system || namespace == "System" {
        return Ok(());
    }
    Err(ExpressionError::execution(format!("the type `{kind}` is not known")))
}

fn is_of(engine: &Engine<'_, '_>, item: &Item, kind: &str) -> Result<bool, ExpressionError> {
    check_type(engine, kind)?;
    let (namespace, name) = kind.split_once('.').unwrap_or(("", kind));
    Ok(match item {
        Item::Node(node) => {
            let own = engine.context.typed.type_name(*node).unwrap_or("Element");
            namespace != "System" && (own == name || engine.context.definitions.is_a(own, name))
        }
        other => namespace != "FHIR" && (other.system_type() == Some(name) || name == "Any"),
    })
}

/// The type of an item.
pub(super) fn type_of(engine: &Engine<'_, '_>, item: &Item) -> Item {
    match item {
        Item::Node(node) => Item::Type("FHIR", engine.context.typed.type_name(*node).unwrap_or("Element").to_owned()),
        other => Item::Type("System", other.system_type().unwrap_or("Any").to_owned()),
    }
}

/// Whether the definition of an element has a child of that name.
pub(super) fn has_member(engine: &Engine<'_, '_>, node: NodeId, name: &str) -> bool {
    let Some(kind) = engine.context.typed.of(node) else { return true };
    let Some((structure, holder)) = kind.holder(engine.context.definitions) else { return true };
    let Some(holder) = structure.element(holder) else { return true };
    holder.children.iter().filter_map(|number| structure.element(*number)).any(|element| element.stem() == name)
}

/// Refuses a child that a type does not have.
pub(super) fn check_member(engine: &Engine<'_, '_>, kind: &str, name: &str) -> Result<(), ExpressionError> {
    let kind = kind.rsplit('.').next().unwrap_or(kind);
    let Some(structure) = engine.context.definitions.type_named(kind) else { return Ok(()) };
    let children = structure.element(0).map_or(&[][..], |root| &root.children);
    let known = children.iter().filter_map(|number| structure.element(*number)).any(|child| child.stem() == name);
    if known { Ok(()) } else { Err(ExpressionError::execution(format!("`{kind}` has no element `{name}`"))) }
}

/// The value of an element of a primitive type, or a quantity, as FHIRPath has it.
pub(super) fn system_value(typed: &Typed<'_>, node: NodeId) -> Option<Item> {
    let kind = typed.type_name(node)?;
    match kind {
        "Quantity" | "Age" | "Count" | "Distance" | "Duration" | "Money" | "SimpleQuantity" => quantity(typed, node),
        _ => {
            let text = typed.tree.value_text(node)?;
            match kind {
                "boolean" => Some(Item::Boolean(text == "true")),
                "integer" | "positiveInt" | "unsignedInt" | "integer64" => text.parse().ok().map(Item::Integer),
                "decimal" => decimal(text).map(Item::Decimal),
                "date" => Temporal::date(text).map(Item::Temporal),
                "dateTime" | "instant" => Temporal::date_time(text).map(Item::Temporal),
                "time" => Temporal::time(text).map(Item::Temporal),
                _ => Some(Item::Text(text.to_owned())),
            }
        }
    }
}

/// A number as FHIR writes it.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}

fn quantity(typed: &Typed<'_>, node: NodeId) -> Option<Item> {
    let value = decimal(typed.tree.text_of(node, "value")?)?;
    // A comparator says that the value is not known.
    if typed.tree.child(node, "comparator").is_some() {
        return None;
    }
    let is_ucum = typed.tree.text_of(node, "system") == Some("http://unitsofmeasure.org");
    let unit = if is_ucum { typed.tree.text_of(node, "code") } else { typed.tree.text_of(node, "unit") };
    let unit = unit.or_else(|| typed.tree.text_of(node, "currency"));
    Some(Item::Quantity(Quantity { value, unit: unit.unwrap_or("1").to_owned(), is_calendar: false }))
}
