//! Concepts by SCTID and by ordinal.

use std::sync::OnceLock;

use roaring::RoaringBitmap;

use super::super::build::{FEW_SAMPLES, SAMPLE};
use super::{Snomed, Version};

/// How many low bits of a concept's cell are its state; the others are its version.
pub(in super::super) const STATES: u32 = 2;
/// The state of a concept that is sufficiently defined.
pub(in super::super) const DEFINED: u8 = 1;
/// The state of a concept that is referred to and has no row.
pub(in super::super) const ABSENT: u8 = 2;

/// Sets of concepts that are gathered once.
#[derive(Debug, Default)]
pub(super) struct Kept {
    active: OnceLock<RoaringBitmap>,
    present: OnceLock<RoaringBitmap>,
    /// The concepts that are reference sets.
    pub(super) refsets: OnceLock<RoaringBitmap>,
}

/// A concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// Its ordinal.
    pub ordinal: u32,
    /// Its SCTID.
    pub sctid: u64,
    /// Its effective time, module, and whether it is active.
    pub version: Version,
    /// Whether its definition is sufficient: `defined`, not `primitive`.
    pub defined: bool,
}

impl Snomed {
    /// How many ordinals there are: concepts, and concepts that are only referred to.
    pub fn count(&self) -> u32 {
        u32::try_from(self.longs(&self.concepts.id).len()).unwrap_or(u32::MAX)
    }

    /// The ordinal of an SCTID, when the release has that concept or refers to it.
    #[inline]
    pub fn ordinal(&self, sctid: u64) -> Option<u32> {
        // Samples fit a cache that all identifiers do not fit.
        let few = self.longs(&self.concepts.few_samples);
        let from = few.partition_point(|sample| *sample <= sctid).checked_sub(1)? * FEW_SAMPLES;
        let samples = part(self.longs(&self.concepts.sample), from, FEW_SAMPLES);
        let from = (from + samples.partition_point(|sample| *sample <= sctid).checked_sub(1)?) * SAMPLE;
        let at = part(self.longs(&self.concepts.id), from, SAMPLE).iter().position(|id| *id == sctid)?;
        u32::try_from(from + at).ok()
    }

    /// The SCTID of an ordinal; 0 for a number that is none.
    #[inline]
    pub fn sctid(&self, ordinal: u32) -> u64 {
        self.longs(&self.concepts.id).get(ordinal as usize).copied().unwrap_or(0)
    }

    /// The concept of an ordinal; none when the release only refers to it.
    pub fn concept(&self, ordinal: u32) -> Option<Concept> {
        let sctid = *self.longs(&self.concepts.id).get(ordinal as usize)?;
        let cell = self.concepts.state.get(&self.container, ordinal as usize);
        if cell & u64::from(ABSENT) != 0 {
            return None;
        }
        let version = self.version(cell >> STATES);
        Some(Concept { ordinal, sctid, version, defined: cell & u64::from(DEFINED) != 0 })
    }

    /// Whether a concept is active.
    #[inline]
    pub fn is_active(&self, ordinal: u32) -> bool {
        self.concepts.state.get(&self.container, ordinal as usize) >> STATES & 1 == 1
    }

    /// Every concept, in the order of SCTIDs.
    pub fn concepts(&self) -> impl Iterator<Item = Concept> + '_ {
        (0..self.count()).filter_map(|ordinal| self.concept(ordinal))
    }

    /// The ordinals of all active concepts. Gathered when first asked for, and kept.
    pub fn active(&self) -> &RoaringBitmap {
        let gather = || (0..self.count()).filter(|ordinal| self.is_active(*ordinal)).collect();
        self.kept.active.get_or_init(gather)
    }

    /// The ordinals of all concepts that have a row, active or not. Gathered when first asked for, and
    /// kept.
    pub fn present(&self) -> &RoaringBitmap {
        let has_row = |at: &u32| self.concepts.state.get(&self.container, *at as usize) & u64::from(ABSENT) == 0;
        self.kept.present.get_or_init(|| (0..self.count()).filter(has_row).collect())
    }
}

/// Up to so many numbers from a place on.
#[inline]
fn part(all: &[u64], from: usize, most: usize) -> &[u64] {
    let rest = all.get(from..).unwrap_or_default();
    rest.get(..most).unwrap_or(rest)
}
