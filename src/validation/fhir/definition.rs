//! Definitions as resources: profiles and search parameters that say what cannot hold.

use std::sync::Arc;

use serde_json::Value;

use super::check::{Check, short};
use super::slicing::steps;
use crate::validation::definitions::{Element, Structure};
use crate::validation::fhirpath::Expression;
use crate::validation::instance::NodeId;

impl Check<'_, '_> {
    /// A profile: whether a snapshot can be made of it, and whether it keeps to what it is derived from
    /// (FHIR R4, 5.1.0.4 "Using Structure Definitions", 5.1.0.14 "Slicing").
    pub(super) fn definition(&mut self, node: NodeId) {
        let tree = &self.typed.tree;
        let is_constraint = tree.text_of(node, "derivation") == Some("constraint");
        let Some(differential) = tree.child(node, "differential").filter(|_| is_constraint) else { return };
        let document = crate::validation::from_xml::definition(tree, node);
        let Some(base) = document["baseDefinition"].as_str().and_then(|base| self.definitions().structure(base)) else {
            return;
        };
        if let Err(why) = self.definitions().snapshot_of(&document) {
            self.error(node, "snapshot", format!("no snapshot can be made of the profile: {why}"));
        }
        let places: Vec<NodeId> = tree.named(differential, "element").collect();
        let said = document["differential"]["element"].as_array().map_or(&[][..], Vec::as_slice);
        for (place, says) in places.into_iter().zip(said) {
            let path = says["path"].as_str().unwrap_or_default();
            let Some(element) = base.by_path(path).and_then(|number| base.element(number)) else { continue };
            if says.get("sliceName").is_none() {
                self.keeps_to(place, element, says);
            }
            self.discriminators(place, &base, element, says);
        }
    }

    /// Whether a derived element is within its base.
    fn keeps_to(&mut self, place: NodeId, base: &Element, says: &Value) {
        if let Some(min) = says["min"].as_u64().filter(|min| *min < u64::from(base.min)) {
            let message =
                format!("`{}` occurs at least {} times in the base, and {min} times here", base.path, base.min);
            self.error(place, "derivation", message);
        }
        let max = says["max"].as_str().map(|max| max.parse::<u32>().unwrap_or(u32::MAX));
        if let (Some(max), Some(most)) = (max, base.max)
            && max > most
        {
            self.error(
                place,
                "derivation",
                format!("`{}` occurs at most {most} times in the base, and more here", base.path),
            );
        }
        let fixed = says.as_object().into_iter().flatten().find(|(name, _)| name.starts_with("fixed"));
        if let (Some((_, value)), Some(fixed)) = (fixed, &base.fixed)
            && *value != fixed.value
        {
            self.error(place, "derivation", format!("`{}` is fixed to another value in the base", base.path));
        }
    }

    /// Whether the paths of discriminators lead somewhere.
    fn discriminators(&mut self, place: NodeId, base: &Arc<Structure>, element: &Element, says: &Value) {
        for discriminator in says["slicing"]["discriminator"].as_array().into_iter().flatten() {
            let path = discriminator["path"].as_str().unwrap_or_default();
            let first = steps(path).into_iter().next().unwrap_or_default();
            if first == "$this" || first.contains('(') || self.has_child(base, element, &first) {
                continue;
            }
            let message = format!("the discriminator `{}` leads to no element of `{}`", short(path), element.path);
            self.error(place, "slicing", message);
        }
    }

    /// Whether an element may have a child of that name.
    fn has_child(&self, structure: &Structure, element: &Element, name: &str) -> bool {
        let holds = |structure: &Structure, holder: &Element| {
            holder
                .children
                .iter()
                .filter_map(|number| structure.element(*number))
                .any(|child| child.stem() == name || child.matches(name).is_some())
        };
        if !element.children.is_empty() || element.types.is_empty() {
            return element.types.is_empty() || holds(structure, element);
        }
        element.types.iter().any(|kind| match self.definitions().type_named(&kind.code) {
            Some(inner) => inner.element(0).is_some_and(|root| holds(&inner, root)),
            None => true,
        })
    }

    /// A search parameter: its expression, and the types that it is of (FHIR R4, 6.20).
    pub(super) fn search_parameter(&mut self, node: NodeId) {
        let tree = &self.typed.tree;
        let bases: Vec<String> =
            tree.named(node, "base").filter_map(|base| tree.value_text(base).map(ToOwned::to_owned)).collect();
        let parent = tree.text_of(node, "derivedFrom").and_then(|url| self.definitions().other(url));
        if let Some(parent) = parent {
            let known = |base: &&String| {
                parent["base"].as_array().into_iter().flatten().any(|other| other.as_str() == Some(base.as_str()))
            };
            if let Some(base) = bases.iter().find(|base| !known(base)) {
                let message = format!("`{}` is no base of the parameter that this one is derived from", short(base));
                self.error(node, "search", message);
            }
        }
        let Some((place, text)) = tree.child(node, "expression").and_then(|at| Some((at, tree.value_text(at)?))) else {
            return;
        };
        if let Err(why) = Expression::parse(text) {
            self.error(place, "search", format!("the expression cannot be read: {why}"));
            return;
        }
        let foreign = branches(text).find(|branch| {
            let first: String = branch.chars().take_while(char::is_ascii_alphanumeric).collect();
            let is_resource =
                self.definitions().type_named(&first).is_some_and(|structure| structure.kind == "resource");
            is_resource && !bases.iter().any(|base| self.definitions().is_a(base, &first))
        });
        if let Some(branch) = foreign {
            let message =
                format!("the expression begins with `{}`, and no base of the parameter is of it", short(branch));
            self.error(place, "search", message);
        }
    }
}

/// The parts of an expression between the bars that stand in no brackets.
fn branches(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |character: char| {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        character == '|' && depth == 0
    })
    .map(|branch| branch.trim().trim_start_matches('('))
}
