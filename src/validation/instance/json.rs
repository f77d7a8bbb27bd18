//! FHIR's JSON as a tree (FHIR R4, 2.6.2 "JSON Representation of Resources").
//!
//! A member `birthDate` and its companion `_birthDate` become one element; lists and their
//! companions are joined item by item.

use std::borrow::Cow;

use super::node::{NodeId, Scalar, Syntax, SyntaxFault, Tree, Written};
use super::{MOST_DEPTH, MOST_NODES};
use crate::interchange::fhir::read::json::{Fault, FaultKind, Parser};

/// Reads a resource.
pub(super) fn read(text: &str) -> Result<Tree<'_>, SyntaxFault> {
    let mut parser = Parser::new(text, 0);
    let mut reader = Reader { tree: Tree::new(Syntax::Json, text), stopped: None };
    let at = parser.offset();
    if parser.peek() != Some(b'{') {
        return Err(SyntaxFault::new(at, "an object of JSON or an element of XML was expected"));
    }
    let root = reader.tree.add(None, Cow::Borrowed(""), at);
    reader.object(&mut parser, root, 0).map_err(|fault| reader.fault(fault))?;
    if let Some(fault) = reader.stopped {
        return Err(fault);
    }
    if !parser.is_done() {
        return Err(SyntaxFault::new(parser.offset(), "the end was expected after the resource"));
    }
    Ok(reader.tree)
}

/// A member of an object: its name without the mark of a companion, and the elements that it joins.
struct Member<'a> {
    name: Cow<'a, str>,
    companion: bool,
    before: Vec<NodeId>,
}

struct Reader<'a> {
    tree: Tree<'a>,
    stopped: Option<SyntaxFault>,
}

impl<'a> Reader<'a> {
    fn fault(&self, fault: Fault) -> SyntaxFault {
        let message = match fault.kind {
            FaultKind::Malformed(why) => why.to_owned(),
            FaultKind::DuplicateKey => "a member stands twice in one object".to_owned(),
            FaultKind::TooDeep => format!("it is nested more than {MOST_DEPTH} deep"),
        };
        self.stopped.clone().unwrap_or_else(|| SyntaxFault::new(fault.at, message))
    }

    /// The members of an object as children of an element.
    fn object(&mut self, parser: &mut Parser<'a>, node: NodeId, depth: usize) -> Result<(), Fault> {
        let start = parser.offset();
        let mut members = 0_usize;
        // The first element of each name and its companion, in the order in which they came.
        let mut open: Vec<(Cow<'a, str>, Vec<NodeId>)> = Vec::new();
        parser.object(depth, |parser, key| {
            members += 1;
            if key == "resourceType" && parser.peek() == Some(b'"') {
                let at = parser.offset();
                let kind = parser.string()?;
                if kind.is_empty() {
                    self.tree.faults.push(SyntaxFault::new(at, "the type of the resource is empty"));
                }
                self.tree.change(node, |node| node.resource_type = Some(kind));
                return Ok(());
            }
            let (name, companion) = match &key {
                Cow::Borrowed(key) => match key.strip_prefix('_') {
                    Some(name) => (Cow::Borrowed(name), true),
                    None => (Cow::Borrowed(*key), false),
                },
                Cow::Owned(key) => match key.strip_prefix('_') {
                    Some(name) => (Cow::Owned(name.to_owned()), true),
                    None => (Cow::Owned(key.clone()), false),
                },
            };
            let known = open.iter().position(|(other, _)| *other == name);
            let before = known.map(|place| std::mem::take(&mut open[place].1)).unwrap_or_default();
            let member = Member { name, companion, before };
            let found = self.member(parser, node, &member, depth)?;
            match known {
                Some(place) => open[place].1 = found,
                None => open.push((member.name, found)),
            }
            Ok(())
        })?;
        if members == 0 {
            self.tree.faults.push(SyntaxFault::new(start, "an object is empty: it needs a member"));
        }
        Ok(())
    }

    fn member(
        &mut self,
        parser: &mut Parser<'a>,
        node: NodeId,
        member: &Member<'a>,
        depth: usize,
    ) -> Result<Vec<NodeId>, Fault> {
        let Member { name, companion, before } = member;
        let companion = *companion;
        let at = parser.offset();
        if parser.peek() != Some(b'[') {
            let is_null = parser.peek() == Some(b'n');
            let id = before.first().copied().unwrap_or_else(|| self.tree.add(Some(node), name.clone(), at));
            self.item(parser, id, companion, depth)?;
            if is_null {
                self.tree
                    .faults
                    .push(SyntaxFault::new(at, format!("`{name}` is null, and null may stand only in lists")));
            }
            return Ok(vec![id]);
        }
        let mut items = Vec::new();
        let mut nulls = 0_usize;
        parser.list(depth, |parser| {
            let at = parser.offset();
            if parser.peek() == Some(b'n') {
                nulls += 1;
            }
            let id = before.get(items.len()).copied().unwrap_or_else(|| self.tree.add(Some(node), name.clone(), at));
            self.tree.change(id, |node| node.in_list = true);
            items.push(id);
            self.item(parser, id, companion, depth + 1)
        })?;
        if items.is_empty() {
            self.tree.faults.push(SyntaxFault::new(at, format!("the list `{name}` is empty")));
        } else if nulls == items.len() {
            self.tree.faults.push(SyntaxFault::new(at, format!("the list `{name}` holds nothing but null")));
        }
        if before.len() > items.len() {
            items.extend(&before[items.len()..]);
        }
        Ok(items)
    }

    /// One value; that of a companion is only what stands beside a value.
    fn item(&mut self, parser: &mut Parser<'a>, id: NodeId, companion: bool, depth: usize) -> Result<(), Fault> {
        let at = parser.offset();
        if self.tree.len() > MOST_NODES {
            self.stopped = Some(SyntaxFault::new(at, format!("there are more than {MOST_NODES} elements")));
            return Err(parser.malformed("too many elements"));
        }
        match parser.peek() {
            Some(b'{') => return self.object(parser, id, depth + 1),
            Some(b'[') => {
                self.tree.faults.push(SyntaxFault::new(at, "a list stands in a list"));
                parser.value(depth + 1)?;
                return Ok(());
            }
            _ => {}
        }
        let value = match parser.peek() {
            Some(b'"') => Some(Scalar::Text(parser.string()?)),
            Some(b'-' | b'0'..=b'9') => Some(Scalar::Number(parser.number()?)),
            Some(b't') => parser.value(depth).map(|_| Some(Scalar::Boolean(true)))?,
            Some(b'f') => parser.value(depth).map(|_| Some(Scalar::Boolean(false)))?,
            _ => parser.value(depth).map(|_| None)?,
        };
        let Some(value) = value else { return Ok(()) };
        if companion {
            self.tree.faults.push(SyntaxFault::new(at, "an object was expected beside a value, and a value was found"));
            return Ok(());
        }
        self.tree.change(id, |node| {
            node.value = Some(value);
            node.written = Written::Value;
            node.at = u32::try_from(at).unwrap_or(u32::MAX);
        });
        Ok(())
    }
}
