//! FHIR's XML as a tree (FHIR R4, 2.6.1 "XML Representation of Resources").

use std::borrow::Cow;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::node::{NodeId, Scalar, Syntax, SyntaxFault, Tree, Written};
use super::{MOST_DEPTH, MOST_NODES};

/// The namespace of FHIR.
const FHIR: &str = "http://hl7.org/fhir";
/// The namespace of narrative.
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// What attributes may come from: schemas named for an editor.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Reads a resource.
pub(super) fn read(text: &str) -> Result<Tree<'_>, SyntaxFault> {
    bound_depth(text)?;
    let nodes_limit = u32::try_from(MOST_NODES).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: false, nodes_limit, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        let line = text.split_inclusive('\n').take(at.row.saturating_sub(1) as usize).map(str::len).sum::<usize>();
        let column = text.get(line..).map_or(0, |rest| {
            rest.char_indices().nth(at.col.saturating_sub(1) as usize).map_or(rest.len(), |(offset, _)| offset)
        });
        SyntaxFault::new(line + column, reason(&error))
    })?;
    let mut reader = Reader { tree: Tree::new(Syntax::Xml, text), text };
    let element = document.root_element();
    let root = reader.tree.add(None, Cow::Borrowed(""), element.range().start);
    if element.tag_name().namespace() != Some(FHIR) {
        reader.say(element, format!("the namespace of the resource must be `{FHIR}`"));
    }
    reader.resource(element, root, 0)?;
    Ok(reader.tree)
}

/// The parser's reason, without what stands in the text.
fn reason(error: &Error) -> String {
    match error {
        Error::DtdDetected => "a document type is declared, and FHIR allows none",
        Error::NodesLimitReached => "there are more elements than are read",
        Error::UnexpectedCloseTag(..) => "an element is closed that is not the open one",
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => "the text ends before the resource does",
        Error::UnknownNamespace(..) => "a prefix is not bound to a namespace",
        Error::UnknownEntityReference(..) | Error::MalformedEntityReference(_) => "an entity is not declared",
        Error::DuplicatedAttribute(..) => "an attribute stands twice",
        Error::NoRootNode => "there is no element",
        Error::NonXmlChar(..) => "there is a character that XML does not have",
        _ => "it is not well-formed XML",
    }
    .to_owned()
}

/// Refuses nesting that is deeper than any resource before the parser builds it.
fn bound_depth(text: &str) -> Result<(), SyntaxFault> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    for at in memchr::memchr_iter(b'<', bytes) {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let end = memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                if bytes.get(end.wrapping_sub(1)) != Some(&b'/') {
                    depth += 1;
                }
                // Comments and quoted brackets can only make the count too high, never too low by much.
                if depth > MOST_DEPTH * 4 {
                    return Err(SyntaxFault::new(at, format!("it is nested more than {MOST_DEPTH} deep")));
                }
            }
        }
    }
    Ok(())
}

struct Reader<'a> {
    tree: Tree<'a>,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn say(&mut self, at: Node<'_, '_>, message: String) {
        self.tree.faults.push(SyntaxFault::new(at.range().start, message));
    }

    /// A slice of the text that outlives the parser's tree where the name stands there as it is.
    fn kept(&self, element: Node<'_, 'a>, name: &str) -> Cow<'a, str> {
        let start = element.range().start + 1;
        match self.text.get(start..start + name.len()) {
            Some(found) if found == name => Cow::Borrowed(found),
            _ => Cow::Owned(name.to_owned()),
        }
    }

    fn resource(&mut self, element: Node<'_, 'a>, node: NodeId, depth: usize) -> Result<(), SyntaxFault> {
        let kind = self.kept(element, element.tag_name().name());
        self.tree.change(node, |node| node.resource_type = Some(kind));
        self.members(element, node, depth)
    }

    fn members(&mut self, element: Node<'_, 'a>, node: NodeId, depth: usize) -> Result<(), SyntaxFault> {
        if depth > MOST_DEPTH {
            return Err(SyntaxFault::new(element.range().start, format!("it is nested more than {MOST_DEPTH} deep")));
        }
        self.attributes(element, node);
        for child in element.children() {
            if child.is_text() {
                if child.text().is_some_and(|text| !text.trim().is_empty()) {
                    self.say(child, "text stands in an element; values are written as attributes".to_owned());
                }
                continue;
            }
            if child.is_pi() {
                self.say(child, "a processing instruction stands in the resource".to_owned());
            }
            if child.is_element() {
                self.child(child, node, depth)?;
            }
        }
        Ok(())
    }

    fn child(&mut self, child: Node<'_, 'a>, node: NodeId, depth: usize) -> Result<(), SyntaxFault> {
        let at = child.range().start;
        let name = self.kept(child, child.tag_name().name());
        let id = self.tree.add(Some(node), name, at);
        match child.tag_name().namespace() {
            Some(XHTML) => {
                let text = self.text.get(child.range()).unwrap_or_default();
                self.tree.change(id, |node| {
                    node.value = Some(Scalar::Text(Cow::Borrowed(text)));
                    node.written = Written::Xhtml;
                });
                return Ok(());
            }
            Some(FHIR) => {}
            _ => self.say(child, format!("the namespace of `{}` must be `{FHIR}`", child.tag_name().name())),
        }
        let mut inner = child.children().filter(Node::is_element);
        if let (Some(only), None) = (inner.next(), inner.next())
            && only.tag_name().name().starts_with(|first: char| first.is_ascii_uppercase())
            && !child.has_attribute("value")
        {
            self.tree.change(id, |node| node.at = u32::try_from(only.range().start).unwrap_or(u32::MAX));
            return self.resource(only, id, depth + 1);
        }
        self.members(child, id, depth + 1)?;
        let is_bare = self.tree.value(id).is_none() && self.tree.children(id).next().is_none();
        if is_bare {
            self.say(child, "an element is empty: it needs a value or children".to_owned());
        }
        Ok(())
    }

    /// The attributes: a value, and what FHIR writes as attributes elsewhere.
    fn attributes(&mut self, element: Node<'_, 'a>, node: NodeId) {
        for attribute in element.attributes() {
            let value = match self.text.get(attribute.range_value()) {
                Some(raw) if raw == attribute.value() => Cow::Borrowed(raw),
                _ => Cow::Owned(attribute.value().to_owned()),
            };
            let at = attribute.range().start;
            match (attribute.namespace(), attribute.name()) {
                (None, "value") => self.tree.change(node, |node| {
                    node.value = Some(Scalar::Text(value));
                    node.written = Written::Value;
                }),
                (None, name) => {
                    let id = self.tree.add(Some(node), Cow::Owned(name.to_owned()), at);
                    self.tree.change(id, |node| {
                        node.value = Some(Scalar::Text(value));
                        node.written = Written::Attribute;
                    });
                }
                (Some(INSTANCE), _) => {}
                (Some(_), name) => {
                    self.tree.faults.push(SyntaxFault::new(at, format!("the attribute `{name}` is not one of FHIR's")));
                }
            }
        }
    }
}
