//! The hierarchy, in which a concept can stand below several.

use std::collections::HashSet;

use super::{Concept, Ctv3, sections};
use crate::read_code::ReadCode;

impl Ctv3 {
    /// The concepts directly above, in the order of their codes.
    pub fn parents(&self, code: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        let above = self.ordinal(code).map_or(&[][..], |ordinal| self.above(ordinal));
        above.iter().filter_map(|[parent, _]| self.of_ordinal(*parent as usize))
    }

    /// The concepts directly below, in the order that the release lists them, then of their codes.
    pub fn children(&self, code: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        let below = self.ordinal(code).map_or(&[][..], |ordinal| self.below(ordinal));
        below.iter().filter_map(|child| self.of_ordinal(*child as usize))
    }

    /// The two characters by which a child is ordered below a parent, if it stands there.
    pub fn order(&self, child: ReadCode, parent: ReadCode) -> Option<String> {
        let (child, parent) = (self.ordinal(child)?, self.ordinal(parent)?);
        let row = self.above(child).iter().find(|[above, _]| *above as usize == parent)?;
        let characters = u16::try_from(row[1]).unwrap_or_default().to_be_bytes();
        Some(characters.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect())
    }

    /// Every concept above, once, in the order of their codes.
    pub fn ancestors(&self, code: ReadCode) -> Vec<Concept<'_>> {
        self.walk(code, |ordinal| self.above(ordinal).iter().map(|[parent, _]| *parent as usize).collect())
    }

    /// Every concept below, once, in the order of their codes.
    pub fn descendants(&self, code: ReadCode) -> Vec<Concept<'_>> {
        self.walk(code, |ordinal| self.below(ordinal).iter().map(|child| *child as usize).collect())
    }

    /// Whether a concept is the same as another or stands below it.
    pub fn is_below_or_same(&self, code: ReadCode, above: ReadCode) -> bool {
        code == above || self.ancestors(code).iter().any(|ancestor| ancestor.code() == above)
    }

    /// What is reached from a code, itself only where it stands below itself. Each is passed once,
    /// so that a cycle ends the walk and does not keep it up.
    fn walk(&self, code: ReadCode, next: impl Fn(usize) -> Vec<usize>) -> Vec<Concept<'_>> {
        let mut open: Vec<usize> = self.ordinal(code).into_iter().collect();
        let mut found = HashSet::new();
        while let Some(ordinal) = open.pop() {
            open.extend(next(ordinal).into_iter().filter(|reached| found.insert(*reached)));
        }
        let mut found: Vec<usize> = found.into_iter().collect();
        found.sort_unstable();
        found.into_iter().filter_map(|ordinal| self.of_ordinal(ordinal)).collect()
    }

    fn above(&self, ordinal: usize) -> &[[u32; 2]] {
        self.cells.rows_of(sections::CONCEPT_PARENTS, sections::PARENTS, ordinal)
    }

    fn below(&self, ordinal: usize) -> &[u32] {
        self.cells.rows_of(sections::CONCEPT_CHILDREN, sections::CHILDREN, ordinal)
    }
}
