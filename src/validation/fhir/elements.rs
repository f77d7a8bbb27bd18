//! The base definitions: which elements there are, how often, and of what type.

use std::collections::HashMap;
use std::sync::Arc;

use super::check::{Check, short};
use super::primitive;
use crate::validation::definitions::{Element, Structure};
use crate::validation::instance::{NodeId, Scalar, Syntax, Written};
use crate::validation::typed::Typed;
use crate::validation::xhtml;

/// The path of an element as FHIRPath has it.
pub(super) fn path(typed: &Typed<'_>, node: NodeId) -> String {
    let tree = &typed.tree;
    let mut parts = Vec::new();
    let mut at = node;
    while let Some(parent) = tree.parent(at) {
        let name = tree.name(at);
        let is_list = tree.node(at).is_some_and(|node| node.in_list) || tree.named(parent, name).nth(1).is_some();
        if is_list {
            let place = tree.named(parent, name).take_while(|other| *other != at).count();
            parts.push(format!("{name}[{place}]"));
        } else {
            parts.push(name.to_owned());
        }
        at = parent;
    }
    parts.push(tree.resource_type(at).unwrap_or_default().to_owned());
    parts.reverse();
    parts.join(".")
}

impl Check<'_, '_> {
    /// A resource: its elements, its invariants, and the profiles that it names.
    pub(super) fn resource(&mut self, node: NodeId) {
        let tree = &self.typed.tree;
        let Some(kind) = self.typed.of(node).cloned() else {
            let name = short(tree.resource_type(node).unwrap_or_default()).to_owned();
            self.error(node, "type", format!("`{name}` is no type of resource"));
            return;
        };
        if kind.structure.is_abstract {
            self.error(node, "type", format!("no resource is of the abstract type `{}`", kind.structure.type_name));
        }
        self.children(node, &kind.structure, 0);
        self.invariants(node, &kind.structure, 0);
        match kind.structure.type_name.as_str() {
            "Bundle" => self.bundle(node),
            "StructureDefinition" => self.definition(node),
            "SearchParameter" => self.search_parameter(node),
            "Measure" => self.measure(node),
            "MeasureReport" => self.measure_report(node),
            _ => {}
        }
        if self.options.only_these_profiles {
            return;
        }
        if kind.structure.type_name == "Observation" {
            self.vital_signs(node);
        }
        let meta = tree.child(node, "meta");
        let named: Vec<(NodeId, String)> = meta
            .into_iter()
            .flat_map(|meta| tree.named(meta, "profile"))
            .filter_map(|profile| Some((profile, tree.value_text(profile)?.to_owned())))
            .collect();
        for (at, url) in named {
            if self.definitions().try_structure(&url).is_some() {
                self.asked_profile(node, &url, false);
            } else {
                self.asked_profile(at, &url, false);
            }
        }
    }

    /// The children of an element against those that its definition has.
    fn children(&mut self, node: NodeId, structure: &Arc<Structure>, holder: u32) {
        let Some(definition) = structure.element(holder) else { return };
        let tree = &self.typed.tree;
        let mut counts: HashMap<u32, (u32, NodeId)> = HashMap::new();
        let children: Vec<NodeId> = tree.children(node).collect();
        let mut last = 0;
        for child in children {
            let name = tree.name(child).to_owned();
            let number = definition
                .children
                .iter()
                .copied()
                .find(|number| structure.element(*number).is_some_and(|element| element.matches(&name).is_some()));
            let Some(number) = number else {
                self.unknown(child, &name);
                continue;
            };
            let count = counts.entry(number).or_insert((0, child));
            count.0 += 1;
            count.1 = child;
            let is_attribute = tree.node(child).is_some_and(|node| node.written == Written::Attribute);
            if tree.syntax == Syntax::Xml && !is_attribute {
                if number < last {
                    self.error(
                        child,
                        "order",
                        format!("the element `{}` stands out of the order of its type", short(&name)),
                    );
                }
                last = last.max(number);
            }
            let Some(element) = structure.element(number) else { continue };
            self.listing(child, element);
            self.element(child, structure, number);
        }
        for number in &definition.children {
            let Some(element) = structure.element(*number) else { continue };
            let (count, at) = counts.get(number).copied().unwrap_or((0, node));
            self.cardinality(node, at, element, count);
        }
    }

    pub(super) fn cardinality(&mut self, node: NodeId, at: NodeId, element: &Element, count: u32) {
        let name =
            element.slice.as_ref().map_or_else(|| element.path.clone(), |slice| format!("{}:{slice}", element.path));
        if count < element.min {
            let message = format!("`{name}` must occur at least {} times, and occurs {count} times", element.min);
            self.error(node, "cardinality", message);
        }
        if let Some(max) = element.max.filter(|max| count > *max) {
            self.error(at, "cardinality", format!("`{name}` may occur at most {max} times, and occurs {count} times"));
        }
    }

    fn unknown(&mut self, child: NodeId, name: &str) {
        let name = short(name).to_owned();
        self.error(child, "structure", format!("there is no element `{name}` here"));
    }

    /// Whether JSON writes a list where the definition has one.
    fn listing(&mut self, child: NodeId, element: &Element) {
        let tree = &self.typed.tree;
        if tree.syntax != Syntax::Json {
            return;
        }
        let in_list = tree.node(child).is_some_and(|node| node.in_list);
        if in_list && !element.repeats {
            self.error(child, "structure", format!("`{}` is written as a list, and occurs once", element.path));
        } else if !in_list && element.repeats {
            self.error(child, "structure", format!("`{}` must be written as a list", element.path));
        }
    }

    /// One element: its value, what is below it, and what must hold of it.
    fn element(&mut self, child: NodeId, structure: &Arc<Structure>, number: u32) {
        let typed = self.typed;
        let tree = &typed.tree;
        let Some(element) = structure.element(number) else { return };
        let is_container = element.types.iter().any(|kind| self.definitions().is_a(&kind.code, "Resource"));
        if is_container {
            self.contained(child, element);
            return;
        }
        let Some(kind) = typed.of(child) else { return };
        let type_name = kind.type_name().to_owned();
        if is_primitive(&type_name) {
            self.primitive(child, &type_name);
        } else if tree.value(child).is_some() {
            self.error(child, "type", format!("`{}` holds elements, and a value was found", element.path));
            return;
        }
        if let Some((inner, holder)) = kind.holder(self.definitions())
            && tree.children(child).next().is_some()
        {
            self.children(child, &inner, holder);
        }
        match type_name.as_str() {
            "Extension" => self.extension(child, element.name() == "modifierExtension"),
            "Reference" => self.reference(child, element),
            "Attachment" => self.attachment(child),
            _ => {}
        }
        self.bound(child, element);
        self.invariants(child, structure, number);
    }

    fn contained(&mut self, child: NodeId, element: &Element) {
        let Some(kind) = self.typed.tree.resource_type(child) else {
            self.error(child, "type", format!("`{}` must be a resource, and does not say its type", element.path));
            return;
        };
        let fits = element.types.iter().any(|wanted| self.definitions().is_a(kind, &wanted.code));
        if !fits && self.typed.of(child).is_some() {
            self.error(child, "type", format!("`{}` may not be a `{}`", element.path, short(kind)));
        }
        self.resource(child);
    }

    fn primitive(&mut self, child: NodeId, kind: &str) {
        let tree = &self.typed.tree;
        let has_extension = tree.children(child).any(|below| tree.name(below) == "extension");
        let Some(value) = tree.value(child) else {
            if !has_extension {
                self.error(child, "value", format!("a `{kind}` needs a value or an extension"));
            }
            return;
        };
        if kind == "xhtml" {
            let faults = xhtml::faults(value.text());
            let only_empty = matches!(faults.as_slice(), [xhtml::XhtmlFault::Empty]);
            for fault in faults.iter().filter(|_| !only_empty) {
                if !matches!(fault, xhtml::XhtmlFault::Empty) {
                    self.error(child, "narrative", fault.to_string());
                }
            }
            return;
        }
        if tree.syntax == Syntax::Json {
            let (fits, wanted) = match kind {
                "boolean" => (matches!(value, Scalar::Boolean(_)), "a truth value"),
                "integer" | "decimal" | "positiveInt" | "unsignedInt" => {
                    (matches!(value, Scalar::Number(_)), "a number")
                }
                _ => (matches!(value, Scalar::Text(_)), "a text"),
            };
            if !fits {
                self.error(
                    child,
                    "type",
                    format!("a `{kind}` is written as {wanted} of JSON, and something else was found"),
                );
                return;
            }
        }
        if let Err(why) = primitive::check(kind, value.text()) {
            self.error(child, "value", format!("the value is no `{kind}`: {why}"));
        }
    }

    fn attachment(&mut self, child: NodeId) {
        let tree = &self.typed.tree;
        let stated =
            tree.child(child, "size").and_then(|size| Some((size, tree.value_text(size)?.parse::<usize>().ok()?)));
        let actual = tree.text_of(child, "data").and_then(primitive::base64_length);
        if let (Some((at, stated)), Some(actual)) = (stated, actual)
            && stated != actual
        {
            self.error(at, "value", format!("the size is given as {stated} bytes, and the data has {actual}"));
        }
    }
}

/// Whether a type is a primitive one: they alone begin with a small letter.
pub(super) fn is_primitive(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}
