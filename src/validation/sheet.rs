//! One XML text under validation: where its elements stand, and what was found of them.

use roxmltree::Node;

use super::fhir::{Finding, Severity, Uncheckable};
use super::grammar::Fault;
use super::instance::Position;
use super::places::Places;

/// The most findings of one text.
const MOST_FINDINGS: usize = 5_000;
/// The most names of a path.
const MOST_NAMES: usize = 40;
/// How many siblings are counted for a path.
const MOST_SIBLINGS: usize = 1_000;

/// A text with what was found of it.
pub(in crate::validation) struct Sheet<'t> {
    places: Places<'t>,
    /// Where in the message the text was, where it was encoded: the path and the place.
    within: Option<(String, Position)>,
    /// What was found.
    pub(in crate::validation) findings: Vec<Finding>,
}

/// Which rule speaks, and what to answer the sender with.
#[derive(Debug, Clone, Copy)]
pub(in crate::validation) struct Rule {
    /// The requirement, by its published name where it has one.
    pub(in crate::validation) name: &'static str,
    /// The error code; none where there is none to answer with.
    pub(in crate::validation) answer: &'static str,
}

impl<'t> Sheet<'t> {
    /// A text that is the message itself.
    pub(in crate::validation) fn of(text: &'t str) -> Self {
        Self { places: Places::of(text), within: None, findings: Vec::new() }
    }

    /// A text that was decoded out of an element of the message.
    pub(in crate::validation) fn decoded(text: &'t str, path: String, place: Position) -> Self {
        Self { places: Places::of(text), within: Some((path, place)), findings: Vec::new() }
    }

    /// The place of an element.
    pub(in crate::validation) fn place(&self, element: Node<'_, '_>) -> Position {
        self.places.position(element.range().start)
    }

    /// Something is wrong with an element.
    pub(in crate::validation) fn error(&mut self, element: Node<'_, '_>, rule: Rule, message: impl Into<String>) {
        self.put(Severity::Error, element, element.range().start, rule, message.into());
    }

    /// Somebody should look at an element.
    pub(in crate::validation) fn warning(&mut self, element: Node<'_, '_>, rule: Rule, message: impl Into<String>) {
        self.put(Severity::Warning, element, element.range().start, rule, message.into());
    }

    /// An element could not be checked.
    pub(in crate::validation) fn not_checkable(
        &mut self,
        element: Node<'_, '_>,
        rule: Rule,
        message: impl Into<String>,
    ) {
        self.put(Severity::NotCheckable, element, element.range().start, rule, message.into());
    }

    /// What a grammar found.
    pub(in crate::validation) fn fault(&mut self, fault: Fault<'_>, rule: Rule) {
        let severity = if fault.open { Severity::NotCheckable } else { Severity::Error };
        self.put(severity, fault.element, fault.range.start, rule, fault.message);
    }

    /// Something about the text as a whole.
    pub(in crate::validation) fn whole(&mut self, severity: Severity, place: Position, rule: Rule, message: String) {
        self.push(severity, String::new(), place, rule, message);
    }

    fn put(&mut self, severity: Severity, element: Node<'_, '_>, at: usize, rule: Rule, message: String) {
        if self.findings.len() < MOST_FINDINGS {
            let place = self.places.position(at);
            self.push(severity, path(element), place, rule, message);
        }
    }

    fn push(&mut self, severity: Severity, path: String, place: Position, rule: Rule, mut message: String) {
        let (path, position) = match &self.within {
            None => (path, place),
            Some((outer, position)) => {
                message = format!("{message} (line {}, column {} of the decoded payload)", place.line, place.column);
                (format!("{outer}/{path}"), *position)
            }
        };
        let missing = (severity == Severity::NotCheckable).then_some(Uncheckable::Profile);
        let answer = (!rule.answer.is_empty() && severity == Severity::Error).then(|| rule.answer.to_owned());
        let rule = rule.name.to_owned();
        self.findings.push(Finding { severity, rule, path, position, message, profile: None, missing, answer });
    }
}

/// The names from the root to an element, with numbers where several have one.
pub(in crate::validation) fn path(element: Node<'_, '_>) -> String {
    let mut names: Vec<String> = element.ancestors().filter(Node::is_element).take(MOST_NAMES).map(step).collect();
    names.reverse();
    names.join("/")
}

fn step(element: Node<'_, '_>) -> String {
    let tag = element.tag_name();
    let name = short(tag.name());
    let same = |node: &Node<'_, '_>| node.is_element() && node.tag_name() == tag;
    let mut before = element.prev_siblings().skip(1);
    let number = before.by_ref().take(MOST_SIBLINGS).filter(same).count() + 1;
    if before.next().is_some() {
        return format!("{name}[…]");
    }
    let alone = number == 1 && !element.next_siblings().skip(1).take(MOST_SIBLINGS).any(|node| same(&node));
    if alone { name.to_owned() } else { format!("{name}[{number}]") }
}

/// A text of the message's own, cut where it is long, for a message.
pub(in crate::validation) fn short(text: &str) -> &str {
    text.char_indices().nth(120).map_or(text, |(end, _)| &text[..end])
}
