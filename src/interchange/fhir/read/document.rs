//! A FHIR message as a table of its resources, each read again from its place when it is needed, so
//! that a bundle of any size costs little more memory than its text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::json::{Fault, FaultKind, MAX_DEPTH, Node, Parser};
use super::{Rejection, RejectionReason, xml};
use crate::record::SourceLocation;

/// The most resources of one message.
pub(in crate::interchange) const MAX_RESOURCES: usize = 100_000;

/// Where a resource stands in the message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::interchange) enum Place {
    /// The message itself, or one line of it.
    Top,
    /// An entry of the bundle, from 0.
    Entry(usize),
    /// Contained in another resource: that one's number in the table, and which of its contained ones.
    Contained(usize, usize),
}

/// One resource of the message.
pub(in crate::interchange) struct Slot<'a> {
    /// Its type; `?` where that is no name.
    pub(in crate::interchange) kind: Cow<'a, str>,
    pub(in crate::interchange) id: Option<Cow<'a, str>>,
    pub(in crate::interchange) full_url: Option<Cow<'a, str>>,
    pub(in crate::interchange) place: Place,
    range: Range<usize>,
}

/// A message, its resources by number in document order.
pub(in crate::interchange) struct Document<'a> {
    text: &'a str,
    /// Whether offsets in the text are offsets in the message, which they are not for XML.
    in_place: bool,
    pub(in crate::interchange) slots: Vec<Slot<'a>>,
    /// The members of the bundle beside its entries; none where there is no bundle.
    pub(in crate::interchange) bundle: Option<Node<'a>>,
    names: HashMap<String, Named>,
}

/// What a reference may name: one resource, or several that cannot be told apart.
enum Named {
    One(usize),
    Several(Vec<usize>),
}

/// What a reference leads to.
pub(in crate::interchange) enum Target<'t> {
    Found(usize),
    /// Several resources bear the name; never empty.
    Ambiguous(&'t [usize]),
    Missing,
}

impl Target<'_> {
    /// The resource, the first where there are several.
    pub(in crate::interchange) fn first(&self) -> Option<usize> {
        match self {
            Self::Found(number) => Some(*number),
            Self::Ambiguous(numbers) => numbers.first().copied(),
            Self::Missing => None,
        }
    }
}

/// The text of a message as JSON: XML is written anew.
pub(in crate::interchange) fn text_of(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), Rejection> {
    let text = std::str::from_utf8(bytes).map_err(|_| Rejection::whole(RejectionReason::CharacterSet))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('<') {
        return Ok((Cow::Owned(xml::to_json(text)?), false));
    }
    Ok((Cow::Borrowed(text), true))
}

impl<'a> Document<'a> {
    /// Reads the table; every byte of the message is checked.
    pub(in crate::interchange) fn read(text: &'a str, in_place: bool) -> Result<Self, Rejection> {
        let mut document = Self { text, in_place, slots: Vec::new(), bundle: None, names: HashMap::new() };
        let mut parser = Parser::new(text, 0);
        let read = document.read_all(&mut parser);
        read.map_err(|fault| document.rejection_of(fault))?;
        if document.slots.len() > MAX_RESOURCES {
            return Err(Rejection::whole(RejectionReason::TooManyResources(MAX_RESOURCES)));
        }
        if document.slots.is_empty() || document.slots.iter().all(|slot| slot.kind == "?") {
            return Err(Rejection::whole(RejectionReason::NotFhir));
        }
        document.name_all();
        Ok(document)
    }

    /// The whole message: one value, or one a line.
    fn read_all(&mut self, parser: &mut Parser<'a>) -> Result<(), Fault> {
        self.top(parser)?;
        while !parser.is_done() && self.slots.len() <= MAX_RESOURCES {
            self.top(parser)?;
        }
        Ok(())
    }

    /// A resource, or a bundle and its entries.
    fn top(&mut self, parser: &mut Parser<'a>) -> Result<(), Fault> {
        let number = self.slots.len();
        let start = parser.offset();
        self.slots.push(Slot { kind: "?".into(), id: None, full_url: None, place: Place::Top, range: start..start });
        let mut head = Vec::new();
        parser.object(0, |parser, key| {
            match key.as_ref() {
                "entry" if parser.peek() == Some(b'[') => self.entries(parser)?,
                "contained" if parser.peek() == Some(b'[') => self.contained(parser, number, 1)?,
                _ => {
                    let value = parser.value(1)?;
                    self.learn(number, &key, &value);
                    head.push((key, value));
                }
            }
            Ok(())
        })?;
        self.slots[number].range = start..parser.end();
        if self.slots[number].kind == "Bundle" {
            self.bundle.get_or_insert(Node::Object(head));
        }
        Ok(())
    }

    /// The entries of a bundle. A `List` has entries too, which hold no resources.
    fn entries(&mut self, parser: &mut Parser<'a>) -> Result<(), Fault> {
        let mut place = 0;
        parser.list(1, |parser| {
            let entry = place;
            place += 1;
            if parser.peek() != Some(b'{') {
                return parser.value(2).map(drop);
            }
            let mut full_url = None;
            let first = self.slots.len();
            let mut found = false;
            parser.object(2, |parser, key| {
                if key == "resource" && parser.peek() == Some(b'{') {
                    found = true;
                    return self.resource(parser, Place::Entry(entry), 3);
                }
                let value = parser.value(3)?;
                if let (true, Node::Text(url)) = (key == "fullUrl", value) {
                    full_url = Some(url);
                }
                Ok(())
            })?;
            if found && let Some(slot) = self.slots.get_mut(first) {
                slot.full_url = full_url;
            }
            Ok(())
        })
    }

    fn resource(&mut self, parser: &mut Parser<'a>, place: Place, depth: usize) -> Result<(), Fault> {
        let number = self.slots.len();
        let start = parser.offset();
        if number <= MAX_RESOURCES {
            self.slots.push(Slot { kind: "?".into(), id: None, full_url: None, place, range: start..start });
        }
        parser.object(depth, |parser, key| {
            if key == "contained" && parser.peek() == Some(b'[') {
                return self.contained(parser, number, depth + 1);
            }
            let value = parser.value(depth + 1)?;
            self.learn(number, &key, &value);
            Ok(())
        })?;
        if let Some(slot) = self.slots.get_mut(number) {
            slot.range = start..parser.end();
        }
        Ok(())
    }

    fn contained(&mut self, parser: &mut Parser<'a>, holder: usize, depth: usize) -> Result<(), Fault> {
        let mut place = 0;
        parser.list(depth, |parser| {
            let number = place;
            place += 1;
            if parser.peek() == Some(b'{') {
                return self.resource(parser, Place::Contained(holder, number), depth + 1);
            }
            parser.value(depth + 1).map(drop)
        })
    }

    fn learn(&mut self, number: usize, key: &str, value: &Node<'a>) {
        let (Some(slot), Node::Text(text)) = (self.slots.get_mut(number), value) else { return };
        match key {
            "resourceType" if is_name(text) => slot.kind.clone_from(text),
            "id" if !text.trim().is_empty() => slot.id = Some(text.clone()),
            _ => {}
        }
    }

    fn name_all(&mut self) {
        let mut names: HashMap<String, Named> = HashMap::new();
        let mut name = |key: String, number: usize| match names.entry(key) {
            Entry::Vacant(place) => {
                place.insert(Named::One(number));
            }
            Entry::Occupied(mut place) => match place.get_mut() {
                Named::Several(numbers) => numbers.push(number),
                Named::One(first) => {
                    let first = *first;
                    place.insert(Named::Several(vec![first, number]));
                }
            },
        };
        for (number, slot) in self.slots.iter().enumerate() {
            if let Some(url) = &slot.full_url {
                name(url.clone().into_owned(), number);
            }
            let Some(id) = &slot.id else { continue };
            if let Place::Contained(holder, _) = slot.place {
                name(format!("{holder}#{id}"), number);
            } else {
                let relative = format!("{}/{id}", slot.kind);
                if slot.full_url.as_deref() != Some(relative.as_str()) {
                    name(relative, number);
                }
                name(format!("/{id}"), number);
            }
        }
        self.names = names;
    }

    /// What a reference in a resource leads to: within the bundle, or within the resource.
    pub(in crate::interchange) fn resolve(&self, from: usize, reference: &str) -> Target<'_> {
        let reference = reference.split_once("/_history/").map_or(reference, |(reference, _)| reference);
        if let Some(id) = reference.strip_prefix('#') {
            let holder = match self.slots.get(from).map(|slot| slot.place) {
                Some(Place::Contained(holder, _)) => holder,
                _ => from,
            };
            return if id.is_empty() { Target::Found(holder) } else { self.named(&format!("{holder}#{id}")) };
        }
        match self.named(reference) {
            // Some systems leave the type out.
            Target::Missing if !reference.contains('/') => self.named(&format!("/{reference}")),
            target => target,
        }
    }

    fn named(&self, name: &str) -> Target<'_> {
        match self.names.get(name) {
            Some(Named::One(number)) => Target::Found(*number),
            Some(Named::Several(numbers)) => Target::Ambiguous(numbers),
            None => Target::Missing,
        }
    }

    /// A resource, read from its place.
    pub(in crate::interchange) fn node(&self, number: usize) -> Node<'a> {
        let Some(slot) = self.slots.get(number) else { return Node::Null };
        // Everything was read once already, so that nothing can fail here.
        Parser::new(self.text, slot.range.start).value(0).unwrap_or(Node::Null)
    }

    /// The place of a resource, as entries of the record name it.
    pub(in crate::interchange) fn location(&self, number: usize) -> SourceLocation {
        let slot = self.slots.get(number);
        SourceLocation {
            segment: slot.map(|slot| slot.kind.clone().into_owned()).unwrap_or_default(),
            ordinal: u32::try_from(number + 1).unwrap_or(u32::MAX),
            set_id: slot.and_then(|slot| slot.id.as_deref()).map(|id| id.chars().take(128).collect()),
            field: None,
        }
    }

    /// A refusal at a resource; `below` is the rest of the pointer.
    pub(in crate::interchange) fn rejection(&self, number: usize, below: &str, reason: RejectionReason) -> Rejection {
        let start = self.slots.get(number).map_or(0, |slot| slot.range.start);
        Rejection {
            pointer: format!("{}{below}", self.pointer(number)),
            line: if self.in_place { self.line_and_column(start).0 } else { 0 },
            column: 0,
            resource: self.slots.get(number).map(|slot| slot.kind.clone().into_owned()).unwrap_or_default(),
            ordinal: u32::try_from(number + 1).unwrap_or(u32::MAX),
            reason,
        }
    }

    fn pointer(&self, number: usize) -> String {
        match self.slots.get(number).map(|slot| slot.place) {
            Some(Place::Entry(entry)) => format!("/entry/{entry}/resource"),
            Some(Place::Contained(holder, place)) => format!("{}/contained/{place}", self.pointer(holder)),
            Some(Place::Top) | None => String::new(),
        }
    }

    fn rejection_of(&self, fault: Fault) -> Rejection {
        let reason = match fault.kind {
            FaultKind::Malformed(why) => RejectionReason::Json(why),
            FaultKind::DuplicateKey => RejectionReason::DuplicateKey,
            FaultKind::TooDeep => RejectionReason::TooDeep(MAX_DEPTH),
        };
        let (line, column) = if self.in_place { self.line_and_column(fault.at) } else { (0, 0) };
        let last = self.slots.len().saturating_sub(1);
        let pointer = self.pointer(last);
        Rejection { pointer, line, column, ..self.rejection(last, "", reason) }
    }

    fn line_and_column(&self, at: usize) -> (u32, u32) {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        let column = before[start..].chars().count() + 1;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }
}

/// Whether a text can be the name of a type or an element: hostile names are not repeated.
pub(in crate::interchange) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
