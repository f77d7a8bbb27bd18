//! A profile against an element and all below it.

use std::sync::Arc;

use super::check::{Check, short};
use super::finding::Uncheckable;
use super::same;
use crate::validation::definitions::{Element, Structure};
use crate::validation::instance::NodeId;

impl Check<'_, '_> {
    /// Puts a profile to an element.
    pub(super) fn against(&mut self, node: NodeId, structure: &Arc<Structure>) {
        if !self.may_ask(node) {
            return;
        }
        let kind = self.typed.type_name(node).or_else(|| self.typed.tree.resource_type(node)).unwrap_or_default();
        if !self.definitions().is_a(kind, &structure.type_name) {
            let message = format!(
                "the profile `{}` is of `{}`, and this is a `{}`",
                structure.url,
                structure.type_name,
                short(kind)
            );
            self.error(node, "profile", message);
            return;
        }
        if !structure.is_constraint {
            return;
        }
        let before = self.profile.replace(structure.url.clone());
        self.depth += 1;
        self.profiled(node, structure, 0);
        self.depth -= 1;
        self.profile = before;
    }

    /// One element against its definition in a profile.
    pub(super) fn profiled(&mut self, node: NodeId, structure: &Arc<Structure>, number: u32) {
        let Some(element) = structure.element(number) else { return };
        if !self.may_ask(node) {
            return;
        }
        self.values(node, element);
        self.bound(node, element);
        self.own_invariants(node, element);
        let holder = structure.resolved(number);
        let has_children = structure.element(holder).is_some_and(|element| !element.children.is_empty());
        if has_children {
            self.profiled_children(node, structure, holder);
        }
        if number != 0 {
            self.of_type(node, element, has_children);
        }
    }

    /// The type of an element, and the profiles of that type.
    fn of_type(&mut self, node: NodeId, element: &Element, is_unfolded: bool) {
        let kind =
            self.typed.type_name(node).or_else(|| self.typed.tree.resource_type(node)).unwrap_or_default().to_owned();
        let wanted = element.types.iter().find(|wanted| self.definitions().is_a(&kind, &wanted.code));
        let Some(wanted) = wanted else {
            let is_structural = matches!(kind.as_str(), "BackboneElement" | "Element" | "");
            if !element.types.is_empty() && !is_structural {
                let allowed =
                    element.types.iter().map(|kind| format!("`{}`", kind.code)).collect::<Vec<_>>().join(", ");
                self.error(node, "type", format!("a `{}` may not stand here; allowed: {allowed}", short(&kind)));
            }
            return;
        };
        if kind == "Reference" {
            self.profiled_reference(node, element);
        }
        if is_unfolded && wanted.profiles.len() != 1 {
            return;
        }
        let mut known = Vec::new();
        for url in &wanted.profiles {
            match self.definitions().try_structure(url) {
                Some(Ok(structure)) => known.push(structure),
                Some(Err(why)) => {
                    let message = format!("the profile `{url}` cannot be used: {why}");
                    self.not_checkable(node, "profile", Uncheckable::Profile, message);
                    return;
                }
                None => {
                    let message = format!("the profile `{url}` is not known, so it is not checked");
                    self.not_checkable(node, "profile", Uncheckable::Profile, message);
                    return;
                }
            }
        }
        match known.as_slice() {
            [] => {}
            [only] => self.against(node, only),
            several => {
                if !several.iter().any(|profile| self.conforms_to(node, profile)) {
                    let names = wanted.profiles.join("`, `");
                    self.error(node, "profile", format!("the element conforms to none of `{names}`"));
                }
            }
        }
    }

    fn profiled_children(&mut self, node: NodeId, structure: &Arc<Structure>, holder: u32) {
        let Some(definition) = structure.element(holder) else { return };
        for number in definition.children.clone() {
            let Some(element) = structure.element(number) else { continue };
            let stem = element.stem();
            // STU3 names the type of a choice in its paths: `Extension.valueCode`.
            let is_named = |child: &NodeId| self.typed.stem(*child) == stem || self.typed.tree.name(*child) == stem;
            let children: Vec<NodeId> = self.typed.tree.children(node).filter(is_named).collect();
            let count = u32::try_from(children.len()).unwrap_or(u32::MAX);
            self.cardinality(node, children.last().copied().unwrap_or(node), element, count);
            if element.slices.is_empty() {
                for child in children {
                    self.profiled(child, structure, number);
                }
            } else {
                self.sliced(node, &children, structure, number);
            }
        }
    }

    /// Fixed values, patterns, bounds and lengths.
    fn values(&mut self, node: NodeId, element: &Element) {
        let tree = &self.typed.tree;
        if let Some(fixed) = &element.fixed
            && !same::equals(tree, node, &fixed.value)
        {
            self.error(node, "fixed", format!("`{}` has a fixed value, and another was found", element.path));
        }
        if let Some(pattern) = &element.pattern
            && !same::contains(tree, node, &pattern.value)
        {
            self.error(node, "pattern", format!("`{}` does not hold what its pattern says", element.path));
        }
        if element.must_have_value && tree.value(node).is_none() {
            self.error(node, "value", format!("`{}` must have a value", element.path));
        }
        if !element.alternatives.is_empty() && tree.value(node).is_none() {
            let mut urls = tree.named(node, "extension").filter_map(|extension| tree.text_of(extension, "url"));
            if !urls.any(|url| element.alternatives.iter().any(|known| known == url)) {
                let message = format!("`{}` must have a value, or an extension that may stand for one", element.path);
                self.error(node, "value", message);
            }
        }
        if !element.narrative_languages.is_empty() {
            self.languages(node, &element.narrative_languages);
        }
        self.limits(node, element);
        let tree = &self.typed.tree;
        let Some(value) = tree.value_text(node) else { return };
        if let Some(most) = element.max_length
            && value.chars().count() > most as usize
        {
            self.error(node, "length", format!("`{}` may have at most {most} characters", element.path));
        }
        if let Some(least) = element.min_length
            && value.chars().count() < least as usize
        {
            self.error(node, "length", format!("`{}` must have at least {least} characters", element.path));
        }
    }

    /// The invariants that a profile adds to those of the base.
    fn own_invariants(&mut self, node: NodeId, element: &Element) {
        if element.constraints.is_empty() {
            return;
        }
        let base = self.typed.of(node).cloned();
        let inner = base.as_ref().and_then(|kind| self.definitions().type_named(kind.type_name()));
        let is_base = |key: &str| {
            let own = base.as_ref().and_then(|kind| kind.definition());
            let root = inner.as_ref().and_then(|structure| structure.element(0));
            own.into_iter().chain(root).any(|element| element.constraints.iter().any(|known| known.key == key))
        };
        for constraint in element.constraints.iter().filter(|constraint| !is_base(&constraint.key)) {
            self.invariant(node, constraint);
        }
    }
}
