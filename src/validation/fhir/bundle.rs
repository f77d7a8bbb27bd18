//! Bundles: full URLs, and what a document or message must hold together.

use std::collections::HashMap;

use super::check::{Check, short};
use crate::validation::instance::NodeId;
use crate::validation::typed::Typed;

/// The resources of the bundles of a tree, by what they may be called.
#[derive(Clone, Default)]
pub(super) struct Index {
    by_url: HashMap<(NodeId, String), Vec<NodeId>>,
    by_id: HashMap<(NodeId, String), Vec<NodeId>>,
    /// The bundle and entry of a resource.
    entries: HashMap<NodeId, (NodeId, NodeId)>,
}

impl Index {
    pub(super) fn of(typed: &Typed<'_>) -> Self {
        let tree = &typed.tree;
        let mut index = Self::default();
        let mut open = vec![tree.root()];
        while let Some(node) = open.pop() {
            if tree.resource_type(node) == Some("Bundle") {
                index.add(typed, node);
            }
            // Only bundles and what they hold: parameters hold bundles too.
            open.extend(tree.children(node).filter(|child| {
                matches!(tree.name(*child), "entry" | "resource" | "parameter" | "part" | "contained")
            }));
        }
        index
    }

    fn add(&mut self, typed: &Typed<'_>, bundle: NodeId) {
        let tree = &typed.tree;
        for entry in tree.named(bundle, "entry") {
            let Some(resource) = tree.child(entry, "resource") else { continue };
            self.entries.insert(resource, (bundle, entry));
            if let Some(url) = tree.text_of(entry, "fullUrl") {
                self.by_url.entry((bundle, url.to_owned())).or_default().push(resource);
            }
            if let (Some(kind), Some(id)) = (tree.resource_type(resource), tree.text_of(resource, "id")) {
                self.by_id.entry((bundle, format!("{kind}/{id}"))).or_default().push(resource);
            }
        }
    }

    /// The bundle and entry that a resource stands in.
    pub(super) fn entry_of(&self, resource: NodeId) -> Option<(NodeId, NodeId)> {
        self.entries.get(&resource).copied()
    }

    /// The resources of a bundle that a reference from one of its entries may lead to.
    pub(super) fn find(&self, typed: &Typed<'_>, bundle: NodeId, entry: NodeId, reference: &str) -> &[NodeId] {
        let by_url = |url: &str| self.by_url.get(&(bundle, url.to_owned())).map(Vec::as_slice);
        let plain = reference.split("/_history/").next().unwrap_or(reference);
        if let Some(found) = by_url(reference).or_else(|| by_url(plain)) {
            return found;
        }
        if reference.contains(':') {
            return &[];
        }
        if let Some(base) = typed.tree.text_of(entry, "fullUrl").and_then(base_of)
            && let Some(found) = by_url(&format!("{base}{plain}"))
        {
            return found;
        }
        // Where the full URLs have no base, the type and id of the resource are its name.
        let found = self.by_id.get(&(bundle, plain.to_owned())).map_or(&[][..], Vec::as_slice);
        let own_base = typed.tree.text_of(entry, "fullUrl").and_then(base_of);
        let is_elsewhere = |resource: &NodeId| {
            let url = self.entry_of(*resource).and_then(|(_, entry)| typed.tree.text_of(entry, "fullUrl"));
            own_base.is_some() && url.and_then(base_of).is_some_and(|base| Some(base) != own_base)
        };
        if found.iter().all(is_elsewhere) { &[] } else { found }
    }
}

/// The base of a RESTful URL: all before `Type/id`.
fn base_of(url: &str) -> Option<&str> {
    let (before, id) = url.rsplit_once('/')?;
    let (base, kind) = before.rsplit_once('/')?;
    let is_type = kind.starts_with(|first: char| first.is_ascii_uppercase())
        && kind.bytes().all(|byte| byte.is_ascii_alphabetic());
    (url.starts_with("http") && is_type && !id.is_empty()).then(|| url.get(..=base.len())).flatten()
}

/// Whether a URL says where it begins.
pub(super) fn is_absolute(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

impl Check<'_, '_> {
    /// The rules of a bundle that no invariant states.
    pub(super) fn bundle(&mut self, bundle: NodeId) {
        let tree = &self.typed.tree;
        let entries: Vec<NodeId> = tree.named(bundle, "entry").collect();
        let kind = tree.text_of(bundle, "type").unwrap_or_default().to_owned();
        for entry in &entries {
            self.full_url(*entry);
            let has_resource = tree.child(*entry, "resource").is_some();
            let is_request = kind.starts_with("batch") || kind.starts_with("transaction");
            if has_resource && !is_request && tree.child(*entry, "fullUrl").is_none() {
                self.error(*entry, "bundle", format!("an entry of a `{}` must have a full URL", short(&kind)));
            }
            if kind == "searchset" {
                self.search_entry(*entry);
            }
        }
        self.asked_of_entries(&entries);
        match tree.text_of(bundle, "type") {
            Some("document") => {
                if let Some(first) = entries.first().and_then(|entry| tree.child(*entry, "resource")) {
                    self.composition(first);
                }
                self.interlinked(&entries, true);
            }
            Some("message") => self.interlinked(&entries, false),
            _ => {}
        }
    }

    /// The profiles that were asked for of some entries.
    fn asked_of_entries(&mut self, entries: &[NodeId]) {
        let tree = &self.typed.tree;
        let resources: Vec<NodeId> = entries.iter().filter_map(|entry| tree.child(*entry, "resource")).collect();
        for asked in self.options.entries.clone() {
            let of_type = |resource: &&NodeId| self.typed.tree.resource_type(**resource) == Some(&asked.resource_type);
            let meant: Vec<NodeId> = resources.iter().filter(of_type).copied().collect();
            for (place, resource) in meant.into_iter().enumerate() {
                if asked.place.is_none_or(|wanted| wanted == place) {
                    self.asked_profile(resource, &asked.profile, true);
                }
            }
        }
    }

    /// What an entry of a search's answer must be.
    fn search_entry(&mut self, entry: NodeId) {
        let tree = &self.typed.tree;
        let Some(resource) = tree.child(entry, "resource") else { return };
        let is_outcome = tree.resource_type(resource) == Some("OperationOutcome");
        let mode = tree.child(entry, "search").and_then(|search| tree.text_of(search, "mode"));
        if mode == Some("outcome") && !is_outcome {
            self.error(resource, "bundle", "the mode is `outcome`, and this is no OperationOutcome");
        }
        if !is_outcome && mode != Some("outcome") && tree.child(resource, "id").is_none() {
            self.error(resource, "bundle", "a result of a search must have an id");
        }
        if mode == Some("match") && is_outcome {
            self.error(resource, "bundle", "an OperationOutcome is no match of a search");
        }
    }

    fn full_url(&mut self, entry: NodeId) {
        let tree = &self.typed.tree;
        let Some(at) = tree.child(entry, "fullUrl") else { return };
        let Some(url) = tree.value_text(at) else { return };
        if !is_absolute(url) {
            self.error(at, "bundle", "the full URL must be absolute");
            return;
        }
        let Some(resource) = tree.child(entry, "resource") else { return };
        let Some(base) = base_of(url) else { return };
        let Some((kind, id)) = url.get(base.len()..).and_then(|rest| rest.split_once('/')) else { return };
        let is_resource = self.definitions().type_named(kind).is_some_and(|structure| structure.kind == "resource");
        if !is_resource {
            return;
        }
        let (kind, id) = (kind.to_owned(), id.to_owned());
        match tree.text_of(resource, "id") {
            None => self.error(at, "bundle", "the full URL is that of a server, and the resource has no id"),
            Some(own) if own != id || tree.resource_type(resource) != Some(&kind) => {
                self.error(
                    at,
                    "bundle",
                    "the full URL is that of a server, and ends with another type or id than the resource has",
                );
            }
            Some(_) => {}
        }
    }

    /// Whether what a composition speaks of is in the bundle.
    fn composition(&mut self, composition: NodeId) {
        let tree = &self.typed.tree;
        if tree.resource_type(composition) != Some("Composition") {
            return;
        }
        let mut open = vec![composition];
        let mut references = Vec::new();
        while let Some(node) = open.pop() {
            for child in tree.children(node) {
                match tree.name(child) {
                    "section" | "attester" | "event" => open.push(child),
                    "subject" | "encounter" | "author" | "party" | "custodian" | "detail" | "entry" | "focus" => {
                        references.push(child);
                    }
                    _ => {}
                }
            }
        }
        for node in references {
            let Some(reference) = tree.text_of(node, "reference") else { continue };
            if reference.starts_with('#') {
                continue;
            }
            match self.targets(node, reference).len() {
                0 => self.error(node, "bundle", "what the composition refers to is not in the document"),
                1 => {}
                _ => self.error(node, "bundle", "what the composition refers to is in the document more than once"),
            }
        }
    }

    /// Whether every entry is tied to the first, by references in either direction.
    fn interlinked(&mut self, entries: &[NodeId], is_document: bool) {
        let tree = &self.typed.tree;
        let resources: Vec<Option<NodeId>> = entries.iter().map(|entry| tree.child(*entry, "resource")).collect();
        let places: HashMap<NodeId, usize> =
            resources.iter().enumerate().filter_map(|(place, node)| Some(((*node)?, place))).collect();
        let mut ties: Vec<Vec<usize>> = vec![Vec::new(); entries.len()];
        for (place, resource) in resources.iter().enumerate() {
            let mut open: Vec<NodeId> = resource.iter().copied().collect();
            while let Some(node) = open.pop() {
                open.extend(tree.children(node));
                if tree.name(node) != "reference" {
                    continue;
                }
                let Some(reference) = tree.value_text(node).filter(|text| !text.starts_with('#')) else { continue };
                for target in self.targets(node, reference) {
                    if let Some(other) = places.get(&target) {
                        ties[place].push(*other);
                        ties[*other].push(place);
                    }
                }
            }
        }
        let mut reached = vec![false; entries.len()];
        let mut open = vec![0];
        while let Some(place) = open.pop() {
            if !std::mem::replace(reached.get_mut(place).unwrap_or(&mut true), true) {
                open.extend(&ties[place]);
            }
        }
        for (entry, _) in entries.iter().zip(reached).filter(|(_, reached)| !reached) {
            let message = "the entry is not tied to the first one by any references";
            if is_document {
                self.error(*entry, "bundle", message);
            } else {
                self.warning(*entry, "bundle", message);
            }
        }
    }

    /// The resources of the same bundle that a reference leads to.
    pub(super) fn targets(&self, node: NodeId, reference: &str) -> Vec<NodeId> {
        let Some(index) = &self.index else { return Vec::new() };
        let mut resource = self.typed.tree.resource_of(node);
        loop {
            if let Some((bundle, entry)) = index.entry_of(resource) {
                let found = index.find(self.typed, bundle, entry, reference);
                if !found.is_empty() {
                    return found.to_vec();
                }
            }
            let Some(parent) = self.typed.tree.parent(resource) else { return Vec::new() };
            resource = self.typed.tree.resource_of(parent);
        }
    }
}

/// The type that a reference names: `Patient/1`, `https://host/Patient/1/_history/2`.
pub(super) fn implied_type(reference: &str) -> Option<&str> {
    let plain = reference.split("/_history/").next().unwrap_or(reference);
    let (before, id) = plain.rsplit_once('/')?;
    let kind = before.rsplit('/').next().unwrap_or(before);
    let is_type = kind.starts_with(|first: char| first.is_ascii_uppercase());
    (is_type && !id.is_empty() && short(kind) == kind).then_some(kind)
}
