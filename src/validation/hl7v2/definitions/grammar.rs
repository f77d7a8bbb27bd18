//! Message structures in the abstract syntax of the standard: `MSH [{NTE}] {<ORDER:ORC [OBX]>}`.
//!
//! Square brackets are for what may be absent, braces for what may be repeated, `<NAME:...>` for a
//! group, `<NAME:|A|B>` for a choice, and `*` for any segment.

use super::automaton::Automaton;
use super::rules::{Name, name_of};

/// The most different segments of one structure: one bit each, and one for every other segment.
pub(in crate::validation::hl7v2) const MOST_NAMES: usize = 127;
/// How deep groups may be nested.
const MOST_DEPTH: usize = 20;

/// What stands at one place of a structure.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) enum Kind {
    /// A segment.
    Segment(Name),
    /// Any segment.
    Any,
    /// A group: a name and what it holds in order.
    Group(Box<str>, Vec<Node>),
    /// One of several.
    Choice(Box<str>, Vec<Node>),
}

/// One place of a structure.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct Node {
    pub(in crate::validation::hl7v2) kind: Kind,
    /// Whether it must be there. A group that may be empty need not.
    pub(in crate::validation::hl7v2) required: bool,
    pub(in crate::validation::hl7v2) repeats: bool,
    /// The segments that it can begin with, a bit each.
    pub(in crate::validation::hl7v2) first: u128,
    /// The segments anywhere in it.
    pub(in crate::validation::hl7v2) any: u128,
    /// The segments that what comes after it in the same group can begin with.
    pub(in crate::validation::hl7v2) after_first: u128,
    /// The segments anywhere in what comes after it in the same group.
    pub(in crate::validation::hl7v2) after_any: u128,
}

/// A message structure.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct Structure {
    pub(in crate::validation::hl7v2) name: Box<str>,
    pub(in crate::validation::hl7v2) nodes: Vec<Node>,
    names: Vec<Name>,
    automaton: Option<Automaton>,
}

impl Structure {
    /// Whether it allows segments in this order; no where it is too large for that to be told, and
    /// the walk through it decides alone.
    pub(in crate::validation::hl7v2) fn accepts(&self, names: impl Iterator<Item = Name>) -> bool {
        self.automaton.as_ref().is_some_and(|automaton| automaton.accepts(names))
    }

    /// The bit of a segment; the last for one that the structure does not name.
    pub(in crate::validation::hl7v2) fn bit(&self, name: Name) -> u128 {
        1 << self.names.iter().position(|known| *known == name).unwrap_or(MOST_NAMES)
    }

    /// Whether the structure names a segment.
    pub(in crate::validation::hl7v2) fn knows(&self, name: Name) -> bool {
        self.names.contains(&name)
    }
}

/// Reads a structure; where it is none, what is wrong and after how many bytes.
pub(in crate::validation::hl7v2) fn read_structure(name: &str, text: &str) -> Result<Structure, (usize, String)> {
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, names: Vec::new(), depth: 0 };
    let nodes = reader.sequence(None)?;
    match nodes.first().map(|node| &node.kind) {
        Some(Kind::Segment([b'M', b'S', b'H'])) => {}
        _ => return Err((0, "a structure begins with MSH".to_owned())),
    }
    let automaton = Automaton::of(&nodes);
    Ok(Structure { name: name.into(), nodes, names: reader.names, automaton })
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    names: Vec<Name>,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn wrong<T>(&self, expected: &str) -> Result<T, (usize, String)> {
        let found = self.peek().map_or_else(|| "the end".to_owned(), |byte| format!("{:?}", char::from(byte)));
        Err((self.at, format!("expected {expected}, found {found}")))
    }

    fn expect(&mut self, byte: u8) -> Result<(), (usize, String)> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        self.wrong(&format!("{:?}", char::from(byte)))
    }

    /// Places up to an end, and what each needs to know of those after it.
    fn sequence(&mut self, end: Option<u8>) -> Result<Vec<Node>, (usize, String)> {
        let mut nodes = Vec::new();
        loop {
            while self.peek() == Some(b' ') {
                self.at += 1;
            }
            if self.peek() == end {
                break;
            }
            nodes.push(self.node()?);
        }
        let (mut first, mut any) = (0, 0);
        for node in nodes.iter_mut().rev() {
            (node.after_first, node.after_any) = (first, any);
            first = if node.required { node.first } else { first | node.first };
            any |= node.any;
        }
        Ok(nodes)
    }

    fn node(&mut self) -> Result<Node, (usize, String)> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err((self.at, format!("groups are nested more than {MOST_DEPTH} deep")));
        }
        let node = match self.peek() {
            Some(b'[') => {
                let mut inner = self.inside(b']')?;
                inner.required = false;
                inner
            }
            Some(b'{') => {
                let mut inner = self.inside(b'}')?;
                inner.repeats = true;
                inner
            }
            Some(b'<') => self.group()?,
            Some(b'*') => {
                self.at += 1;
                place(Kind::Any, u128::MAX, u128::MAX, true)
            }
            _ => self.segment()?,
        };
        self.depth -= 1;
        Ok(node)
    }

    fn inside(&mut self, end: u8) -> Result<Node, (usize, String)> {
        self.at += 1;
        let inner = self.node()?;
        self.expect(end)?;
        Ok(inner)
    }

    fn group(&mut self) -> Result<Node, (usize, String)> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        let name: Box<str> = String::from_utf8_lossy(&self.bytes[start..self.at]).into();
        self.expect(b':')?;
        if self.peek() == Some(b'|') {
            let mut choices = Vec::new();
            while self.peek() == Some(b'|') {
                self.at += 1;
                choices.push(self.node()?);
            }
            self.expect(b'>')?;
            let first = choices.iter().fold(0, |sum, node| sum | node.first);
            let any = choices.iter().fold(0, |sum, node| sum | node.any);
            return Ok(place(Kind::Choice(name, choices), first, any, true));
        }
        let nodes = self.sequence(Some(b'>'))?;
        self.expect(b'>')?;
        let Some(head) = nodes.first() else { return self.wrong("a segment in the group") };
        let first = if head.required { head.first } else { head.first | head.after_first };
        let any = head.any | head.after_any;
        let required = nodes.iter().any(|node| node.required);
        Ok(place(Kind::Group(name, nodes), first, any, required))
    }

    fn segment(&mut self) -> Result<Node, (usize, String)> {
        let Some(name) = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<3>()).copied() else {
            return self.wrong("the name of a segment");
        };
        let good =
            name[0].is_ascii_uppercase() && name[1..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !good || self.bytes.get(self.at + 3).is_some_and(u8::is_ascii_alphanumeric) {
            return self.wrong("the name of a segment");
        }
        let known = self.names.iter().position(|known| *known == name);
        let place_of_name = known.unwrap_or(self.names.len());
        if known.is_none() {
            if self.names.len() == MOST_NAMES {
                return Err((self.at, format!("{} is one segment too many: at most {MOST_NAMES}", name_of(name))));
            }
            self.names.push(name);
        }
        self.at += 3;
        let bit = 1 << place_of_name;
        Ok(place(Kind::Segment(name), bit, bit, true))
    }
}

const fn place(kind: Kind, first: u128, any: u128, required: bool) -> Node {
    Node { kind, required, repeats: false, first, any, after_first: 0, after_any: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_structure_is_refused_with_its_place() {
        let table = [
            ("PID", "0: a structure begins with MSH"),
            ("MSH [PID", "8: expected ']', found the end"),
            ("MSH PIDX", "4: expected the name of a segment, found 'P'"),
            ("MSH {<G:>}", "8: expected a segment in the group, found '>'"),
            ("MSH pid", "4: expected the name of a segment, found 'p'"),
        ];
        for (text, expected) in table {
            let (at, what) = read_structure("X", text).expect_err(text);
            assert_eq!(format!("{at}: {what}"), expected, "{text}");
        }
        let deep = format!("MSH {}PID{}", "[".repeat(50), "]".repeat(50));
        assert!(read_structure("X", &deep).is_err());
    }
}
