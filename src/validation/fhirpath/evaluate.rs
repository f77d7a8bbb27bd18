//! Walks an expression over a typed tree.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Zoned;
use regex::Regex;

use super::error::ExpressionError;
use super::item::Item;
use super::syntax::{Expression, Kind, Term};
use super::temporal::Temporal;
use super::{functions, operators, types};
use crate::validation::definitions::Definitions;
use crate::validation::instance::NodeId;
use crate::validation::typed::Typed;

/// What an expression may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The most steps.
    pub steps: u64,
    /// The most items of one collection.
    pub items: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { steps: 5_000_000, items: 1_000_000 }
    }
}

/// What an expression may ask of the validator that evaluates it.
pub trait Services {
    /// Whether an element conforms to a profile.
    fn conforms_to(&self, node: NodeId, profile: &str) -> Result<bool, ExpressionError>;
    /// Whether a code is in a value set: a code alone, or an element that holds codings.
    fn member_of(&self, item: &Item, value_set: &str) -> Result<bool, ExpressionError>;
    /// The resource that a reference leads to, where it stands in the same tree.
    fn resolve(&self, node: NodeId, reference: &str) -> Option<NodeId>;
}

/// A validator that knows no profiles and no value sets.
pub struct NoServices;

impl Services for NoServices {
    fn conforms_to(&self, _node: NodeId, profile: &str) -> Result<bool, ExpressionError> {
        Err(ExpressionError::not_checkable(format!("the profile `{profile}` is not known here")))
    }

    fn member_of(&self, _item: &Item, value_set: &str) -> Result<bool, ExpressionError> {
        Err(ExpressionError::not_checkable(format!("the value set `{value_set}` is not known here")))
    }

    fn resolve(&self, _node: NodeId, _reference: &str) -> Option<NodeId> {
        None
    }
}

/// What an expression is evaluated in.
pub struct Context<'c, 'a> {
    /// The tree.
    pub typed: &'c Typed<'a>,
    /// What its types are.
    pub definitions: &'c Definitions,
    /// What else may be asked.
    pub services: &'c dyn Services,
    /// `%resource`.
    pub resource: NodeId,
    /// `%rootResource`.
    pub root: NodeId,
    /// The moment that `now()` gives.
    pub now: &'c Zoned,
    /// Whether a name that no definition has is an error and not an empty collection.
    pub strict: bool,
    /// What it may cost.
    pub bounds: Bounds,
}

/// The items that an expression gives for an element.
pub fn evaluate<'c>(
    expression: &'c Expression,
    context: &'c Context<'c, '_>,
    focus: &[Item],
) -> Result<Vec<Item>, ExpressionError> {
    let mut engine = Engine { context, steps: 0, patterns: &expression.patterns, depth: 0 };
    let frame = Frame { this: focus, focus, index: None, total: None, is_top: true };
    engine.term(&expression.root, &frame)
}

/// What `$this` and its like are at a part.
pub(super) struct Frame<'f> {
    pub(super) this: &'f [Item],
    pub(super) focus: &'f [Item],
    pub(super) index: Option<i64>,
    pub(super) total: Option<&'f [Item]>,
    is_top: bool,
}

pub(super) struct Engine<'c, 'a> {
    pub(super) context: &'c Context<'c, 'a>,
    steps: u64,
    depth: usize,
    patterns: &'c Mutex<HashMap<String, Regex>>,
}

/// The most patterns that one expression keeps.
const MOST_PATTERNS: usize = 16;
/// How deep evaluation may go.
const MOST_DEPTH: usize = 200;

impl Engine<'_, '_> {
    pub(super) fn step(&mut self, by: usize) -> Result<(), ExpressionError> {
        self.steps += 1 + by as u64;
        if self.steps > self.context.bounds.steps {
            let most = self.context.bounds.steps;
            return Err(ExpressionError::runaway(format!("the expression ran away: more than {most} steps")));
        }
        if by > self.context.bounds.items {
            let most = self.context.bounds.items;
            return Err(ExpressionError::runaway(format!("the expression ran away: more than {most} items")));
        }
        Ok(())
    }

    pub(super) fn term(&mut self, term: &Term, frame: &Frame<'_>) -> Result<Vec<Item>, ExpressionError> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(ExpressionError::runaway(format!("the expression ran away: more than {MOST_DEPTH} deep")));
        }
        let items = self.kind(term, frame).map_err(|error| error.at(term.at))?;
        self.depth -= 1;
        self.step(items.len())?;
        Ok(items)
    }

    fn kind(&mut self, term: &Term, frame: &Frame<'_>) -> Result<Vec<Item>, ExpressionError> {
        Ok(match &term.kind {
            Kind::Empty => Vec::new(),
            Kind::Literal(item) => vec![item.clone()],
            Kind::Variable(name) => self.variable(name, frame)?,
            Kind::This => frame.this.to_vec(),
            Kind::Index => frame.index.map(Item::Integer).into_iter().collect(),
            Kind::Total => frame.total.map(<[Item]>::to_vec).unwrap_or_default(),
            Kind::Member(None, name) => self.first_member(name, frame)?,
            Kind::Member(Some(input), name) => {
                let items = self.term(input, frame)?;
                if self.context.strict
                    && let Kind::As(_, kind) = &input.kind
                {
                    types::check_member(self, kind, name)?;
                }
                self.member(&items, name)?
            }
            Kind::Call(input, name, arguments) => {
                let input = match input {
                    Some(input) => self.term(input, frame)?,
                    None => frame.focus.to_vec(),
                };
                functions::call(self, &input, name, arguments, frame)?
            }
            Kind::Indexer(input, index) => {
                let items = self.term(input, frame)?;
                let index = self.term(index, frame)?;
                match index.as_slice() {
                    [Item::Integer(index)] => {
                        usize::try_from(*index).ok().and_then(|index| items.get(index).cloned()).into_iter().collect()
                    }
                    [] => Vec::new(),
                    _ => return Err(ExpressionError::execution("an index must be one whole number")),
                }
            }
            Kind::Negative(inner) => {
                let items = self.term(inner, frame)?;
                operators::negative(self, &items)?
            }
            Kind::Positive(inner) => {
                let items = self.term(inner, frame)?;
                operators::positive(self, items)?
            }
            Kind::Binary(operator, left, right) => operators::binary(self, *operator, left, right, frame)?,
            Kind::Is(inner, kind) => {
                let items = self.term(inner, frame)?;
                types::is(self, &items, kind)?
            }
            Kind::As(inner, kind) => {
                let items = self.term(inner, frame)?;
                types::as_type(self, items, kind)?
            }
        })
    }

    /// A name at the beginning of a path: the type of the focus itself, or a child.
    fn first_member(&mut self, name: &str, frame: &Frame<'_>) -> Result<Vec<Item>, ExpressionError> {
        if name.starts_with(|first: char| first.is_ascii_uppercase()) {
            let of_type = |item: &&Item| match item {
                Item::Node(node) => self
                    .context
                    .typed
                    .type_name(*node)
                    .is_some_and(|kind| kind == name || self.context.definitions.is_a(kind, name)),
                _ => false,
            };
            let found: Vec<Item> = frame.focus.iter().filter(of_type).cloned().collect();
            if !found.is_empty() {
                return Ok(found);
            }
            if self.context.strict && frame.is_top {
                return Err(ExpressionError::execution(format!("the expression begins at no `{name}`")));
            }
        }
        self.member(frame.focus, name)
    }

    /// The children of a name.
    pub(super) fn member(&mut self, items: &[Item], name: &str) -> Result<Vec<Item>, ExpressionError> {
        let typed = self.context.typed;
        let mut found = Vec::new();
        let mut is_known = !self.context.strict;
        for item in items {
            match item {
                Item::Node(node) => {
                    let before = found.len();
                    if let Some(children) = typed.many(*node, name) {
                        found.extend(children.iter().copied().map(Item::Node));
                    } else {
                        let children = typed.tree.children(*node);
                        found.extend(children.filter(|child| typed.stem(*child) == name).map(Item::Node));
                    }
                    is_known = is_known || found.len() > before || types::has_member(self, *node, name);
                }
                Item::Type(namespace, type_name) => match name {
                    "namespace" => found.push(Item::Text((*namespace).to_owned())),
                    "name" => found.push(Item::Text(type_name.clone())),
                    _ => {}
                },
                Item::Quantity(quantity) => match name {
                    "value" => found.push(Item::Decimal(quantity.value)),
                    "unit" | "code" => found.push(Item::Text(quantity.unit.clone())),
                    _ => {}
                },
                _ => {}
            }
        }
        let asks_nodes = items.iter().any(|item| matches!(item, Item::Node(_)));
        if !is_known && asks_nodes {
            return Err(ExpressionError::execution(format!("no element `{name}` is defined there")));
        }
        Ok(found)
    }

    fn variable(&mut self, name: &str, frame: &Frame<'_>) -> Result<Vec<Item>, ExpressionError> {
        let text = |text: &str| Ok(vec![Item::Text(text.to_owned())]);
        match name {
            "sct" => text("http://snomed.info/sct"),
            "loinc" => text("http://loinc.org"),
            "ucum" => text("http://unitsofmeasure.org"),
            "resource" => Ok(vec![Item::Node(self.context.resource)]),
            "rootResource" => Ok(vec![Item::Node(self.context.root)]),
            "context" => Ok(frame.focus.to_vec()),
            name => {
                if let Some(set) = name.strip_prefix("vs-") {
                    return text(&format!("http://hl7.org/fhir/ValueSet/{set}"));
                }
                if let Some(extension) = name.strip_prefix("ext-") {
                    return text(&format!("http://hl7.org/fhir/StructureDefinition/{extension}"));
                }
                Err(ExpressionError::execution(format!("the variable `%{name}` is not known")))
            }
        }
    }

    /// The items of an argument, evaluated on one item.
    pub(super) fn on_item(
        &mut self,
        term: &Term,
        item: &Item,
        index: usize,
        total: Option<&[Item]>,
    ) -> Result<Vec<Item>, ExpressionError> {
        let this = std::slice::from_ref(item);
        let index = i64::try_from(index).ok();
        self.term(term, &Frame { this, focus: this, index, total, is_top: false })
    }

    /// A pattern, compiled once.
    pub(super) fn pattern(&self, text: &str) -> Result<Regex, ExpressionError> {
        let mut patterns = match self.patterns.lock() {
            Ok(patterns) => patterns,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(known) = patterns.get(text) {
            return Ok(known.clone());
        }
        let made =
            regex::RegexBuilder::new(text).dot_matches_new_line(true).size_limit(1 << 20).build().map_err(|_| {
                ExpressionError::not_checkable("a regular expression is of a kind that is not evaluated here")
            })?;
        // A pattern may be made from what a resource holds: there are never many of one expression.
        if patterns.len() >= MOST_PATTERNS {
            patterns.clear();
        }
        patterns.insert(text.to_owned(), made.clone());
        Ok(made)
    }

    pub(super) fn now(&self) -> Option<Temporal> {
        let now = self.context.now;
        let offset = now.offset().seconds() / 60;
        let text = now.datetime().strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string();
        Temporal::date_time(&text).map(|made| Temporal { offset: Some(offset), ..made })
    }

    /// A node's value as one of FHIRPath's own, where it has one; anything else as it is.
    pub(super) fn plain(&self, item: &Item) -> Item {
        match item {
            Item::Node(node) => types::system_value(self.context.typed, *node).unwrap_or_else(|| item.clone()),
            other => other.clone(),
        }
    }
}
