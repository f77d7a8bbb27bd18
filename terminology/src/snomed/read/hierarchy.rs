//! The hierarchy: parents, children, and everything above and below.

use std::ops::Range;

use roaring::RoaringBitmap;

use super::Snomed;

impl Snomed {
    /// The parents of a concept, by ordinal.
    pub fn parents(&self, ordinal: u32) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        let (first, of) = &self.hierarchy.parents;
        first.span(&self.container, ordinal as usize, of.len()).map(|at| of.get32(&self.container, at))
    }

    /// The children of a concept, by ordinal.
    pub fn children(&self, ordinal: u32) -> impl ExactSizeIterator<Item = u32> + Clone + '_ {
        let (first, of) = &self.hierarchy.children;
        first.span(&self.container, ordinal as usize, of.len()).map(|at| of.get32(&self.container, at))
    }

    /// Whether a concept is above another in the hierarchy, at any distance. No concept is above
    /// itself.
    #[inline]
    pub fn is_ancestor(&self, ancestor: u32, of: u32) -> bool {
        ancestor != of && self.subsumes(ancestor, of)
    }

    /// Whether a concept is another, or above it in the hierarchy at any distance.
    #[inline]
    pub fn subsumes(&self, ancestor: u32, descendant: u32) -> bool {
        let places = self.numbers(&self.hierarchy.place);
        let (Some(above), Some(below)) = (places.get(ancestor as usize), places.get(descendant as usize)) else {
            return false;
        };
        let (end, further) = self.below_place(*above as usize);
        if (*above..end).contains(below) {
            return true;
        }
        let from = self.numbers(&self.hierarchy.from).get(further.clone()).unwrap_or_default();
        let Some(at) = from.partition_point(|from| from <= below).checked_sub(1) else { return false };
        self.numbers(&self.hierarchy.to).get(further.start + at).is_some_and(|to| below < to)
    }

    /// Where the subtree of a place ends, and which further intervals it has.
    #[inline]
    fn below_place(&self, place: usize) -> (u32, Range<usize>) {
        let spans = self.numbers(&self.hierarchy.span);
        match spans.get(place * 2..place * 2 + 4) {
            Some([end, from, _, to]) => (*end, *from as usize..*to as usize),
            _ => (0, 0..0),
        }
    }

    /// Everything above a concept, without itself.
    pub fn ancestors(&self, ordinal: u32) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        let mut next: Vec<u32> = self.parents(ordinal).collect();
        while let Some(concept) = next.pop() {
            if found.insert(concept) {
                next.extend(self.parents(concept));
            }
        }
        found
    }

    /// Everything below a concept, without itself.
    pub fn descendants(&self, ordinal: u32) -> RoaringBitmap {
        self.below(&[ordinal], false)
    }

    /// A concept and everything below it.
    pub fn descendants_or_self(&self, ordinal: u32) -> RoaringBitmap {
        self.below(&[ordinal], true)
    }

    /// Everything that is below any of these concepts; with them, or without those of them that are
    /// below no other.
    pub fn below(&self, ordinals: &[u32], selves: bool) -> RoaringBitmap {
        let order = self.numbers(&self.hierarchy.ordinal);
        let places = self.numbers(&self.hierarchy.place);
        let (from, to) = (self.numbers(&self.hierarchy.from), self.numbers(&self.hierarchy.to));
        let mut bits = Bits::of(order.len());
        let mut set = |from: usize, to: usize| {
            for ordinal in order.get(from..to).unwrap_or_default() {
                bits.set(*ordinal);
            }
        };
        let mut from_places: Vec<usize> =
            ordinals.iter().filter_map(|ordinal| places.get(*ordinal as usize)).map(|place| *place as usize).collect();
        from_places.sort_unstable();
        let mut covered = 0;
        for place in from_places {
            // What is below a concept in the subtree of another is below that one too.
            let (end, further) = self.below_place(place);
            if end <= covered {
                continue;
            }
            covered = end;
            set(place + usize::from(!selves), end as usize);
            for at in further.start..further.end.min(from.len()) {
                if let (Some(from), Some(to)) = (from.get(at), to.get(at)) {
                    set(*from as usize, *to as usize);
                }
            }
        }
        bits.bitmap()
    }
}

/// A set of ordinals as bits, which is filled in any order.
struct Bits {
    words: Vec<u64>,
}

impl Bits {
    fn of(count: usize) -> Self {
        Self { words: vec![0; count.div_ceil(64)] }
    }

    #[inline]
    fn set(&mut self, ordinal: u32) {
        if let Some(word) = self.words.get_mut(ordinal as usize / 64) {
            *word |= 1 << (ordinal % 64);
        }
    }

    fn bitmap(&self) -> RoaringBitmap {
        RoaringBitmap::from_lsb0_bytes(0, bytemuck::cast_slice(&self.words))
    }
}
