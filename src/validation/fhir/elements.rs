//! The base definitions: which elements there are, how often, and of what type.

use std::sync::Arc;

use super::check::{Check, short};
use super::primitive;
use crate::validation::definitions::{Element, Structure};
use crate::validation::instance::{NodeId, Scalar, Syntax, Written};
use crate::validation::xhtml;

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
        let typed = self.typed;
        let tree = &typed.tree;
        // Few are of one holder, so that a row is faster than a map.
        let mut counts: Vec<(u32, u32, NodeId)> = Vec::with_capacity(definition.children.len());
        let mut last = 0;
        for child in tree.children(node) {
            let name = tree.name(child);
            let known = typed.of(child).filter(|kind| kind.element != 0 && Arc::ptr_eq(&kind.structure, structure));
            let number = known.map(|kind| kind.element).or_else(|| {
                let is_it =
                    |number: &u32| structure.element(*number).is_some_and(|element| element.matches(name).is_some());
                definition.children.iter().copied().find(is_it)
            });
            let Some(number) = number else {
                self.unknown(child, name);
                continue;
            };
            match counts.iter_mut().find(|(other, ..)| *other == number) {
                Some((_, count, at)) => (*count, *at) = (*count + 1, child),
                None => counts.push((number, 1, child)),
            }
            let is_attribute = tree.node(child).is_some_and(|node| node.written == Written::Attribute);
            if tree.syntax == Syntax::Xml && !is_attribute {
                if number < last {
                    self.error(
                        child,
                        "order",
                        format!("the element `{}` stands out of the order of its type", short(name)),
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
            let found = counts.iter().find(|(other, ..)| other == number);
            let (count, at) = found.map_or((0, node), |(_, count, at)| (*count, *at));
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
        let is_container = element.types.iter().any(|kind| {
            kind.code == "Resource"
                || (tree.resource_type(child).is_some() && self.definitions().is_a(&kind.code, "Resource"))
        });
        if is_container {
            self.contained(child, element);
            return;
        }
        let Some(kind) = typed.of(child) else { return };
        let type_name = kind.type_name();
        if is_primitive(type_name) {
            self.primitive(child, type_name);
        } else if tree.value(child).is_some() {
            self.error(child, "type", format!("`{}` holds elements, and a value was found", element.path));
            return;
        }
        if let Some((inner, holder)) = kind.holder(self.definitions())
            && tree.children(child).next().is_some()
        {
            self.children(child, &inner, holder);
        }
        match type_name {
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
            for fault in faults.iter().filter(|fault| !matches!(fault, xhtml::XhtmlFault::Empty)) {
                self.error(child, "narrative", fault.to_string());
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
        if let Err(why) = primitive::check(self.definitions().version(), kind, value.text()) {
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
