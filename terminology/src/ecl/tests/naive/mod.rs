//! Expression constraints worked out one concept at a time, from the rows: for each concept the
//! question is asked whether the constraint holds of it. No sets, no ordinals, no index.

mod compare;
mod filters;
mod members;
mod refinement;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use snomed_ct_parsing::ecl::*;

use super::model::{Cell, Model, Value};
use crate::snomed::metadata::IS_A;
use compare::cell;

pub(super) struct Naive<'m> {
    model: &'m Model,
    /// What was asked before, by the part and the concept.
    known: RefCell<HashMap<(*const (), u8, u64), bool>>,
}

/// What a naive evaluation finds: concepts, or rows of values as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Naively {
    Concepts(BTreeSet<u64>),
    Values(BTreeSet<Vec<String>>),
}

impl<'m> Naive<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        Self { model, known: RefCell::default() }
    }

    pub(super) fn evaluate(&self, expression: &ExpressionConstraint) -> Naively {
        if let ExpressionConstraint::Sub(sub) = expression
            && sub.operator.is_none()
            && sub.filters.is_empty()
            && sub.history.is_none()
            && let Some(values) = self.values(sub)
        {
            return values;
        }
        let ids = self.model.concepts.keys().copied();
        Naively::Concepts(ids.filter(|id| self.holds(expression, *id)).collect())
    }

    fn remembered(&self, part: *const (), which: u8, id: u64, ask: impl FnOnce() -> bool) -> bool {
        let key = (part, which, id);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let answer = ask();
        self.known.borrow_mut().insert(key, answer);
        answer
    }

    fn holds(&self, expression: &ExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(expression).cast(), 0, id, || match expression {
            ExpressionConstraint::Sub(sub) => self.sub(sub, id),
            ExpressionConstraint::And(parts) => parts.iter().all(|part| self.sub(part, id)),
            ExpressionConstraint::Or(parts) => parts.iter().any(|part| self.sub(part, id)),
            ExpressionConstraint::Minus(first, second) => self.sub(first, id) && !self.sub(second, id),
            ExpressionConstraint::Refined(focus, refinement) => {
                self.model.concepts[&id].active && self.sub(focus, id) && self.refined(refinement, id)
            }
            ExpressionConstraint::Dotted(source, attributes) => self.dotted(source, attributes, id),
        })
    }

    /// Whether the concept is a value of the last attribute of a concept that is a value of the one
    /// before, and so on back to the source.
    fn dotted(&self, source: &SubExpressionConstraint, attributes: &[SubExpressionConstraint], id: u64) -> bool {
        let Some((last, before)) = attributes.split_last() else { return self.sub(source, id) };
        self.pointing_at(id).any(|(from, kind)| self.names(last, kind) && self.dotted(source, before, from))
    }

    /// The relationships whose value a concept is: source and type.
    fn pointing_at(&self, id: u64) -> impl Iterator<Item = (u64, u64)> {
        let attributes = self.model.attributes.iter().filter(move |attribute| attribute.value == Value::Concept(id));
        let children = self.model.is_a.iter().filter(move |(_, parent)| *parent == id);
        attributes.map(|attribute| (attribute.source, attribute.kind)).chain(children.map(|(child, _)| (*child, IS_A)))
    }

    /// Whether a type is one that the name of an attribute stands for.
    fn names(&self, name: &SubExpressionConstraint, kind: u64) -> bool {
        (kind != IS_A || !Self::is_wild(name)) && self.sub(name, kind)
    }

    fn is_wild(name: &SubExpressionConstraint) -> bool {
        let written = name.to_string();
        let written = written.trim_start_matches('(');
        written.starts_with('*') && !written.contains("116680003")
    }

    fn sub(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 1, id, || {
            self.filtered(sub, id) || sub.history.as_ref().is_some_and(|history| self.leads_back(sub, history, id))
        })
    }

    fn filtered(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 2, id, || {
            self.operated(sub, id)
                && sub.filters.iter().all(|filter| match filter {
                    FilterConstraint::Concept(filters) => filters.iter().all(|filter| self.concept(filter, id)),
                    FilterConstraint::Description(filters) => self.described(filters, id),
                })
        })
    }

    fn operated(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        let mut others = self.model.concepts.keys().copied().filter(|other| self.operand(sub, *other));
        match sub.operator {
            None => self.operand(sub, id),
            Some(ConstraintOperator::DescendantOf) => others.any(|other| self.is_below(id, other)),
            Some(ConstraintOperator::DescendantOrSelfOf) => others.any(|other| id == other || self.is_below(id, other)),
            Some(ConstraintOperator::ChildOf) => others.any(|other| self.is_child(id, other)),
            Some(ConstraintOperator::ChildOrSelfOf) => others.any(|other| id == other || self.is_child(id, other)),
            Some(ConstraintOperator::AncestorOf) => others.any(|other| self.is_below(other, id)),
            Some(ConstraintOperator::AncestorOrSelfOf) => others.any(|other| id == other || self.is_below(other, id)),
            Some(ConstraintOperator::ParentOf) => others.any(|other| self.is_child(other, id)),
            Some(ConstraintOperator::ParentOrSelfOf) => others.any(|other| id == other || self.is_child(other, id)),
            Some(ConstraintOperator::Top) => self.operand(sub, id) && !others.any(|other| self.is_below(id, other)),
            Some(ConstraintOperator::Bottom) => self.operand(sub, id) && !others.any(|other| self.is_below(other, id)),
        }
    }

    fn is_child(&self, child: u64, parent: u64) -> bool {
        self.model.is_a.contains(&(child, parent))
    }

    fn is_below(&self, below: u64, above: u64) -> bool {
        let mut parents = self.model.is_a.iter().filter(|(child, _)| *child == below).map(|(_, parent)| *parent);
        parents.any(|parent| parent == above || self.is_below(parent, above))
    }

    fn operand(&self, sub: &SubExpressionConstraint, id: u64) -> bool {
        self.remembered(std::ptr::from_ref(sub).cast(), 3, id, || match &sub.refset {
            None => self.focus(&sub.focus, id),
            Some(RefsetOperator::MemberOf) => self.rows(sub).any(|(_, _, row)| row.component == id),
            Some(RefsetOperator::ContainingAny) => self.model.refsets.get(&id).is_some_and(|refset| {
                refset.rows.iter().any(|row| self.counts(sub, refset, row) && self.focus(&sub.focus, row.component))
            }),
            Some(RefsetOperator::Fields(fields)) => match &fields[..] {
                [field] => self.rows(sub).any(|(_, refset, row)| cell(refset, row, field) == Some(Cell::Component(id))),
                _ => panic!("several fields where concepts are needed"),
            },
            Some(RefsetOperator::AllFields) => panic!("all fields where concepts are needed"),
        })
    }

    fn focus(&self, focus: &FocusConcept, id: u64) -> bool {
        self.model.concepts.contains_key(&id)
            && match focus {
                FocusConcept::Any => true,
                FocusConcept::Concept(reference) => reference.id == id,
                FocusConcept::Nested(nested) => self.holds(nested, id),
                FocusConcept::Alternate(alternate) => {
                    let identifier = (alternate.scheme.clone(), alternate.code.clone(), id);
                    self.model.identifiers.contains(&identifier)
                }
            }
    }
}
