//! Paths in XML: location paths of `XPath` 1.0 with namespaces, along child, descendant, attribute,
//! parent and self, with predicates of position, existence and equality.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

/// The most nodes that one path gives.
const MOST_NODES: usize = 100_000;
/// The most nodes of one document.
const MOST_IN_DOCUMENT: u32 = 5_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Axis {
    Child,
    Descendant,
    Attribute,
    Parent,
    Itself,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Any,
    Text,
    /// Namespace and local name.
    Named(Option<String>, String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Predicate {
    Position(usize),
    Last,
    Exists(Vec<Step>),
    Equals(Vec<Step>, String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    axis: Axis,
    name: Name,
    predicates: Vec<Predicate>,
}

/// A path in XML, such as `//soap:Body/*/@service` or `item[@id='a'][1]/text()`. A name without a prefix
/// is in no namespace; `*:name` is in any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XPath(Vec<Step>);

/// Where in a path the reader stands.
struct Reader<'t> {
    rest: &'t str,
    namespaces: &'t BTreeMap<String, String>,
}

impl XPath {
    /// Reads a path with the prefixes of a script; what is wrong with it otherwise.
    pub fn read(text: &str, namespaces: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut reader = Reader { rest: text.trim(), namespaces };
        if !reader.rest.starts_with('/') {
            return Err("it begins with `/` or `//`".to_owned());
        }
        let steps = reader.steps()?;
        if reader.rest.is_empty() {
            Ok(Self(steps))
        } else {
            Err(format!("`{}` is not read: only location paths and simple predicates are", reader.rest))
        }
    }

    /// The values there: the text of elements, the values of attributes.
    pub fn values(&self, text: &str) -> Result<Vec<String>, String> {
        let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_IN_DOCUMENT, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| format!("not XML: {error}"))?;
        walk(&self.0, Found::Node(document.root())).map(|found| found.iter().map(Found::text).collect())
    }
}

impl<'t> Reader<'t> {
    fn steps(&mut self) -> Result<Vec<Step>, String> {
        let mut steps = Vec::new();
        loop {
            let axis = if self.eat("//") {
                Axis::Descendant
            } else if self.eat("/") || steps.is_empty() {
                Axis::Child
            } else {
                return Ok(steps);
            };
            if steps.len() >= 64 {
                return Err("it has more than 64 steps".to_owned());
            }
            steps.push(self.step(axis)?);
        }
    }

    fn step(&mut self, axis: Axis) -> Result<Step, String> {
        if self.eat("..") {
            return Ok(Step { axis: Axis::Parent, name: Name::Any, predicates: Vec::new() });
        }
        if self.eat(".") {
            return Ok(Step { axis: Axis::Itself, name: Name::Any, predicates: Vec::new() });
        }
        let is_attribute = self.eat("@");
        if is_attribute && axis == Axis::Descendant {
            return Err("write `//*/@name` for attributes anywhere".to_owned());
        }
        let axis = if is_attribute { Axis::Attribute } else { axis };
        let name = if self.eat("text()") { Name::Text } else { self.name()? };
        let mut predicates = Vec::new();
        while self.eat("[") {
            predicates.push(self.predicate()?);
            self.rest = self.rest.trim_start();
            if !self.eat("]") {
                return Err(format!("`]` comes next, not `{}`", self.rest));
            }
        }
        Ok(Step { axis, name, predicates })
    }

    fn name(&mut self) -> Result<Name, String> {
        let first = self.word();
        if !self.eat(":") {
            return match first {
                "" => Err(format!("a name comes next, not `{}`", self.rest)),
                "*" => Ok(Name::Any),
                local => Ok(Name::Named(Some(String::new()), local.to_owned())),
            };
        }
        let local = self.word();
        if local.is_empty() || local == "*" {
            return Err("a name comes after `:`".to_owned());
        }
        if first == "*" {
            return Ok(Name::Named(None, local.to_owned()));
        }
        let namespace = self.namespaces.get(first);
        let namespace = namespace.ok_or_else(|| format!("the prefix `{first}` is not under `namespaces`"))?;
        Ok(Name::Named(Some(namespace.clone()), local.to_owned()))
    }

    fn predicate(&mut self) -> Result<Predicate, String> {
        self.rest = self.rest.trim_start();
        if self.eat("last()") {
            return Ok(Predicate::Last);
        }
        let digits = self.rest.len() - self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        if digits > 0 {
            let number: usize = self.rest[..digits].parse().map_err(|_| "a position is too large".to_owned())?;
            self.rest = &self.rest[digits..];
            return if number == 0 { Err("positions are from 1".to_owned()) } else { Ok(Predicate::Position(number)) };
        }
        if self.rest.starts_with('/') {
            return Err("a predicate's path is relative".to_owned());
        }
        let steps = self.steps()?;
        self.rest = self.rest.trim_start();
        if !self.eat("=") {
            return Ok(Predicate::Exists(steps));
        }
        self.rest = self.rest.trim_start();
        let quote = self.rest.chars().next().filter(|first| matches!(first, '\'' | '"'));
        let quote = quote.ok_or("a text in quotes comes after `=`")?;
        let (text, rest) = self.rest[1..].split_once(quote).ok_or("a quote has no end")?;
        self.rest = rest;
        Ok(Predicate::Equals(steps, text.to_owned()))
    }

    fn word(&mut self) -> &'t str {
        let whole = self.rest;
        let end = if whole.starts_with('*') {
            1
        } else {
            let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
            whole.find(|letter| !is_part(letter)).unwrap_or(whole.len())
        };
        self.rest = &whole[end..];
        &whole[..end]
    }

    fn eat(&mut self, token: &str) -> bool {
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Found<'a, 'i> {
    Node(Node<'a, 'i>),
    Attribute(&'a str),
}

impl Found<'_, '_> {
    fn text(&self) -> String {
        match self {
            Self::Attribute(value) => (*value).to_owned(),
            Self::Node(node) => node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect(),
        }
    }
}

fn walk<'a, 'i>(steps: &[Step], from: Found<'a, 'i>) -> Result<Vec<Found<'a, 'i>>, String> {
    let mut found = vec![from];
    for step in steps {
        let mut next: Vec<Found<'a, 'i>> = Vec::new();
        for node in found {
            let Found::Node(node) = node else { continue };
            for taken in take(step, node)? {
                // Two ways may lead to one node, which counts once.
                let is_new = step.axis == Axis::Child || step.axis == Axis::Attribute || !next.contains(&taken);
                if is_new {
                    next.push(taken);
                }
            }
            if next.len() > MOST_NODES {
                return Err(format!("the path gives more than {MOST_NODES} nodes"));
            }
        }
        found = next;
    }
    Ok(found)
}

fn take<'a, 'i>(step: &Step, node: Node<'a, 'i>) -> Result<Vec<Found<'a, 'i>>, String> {
    let fits = |candidate: &Node<'a, 'i>| match &step.name {
        Name::Any => candidate.is_element(),
        Name::Text => candidate.is_text(),
        Name::Named(namespace, local) => candidate.is_element() && is_named(namespace.as_deref(), local, candidate),
    };
    let groups: Vec<Vec<Found<'a, 'i>>> = match step.axis {
        Axis::Itself => vec![vec![Found::Node(node)]],
        Axis::Parent => vec![node.parent().map(Found::Node).into_iter().collect()],
        Axis::Child => vec![node.children().filter(fits).map(Found::Node).collect()],
        Axis::Attribute => vec![attributes(step, node)],
        // A position counts among the children of one parent: `//a[1]` is every first `a`.
        Axis::Descendant => node
            .descendants()
            .map(|parent| parent.children().filter(fits).map(Found::Node).collect::<Vec<_>>())
            .filter(|group| !group.is_empty())
            .collect(),
    };
    let mut found = Vec::new();
    for mut group in groups {
        for predicate in &step.predicates {
            group = narrowed(group, predicate)?;
        }
        found.extend(group);
    }
    Ok(found)
}

fn attributes<'a, 'i>(step: &Step, node: Node<'a, 'i>) -> Vec<Found<'a, 'i>> {
    let fits = |namespace: Option<&str>, name: &str| match &step.name {
        Name::Any => true,
        Name::Text => false,
        Name::Named(wanted, local) => {
            name == local && wanted.as_deref().is_none_or(|wanted| wanted == namespace.unwrap_or_default())
        }
    };
    let all = node.attributes().filter(|attribute| fits(attribute.namespace(), attribute.name()));
    all.map(|attribute| Found::Attribute(attribute.value())).collect()
}

fn is_named(namespace: Option<&str>, local: &str, node: &Node<'_, '_>) -> bool {
    let name = node.tag_name();
    name.name() == local && namespace.is_none_or(|wanted| wanted == name.namespace().unwrap_or_default())
}

fn narrowed<'a, 'i>(group: Vec<Found<'a, 'i>>, predicate: &Predicate) -> Result<Vec<Found<'a, 'i>>, String> {
    Ok(match predicate {
        Predicate::Position(number) => group.into_iter().skip(number - 1).take(1).collect(),
        Predicate::Last => group.into_iter().next_back().into_iter().collect(),
        Predicate::Exists(steps) | Predicate::Equals(steps, _) => {
            let mut kept = Vec::new();
            for found in group {
                let inner = walk(steps, found)?;
                let holds = match predicate {
                    Predicate::Equals(_, text) => inner.iter().any(|found| found.text() == *text),
                    _ => !inner.is_empty(),
                };
                if holds {
                    kept.push(found);
                }
            }
            kept
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"<s:Envelope xmlns:s="urn:s" xmlns="urn:d"><s:Body><list count="2">
        <item id="a">one</item><item id="b"><part>two</part> more</item></list></s:Body></s:Envelope>"#;

    #[test]
    fn paths() {
        let namespaces = BTreeMap::from([("s".to_owned(), "urn:s".to_owned()), ("d".to_owned(), "urn:d".to_owned())]);
        let table: [(&str, &[&str]); 13] = [
            ("/s:Envelope/s:Body/d:list/@count", &["2"]),
            ("//d:item", &["one", "two more"]),
            ("//d:item[1]", &["one"]),
            ("//d:item[last()]/@id", &["b"]),
            ("//d:item[@id='b']/d:part", &["two"]),
            ("//d:item[d:part]/@id", &["b"]),
            ("//d:item[d:part='two']/text()", &[" more"]),
            ("//*:item[2]/@*", &["b"]),
            ("//d:part/../@id", &["b"]),
            ("//item", &[]),
            ("/s:Envelope/*/d:list/d:item/@id", &["a", "b"]),
            ("//d:item[@id=\"c\"]", &[]),
            ("//d:item[.='one']/@id", &["a"]),
        ];
        for (path, expected) in table {
            let read = XPath::read(path, &namespaces).unwrap();
            assert_eq!(read.values(DOCUMENT).unwrap(), expected, "{path}");
        }
        for wrong in ["item", "//x:item", "/a[", "/a[0]", "/a[b=1]", "count(//a)", "/a | /b", "//@id", "/", "/a[/b]"] {
            assert!(XPath::read(wrong, &namespaces).is_err(), "{wrong}");
        }
    }

    #[test]
    fn entities_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xx\">]><a>&x;</a>";
        assert!(XPath::read("/a", &BTreeMap::new()).unwrap().values(bomb).is_err());
    }
}
