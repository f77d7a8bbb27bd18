//! A tree with the definition of every element that has one.

use std::collections::HashMap;
use std::sync::Arc;

use super::definitions::{Definitions, Element, Structure};
use super::instance::{NodeId, Tree};

/// What an element is by its definition.
#[derive(Clone)]
pub struct NodeType {
    /// The structure that defines it.
    pub structure: Arc<Structure>,
    /// The number of its element there.
    pub element: u32,
    /// Which of the types of that element.
    pub choice: usize,
}

impl NodeType {
    /// Its definition.
    pub fn definition(&self) -> Option<&Element> {
        self.structure.element(self.element)
    }

    /// The name of its type; that of the structure where it is the root of one.
    pub fn type_name(&self) -> &str {
        if self.element == 0 {
            return &self.structure.type_name;
        }
        let kinds = self.definition().map_or(&[][..], |element| &element.types);
        kinds.get(self.choice).map_or("BackboneElement", |kind| &kind.code)
    }

    /// The structure and the element that say which children there may be.
    pub fn holder(&self, definitions: &Definitions) -> Option<(Arc<Structure>, u32)> {
        let own = self.structure.resolved(self.element);
        if self.structure.element(own).is_some_and(|element| !element.children.is_empty()) {
            return Some((Arc::clone(&self.structure), own));
        }
        definitions.type_named(self.type_name()).map(|structure| (structure, 0))
    }
}

/// A tree and the type of every element.
pub struct Typed<'a> {
    /// The tree.
    pub tree: Tree<'a>,
    types: Vec<Option<NodeType>>,
    /// The children by name of elements that have very many, such as a bundle of thousands of entries.
    wide: HashMap<NodeId, HashMap<String, Vec<NodeId>>>,
}

/// From how many children on they are found by name and not by looking at each.
const WIDE: usize = 64;

impl<'a> Typed<'a> {
    /// Finds the type of every element, from the types that resources say they are of.
    pub fn new(tree: Tree<'a>, definitions: &Definitions) -> Self {
        let mut typed = Self { types: vec![None; tree.len()], tree, wide: HashMap::new() };
        if !typed.tree.is_empty() {
            typed.resource(definitions, NodeId(0));
        }
        typed
    }

    /// The type of an element; none where it is not defined.
    pub fn of(&self, id: NodeId) -> Option<&NodeType> {
        self.types.get(id.0 as usize)?.as_ref()
    }

    /// The children of a name without the type that it may carry; none where the element has so few that
    /// they are not kept by name.
    pub(in crate::validation) fn many(&self, id: NodeId, stem: &str) -> Option<&[NodeId]> {
        if self.wide.is_empty() {
            return None;
        }
        Some(self.wide.get(&id)?.get(stem).map_or(&[], Vec::as_slice))
    }

    /// The name of the type of an element.
    pub fn type_name(&self, id: NodeId) -> Option<&str> {
        self.of(id).map(NodeType::type_name)
    }

    /// The name of an element without the type that it may carry.
    pub fn stem(&self, id: NodeId) -> &str {
        let name = self.tree.name(id);
        let Some(kind) = self.of(id) else { return name };
        match kind.definition() {
            Some(element) if element.is_choice() && kind.element != 0 => {
                name.get(..element.stem().len()).unwrap_or(name)
            }
            _ => name,
        }
    }

    fn resource(&mut self, definitions: &Definitions, id: NodeId) {
        let kind = self.tree.resource_type(id).and_then(|name| definitions.type_named(name));
        let Some(structure) = kind.filter(|structure| !structure.is_constraint) else { return };
        self.set(id, NodeType { structure: Arc::clone(&structure), element: 0, choice: 0 });
        self.children(definitions, id, &structure, 0);
    }

    fn set(&mut self, id: NodeId, kind: NodeType) {
        if let Some(slot) = self.types.get_mut(id.0 as usize) {
            *slot = Some(kind);
        }
    }

    fn children(&mut self, definitions: &Definitions, id: NodeId, structure: &Arc<Structure>, holder: u32) {
        let children: Vec<NodeId> = self.tree.children(id).collect();
        let Some(holder) = structure.element(holder) else { return };
        let many = (children.len() >= WIDE).then(|| children.clone());
        for child in children {
            let name = self.tree.name(child);
            let found = holder.children.iter().find_map(|number| {
                let choice = structure.element(*number)?.matches(name)?;
                Some((*number, choice))
            });
            let Some((element, choice)) = found else { continue };
            if self.tree.resource_type(child).is_some() {
                self.resource(definitions, child);
                continue;
            }
            let kind = NodeType { structure: Arc::clone(structure), element, choice };
            if self.tree.children(child).next().is_some()
                && let Some((inner, number)) = kind.holder(definitions)
            {
                self.children(definitions, child, &inner, number);
            }
            self.set(child, kind);
        }
        if let Some(many) = many {
            let mut by_name: HashMap<String, Vec<NodeId>> = HashMap::new();
            for child in many {
                let stem = self.stem(child);
                match by_name.get_mut(stem) {
                    Some(known) => known.push(child),
                    None => {
                        by_name.insert(stem.to_owned(), vec![child]);
                    }
                }
            }
            self.wide.insert(id, by_name);
        }
    }
}
