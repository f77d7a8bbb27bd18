//! What a grammar is made of.

use std::collections::HashMap;

use super::simple::Simple;

/// A grammar for the elements of one namespace.
#[derive(Debug, Default)]
pub(in crate::validation) struct Grammar {
    /// The namespaces that its elements stand in; the first is the usual one.
    pub(super) namespaces: Vec<String>,
    pub(super) types: Vec<Type>,
    pub(super) names: HashMap<String, usize>,
    /// The elements that a document or a payload may begin with, and the types of them.
    pub(super) roots: HashMap<String, usize>,
}

impl Grammar {
    /// The type of a root element.
    pub(super) fn root(&self, namespace: Option<&str>, name: &str) -> Option<&Type> {
        if namespace != self.namespaces.first().map(String::as_str) {
            return None;
        }
        self.types.get(*self.roots.get(name)?)
    }

    /// Whether it knows an element as one that a document may begin with.
    pub(in crate::validation) fn knows(&self, namespace: Option<&str>, name: &str) -> bool {
        self.root(namespace, name).is_some()
    }

    /// The type of a name.
    pub(super) fn named(&self, name: &str) -> Option<&Type> {
        self.types.get(*self.names.get(name)?)
    }
}

/// The type of an element.
#[derive(Debug, Default)]
pub(super) struct Type {
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
    pub(super) content: Content,
    /// Whether text may stand between the elements.
    pub(super) mixed: bool,
    /// The types that an element may say it is instead.
    pub(super) also: Vec<String>,
}

/// What stands in an element.
#[derive(Debug, Default)]
pub(super) enum Content {
    /// Nothing, white space neither.
    #[default]
    Empty,
    /// A text of a simple type.
    Text(Simple),
    /// Elements.
    Elements(Vec<Step>),
    /// Whatever the named type says; a type that is abstract.
    Abstract,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) simple: Simple,
    /// The only value that it may have.
    pub(super) fixed: Option<String>,
}

/// A step of the automaton that reads the children of an element.
#[derive(Debug)]
pub(super) enum Step {
    /// An element.
    Element(Particle),
    /// Any one element.
    Any(Wildcard),
    /// Goes on at both places.
    Split(usize, usize),
    /// Goes on at a place.
    Jump(usize),
    /// The children may end here.
    End,
}

/// An element in a content model.
#[derive(Debug, Clone)]
pub(super) struct Particle {
    /// Which of the grammar's namespaces it stands in.
    pub(super) namespace: usize,
    pub(super) name: String,
    /// Its type, by number.
    pub(super) kind: usize,
    /// The only text that it may have.
    pub(super) fixed: Option<String>,
    /// Whether it may say `xsi:nil`.
    pub(super) nillable: bool,
}

/// Which elements may stand for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wildcard {
    /// Of any namespace; what is known is checked.
    Lax,
    /// Of another namespace than the grammar's own; it is not looked into.
    Other,
}
