//! FHIRPath over a resource that came.

use super::tools::Tools;
use crate::validation::definitions::FhirVersion;
use crate::validation::fhirpath::{Bounds, Context, Expression, Fault, Item, NoServices, evaluate};
use crate::validation::instance::{Tree, read};
use crate::validation::typed::Typed;

/// The items of an expression as texts; an error where the resource or the expression is at fault.
pub(super) fn values(expression: &Expression, text: &str, tools: &Tools) -> Result<Vec<String>, String> {
    let version = version_of(text);
    let definitions = tools.fhir(version).definitions();
    let tree = read(text).map_err(|fault| format!("not a FHIR resource: {}", fault.message))?;
    let typed = Typed::new(tree, definitions);
    let root = typed.tree.root();
    let context = Context {
        typed: &typed,
        definitions,
        services: &NoServices,
        resource: root,
        root,
        now: &tools.now,
        strict: false,
        bounds: Bounds::default(),
    };
    let items = evaluate(expression, &context, &[Item::Node(root)]).map_err(|error| match error.fault {
        Fault::NotCheckable => format!("not known here: {error}"),
        _ => error.to_string(),
    })?;
    Ok(items.iter().map(|item| words(item, &typed.tree)).collect())
}

fn words(item: &Item, tree: &Tree<'_>) -> String {
    match item {
        Item::Node(id) => tree.value_text(*id).map_or_else(|| format!("({})", tree.name(*id)), str::to_owned),
        Item::Boolean(value) => value.to_string(),
        Item::Integer(value) => value.to_string(),
        Item::Decimal(value) => value.to_string(),
        Item::Text(text) => text.clone(),
        Item::Temporal(temporal) => temporal.to_string(),
        Item::Quantity(quantity) => format!("{} '{}'", quantity.value, quantity.unit),
        Item::Type(namespace, name) => format!("{namespace}.{name}"),
    }
}

/// The version that a resource speaks of: STU3 where it names one of its profiles, R4 otherwise.
fn version_of(text: &str) -> FhirVersion {
    let signs = ["/STU3/", "/CareConnect-", "/GPConnect-", "StructureDefinition/ITK-"];
    if signs.iter().any(|sign| text.contains(sign)) { FhirVersion::Stu3 } else { FhirVersion::R4 }
}
