//! The tree that the codes themselves are: what stands below a code begins with its characters.

use super::{Concept, ReadV2};
use crate::read_code::ReadCode;

impl ReadV2 {
    /// The code above, if the release has it; [`ReadCode::parent`] gives it in any case.
    pub fn parent(&self, code: ReadCode) -> Option<Concept<'_>> {
        self.lookup(code.parent()?)
    }

    /// Every code above that the release has, the nearest first. One that is missing is passed over.
    pub fn ancestors(&self, code: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        std::iter::successors(code.parent(), |code| code.parent()).filter_map(|code| self.lookup(code))
    }

    /// The codes directly below, in order. They stand below a code that the release does not have
    /// itself, too, such as the root.
    pub fn children(&self, code: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        let (level, mut at) = (code.level(), self.below(code).start);
        let end = self.below(code).end;
        std::iter::from_fn(move || {
            while at < end {
                let found = self.of_ordinal(at)?;
                let child = found.code().at_level(level + 1);
                // Whatever lies below this child, or below a child that is missing, is passed over.
                at = self.numbers().partition_point(|number| *number <= child.last_below().number());
                if found.code() == child {
                    return Some(found);
                }
            }
            None
        })
    }

    /// Every code below, at any depth, in order.
    pub fn descendants(&self, code: ReadCode) -> impl Iterator<Item = Concept<'_>> {
        self.below(code).map(|ordinal| Concept::new(self, ordinal))
    }

    /// Whether a code is the same as another or stands below it.
    pub fn is_below_or_same(&self, code: ReadCode, above: ReadCode) -> bool {
        (above..=above.last_below()).contains(&code)
    }

    /// The ordinals of what stands below a code.
    fn below(&self, code: ReadCode) -> std::ops::Range<usize> {
        let numbers = self.numbers();
        let start = numbers.partition_point(|number| *number <= code.number());
        let end = numbers.partition_point(|number| *number <= code.last_below().number());
        start..end.max(start)
    }
}
