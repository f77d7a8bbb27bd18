//! A definition written in XML as its JSON. Only what a definition needs: which of the elements of
//! definitions, value sets and code systems repeat, and which values are no texts.

use serde_json::Value;

use super::instance::{NodeId, Shape, Tree, read, to_json};

/// The JSON of a resource in XML.
pub(in crate::validation) fn resource_from_xml(text: &str) -> Result<Value, String> {
    let tree = read(text).map_err(|fault| fault.message)?;
    Ok(to_json(&tree, tree.root(), &Guess))
}

/// The JSON of a definition in a tree.
pub(in crate::validation) fn definition(tree: &Tree<'_>, node: NodeId) -> Value {
    to_json(tree, node, &Guess)
}

/// The shape of the resources that define things.
struct Guess;

/// The elements that repeat there.
const LISTS: [&str; 40] = [
    "extension",
    "modifierExtension",
    "contained",
    "element",
    "type",
    "constraint",
    "discriminator",
    "context",
    "concept",
    "include",
    "exclude",
    "filter",
    "valueSet",
    "contains",
    "designation",
    "property",
    "identifier",
    "contact",
    "telecom",
    "useContext",
    "jurisdiction",
    "mapping",
    "alias",
    "condition",
    "example",
    "aggregation",
    "targetProfile",
    "profile",
    "representation",
    "contextInvariant",
    "coding",
    "parameter",
    "entry",
    "link",
    "item",
    "answerOption",
    "enableWhen",
    "base",
    "target",
    "keyword",
];

/// The elements that hold truth values or numbers there.
const BARE: [&str; 24] = [
    "abstract",
    "experimental",
    "min",
    "isModifier",
    "isSummary",
    "mustSupport",
    "ordered",
    "caseSensitive",
    "count",
    "maxLength",
    "valueBoolean",
    "valueInteger",
    "valueDecimal",
    "fixedBoolean",
    "fixedInteger",
    "fixedDecimal",
    "inactive",
    "immutable",
    "minValueInteger",
    "maxValueInteger",
    "required",
    "repeats",
    "readOnly",
    "total",
];

impl Shape for Guess {
    fn is_list(&self, tree: &Tree<'_>, id: NodeId) -> bool {
        let name = tree.name(id);
        let parent = tree.parent(id).map_or("", |parent| tree.name(parent));
        match name {
            // Of an element, not of the structure, a slicing or a context.
            "type" => parent == "element",
            "base" => parent.is_empty() && tree.resource_type(tree.root()) != Some("StructureDefinition"),
            "context" => parent.is_empty(),
            // STU3 has one profile a type, and a list elsewhere; both are read.
            "property" | "filter" | "valueSet" | "concept" => {
                !(name == "valueSet" && (parent.is_empty() || parent == "binding"))
            }
            name => LISTS.contains(&name),
        }
    }

    fn is_bare(&self, tree: &Tree<'_>, id: NodeId) -> bool {
        let name = tree.name(id);
        BARE.contains(&name)
    }
}
