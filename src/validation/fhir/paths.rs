//! The places of findings as FHIRPath has them: `Patient.name[1].given[0]`.

use std::collections::HashMap;

use crate::validation::instance::NodeId;
use crate::validation::typed::Typed;

/// Makes paths, fast where they are asked for in the order of the document.
pub(super) struct Paths<'t, 'a> {
    typed: &'t Typed<'a>,
    /// For the elements of a holder: the last one that was asked for, and its place among its name's.
    last: HashMap<NodeId, (NodeId, usize)>,
}

impl<'t, 'a> Paths<'t, 'a> {
    pub(super) fn of(typed: &'t Typed<'a>) -> Self {
        Self { typed, last: HashMap::new() }
    }

    /// The path of an element.
    pub(super) fn path(&mut self, node: NodeId) -> String {
        let tree = &self.typed.tree;
        let mut parts = Vec::new();
        let mut at = node;
        while let Some(parent) = tree.parent(at) {
            let name = tree.name(at);
            let is_list = tree.node(at).is_some_and(|node| node.in_list) || tree.named(parent, name).nth(1).is_some();
            if is_list {
                parts.push(format!("{name}[{}]", self.place(parent, at)));
            } else {
                parts.push(name.to_owned());
            }
            at = parent;
        }
        parts.push(tree.resource_type(at).unwrap_or_default().to_owned());
        parts.reverse();
        parts.join(".")
    }

    fn place(&mut self, parent: NodeId, node: NodeId) -> usize {
        let tree = &self.typed.tree;
        let name = tree.name(node);
        let known = self.last.get(&parent).copied();
        let place = match known.filter(|(last, _)| *last <= node && tree.name(*last) == name) {
            Some((last, place)) => {
                let between = tree.from(last).take_while(|other| *other != node);
                place + between.filter(|other| tree.name(*other) == name).count()
            }
            None => tree.named(parent, name).take_while(|other| *other != node).count(),
        };
        self.last.insert(parent, (node, place));
        place
    }
}
