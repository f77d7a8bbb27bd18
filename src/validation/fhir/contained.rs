//! Contained resources: whether each is spoken of (the invariant dom-3 of `DomainResource`).

use std::collections::HashSet;

use super::check::{Check, short};
use crate::validation::definitions::FhirVersion;
use crate::validation::instance::NodeId;
use crate::validation::xhtml;

/// What links from narrative and from elements lead to.
struct Links<'t> {
    written: HashSet<&'t str>,
    narrative: HashSet<String>,
}

impl Check<'_, '_> {
    /// Every contained resource must be referred to from the resource that contains it, or in R4 refer
    /// to that (FHIR R4, 2.3.0.2 "Contained Resources"). An image or link of the narrative counts.
    pub(super) fn contained_are_spoken_of(&mut self, node: NodeId) {
        let tree = &self.typed.tree;
        let contained: Vec<NodeId> = tree.named(node, "contained").collect();
        if contained.is_empty() {
            return;
        }
        let links = self.links(node);
        let may_point_up = self.definitions().version() == FhirVersion::R4;
        let mut alone = Vec::new();
        for resource in contained {
            let Some(id) = tree.text_of(resource, "id") else { continue };
            let is_linked = links.narrative.contains(id)
                || links.written.iter().any(|link| link.strip_prefix('#') == Some(id))
                || (may_point_up && self.links(resource).written.contains("#"));
            if !is_linked {
                alone.push((resource, short(id).to_owned()));
            }
        }
        for (resource, id) in alone {
            let message =
                format!("dom-3: nothing refers to the contained resource `{id}`, and it refers to nothing around it");
            self.error(resource, "invariant:dom-3", message);
        }
    }

    fn links(&self, node: NodeId) -> Links<'_> {
        let tree = &self.typed.tree;
        let is_r4 = self.definitions().version() == FhirVersion::R4;
        let mut links = Links { written: HashSet::new(), narrative: HashSet::new() };
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            open.extend(tree.children(node));
            let Some(value) = tree.value_text(node) else { continue };
            if tree.name(node) == "div" {
                links.narrative.extend(xhtml::local_links(value));
            } else if value.starts_with('#') {
                let is_address = matches!(self.typed.type_name(node), Some("uri" | "url" | "canonical"));
                if tree.name(node) == "reference" || (is_r4 && is_address) {
                    links.written.insert(value);
                }
            }
        }
        links
    }
}
