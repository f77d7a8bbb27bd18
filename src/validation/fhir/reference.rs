//! References: where they lead, and whether what is there may be there.

use std::sync::Arc;

use super::bundle::implied_type;
use super::check::{Check, short};
use super::finding::Uncheckable;
use crate::validation::definitions::{Element, ElementType, Structure};
use crate::validation::instance::{NodeId, read};
use crate::validation::typed::Typed;

impl Check<'_, '_> {
    /// The resource that a reference leads to, where it stands in the same tree.
    pub(super) fn resolve(&self, node: NodeId, reference: &str) -> Option<NodeId> {
        let tree = &self.typed.tree;
        let Some(id) = reference.strip_prefix('#') else {
            return self.targets(node, reference).first().copied();
        };
        let mut holder = tree.resource_of(node);
        while tree.name(holder) == "contained"
            && let Some(parent) = tree.parent(holder)
        {
            holder = tree.resource_of(parent);
        }
        if id.is_empty() {
            return Some(holder);
        }
        tree.named(holder, "contained").find(|contained| tree.text_of(*contained, "id") == Some(id))
    }

    /// A reference against the types that its definition allows.
    pub(super) fn reference(&mut self, node: NodeId, element: &Element) {
        let tree = &self.typed.tree;
        let Some(reference) = tree.text_of(node, "reference") else { return };
        let target = self.resolve(node, reference);
        if reference.starts_with('#') && target.is_none() {
            self.error(node, "reference", "the contained resource that is referred to is not there");
            return;
        }
        let found = target.and_then(|target| tree.resource_type(target));
        let implied = implied_type(reference)
            .filter(|name| self.definitions().type_named(name).is_some_and(|structure| structure.kind == "resource"));
        if let (Some(found), Some(implied)) = (found, implied)
            && found != implied
        {
            self.error(
                node,
                "reference",
                format!("the reference names a `{implied}`, and leads to a `{}`", short(found)),
            );
        }
        if let (None, Some(implied), Some((_, id))) = (found, implied, reference.rsplit_once('/'))
            && !reference.contains(':')
        {
            let by_id = self.targets(node, &format!("urn:uuid:{id}"));
            let other = by_id.first().and_then(|target| tree.resource_type(*target)).filter(|kind| *kind != implied);
            if let Some(other) = other {
                let message =
                    format!("the reference names a `{implied}`, and the resource of that id is a `{}`", short(other));
                self.error(node, "reference", message);
            }
        }
        let stated = tree.text_of(node, "type");
        if let (Some(found), Some(stated)) = (found.or(implied), stated)
            && found != stated
            && !stated.contains('/')
        {
            self.error(
                node,
                "reference",
                format!("the type is given as `{}`, and the reference is to a `{found}`", short(stated)),
            );
        }
        let Some(kind) = found.or(implied).or(stated) else { return };
        let Some(wanted) = element.types.iter().find(|wanted| wanted.code == "Reference") else { return };
        if !self.may_be(kind, wanted) {
            let names = names(&wanted.targets);
            self.error(node, "reference", format!("a `{}` may not stand here; allowed: {names}", short(kind)));
        }
    }

    /// Whether a type of resource is one of those that a reference may lead to.
    fn may_be(&self, kind: &str, wanted: &ElementType) -> bool {
        wanted.targets.is_empty()
            || wanted.targets.iter().any(|target| match self.definitions().structure(target) {
                Some(structure) => self.definitions().is_a(kind, &structure.type_name),
                // What is not known cannot refuse anything.
                None => true,
            })
    }

    /// A reference against a profile: its targets' profiles, and how it may lead there.
    pub(super) fn profiled_reference(&mut self, node: NodeId, element: &Element) {
        self.reference(node, element);
        let tree = &self.typed.tree;
        let Some(reference) = tree.text_of(node, "reference") else { return };
        let Some(wanted) = element.types.iter().find(|wanted| wanted.code == "Reference") else { return };
        let target = self.resolve(node, reference);
        if !wanted.aggregation.is_empty() {
            let is_allowed = |mode: &str| wanted.aggregation.iter().any(|allowed| allowed == mode);
            let fits = match (reference.starts_with('#'), target) {
                (true, _) => is_allowed("contained"),
                (false, Some(_)) => is_allowed("bundled") || is_allowed("referenced"),
                (false, None) => is_allowed("referenced"),
            };
            if !fits {
                let modes = wanted.aggregation.join(", ");
                self.error(node, "reference", format!("the reference must be {modes}, and is not"));
            }
        }
        let reference = reference.to_owned();
        let mut profiles = Vec::new();
        for url in &wanted.targets {
            match self.definitions().structure(url) {
                Some(structure) if structure.is_constraint => profiles.push(structure),
                // The base type asks nothing more, and what is not known cannot be asked.
                _ => return,
            }
        }
        if profiles.is_empty() || !self.may_ask(node) {
            return;
        }
        if target.is_none() && self.definitions().instance(&reference).is_none() {
            let message = "what is referred to is not at hand, so its profile is not checked";
            if self.options.check_references {
                self.not_checkable(node, "reference", Uncheckable::Reference, message);
            } else {
                self.information(node, "reference", message);
            }
            return;
        }
        self.depth += 1;
        let fits = profiles.iter().any(|profile| match target {
            Some(target) => self.conforms_to(target, profile),
            None => self.loaded_conforms(&reference, profile),
        });
        self.depth -= 1;
        if !fits {
            let names = names(&wanted.targets);
            self.error(node, "reference", format!("what is referred to conforms to none of {names}"));
        }
    }

    /// Whether a resource that was loaded beside the definitions conforms to a profile; what was not
    /// loaded is not asked.
    fn loaded_conforms(&mut self, reference: &str, profile: &Arc<Structure>) -> bool {
        let Some(document) = self.definitions().instance(reference) else { return true };
        let key = (reference.to_owned(), profile.url.clone());
        if let Some(known) = self.loaded.get(&key) {
            return *known;
        }
        self.loaded.insert(key.clone(), true);
        let text = document.to_string();
        let Ok(tree) = read(&text) else { return true };
        let typed = Typed::new(tree, self.definitions());
        let mut inner = Check::new(self.validator, &typed, self.options);
        inner.depth = self.depth;
        inner.loaded = std::mem::take(&mut self.loaded);
        let answer = inner.conforms_to(NodeId::ROOT, profile);
        self.loaded = inner.loaded;
        self.loaded.insert(key, answer);
        answer
    }
}

fn names(urls: &[String]) -> String {
    let names = urls.iter().map(|url| format!("`{}`", url.rsplit('/').next().unwrap_or(url)));
    names.collect::<Vec<_>>().join(", ")
}
