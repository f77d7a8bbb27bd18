//! Working out expression constraints: sets of concepts, joined, excluded, and walked from.

use std::collections::{BTreeSet, HashSet};

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{
    AlternateIdentifier, ConstraintOperator, ExpressionConstraint, FilterConstraint, FocusConcept, MAX_DEPTH,
    RefsetOperator, SubExpressionConstraint,
};

use super::{Alternate, Answer, EvaluationError, Note, Outcome, Substrate, Value, Values};

/// How much is done between two looks at whether to stop.
const STEPS: usize = 1 << 14;
/// How many concepts are looked at one by one rather than as a set of everything above or below.
const ONE_BY_ONE: u64 = 4096;
/// How many notes are made.
const NOTES: usize = 100;

pub(super) type Evaluated<T> = Result<T, EvaluationError>;

/// How long and how far an evaluation may go.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// Asked every now and then, and the evaluation stops when it says so.
    pub stop: &'a dyn Fn() -> bool,
    /// How many rows of values there may be.
    pub rows: usize,
}

impl Default for Bounds<'_> {
    /// Never stops, and at most a million rows of values.
    fn default() -> Self {
        Self { stop: &|| false, rows: 1_000_000 }
    }
}

/// Works out what an expression constraint finds in a release.
///
/// # Errors
/// What cannot be answered: see [`EvaluationError`].
pub fn evaluate<S: Substrate>(
    expression: &ExpressionConstraint,
    substrate: &S,
    bounds: Bounds<'_>,
) -> Result<Outcome, EvaluationError> {
    let mut evaluator =
        Evaluator { substrate, bounds, left: STEPS, depth: 0, notes: Vec::new(), noted: HashSet::new() };
    let answer = match evaluator.expression(expression, None)? {
        Found::Concepts(concepts) => Answer::Concepts(concepts),
        Found::Values(values) => Answer::Values(values),
        Found::Mixed(concepts, concrete) => Answer::Values(evaluator.mixed(&concepts, concrete)),
    };
    Ok(Outcome { answer, notes: evaluator.notes })
}

/// What a part finds.
pub(super) enum Found {
    Concepts(RoaringBitmap),
    Values(Values),
    /// The values of an attribute, of which some are concrete.
    Mixed(RoaringBitmap, BTreeSet<Value>),
}

impl Found {
    /// The concepts. Values of fields are none; of an attribute they are those of its values that are.
    pub(super) fn concepts(self) -> Evaluated<RoaringBitmap> {
        match self {
            Self::Values(values) if values.columns.len() > 1 => {
                Err(EvaluationError::SeveralFields(values.columns.join(", ")))
            }
            Self::Values(values) => Err(EvaluationError::Values(format!("the field {}", values.columns.concat()))),
            Self::Mixed(concepts, _) if concepts.is_empty() => {
                Err(EvaluationError::Values("this attribute".to_owned()))
            }
            Self::Concepts(concepts) | Self::Mixed(concepts, _) => Ok(concepts),
        }
    }
}

pub(super) struct Evaluator<'a, S> {
    pub(super) substrate: &'a S,
    pub(super) bounds: Bounds<'a>,
    left: usize,
    depth: usize,
    notes: Vec<Note>,
    noted: HashSet<Note>,
}

impl<S: Substrate> Evaluator<'_, S> {
    /// Counts what was done, and looks every now and then whether to stop.
    pub(super) fn step(&mut self, steps: usize) -> Evaluated<()> {
        self.left = self.left.saturating_sub(steps);
        if self.left == 0 {
            self.left = STEPS;
            if (self.bounds.stop)() {
                return Err(EvaluationError::Stopped);
            }
        }
        Ok(())
    }

    pub(super) fn note(&mut self, note: Note) {
        if self.notes.len() < NOTES && self.noted.insert(note.clone()) {
            self.notes.push(note);
        }
    }

    pub(super) fn deeper(&mut self) -> Evaluated<()> {
        self.depth += 1;
        if self.depth > 2 * MAX_DEPTH { Err(EvaluationError::Depth) } else { Ok(()) }
    }

    pub(super) fn back(&mut self) {
        self.depth -= 1;
    }

    /// What an expression constraint finds: of these, where some are given.
    pub(super) fn expression(
        &mut self,
        expression: &ExpressionConstraint,
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<Found> {
        self.deeper()?;
        self.step(1)?;
        let found = match expression {
            ExpressionConstraint::Sub(sub) => self.sub(sub, within)?,
            ExpressionConstraint::Refined(focus, refinement) => {
                Found::Concepts(self.refined(focus, refinement, within)?)
            }
            ExpressionConstraint::And(parts) => Found::Concepts(self.all_of(parts, within)?),
            ExpressionConstraint::Or(parts) => {
                let mut found = RoaringBitmap::new();
                for part in parts {
                    found |= self.concepts(part, within)?;
                }
                Found::Concepts(found)
            }
            ExpressionConstraint::Minus(first, second) => {
                let mut found = self.concepts(first, within)?;
                found -= self.concepts(second, Some(&found))?;
                Found::Concepts(found)
            }
            ExpressionConstraint::Dotted(source, attributes) => self.dotted(source, attributes, within)?,
        };
        self.back();
        Ok(found)
    }

    /// What all of these find. Those come first that are likely to be few, and narrow the others.
    fn all_of(
        &mut self,
        parts: &[SubExpressionConstraint],
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<RoaringBitmap> {
        let mut parts: Vec<&SubExpressionConstraint> = parts.iter().collect();
        parts.sort_by_key(|part| breadth(part));
        let mut found = within.cloned();
        for part in parts {
            found = Some(self.concepts(part, found.as_ref())?);
        }
        Ok(found.unwrap_or_default())
    }

    /// The concepts that a subexpression constraint finds.
    pub(super) fn concepts(
        &mut self,
        sub: &SubExpressionConstraint,
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<RoaringBitmap> {
        self.sub(sub, within)?.concepts()
    }

    fn sub(&mut self, sub: &SubExpressionConstraint, within: Option<&RoaringBitmap>) -> Evaluated<Found> {
        // What history adds is not among what it is added to.
        let narrow = if sub.history.is_some() { None } else { within };
        let found = match sub.operator {
            None => self.operand(sub, narrow)?,
            Some(operator) => {
                let operand = self.operand(sub, None)?.concepts()?;
                self.note_inactive(operator, sub, &operand);
                Found::Concepts(self.operate(operator, operand, narrow)?)
            }
        };
        if sub.filters.is_empty() && sub.history.is_none() {
            return Ok(found);
        }
        let mut found = found.concepts()?;
        for filter in &sub.filters {
            match filter {
                FilterConstraint::Description(filters) => self.filter_descriptions(&mut found, filters)?,
                FilterConstraint::Concept(filters) => self.filter_concepts(&mut found, filters)?,
            }
        }
        if let Some(history) = &sub.history {
            self.add_history(&mut found, history)?;
            if let Some(within) = within {
                found &= within;
            }
        }
        Ok(Found::Concepts(found))
    }

    /// The focus with the reference set operator applied to it.
    fn operand(&mut self, sub: &SubExpressionConstraint, within: Option<&RoaringBitmap>) -> Evaluated<Found> {
        let Some(operator) = &sub.refset else {
            return self.focus(&sub.focus, within);
        };
        let focus = self.focus(&sub.focus, None)?.concepts()?;
        match operator {
            RefsetOperator::MemberOf => {
                let mut found = self.member_of(&focus, &sub.focus, &sub.members)?;
                if let Some(within) = within {
                    found &= within;
                }
                Ok(Found::Concepts(found))
            }
            RefsetOperator::ContainingAny => {
                let mut found = self.containing(&focus, &sub.members)?;
                if let Some(within) = within {
                    found &= within;
                }
                Ok(Found::Concepts(found))
            }
            RefsetOperator::Fields(fields) => self.fields(&focus, &sub.focus, Some(fields), &sub.members, within),
            RefsetOperator::AllFields => self.fields(&focus, &sub.focus, None, &sub.members, within),
        }
    }

    fn focus(&mut self, focus: &FocusConcept, within: Option<&RoaringBitmap>) -> Evaluated<Found> {
        Ok(Found::Concepts(match focus {
            FocusConcept::Any => match within {
                Some(within) => within & self.substrate.all().as_ref(),
                None => self.substrate.all().into_owned(),
            },
            FocusConcept::Concept(reference) => self.one(self.substrate.ordinal(reference.id), reference.id, within),
            FocusConcept::Alternate(alternate) => self.alternate(alternate, within)?,
            FocusConcept::Nested(nested) => return self.expression(nested, within),
        }))
    }

    fn one(&mut self, ordinal: Option<u32>, id: u64, within: Option<&RoaringBitmap>) -> RoaringBitmap {
        let Some(ordinal) = ordinal.filter(|ordinal| self.substrate.concept(*ordinal).is_some()) else {
            self.note(Note::Absent(id));
            return RoaringBitmap::new();
        };
        let wanted = within.is_none_or(|within| within.contains(ordinal));
        wanted.then_some(ordinal).into_iter().collect()
    }

    fn alternate(
        &mut self,
        alternate: &AlternateIdentifier,
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<RoaringBitmap> {
        let AlternateIdentifier { scheme, code, .. } = alternate;
        match self.substrate.alternate(scheme, code) {
            Alternate::Concept(ordinal) => Ok(self.one(Some(ordinal), self.substrate.id(ordinal), within)),
            Alternate::Absent => {
                self.note(Note::NoIdentifier { scheme: scheme.clone(), code: code.clone() });
                Ok(RoaringBitmap::new())
            }
            Alternate::UnknownScheme => Err(EvaluationError::UnknownScheme(scheme.clone())),
        }
    }

    /// An inactive concept has nothing above or below it, which is not what is asked for.
    fn note_inactive(&mut self, operator: ConstraintOperator, sub: &SubExpressionConstraint, operand: &RoaringBitmap) {
        let set = matches!(operator, ConstraintOperator::Top | ConstraintOperator::Bottom);
        if let (FocusConcept::Concept(reference), None, false) = (&sub.focus, &sub.refset, set)
            && let Some(concept) = operand.min().and_then(|ordinal| self.substrate.concept(ordinal))
            && !concept.active
        {
            self.note(Note::Inactive(reference.id));
        }
    }

    fn operate(
        &mut self,
        operator: ConstraintOperator,
        operand: RoaringBitmap,
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<RoaringBitmap> {
        self.step(usize::try_from(operand.len()).unwrap_or(usize::MAX))?;
        let mut found = match operator {
            ConstraintOperator::DescendantOf | ConstraintOperator::DescendantOrSelfOf => self.below(&operand, within),
            ConstraintOperator::AncestorOf | ConstraintOperator::AncestorOrSelfOf => self.substrate.ancestors(&operand),
            ConstraintOperator::ChildOf | ConstraintOperator::ChildOrSelfOf => {
                operand.iter().flat_map(|concept| self.substrate.children(concept)).collect()
            }
            ConstraintOperator::ParentOf | ConstraintOperator::ParentOrSelfOf => {
                operand.iter().flat_map(|concept| self.substrate.parents(concept)).collect()
            }
            ConstraintOperator::Top => &operand - self.substrate.descendants(&operand),
            ConstraintOperator::Bottom => &operand - self.substrate.ancestors(&operand),
        };
        let selves = matches!(
            operator,
            ConstraintOperator::DescendantOrSelfOf
                | ConstraintOperator::AncestorOrSelfOf
                | ConstraintOperator::ChildOrSelfOf
                | ConstraintOperator::ParentOrSelfOf
        );
        if selves {
            found |= operand;
        }
        self.step(usize::try_from(found.len() / 8).unwrap_or(usize::MAX))?;
        if let Some(within) = within {
            found &= within;
        }
        Ok(found)
    }

    /// Everything below any of these: of a few that are given, those are looked at one by one.
    fn below(&self, operand: &RoaringBitmap, within: Option<&RoaringBitmap>) -> RoaringBitmap {
        match within {
            Some(within) if within.len().saturating_mul(operand.len()) <= ONE_BY_ONE => {
                let above = |concept: &u32| operand.iter().any(|above| self.substrate.is_ancestor(above, *concept));
                within.iter().filter(above).collect()
            }
            _ => self.substrate.descendants(operand),
        }
    }
}

/// How many concepts a part is likely to find, in classes.
fn breadth(sub: &SubExpressionConstraint) -> u8 {
    match (&sub.refset, &sub.focus, sub.operator) {
        (None, FocusConcept::Concept(_) | FocusConcept::Alternate(_), None) => 0,
        (Some(_), ..) => 1,
        (None, FocusConcept::Nested(_), None) => 2,
        (None, FocusConcept::Any, None) => 5,
        (None, _, Some(ConstraintOperator::DescendantOf | ConstraintOperator::DescendantOrSelfOf)) => 4,
        (None, ..) => 3,
    }
}
