//! A message as lines: its meaningful elements, numbered in the order in which they stand.
//!
//! The numbers are those of [`SourceLocation`], so that a reader finds the very element again.

use std::collections::HashMap;

use roxmltree::NodeId;

use super::message::{Content, Opened};
use super::xml::{Element, attribute, child, elements, identity, is, name};
use crate::record::SourceLocation;

/// The lines of a message.
pub(super) struct Outline<'a> {
    /// The element of each line, the first having the number 1.
    pub lines: Vec<Line<'a>>,
    numbers: HashMap<(usize, NodeId), u32>,
}

/// One line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its element.
    pub element: Element<'a>,
    /// What its payload holds, where it is one that holds something other than XML.
    pub bytes: Option<&'a [u8]>,
}

impl<'a> Outline<'a> {
    /// The lines of a message; those of a document in its payload follow the payload.
    pub(super) fn of(opened: &Opened<'a>) -> Self {
        let mut outline = Self { lines: Vec::new(), numbers: HashMap::new() };
        outline.add(opened, opened.root, true);
        outline
    }

    fn add(&mut self, opened: &Opened<'a>, element: Element<'a>, is_root: bool) {
        if is_root || is_line(element) {
            let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
            self.numbers.insert(identity(element), number);
            self.lines.push(Line { element, bytes: None });
        }
        for child in elements(element) {
            self.add(opened, child, false);
        }
        if !is(element, "payload") {
            return;
        }
        let place = opened.envelope.parts.iter().position(|part| part.element == element);
        match place.and_then(|place| opened.contents.get(place)) {
            // What is not encoded is among the children.
            Some(Content::Xml(root)) if root.parent_element() != Some(element) => self.add(opened, *root, true),
            Some(Content::Bytes(bytes)) => {
                if let Some(line) = self.lines.last_mut() {
                    line.bytes = Some(bytes);
                }
            }
            _ => {}
        }
    }

    /// The number of the line that an element stands in, with the line's own element.
    fn line_of(&self, element: Element<'a>) -> Option<(u32, Element<'a>)> {
        element.ancestors().find_map(|at| Some((*self.numbers.get(&identity(at))?, at)))
    }

    /// Where an element stands: the line it is in. The set id is the id of a section or an entry.
    pub(super) fn location(&self, element: Element<'a>) -> SourceLocation {
        let Some((ordinal, line)) = self.line_of(element) else { return SourceLocation::default() };
        SourceLocation { segment: name(line).to_owned(), ordinal, set_id: set_id(line), field: None }
    }

    /// The line of a location, where there is one of that name.
    pub(super) fn find(&self, location: &SourceLocation) -> Option<&Line<'a>> {
        let place = usize::try_from(location.ordinal).ok()?.checked_sub(1)?;
        self.lines.get(place).filter(|line| name(line.element) == location.segment)
    }
}

/// Whether an element begins a line of its own.
pub(super) fn is_line(element: Element<'_>) -> bool {
    match element.tag_name().name() {
        "section"
        | "entry"
        | "nonXMLBody"
        | "ClinicalDocument"
        | "payload"
        | "manifestitem"
        | "senderAddress"
        | "spec"
        | "address"
        | "DistributionEnvelope" => true,
        own => {
            let parent = element.parent_element().map_or("", |parent| parent.tag_name().name());
            match parent {
                "Header" | "auditIdentity" | "payload" | "Body" => true,
                "DistributionEnvelope" => own == "header",
                "ClinicalDocument" => own != "component",
                _ => false,
            }
        }
    }
}

fn set_id(line: Element<'_>) -> Option<String> {
    let holder = match line.tag_name().name() {
        "section" => line,
        "entry" => elements(line).find(|act| child(*act, "id").is_some())?,
        "payload" => return attribute(line, "id").map(ToOwned::to_owned),
        _ => return None,
    };
    let id = child(holder, "id")?;
    attribute(id, "extension").or_else(|| attribute(id, "root")).map(ToOwned::to_owned)
}
