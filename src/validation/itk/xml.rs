//! Elements looked up by namespace and name.

use roxmltree::Node;

/// An element of the document that is checked.
pub(in crate::validation) type Element<'a> = Node<'a, 'a>;

/// Whether an element has this name in this namespace.
pub(in crate::validation) fn is(element: Element<'_>, namespace: &str, name: &str) -> bool {
    element.is_element() && element.tag_name().name() == name && element.tag_name().namespace() == Some(namespace)
}

/// The children that are elements.
pub(in crate::validation) fn elements(parent: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    parent.children().filter(Node::is_element)
}

/// The children of a name.
pub(in crate::validation) fn children<'a>(
    parent: Element<'a>,
    namespace: &'a str,
    name: &'a str,
) -> impl Iterator<Item = Element<'a>> {
    parent.children().filter(move |child| is(*child, namespace, name))
}

/// The first child of a name.
pub(in crate::validation) fn child<'a>(parent: Element<'a>, namespace: &str, name: &str) -> Option<Element<'a>> {
    parent.children().find(|child| is(*child, namespace, name))
}

/// The text of an element alone, trimmed.
pub(in crate::validation) fn text(element: Element<'_>) -> String {
    let parts = element.children().filter(Node::is_text).filter_map(|node| node.text());
    parts.collect::<String>().trim().to_owned()
}
