//! Extensions: whether they are known, and whether they may stand where they stand.

use super::bundle::is_absolute;
use super::check::{Check, short};
use super::finding::Uncheckable;
use crate::validation::definitions::{Context, Structure};
use crate::validation::fhirpath::Item;
use crate::validation::instance::NodeId;

impl Check<'_, '_> {
    /// An extension against its definition.
    pub(super) fn extension(&mut self, node: NodeId, is_modifier: bool) {
        let tree = &self.typed.tree;
        let Some(url) = tree.text_of(node, "url").map(ToOwned::to_owned) else { return };
        let parent = tree.parent(node);
        let is_nested = parent.and_then(|parent| self.typed.type_name(parent)) == Some("Extension");
        if is_nested && !is_absolute(&url) {
            return;
        }
        if !is_absolute(&url) {
            self.error(node, "extension", "the URL of an extension must be absolute");
            return;
        }
        let structure = match self.definitions().try_structure(&url) {
            Some(Ok(structure)) => structure,
            Some(Err(why)) => {
                let message = format!("the extension `{}` cannot be used: {why}", short(&url));
                self.not_checkable(node, "extension", Uncheckable::Profile, message);
                return;
            }
            None => {
                let message = format!("the extension `{}` is not known", short(&url));
                let tolerated = &self.options.tolerated_extensions;
                let is_tolerated = tolerated.iter().any(|prefix| url.starts_with(prefix));
                if is_tolerated {
                    return;
                }
                if is_modifier || self.options.refuse_unknown_extensions {
                    self.error(node, "extension", message);
                } else {
                    self.not_checkable(node, "extension", Uncheckable::Profile, message);
                }
                return;
            }
        };
        if structure.type_name != "Extension" {
            self.error(node, "extension", format!("`{}` is no extension", short(&url)));
            return;
        }
        let must_be_modifier = structure.element(0).is_some_and(|root| root.is_modifier);
        if must_be_modifier != is_modifier {
            let wanted = if must_be_modifier { "modifierExtension" } else { "extension" };
            self.error(node, "extension", format!("the extension `{}` must stand as `{wanted}`", short(&url)));
        }
        self.context(node, &structure);
        self.depth += 1;
        self.against(node, &structure);
        self.depth -= 1;
    }

    /// Whether an extension may stand where it stands.
    fn context(&mut self, node: NodeId, structure: &Structure) {
        let Some(parent) = self.typed.tree.parent(node) else { return };
        // The standard's own snapshots put it on a type where its context names the code of the type.
        let is_misplaced_by_the_standard = structure.url.ends_with("/structuredefinition-fhir-type");
        if !structure.contexts.is_empty() && !is_misplaced_by_the_standard {
            let contexts = structure.contexts.clone();
            if !contexts.iter().any(|context| self.is_context(parent, context)) {
                let allowed = contexts.iter().map(|context| format!("`{}`", context.expression));
                let allowed = allowed.collect::<Vec<_>>().join(", ");
                let message = format!("the extension `{}` may not stand here; allowed: {allowed}", structure.url);
                self.error(node, "extension", message);
            }
        }
        for invariant in &structure.context_invariants {
            match self.ask(parent, invariant) {
                Ok(Some(true)) => {}
                Ok(_) => {
                    let message = format!("what the extension `{}` asks of its place does not hold", structure.url);
                    self.error(node, "extension", message);
                }
                Err(error) => {
                    let message = format!(
                        "what the extension `{}` asks of its place cannot be evaluated: {error}",
                        structure.url
                    );
                    self.not_checkable(node, "extension", Uncheckable::Expression, message);
                }
            }
        }
    }

    fn is_context(&mut self, parent: NodeId, context: &Context) -> bool {
        let expression = context.expression.as_str();
        match context.kind.as_str() {
            "fhirpath" => {
                let resource = self.typed.tree.resource_of(parent);
                let found = self.evaluate(resource, expression).unwrap_or_default();
                found.contains(&Item::Node(parent)) || found == [Item::Boolean(true)]
            }
            "extension" => {
                let (url, _) = expression.split_once('#').unwrap_or((expression, ""));
                // The value of an extension stands for the extension.
                let tree = &self.typed.tree;
                let mut at = Some(parent);
                std::iter::from_fn(|| {
                    let current = at?;
                    at = tree.parent(current).filter(|_| self.typed.stem(current) == "value");
                    Some(current)
                })
                .any(|holder| tree.text_of(holder, "url") == Some(url))
            }
            // STU3 writes several in one.
            _ => expression.split(',').any(|path| self.is_element(parent, path.trim())),
        }
    }

    /// Whether an element is at a path, or of a type.
    fn is_element(&self, node: NodeId, expression: &str) -> bool {
        // An address may stand before the path. R4 says `Element` of what resources may hold too.
        let path = expression.rsplit('#').next().unwrap_or(expression);
        let Some(kind) = self.typed.of(node) else { return true };
        if matches!(path, "*" | "Any" | "Element" | "Resource") {
            return true;
        }
        let name = kind.type_name();
        if name == path || self.definitions().is_a(name, path) {
            return true;
        }
        let plain = |path: &str| path.replace("[x]", "");
        let own = kind.definition().map_or("", |element| element.path.as_str());
        let chosen =
            format!("{}.{}", own.rsplit_once('.').map_or("", |(before, _)| before), self.typed.tree.name(node));
        // What is defined as another element may hold what that may hold.
        let defined_as = kind.structure.element(kind.structure.resolved(kind.element)).map_or("", |other| &other.path);
        plain(own) == plain(path) || plain(defined_as) == plain(path) || chosen == path || self.ends_way(node, path)
    }

    /// Whether the way to an element from a type on its way is a path: `Patient.contact.name`.
    fn ends_way(&self, node: NodeId, path: &str) -> bool {
        let Some((first, rest)) = path.split_once('.') else { return false };
        let mut at = node;
        for step in rest.rsplit('.') {
            let stem = step.trim_end_matches("[x]");
            let fits = self.typed.stem(at) == stem || self.typed.tree.name(at) == stem;
            let Some(parent) = self.typed.tree.parent(at).filter(|_| fits) else { return false };
            at = parent;
        }
        self.typed.type_name(at).is_some_and(|kind| self.definitions().is_a(kind, first))
    }
}
