//! Refinements: which concepts of a focus have such attributes.
//!
//! A refinement is first made ready, its names and values worked out once. Then either the concepts
//! that can satisfy it are found by way of the values they point at, or all of the focus is looked
//! at, whichever is less; what that finds exactly needs no second look, the rest is looked at concept
//! by concept, each with its attributes read once.
//!
//! - An attribute counts each relationship that matches it, in whatever group; in a group those of
//!   that group. The release is taken to be without redundant ones, as its distribution form is.
//! - A group is one with a number from 1 on. Relationships of group 0 are in none.
//! - A reversed attribute counts the concepts that point at the focus.
//! - `is a` is an attribute where it is named, and not among those that a wildcard stands for: the
//!   hierarchy has operators of its own.
//! - `= *` is any value, a concrete one too. Nothing is `!= *`.
//! - Only active concepts satisfy a refinement (section 6.9), those with nothing but `[0..0]` too.

mod candidates;
mod check;
mod ready;

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{Refinement, SubExpressionConstraint};

use super::Substrate;
use super::evaluator::{Evaluated, Evaluator};
use super::gathered::Gathered;
use candidates::Candidates;
use check::Checker;

/// From how many concepts on that are looked at a set is kept as bits.
const OFTEN: u64 = 1024;

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn refined(
        &mut self,
        focus: &SubExpressionConstraint,
        refinement: &Refinement,
        within: Option<&RoaringBitmap>,
    ) -> Evaluated<RoaringBitmap> {
        let mut ready = self.ready(refinement, false)?;
        let candidates = self.candidates(&ready, false)?;
        let (exact, narrowed) = match candidates {
            Candidates::Unknown => (false, within.cloned()),
            Candidates::Exactly(found) => (true, Some(narrow(found, within))),
            Candidates::Among(found) => (false, Some(narrow(found, within))),
        };
        let mut found = self.concepts(focus, narrowed.as_ref())?;
        found &= self.substrate.active().as_ref();
        if exact {
            return Ok(found);
        }
        if found.len() >= OFTEN {
            ready.ask_often();
        }
        let mut checker = Checker::of(self.substrate, &ready);
        let mut left = Gathered::default();
        for concept in &found {
            self.step(4)?;
            if checker.satisfies(concept) {
                left.push(concept);
            }
        }
        Ok(left.finish())
    }
}

fn narrow(mut found: RoaringBitmap, within: Option<&RoaringBitmap>) -> RoaringBitmap {
    if let Some(within) = within {
        found &= within;
    }
    found
}
