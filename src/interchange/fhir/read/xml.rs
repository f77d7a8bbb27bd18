//! FHIR's XML written as its JSON, so that one reader reads both. Document types and entities are
//! refused. What is a list in JSON and stands once in XML becomes a single value, which the reader
//! takes for a list of one.

use std::collections::HashMap;

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::json::{MAX_DEPTH, write_text};
use super::{Rejection, RejectionReason};

/// The longest XML that is read: its tree costs several times its length.
const MAX_BYTES: usize = 64 << 20;
/// The most nodes of the tree.
const MAX_NODES: u32 = 8_000_000;

/// The JSON of an XML resource or bundle.
pub(super) fn to_json(text: &str) -> Result<String, Rejection> {
    if text.len() > MAX_BYTES {
        return Err(Rejection::whole(RejectionReason::TooLong(MAX_BYTES)));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        Rejection { line: at.row, column: at.col, ..Rejection::whole(RejectionReason::Xml) }
    })?;
    let mut out = String::with_capacity(text.len());
    resource(document.root_element(), 0, &mut out)?;
    Ok(out)
}

fn elements<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

fn is_resource(node: Node<'_, '_>) -> bool {
    node.tag_name().name().starts_with(|first: char| first.is_ascii_uppercase())
}

fn resource(node: Node<'_, '_>, depth: usize, out: &mut String) -> Result<(), Rejection> {
    out.push_str("{\"resourceType\":");
    write_text(node.tag_name().name(), out);
    members(node, false, depth, out)?;
    out.push('}');
    Ok(())
}

/// The members of an element, one for each name, in the order of their first.
fn members(node: Node<'_, '_>, mut first: bool, depth: usize, out: &mut String) -> Result<(), Rejection> {
    if depth >= MAX_DEPTH {
        return Err(Rejection::whole(RejectionReason::TooDeep(MAX_DEPTH)));
    }
    let mut name = |name: &str, out: &mut String| {
        if !std::mem::take(&mut first) {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
    };
    for attribute in ATTRIBUTES {
        if let Some(text) = node.attribute(attribute) {
            name(attribute, out);
            write_text(text, out);
        }
    }
    for (element, found) in by_name(node) {
        // An attribute of the same name stood before.
        if ATTRIBUTES.contains(&element) && node.has_attribute(element) {
            continue;
        }
        name(element, out);
        let list = found.len() > 1 || matches!(element, "contained" | "entry" | "extension");
        out.push_str(if list { "[" } else { "" });
        for (place, child) in found.iter().enumerate() {
            out.push_str(if place > 0 { "," } else { "" });
            value(*child, depth, out)?;
        }
        out.push_str(if list { "]" } else { "" });
        if let [only] = found.as_slice()
            && only.has_attribute("value")
            && elements(*only).next().is_some()
        {
            name(&format!("_{element}"), out);
            out.push('{');
            members(*only, true, depth + 1, out)?;
            out.push('}');
        }
    }
    Ok(())
}

/// What FHIR writes as an attribute.
const ATTRIBUTES: [&str; 2] = ["id", "url"];

/// The child elements, those of one name together.
fn by_name<'a, 'input>(node: Node<'a, 'input>) -> Vec<(&'a str, Vec<Node<'a, 'input>>)> {
    let mut names: Vec<(&str, Vec<Node<'_, '_>>)> = Vec::new();
    let mut places = HashMap::new();
    for child in elements(node) {
        let name = child.tag_name().name();
        let place = *places.entry(name).or_insert(names.len());
        match names.get_mut(place) {
            Some((_, found)) => found.push(child),
            None => names.push((name, vec![child])),
        }
    }
    names
}

fn value(node: Node<'_, '_>, depth: usize, out: &mut String) -> Result<(), Rejection> {
    if let Some(text) = node.attribute("value") {
        write_text(text, out);
        return Ok(());
    }
    if node.tag_name().namespace() == Some("http://www.w3.org/1999/xhtml") {
        let words = node.descendants().filter(|part| part.node_type() == NodeType::Text);
        let words: Vec<&str> = words.filter_map(|part| part.text()).collect();
        write_text(&words.concat(), out);
        return Ok(());
    }
    let mut children = elements(node);
    if let (Some(inner), None) = (children.next(), children.next())
        && is_resource(inner)
    {
        return resource(inner, depth + 1, out);
    }
    out.push('{');
    members(node, true, depth + 1, out)?;
    out.push('}');
    Ok(())
}
