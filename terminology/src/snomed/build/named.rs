//! The SCTIDs that a release names, in the order in which they are first named.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// What an SCTID names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Concept,
    Description,
    Other,
}

impl Kind {
    /// What a component without a row is: a concept where the partition of its SCTID says so.
    pub(super) fn of(id: u64) -> Self {
        if (id / 10).is_multiple_of(10) { Self::Concept } else { Self::Other }
    }
}

/// The SCTIDs, each with the place at which it was first named.
#[derive(Default)]
pub(super) struct Named {
    places: HashMap<u64, u32, Keyed>,
    ids: Vec<(u64, Kind)>,
    last: (u64, u32),
}

impl Named {
    /// None is named yet; room for as many.
    pub(super) fn with_capacity(count: usize) -> Self {
        let places = HashMap::with_capacity_and_hasher(count, Keyed::default());
        Self { places, ids: Vec::with_capacity(count), last: (0, u32::MAX) }
    }

    /// The place of an SCTID. What it names is what it did when it was first named.
    pub(super) fn place(&mut self, id: u64, kind: Kind) -> u32 {
        if self.last.0 != id {
            let ids = &mut self.ids;
            let place = *self.places.entry(id).or_insert_with(|| {
                ids.push((id, kind));
                u32::try_from(ids.len() - 1).unwrap_or(u32::MAX)
            });
            self.last = (id, place);
        }
        self.last.1
    }

    /// The SCTIDs by place.
    pub(super) fn ids(&self) -> &[(u64, Kind)] {
        &self.ids
    }
}

/// Hashes numbers, with a key of this process so that nobody can choose numbers that collide.
#[derive(Clone)]
struct Keyed(u64);

impl Default for Keyed {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0_u8))
    }
}

impl BuildHasher for Keyed {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(self.0)
    }
}

/// A number times a constant, its halves folded together.
struct Folded(u64);

impl Hasher for Folded {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        const FACTOR: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
        let product = u128::from(number ^ self.0).wrapping_mul(FACTOR);
        let halves = [product, product >> 64].map(|half| u64::try_from(half & u128::from(u64::MAX)).unwrap_or(0));
        self.0 = halves[0] ^ halves[1];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_the_place_at_which_it_was_named_first() {
        let mut named = Named::with_capacity(2);
        let places = [7, 9, 7, 7, 8, 9].map(|id| named.place(id, if id == 9 { Kind::Other } else { Kind::Concept }));
        assert_eq!(places, [0, 1, 0, 0, 2, 1]);
        assert_eq!(named.place(7, Kind::Other), 0);
        assert_eq!(named.ids(), [(7, Kind::Concept), (9, Kind::Other), (8, Kind::Concept)]);
    }
}
