//! Invariants: what a definition says in FHIRPath.

use std::sync::Arc;

use super::check::Check;
use super::finding::Uncheckable;
use crate::validation::definitions::{Constraint, Structure};
use crate::validation::fhirpath::{Bounds, Context, Expression, ExpressionError, Item, Services, evaluate};
use crate::validation::instance::NodeId;
use crate::validation::xhtml::{self, XhtmlFault};

/// What every element must have, in both versions of the standard; answered without an evaluation.
const HAS_CONTENT: &str = "ele-1";

/// That a local reference leads to a contained resource: checked with the references themselves.
const LOCAL: &str = "ref-1";
/// That every contained resource is referred to: checked by one walk, because the expression walks the
/// resource once for each, and knows nothing of narrative.
const CONTAINED: &str = "dom-3";
/// That narrative keeps to basic formatting, and that it says something: one function in the standard,
/// told apart here.
const BASIC: &str = "txt-1";
/// See [`BASIC`].
const SAYS_SOMETHING: &str = "txt-2";
/// The standard's invariants whose expressions give nothing where there is nothing to ask, and mean
/// that they hold. Of any other, what is not true does not hold.
const HOLDS_OF_NOTHING: [&str; 2] = ["bdl-8", "obs-7"];

impl Check<'_, '_> {
    /// The invariants of an element in its structure, and of the type that it is of.
    pub(super) fn invariants(&mut self, node: NodeId, structure: &Arc<Structure>, number: u32) {
        let Some(element) = structure.element(number) else { return };
        let mut keys: Vec<&str> = Vec::with_capacity(8);
        let inner = self
            .typed
            .of(node)
            .filter(|kind| kind.element != 0 && number != 0)
            .and_then(|kind| self.definitions().type_named(kind.type_name()));
        let of_type = inner.as_ref().and_then(|structure| structure.element(0));
        for constraint in element.constraints.iter().chain(of_type.into_iter().flat_map(|root| &root.constraints)) {
            if keys.contains(&constraint.key.as_str()) {
                continue;
            }
            keys.push(&constraint.key);
            self.invariant(node, constraint);
        }
    }

    /// One invariant.
    pub(super) fn invariant(&mut self, node: NodeId, constraint: &Constraint) {
        let rule = || format!("invariant:{}", constraint.key);
        if constraint.key == HAS_CONTENT {
            let tree = &self.typed.tree;
            let has_child = tree.children(node).any(|child| tree.name(child) != "id");
            if tree.value(node).is_none() && !has_child && tree.resource_type(node).is_none() {
                self.error(node, rule(), format!("{}: {}", constraint.key, constraint.human));
            }
            return;
        }
        if constraint.key == LOCAL {
            // Its expression gives nothing where there is no reference, and means that it holds.
            return;
        }
        if constraint.key == CONTAINED {
            self.contained_are_spoken_of(node);
            return;
        }
        if matches!(constraint.key.as_str(), BASIC | SAYS_SOMETHING) {
            let faults = self.typed.tree.value_text(node).map(xhtml::faults).unwrap_or_default();
            let is_of_it = |fault: &XhtmlFault| (*fault == XhtmlFault::Empty) == (constraint.key == SAYS_SOMETHING);
            if faults.iter().any(is_of_it) {
                self.error(node, rule(), format!("{}: {}", constraint.key, constraint.human));
            }
            return;
        }
        let Some(text) = &constraint.expression else { return };
        let outcome = match constraint.compiled.of(text) {
            Ok(expression) => self.items_of(node, expression).map(|items| self.holds(&items)),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(Some(true)) => {}
            Ok(None) if HOLDS_OF_NOTHING.contains(&constraint.key.as_str()) => {}
            Ok(_) => {
                let message = format!("{}: {}", constraint.key, constraint.human);
                if constraint.is_error {
                    self.error(node, rule(), message);
                } else {
                    self.warning(node, rule(), message);
                }
            }
            Err(error) => {
                let message = format!("{}: the invariant cannot be evaluated: {error}", constraint.key);
                self.not_checkable(node, rule(), Uncheckable::Expression, message);
            }
        }
    }

    /// Whether an expression holds of an element; none where it gives nothing.
    pub(super) fn ask(&mut self, node: NodeId, text: &str) -> Result<Option<bool>, ExpressionError> {
        let items = self.evaluate(node, text)?;
        Ok(self.holds(&items))
    }

    /// What items mean where an expression is asked whether it holds.
    fn holds(&self, items: &[Item]) -> Option<bool> {
        match items {
            [] => None,
            [Item::Boolean(value)] => Some(*value),
            [Item::Node(value)] => Some(self.typed.tree.value_text(*value) != Some("false")),
            [_] => Some(true),
            _ => Some(items.iter().all(|item| *item != Item::Boolean(false))),
        }
    }

    /// The items that an expression gives for an element.
    pub(super) fn evaluate(&mut self, node: NodeId, text: &str) -> Result<Vec<Item>, ExpressionError> {
        let expression = self.validator.expression(text)?;
        self.items_of(node, &expression)
    }

    fn items_of(&self, node: NodeId, expression: &Expression) -> Result<Vec<Item>, ExpressionError> {
        let tree = &self.typed.tree;
        let resource = tree.resource_of(node);
        let mut root = resource;
        // Of a contained resource, the one that contains it.
        while tree.name(root) == "contained"
            && let Some(parent) = tree.parent(root)
        {
            root = tree.resource_of(parent);
        }
        let services = Asked { check: self };
        let context = Context {
            typed: self.typed,
            definitions: &self.validator.definitions,
            services: &services,
            resource,
            root,
            now: &self.validator.now,
            strict: false,
            bounds: Bounds::default(),
        };
        evaluate(expression, &context, &[Item::Node(node)])
    }
}

/// What an invariant may ask.
struct Asked<'c, 'v, 'a> {
    check: &'c Check<'v, 'a>,
}

impl Services for Asked<'_, '_, '_> {
    fn conforms_to(&self, node: NodeId, profile: &str) -> Result<bool, ExpressionError> {
        let Some(structure) = self.check.definitions().structure(profile) else {
            return Err(ExpressionError::not_checkable(format!("the profile `{profile}` is not known")));
        };
        let mut inner = Check::new(self.check.validator, self.check.typed, self.check.options);
        inner.depth = self.check.depth + 1;
        inner.index.clone_from(&self.check.index);
        Ok(inner.conforms_to(node, &structure))
    }

    fn member_of(&self, item: &Item, value_set: &str) -> Result<bool, ExpressionError> {
        self.check.member_of(item, value_set)
    }

    fn resolve(&self, node: NodeId, reference: &str) -> Option<NodeId> {
        self.check.resolve(node, reference)
    }
}
