//! The Merkle tree of RFC 6962 section 2.1: how leaves and nodes are hashed, which nodes an append
//! completes, and the root of any earlier size.
//!
//! The nodes are kept by whoever stores the log. Only complete subtrees are ever kept: a node is
//! written once, when its last leaf arrives, and never changed.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 hash of the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The root of a tree without leaves: the hash of nothing.
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf that holds these bytes.
    pub fn of_leaf(bytes: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
    }

    /// The hash of a node over its two children.
    pub fn of_node(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// Reads a hash; none where there are not 32 bytes.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// The first eight digits: enough to tell two apart in a message.
impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third, fourth, ..] = self.0;
        write!(f, "{first:02x}{second:02x}{third:02x}{fourth:02x}…")
    }
}

/// A complete subtree: of `2^level` leaves, the `index`th of its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node {
    /// 0 for a leaf.
    pub level: u32,
    /// Counted from the left, from 0.
    pub index: u64,
}

impl Node {
    /// The leaf whose arrival completes the subtree: with that leaf it is kept.
    pub const fn completed_by(self) -> u64 {
        ((self.index + 1) << self.level) - 1
    }
}

/// The hashes that leaf number `index` completes: its own, and that of every node of which it is the
/// last leaf, upwards. `node` looks up nodes that were kept before.
///
/// # Errors
/// Those of `node`.
pub fn completed<E>(index: u64, leaf: Hash, mut node: impl FnMut(Node) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut hashes = vec![leaf];
    let mut hash = leaf;
    for level in 0..index.trailing_ones() {
        let left = node(Node { level, index: (index >> level) - 1 })?;
        hash = Hash::of_node(left, hash);
        hashes.push(hash);
    }
    Ok(hashes)
}

/// The root of the first `size` leaves.
///
/// # Errors
/// Those of `node`.
pub fn root<E>(size: u64, mut node: impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
    if size == 0 { Ok(Hash::of_nothing()) } else { range(0, size, &mut node) }
}

/// The hash over the leaves from `low` up to but not including `high`, which must be a range that the
/// tree knows: one that [`split`] makes.
pub(super) fn range<E>(low: u64, high: u64, node: &mut impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
    let count = high - low;
    if count.is_power_of_two() {
        let level = count.trailing_zeros();
        return node(Node { level, index: low >> level });
    }
    let middle = low + split(count);
    let left = range(low, middle, node)?;
    Ok(Hash::of_node(left, range(middle, high, node)?))
}

/// The largest power of two below `count`, which is at least 2.
pub(super) const fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

/// The tree over leaves that come one after the other, in memory: no more than one hash a level.
#[derive(Debug, Clone, Default)]
pub struct Growing {
    size: u64,
    /// The complete subtrees from the left, the widest first.
    peaks: Vec<Hash>,
}

impl Growing {
    /// How many leaves came.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The complete subtrees from the left, the widest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Takes a leaf, and tells of each hash that it completes, with how many levels it stands above
    /// the leaf.
    pub fn push(&mut self, leaf: Hash, mut completes: impl FnMut(usize, Hash)) {
        let mut hash = leaf;
        completes(0, hash);
        for level in 0..self.size.trailing_ones() as usize {
            // One peak stands for each bit of the size.
            if let Some(left) = self.peaks.pop() {
                hash = Hash::of_node(left, hash);
                completes(level + 1, hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of what came.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else { return Hash::of_nothing() };
        peaks.fold(*last, |right, left| Hash::of_node(*left, right))
    }
}
