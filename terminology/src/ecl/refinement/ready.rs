//! A refinement whose names and values are worked out.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{
    self, AttributeSet, AttributeValue, Cardinality, Comparison, Decimal, Equality, ExpressionConstraint, FocusConcept,
    Refinement, SubExpressionConstraint,
};

use crate::ecl::evaluator::{Evaluated, Evaluator};
use crate::ecl::gathered::Bits;
use crate::ecl::{EvaluationError, Substrate, Target};
use crate::snomed::metadata::IS_A;

/// A refinement, or a part of one, made ready.
pub(super) enum Ready {
    Attribute(Test),
    Group(Cardinality, Box<Ready>),
    And(Vec<Ready>),
    Or(Vec<Ready>),
}

/// An attribute made ready.
pub(super) struct Test {
    pub(super) cardinality: Cardinality,
    pub(super) reverse: bool,
    pub(super) names: Names,
    pub(super) against: Against,
}

/// The types that an attribute may have.
pub(in crate::ecl) struct Names {
    /// None where it may have any.
    kinds: Option<Wanted>,
    /// Whether it may be an is-a relationship.
    pub(in crate::ecl) is_a: bool,
}

impl Names {
    #[inline]
    pub(in crate::ecl) fn has(&self, kind: u32) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.has(kind))
    }

    /// The types, where it may not have any.
    pub(super) fn kinds(&self) -> Option<&RoaringBitmap> {
        self.kinds.as_ref().map(|kinds| &kinds.set)
    }
}

/// A set of concepts that are wanted, as bits too where it is asked very often.
pub(super) struct Wanted {
    pub(super) set: RoaringBitmap,
    bits: Option<Bits>,
}

impl Wanted {
    pub(super) fn of(set: RoaringBitmap) -> Self {
        Self { set, bits: None }
    }

    #[inline]
    pub(super) fn has(&self, concept: u32) -> bool {
        match &self.bits {
            Some(bits) => bits.has(concept),
            None => self.set.contains(concept),
        }
    }

    fn ask_often(&mut self) {
        self.bits = Some(Bits::of(&self.set));
    }
}

/// What a value is held against.
pub(super) enum Against {
    Anything,
    Nothing,
    Concepts(Equality, Wanted),
    Number(Comparison, Decimal),
    Text(Equality, Vec<String>),
    Boolean(Equality, bool),
}

impl Ready {
    /// Makes it ready to be asked of very many concepts.
    pub(super) fn ask_often(&mut self) {
        match self {
            Self::Attribute(test) => {
                if let Some(kinds) = &mut test.names.kinds {
                    kinds.ask_often();
                }
                if let Against::Concepts(_, wanted) = &mut test.against {
                    wanted.ask_often();
                }
            }
            Self::Group(_, inner) => inner.ask_often(),
            Self::And(parts) | Self::Or(parts) => parts.iter_mut().for_each(Self::ask_often),
        }
    }
}

impl Against {
    #[inline]
    pub(super) fn fits(&self, value: Target<'_>) -> bool {
        match (self, value) {
            (Self::Anything, _) => true,
            (Self::Concepts(equality, concepts), Target::Concept(value)) => equality.of(concepts.has(value)),
            (Self::Number(comparison, number), Target::Number(text)) => {
                text.parse::<Decimal>().is_ok_and(|value| comparison.of(value.cmp(number)))
            }
            (Self::Text(equality, texts), Target::Text(value)) => equality.of(texts.iter().any(|text| text == value)),
            (Self::Boolean(equality, wanted), Target::Boolean(value)) => equality.of(value == *wanted),
            _ => false,
        }
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn ready(&mut self, refinement: &Refinement, grouped: bool) -> Evaluated<Ready> {
        self.deeper()?;
        let ready = match refinement {
            Refinement::Attribute(attribute) => Ready::Attribute(self.test(attribute, grouped)?),
            Refinement::Group(group) => {
                let cardinality = group.cardinality.unwrap_or(Cardinality::DEFAULT);
                Ready::Group(cardinality, Box::new(self.ready_set(&group.attributes)?))
            }
            Refinement::And(parts) => Ready::And(self.each(parts, |this, part| this.ready(part, grouped))?),
            Refinement::Or(parts) => Ready::Or(self.each(parts, |this, part| this.ready(part, grouped))?),
        };
        self.back();
        Ok(ready)
    }

    fn ready_set(&mut self, set: &AttributeSet) -> Evaluated<Ready> {
        self.deeper()?;
        let ready = match set {
            AttributeSet::Attribute(attribute) => Ready::Attribute(self.test(attribute, true)?),
            AttributeSet::And(parts) => Ready::And(self.each(parts, Self::ready_set)?),
            AttributeSet::Or(parts) => Ready::Or(self.each(parts, Self::ready_set)?),
        };
        self.back();
        Ok(ready)
    }

    fn each<T>(
        &mut self,
        parts: &[T],
        mut ready: impl FnMut(&mut Self, &T) -> Evaluated<Ready>,
    ) -> Evaluated<Vec<Ready>> {
        parts.iter().map(|part| ready(self, part)).collect()
    }

    fn test(&mut self, attribute: &ecl::Attribute, grouped: bool) -> Evaluated<Test> {
        if attribute.reverse && grouped {
            return Err(EvaluationError::ReverseInGroup);
        }
        let names = self.names(&attribute.name)?;
        let against = match &attribute.value {
            AttributeValue::Concepts(equality, sub) if matches!(sub.bare(), Some(FocusConcept::Any)) => {
                if *equality == Equality::Equal { Against::Anything } else { Against::Nothing }
            }
            AttributeValue::Concepts(equality, sub) => {
                Against::Concepts(*equality, Wanted::of(self.concepts(sub, None)?))
            }
            _ if attribute.reverse => return Err(EvaluationError::ReverseConcrete),
            AttributeValue::Number(comparison, number) => Against::Number(*comparison, *number),
            AttributeValue::Text(equality, texts) => Against::Text(*equality, texts.clone()),
            AttributeValue::Boolean(equality, value) => Against::Boolean(*equality, *value),
        };
        let cardinality = attribute.cardinality.unwrap_or(Cardinality::DEFAULT);
        Ok(Test { cardinality, reverse: attribute.reverse, names, against })
    }

    pub(in crate::ecl) fn names(&mut self, sub: &SubExpressionConstraint) -> Evaluated<Names> {
        if matches!(sub.bare(), Some(FocusConcept::Any)) {
            return Ok(Names { kinds: None, is_a: false });
        }
        let found = self.concepts(sub, None)?;
        let is_a = self.substrate.ordinal(IS_A).is_some_and(|is_a| found.contains(is_a)) && !has_wildcard(sub);
        // The types that no attribute has need not be asked about again.
        let kinds = self.substrate.attribute_types().filter(|kind| found.contains(*kind)).collect();
        Ok(Names { kinds: Some(Wanted::of(kinds)), is_a })
    }
}

/// Whether a name is, or is put together from, a wildcard with no operator.
fn has_wildcard(sub: &SubExpressionConstraint) -> bool {
    if sub.operator.is_some() || sub.refset.is_some() {
        return false;
    }
    match &sub.focus {
        FocusConcept::Any => true,
        FocusConcept::Nested(nested) => match nested.as_ref() {
            ExpressionConstraint::Sub(sub) | ExpressionConstraint::Refined(sub, _) => has_wildcard(sub),
            ExpressionConstraint::Minus(first, _) => has_wildcard(first),
            ExpressionConstraint::And(parts) => parts.iter().all(has_wildcard),
            ExpressionConstraint::Or(parts) => parts.iter().any(has_wildcard),
            ExpressionConstraint::Dotted(..) => false,
        },
        FocusConcept::Concept(_) | FocusConcept::Alternate(_) => false,
    }
}
