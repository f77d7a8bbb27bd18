//! The tree that the events give, beside the tree that is kept.

use crate::audit::{Growing, Hash};

/// What one more row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Everything kept is what the events give.
    Same,
    /// The leaf is another than the event gives; the node above it is of the leaf that is kept, or
    /// of neither.
    OtherContent,
    /// The leaf is another than the event gives, and the node above it is of what the event gives.
    OtherLeaf,
    /// The node above the leaf before this one is of what the event before this one gives.
    OtherLeafBefore,
    /// A hash above the leaf is not that of the two below it, as they are kept.
    OtherNode,
}

/// Two trees that grow side by side: what the events give, and what is kept. While they agree, one
/// is enough.
#[derive(Default)]
pub(super) struct Beside {
    given: Growing,
    /// The subtrees that are kept, the widest first; from the first difference on.
    kept: Option<Vec<Hash>>,
    /// The leaf that the event before gives, where another is kept.
    before: Option<Hash>,
}

impl Beside {
    pub(super) const fn size(&self) -> u64 {
        self.given.size()
    }

    /// The root that the events give.
    pub(super) fn root(&self) -> Hash {
        self.given.root()
    }

    /// Takes the next leaf as its event gives it, and the hashes that are kept with it.
    pub(super) fn push(&mut self, leaf: Hash, kept: &[Hash]) -> Seen {
        if self.kept.is_none() {
            let peaks = self.given.peaks().len();
            let levels = self.given.size().trailing_ones() as usize;
            let mut agree = kept.len() == levels + 1;
            // What the difference would need, before the peaks are used up.
            let before = self.given.peaks()[peaks - levels.min(peaks)..].to_vec();
            let wider = self.given.peaks()[..peaks - levels.min(peaks)].to_vec();
            self.given.push(leaf, |level, hash| agree &= kept.get(level) == Some(&hash));
            if agree {
                return Seen::Same;
            }
            self.kept = Some([wider, before].concat());
        } else {
            self.given.push(leaf, |_, _| {});
        }
        let levels = (self.given.size() - 1).trailing_ones() as usize;
        self.compare(leaf, kept, levels)
    }

    fn compare(&mut self, leaf: Hash, kept: &[Hash], levels: usize) -> Seen {
        let before = self.before.take();
        let Some(peaks) = &mut self.kept else { return Seen::Same };
        let own = kept.first().copied().unwrap_or(leaf);
        let first_left = if levels > 0 { peaks.last().copied() } else { None };
        let (mut hash, mut sound) = (own, kept.len() == levels + 1);
        for level in 0..levels {
            let Some(left) = peaks.pop() else { break };
            let above = Hash::of_node(left, hash);
            let stands = kept.get(level + 1).copied();
            sound &= stands == Some(above);
            hash = stands.unwrap_or(above);
        }
        peaks.push(hash);
        let above = |left, right| kept.get(1) == Some(&Hash::of_node(left, right));
        if own != leaf {
            if first_left.is_some_and(|left| above(left, leaf)) {
                return Seen::OtherLeaf;
            }
            self.before = (levels == 0).then_some(leaf);
            return Seen::OtherContent;
        }
        match before {
            Some(given) if levels > 0 && above(given, own) => Seen::OtherLeafBefore,
            _ if sound => Seen::Same,
            _ => Seen::OtherNode,
        }
    }
}
