//! The tree of elements.

use std::borrow::Cow;

/// One element of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(in crate::validation) u32);

/// No element.
pub(in crate::validation) const NO_NODE: u32 = u32::MAX;

/// Which of its syntaxes a resource is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// Something that the syntax has wrong, whatever the definitions say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// The offset in bytes.
    pub at: usize,
    /// What was expected, and what was found.
    pub message: String,
}

impl SyntaxFault {
    pub(in crate::validation) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

/// The value of a primitive element. XML knows only text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number of JSON with all its digits.
    Number(&'a str),
    /// A truth value of JSON.
    Boolean(bool),
}

impl Scalar<'_> {
    /// The value as text.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Number(digits) => digits,
            Self::Boolean(true) => "true",
            Self::Boolean(false) => "false",
        }
    }
}

/// How an element was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::validation) enum Written {
    /// An object, or an element with children.
    Object,
    /// A value.
    Value,
    /// An attribute of XML.
    Attribute,
    /// Narrative in the namespace of XHTML.
    Xhtml,
}

/// An element.
pub(in crate::validation) struct Node<'a> {
    pub(in crate::validation) name: Cow<'a, str>,
    pub(in crate::validation) value: Option<Scalar<'a>>,
    /// The type that a resource says it is of.
    pub(in crate::validation) resource_type: Option<Cow<'a, str>>,
    pub(in crate::validation) at: u32,
    pub(in crate::validation) parent: u32,
    pub(in crate::validation) first: u32,
    pub(in crate::validation) last: u32,
    pub(in crate::validation) next: u32,
    pub(in crate::validation) written: Written,
    /// Whether it stands in a list of JSON.
    pub(in crate::validation) in_list: bool,
}

/// A resource as a tree of elements in document order, its root first.
pub struct Tree<'a> {
    /// The syntax it is written in.
    pub syntax: Syntax,
    /// What the syntax has wrong.
    pub faults: Vec<SyntaxFault>,
    pub(in crate::validation) text: &'a str,
    pub(in crate::validation) nodes: Vec<Node<'a>>,
}

impl NodeId {
    /// The root of a tree.
    pub const ROOT: Self = Self(0);
}

impl<'a> Tree<'a> {
    pub(in crate::validation) const fn new(syntax: Syntax, text: &'a str) -> Self {
        Self { syntax, faults: Vec::new(), text, nodes: Vec::new() }
    }

    /// The root.
    pub const fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The text that was read.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// How many elements there are.
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The name of an element as written.
    pub fn name(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| &node.name)
    }

    /// The value of a primitive element.
    pub fn value(&self, id: NodeId) -> Option<&Scalar<'a>> {
        self.node(id)?.value.as_ref()
    }

    /// The value of a primitive element as text.
    pub fn value_text(&self, id: NodeId) -> Option<&str> {
        self.value(id).map(Scalar::text)
    }

    /// The type that a resource says it is of; none where the element is no resource.
    pub fn resource_type(&self, id: NodeId) -> Option<&str> {
        self.node(id)?.resource_type.as_deref()
    }

    /// The offset of an element in the text, in bytes.
    pub fn offset(&self, id: NodeId) -> usize {
        self.node(id).map_or(0, |node| node.at as usize)
    }

    /// The element that holds this one.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).and_then(|node| link(node.parent))
    }

    /// The children in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.row(self.node(id).and_then(|node| link(node.first)))
    }

    /// An element and those after it that the same one holds.
    pub(in crate::validation) fn from(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.row(Some(id))
    }

    fn row(&self, first: Option<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = first;
        std::iter::from_fn(move || {
            let current = next?;
            next = self.node(current).and_then(|node| link(node.next));
            Some(current)
        })
    }

    /// The children of a name.
    pub fn named<'t>(&'t self, id: NodeId, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
        self.children(id).filter(move |child| self.name(*child) == name)
    }

    /// The first child of a name.
    pub fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id).find(|child| self.name(*child) == name)
    }

    /// The text of the first child of a name.
    pub fn text_of(&self, id: NodeId, name: &str) -> Option<&str> {
        self.value_text(self.child(id, name)?)
    }

    /// The innermost resource that holds an element, itself where it is one.
    pub fn resource_of(&self, id: NodeId) -> NodeId {
        let mut at = id;
        while self.resource_type(at).is_none()
            && let Some(parent) = self.parent(at)
        {
            at = parent;
        }
        at
    }

    pub(in crate::validation) fn node(&self, id: NodeId) -> Option<&Node<'a>> {
        self.nodes.get(id.0 as usize)
    }

    /// Adds an element as the last child of another.
    pub(in crate::validation) fn add(&mut self, parent: Option<NodeId>, name: Cow<'a, str>, at: usize) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NO_NODE);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.nodes.push(Node {
            name,
            value: None,
            resource_type: None,
            at,
            parent: parent.map_or(NO_NODE, |parent| parent.0),
            first: NO_NODE,
            last: NO_NODE,
            next: NO_NODE,
            written: Written::Object,
            in_list: false,
        });
        if let Some(parent) = parent {
            let before = self.nodes.get(parent.0 as usize).map_or(NO_NODE, |node| node.last);
            if let Some(before) = self.nodes.get_mut(before as usize) {
                before.next = id;
            }
            if let Some(parent) = self.nodes.get_mut(parent.0 as usize) {
                parent.last = id;
                if parent.first == NO_NODE {
                    parent.first = id;
                }
            }
        }
        NodeId(id)
    }

    pub(in crate::validation) fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Node<'a>)) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            change(node);
        }
    }
}

/// The element that a link leads to.
const fn link(to: u32) -> Option<NodeId> {
    if to == NO_NODE { None } else { Some(NodeId(to)) }
}
