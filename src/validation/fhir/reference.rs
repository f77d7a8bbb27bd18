//! References: where they lead, and whether what is there may be there.

use super::bundle::implied_type;
use super::check::{Check, short};
use crate::validation::definitions::{Element, ElementType};
use crate::validation::instance::NodeId;

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
        let Some(target) = target else { return };
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
        self.depth += 1;
        let fits = profiles.iter().any(|profile| self.conforms_to(target, profile));
        self.depth -= 1;
        if !fits {
            let names = names(&wanted.targets);
            self.error(node, "reference", format!("what is referred to conforms to none of {names}"));
        }
    }
}

fn names(urls: &[String]) -> String {
    let names = urls.iter().map(|url| format!("`{}`", url.rsplit('/').next().unwrap_or(url)));
    names.collect::<Vec<_>>().join(", ")
}
