//! Looks at elements one by one, and keeps what is wrong with each.

use super::elements::Standing;
use super::{Coding, Note, Problem};
use crate::interchange::fhir::read::json::Node;
use crate::record::PartialDateTime;

/// How much is kept of what is wrong with one consent.
const MOST: usize = 50;
/// The most items of one list.
const MOST_ITEMS: usize = 1_000;

/// What was found so far.
#[derive(Default)]
pub(super) struct Look {
    pub(super) problems: Vec<Problem>,
    pub(super) notes: Vec<Note>,
}

impl Look {
    pub(super) fn problem(&mut self, element: &str, why: impl Into<String>) {
        let problem = Problem::new(element, why);
        if self.problems.len() < MOST && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    pub(super) fn note(&mut self, element: &str, why: &str) {
        let note = Note::new(element, why);
        if self.notes.len() < MOST && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Looks at the names of all members of an element.
    pub(super) fn members(&mut self, node: &Node<'_>, at: &str, standing: impl Fn(&str) -> Standing) {
        let Node::Object(members) = node else {
            self.problem(at, "expected an object");
            return;
        };
        for (name, _) in members {
            let element = format!("{at}.{}", shown(name));
            if name == "extension" || name.starts_with('_') {
                self.note(&element, "an extension that is not known here is left out of account");
                continue;
            }
            match standing(name) {
                Standing::Read | Standing::Beside => {}
                Standing::Refused(why) => self.problem(&element, why),
            }
        }
    }

    /// A member that is a text, where it is there.
    pub(super) fn text<'a>(&mut self, node: &'a Node<'_>, at: &str, name: &str) -> Option<&'a str> {
        match node.get(name)? {
            Node::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => {
                self.problem(&format!("{at}.{name}"), "expected a text");
                None
            }
        }
    }

    /// A member that must be there as a text.
    pub(super) fn required_text<'a>(&mut self, node: &'a Node<'_>, at: &str, name: &str) -> Option<&'a str> {
        if node.get(name).is_none() {
            self.missing(&format!("{at}.{name}"));
        }
        self.text(node, at, name)
    }

    pub(super) fn missing(&mut self, element: &str) {
        self.problem(element, "PCF requires it, and it is not there");
    }

    /// The items of a member that is a list of objects.
    pub(super) fn objects<'a, 'b>(&mut self, node: &'a Node<'b>, at: &str, name: &str) -> &'a [Node<'b>] {
        let items = node.items(name);
        if items.len() > MOST_ITEMS {
            self.problem(&format!("{at}.{name}"), format!("more than {MOST_ITEMS} items"));
            return &[];
        }
        if items.iter().any(|item| !matches!(item, Node::Object(_))) {
            self.problem(&format!("{at}.{name}"), "expected a list of objects");
            return &[];
        }
        items
    }

    /// A time.
    pub(super) fn time(&mut self, node: &Node<'_>, at: &str, name: &str) -> Option<PartialDateTime> {
        let text = self.text(node, at, name)?;
        let time = text.parse().ok();
        if time.is_none() {
            self.problem(&format!("{at}.{name}"), "expected a date or a time");
        }
        time
    }

    /// The codings of a list of them.
    pub(super) fn codings(&mut self, node: &Node<'_>, at: &str, name: &str) -> Vec<Coding> {
        let element = format!("{at}.{name}");
        let items = self.objects(node, at, name);
        items.iter().filter_map(|item| self.coding(item, &element)).collect()
    }

    fn coding(&mut self, item: &Node<'_>, element: &str) -> Option<Coding> {
        self.members(item, element, |name| super::elements::of_part(name, &["system", "code"]));
        let (system, code) = (self.text(item, element, "system"), self.text(item, element, "code"));
        if code.is_none() {
            self.problem(element, "expected a code");
        }
        Some(Coding { system: system.unwrap_or_default().to_owned(), code: code?.to_owned() })
    }

    /// The codings of one concept, or of a list of them.
    pub(super) fn concepts(&mut self, node: &Node<'_>, at: &str, name: &str) -> Vec<Coding> {
        let element = format!("{at}.{name}");
        let mut found = Vec::new();
        for concept in self.objects(node, at, name) {
            self.members(concept, &element, |name| super::elements::of_part(name, &["coding"]));
            found.extend(self.codings(concept, &element, "coding"));
        }
        found
    }
}

/// The name of an element; a hostile one is not repeated.
fn shown(name: &str) -> &str {
    let good = (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if good { name } else { "(a name that is none)" }
}
