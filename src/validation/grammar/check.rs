//! An element put to a grammar.

use std::collections::HashSet;
use std::ops::Range;

use roxmltree::{Attribute as Given, Node};

use super::lexical::{collapsed, is_space};
use super::model::{Content, Grammar, Particle, Step, Type, Wildcard};
use super::simple::Simple;

/// The namespace of `xsi:type` and `xsi:nil`.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The most that is found in one element and what it holds.
const MOST: usize = 2_000;

/// What is wrong at a place.
#[derive(Debug, Clone)]
pub(in crate::validation) struct Fault<'a> {
    /// The element.
    pub(in crate::validation) element: Node<'a, 'a>,
    /// Where in the text.
    pub(in crate::validation) range: Range<usize>,
    /// What was expected, and what was found.
    pub(in crate::validation) message: String,
    /// Whether it is not known to be wrong, but could not be checked.
    pub(in crate::validation) open: bool,
}

/// Puts an element to the grammar that knows it as a root, with everything in it. What is held by a
/// wildcard is looked through for further roots of any of the grammars.
pub(in crate::validation) fn check<'a>(grammars: &[&Grammar], element: Node<'a, 'a>) -> Vec<Fault<'a>> {
    let mut check = Check { grammars, faults: Vec::new(), ids: HashSet::new() };
    check.known(element);
    check.faults
}

struct Check<'g, 'a> {
    grammars: &'g [&'g Grammar],
    faults: Vec<Fault<'a>>,
    ids: HashSet<&'a str>,
}

impl<'g, 'a> Check<'g, 'a> {
    fn fault(&mut self, element: Node<'a, 'a>, message: String) {
        self.fault_at(element, element.range(), message);
    }

    fn fault_at(&mut self, element: Node<'a, 'a>, range: Range<usize>, message: String) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { element, range, message, open: false });
        }
    }

    /// Checks an element as a root, or looks for roots in it.
    fn known(&mut self, element: Node<'a, 'a>) {
        let name = element.tag_name();
        let found =
            self.grammars.iter().find_map(|grammar| Some((*grammar, grammar.root(name.namespace(), name.name())?)));
        match found {
            Some((grammar, kind)) => {
                let particle = Particle { namespace: 0, name: String::new(), kind: 0, fixed: None, nillable: false };
                self.element(grammar, element, kind, &particle);
            }
            None => element.children().filter(Node::is_element).for_each(|child| self.known(child)),
        }
    }

    fn element(&mut self, grammar: &'g Grammar, element: Node<'a, 'a>, kind: &'g Type, particle: &Particle) {
        let Some(kind) = self.actual(grammar, element, kind) else { return };
        self.attributes(element, kind);
        if let Some(nil) = element.attribute((INSTANCE, "nil")) {
            if !particle.nillable {
                self.fault(element, format!("`{}` may not say that it is nil", name(element)));
            } else if matches!(&*collapsed(nil), "true" | "1") {
                if element.children().any(|node| node.is_element() || node.is_text()) {
                    self.fault(element, format!("`{}` says that it is nil, and is not empty", name(element)));
                }
                return;
            }
        }
        match &kind.content {
            Content::Empty => self.empty(element),
            Content::Text(simple) => self.text(element, simple, particle),
            Content::Elements(steps) => {
                if !kind.mixed {
                    self.no_text(element);
                }
                self.children(grammar, element, steps);
                self.fixed_text(element, particle);
            }
            Content::Abstract => {
                self.fault(element, format!("`{}` must say its data type (`xsi:type`)", name(element)));
            }
        }
    }

    /// The type of an element, where `xsi:type` names another than its place has.
    fn actual(&mut self, grammar: &'g Grammar, element: Node<'a, 'a>, kind: &'g Type) -> Option<&'g Type> {
        let Some(given) = element.attribute((INSTANCE, "type")) else { return Some(kind) };
        let given = given.trim();
        let local = given.rsplit_once(':').map_or(given, |(_, local)| local);
        if local == kind.name {
            return Some(kind);
        }
        let may = matches!(kind.content, Content::Abstract) || kind.also.iter().any(|also| also == local);
        if let Some(other) = grammar.named(local).filter(|_| may) {
            return Some(other);
        }
        let message =
            format!("the data type `{}` is not known here, so `{}` is not checked", short(local), name(element));
        if self.faults.len() < MOST {
            self.faults.push(Fault { element, range: element.range(), message, open: true });
        }
        None
    }

    fn attributes(&mut self, element: Node<'a, 'a>, kind: &Type) {
        for given in element.attributes() {
            if given.namespace() == Some(INSTANCE) {
                continue;
            }
            let plain = given.namespace().is_none();
            match kind.attributes.iter().find(|attribute| plain && attribute.name == given.name()) {
                None => {
                    let message = format!("`{}` may not have the attribute `{}`", name(element), short(given.name()));
                    self.fault_at(element, given.range(), message);
                }
                Some(attribute) => self.value(element, given, &attribute.simple, attribute.fixed.as_deref()),
            }
        }
        for attribute in kind.attributes.iter().filter(|attribute| attribute.required) {
            if element.attribute(attribute.name.as_str()).is_none() {
                self.fault(element, format!("`{}` must have the attribute `{}`", name(element), attribute.name));
            }
        }
    }

    fn value(&mut self, element: Node<'a, 'a>, given: Given<'a, 'a>, simple: &Simple, fixed: Option<&str>) {
        let value = given.value();
        if !simple.accepts(value) {
            let message = format!("`{}` of `{}` must be {}", given.name(), name(element), simple.expected());
            self.fault_at(element, given.range(), message);
        } else if let Some(fixed) = fixed
            && simple.normal(value) != fixed
        {
            self.fault_at(
                element,
                given.range(),
                format!("`{}` of `{}` must be `{fixed}`", given.name(), name(element)),
            );
        } else if *simple == Simple::Id && !self.ids.insert(value.trim_matches(is_space)) {
            let message = format!("`{}` of `{}` is the identifier of another element too", given.name(), name(element));
            self.fault_at(element, given.range(), message);
        }
    }

    fn empty(&mut self, element: Node<'a, 'a>) {
        if let Some(child) = element.children().find(Node::is_element) {
            self.fault(child, format!("`{}` must be empty, and holds `{}`", name(element), name(child)));
        } else if element.children().any(|node| node.is_text()) {
            self.fault(element, format!("`{}` must be empty, and holds text", name(element)));
        }
    }

    fn no_text(&mut self, element: Node<'a, 'a>) {
        let filled =
            |node: &Node<'_, '_>| node.is_text() && node.text().is_some_and(|text| !text.chars().all(is_space));
        if let Some(text) = element.children().find(filled) {
            self.fault_at(
                element,
                text.range(),
                format!("`{}` may hold elements, and no text of its own", name(element)),
            );
        }
    }

    fn text(&mut self, element: Node<'a, 'a>, simple: &Simple, particle: &Particle) {
        if let Some(child) = element.children().find(Node::is_element) {
            self.fault(child, format!("`{}` holds a text, and may not hold `{}`", name(element), name(child)));
            return;
        }
        if !simple.accepts(&text_of(element)) {
            self.fault(element, format!("`{}` must be {}", name(element), simple.expected()));
        }
        self.fixed_text(element, particle);
    }

    /// An element that has one only text may leave it out.
    fn fixed_text(&mut self, element: Node<'a, 'a>, particle: &Particle) {
        let Some(fixed) = &particle.fixed else { return };
        if element.has_children() && (text_of(element) != *fixed || element.children().any(|child| child.is_element()))
        {
            self.fault(element, format!("`{}` must be `{fixed}`", name(element)));
        }
    }

    fn children(&mut self, grammar: &'g Grammar, element: Node<'a, 'a>, steps: &'g [Step]) {
        let mut reached = vec![false; steps.len()];
        let mut next = vec![false; steps.len()];
        reach(steps, 0, &mut reached);
        let mut disordered = false;
        for child in element.children().filter(Node::is_element) {
            let taken =
                steps.iter().enumerate().filter(|(at, _)| reached[*at]).find(|(_, step)| takes(grammar, step, child));
            let Some((_, step)) = taken else {
                let other = steps.iter().find(|step| matches!(step, Step::Element(_)) && takes(grammar, step, child));
                self.unexpected(element, child, steps, &reached, other.is_some());
                disordered |= other.is_some();
                if let Some(Step::Element(particle)) = other {
                    self.particle(grammar, child, particle);
                }
                continue;
            };
            next.fill(false);
            for (at, _) in steps.iter().enumerate().filter(|(at, step)| reached[*at] && takes(grammar, step, child)) {
                reach(steps, at + 1, &mut next);
            }
            std::mem::swap(&mut reached, &mut next);
            match step {
                Step::Element(particle) => self.particle(grammar, child, particle),
                Step::Any(Wildcard::Lax) => self.known(child),
                _ => {}
            }
        }
        let may_end = steps.iter().zip(&reached).any(|(step, reached)| *reached && matches!(step, Step::End));
        if !may_end && !disordered {
            let missing = expected(steps, &reached);
            self.fault(element, format!("`{}` must hold {missing} as well", name(element)));
        }
    }

    fn particle(&mut self, grammar: &'g Grammar, child: Node<'a, 'a>, particle: &'g Particle) {
        if let Some(kind) = grammar.types.get(particle.kind) {
            self.element(grammar, child, kind, particle);
        }
    }

    fn unexpected(
        &mut self,
        element: Node<'a, 'a>,
        child: Node<'a, 'a>,
        steps: &[Step],
        reached: &[bool],
        known: bool,
    ) {
        if self.faults.len() >= MOST {
            return;
        }
        let expected = expected(steps, reached);
        let instead = if expected.is_empty() {
            "nothing more may follow".to_owned()
        } else {
            format!("{expected} may stand here")
        };
        let found = name(child);
        self.fault(
            child,
            if known {
                format!("`{found}` of `{}` is out of order or stands too often: {instead}", name(element))
            } else {
                format!("`{}` may not hold `{found}`: {instead}", name(element))
            },
        );
    }
}

/// Marks the steps that can be reached from one without reading an element.
fn reach(steps: &[Step], from: usize, reached: &mut [bool]) {
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if reached.get(at).is_none_or(|reached| *reached) {
            continue;
        }
        reached[at] = true;
        match &steps[at] {
            Step::Split(one, other) => open.extend([*one, *other]),
            Step::Jump(to) => open.push(*to),
            _ => {}
        }
    }
}

fn takes(grammar: &Grammar, step: &Step, child: Node<'_, '_>) -> bool {
    let own = |number: usize| grammar.namespaces.get(number).map(String::as_str);
    let tag = child.tag_name();
    match step {
        Step::Element(particle) => tag.name() == particle.name && tag.namespace() == own(particle.namespace),
        Step::Any(Wildcard::Lax) => true,
        Step::Any(Wildcard::Other) => tag.namespace().is_some_and(|other| !other.is_empty() && Some(other) != own(0)),
        _ => false,
    }
}

/// The names of what may come next, each once.
fn expected(steps: &[Step], reached: &[bool]) -> String {
    let mut names: Vec<String> = Vec::new();
    for (step, _) in steps.iter().zip(reached).filter(|(_, reached)| **reached) {
        let name = match step {
            Step::Element(particle) => format!("`{}`", particle.name),
            Step::Any(_) => "another element".to_owned(),
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" or ")
}

fn text_of(element: Node<'_, '_>) -> String {
    element.children().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The name of an element, cut where it is longer than any of a standard.
fn name<'a>(element: Node<'a, 'a>) -> &'a str {
    short(element.tag_name().name())
}

fn short(name: &str) -> &str {
    name.char_indices().nth(60).map_or(name, |(end, _)| &name[..end])
}
