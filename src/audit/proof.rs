//! Proofs over the tree: that a leaf is in it (RFC 6962 section 2.1.1), and that an earlier tree is
//! the beginning of a later one (section 2.1.2), made and checked (RFC 9162 sections 2.1.3.2 and
//! 2.1.4.2).

use super::tree::{Hash, Node, range, split};

/// Why a proof does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf lies outside the tree, or the earlier tree is larger than the later.
    #[error("the numbers do not fit: {0} is not within {1}")]
    OutOfRange(u64, u64),
    /// Hashes are left over, or missing.
    #[error("the proof has {found} hashes, which is not the number that it needs")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// What the proof leads to is not the root.
    #[error("the proof leads to another root")]
    Root,
}

/// The hashes that lead from leaf `index` to the root of `size` leaves. None where there is no such
/// leaf.
///
/// # Errors
/// Those of `node`, which looks up a complete subtree.
pub fn inclusion<E>(
    index: u64,
    size: u64,
    mut node: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Option<Vec<Hash>>, E> {
    if index >= size {
        return Ok(None);
    }
    let (mut low, mut high) = (0, size);
    let mut hashes = Vec::new();
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            hashes.push(range(middle, high, &mut node)?);
            high = middle;
        } else {
            hashes.push(range(low, middle, &mut node)?);
            low = middle;
        }
    }
    hashes.reverse();
    Ok(Some(hashes))
}

/// The hashes that show the first `earlier` leaves to be the beginning of the first `later` ones. None
/// where the earlier tree is the larger. Of nothing, everything is a continuation, and nothing shows it.
///
/// # Errors
/// Those of `node`, which looks up a complete subtree.
pub fn consistency<E>(
    earlier: u64,
    later: u64,
    mut node: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Option<Vec<Hash>>, E> {
    if earlier > later {
        return Ok(None);
    }
    if earlier == 0 || earlier == later {
        return Ok(Some(Vec::new()));
    }
    let (mut low, mut high) = (0, later);
    let mut hashes = Vec::new();
    // Down to where the earlier tree ends at the end of a range.
    while high != earlier {
        let middle = low + split(high - low);
        if earlier <= middle {
            hashes.push(range(middle, high, &mut node)?);
            high = middle;
        } else {
            hashes.push(range(low, middle, &mut node)?);
            low = middle;
        }
    }
    // Where that range is the earlier tree itself, whoever checks has its root already.
    if low != 0 {
        hashes.push(range(low, high, &mut node)?);
    }
    hashes.reverse();
    Ok(Some(hashes))
}

/// Checks that a leaf is number `index` of the tree of `size` leaves with this root.
///
/// # Errors
/// Where it is not shown.
pub fn verify_inclusion(index: u64, size: u64, leaf: Hash, proof: &[Hash], root: Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange(index, size));
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for step in proof {
        if last == 0 {
            return Err(ProofError::Length { found: proof.len() });
        }
        if at & 1 == 1 || at == last {
            hash = Hash::of_node(*step, hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::of_node(hash, *step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length { found: proof.len() });
    }
    if hash == root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `earlier` leaves is the beginning of the tree of `later` leaves.
///
/// # Errors
/// Where it is not shown.
pub fn verify_consistency(
    (earlier, earlier_root): (u64, Hash),
    (later, later_root): (u64, Hash),
    proof: &[Hash],
) -> Result<(), ProofError> {
    if earlier > later {
        return Err(ProofError::OutOfRange(earlier, later));
    }
    if earlier == later || earlier == 0 {
        if !proof.is_empty() {
            return Err(ProofError::Length { found: proof.len() });
        }
        let expected = if earlier == 0 { Hash::of_nothing() } else { later_root };
        return if earlier_root == expected && (earlier != later || earlier_root == later_root) {
            Ok(())
        } else {
            Err(ProofError::Root)
        };
    }
    let wrong_length = ProofError::Length { found: proof.len() };
    let (first, rest) = if earlier.is_power_of_two() {
        (earlier_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(wrong_length)?;
        (*first, rest)
    };
    let ones = (earlier - 1).trailing_ones();
    let (mut at, mut last) = ((earlier - 1) >> ones, (later - 1) >> ones);
    let (mut old, mut new) = (first, first);
    for step in rest {
        if last == 0 {
            return Err(wrong_length);
        }
        if at & 1 == 1 || at == last {
            old = Hash::of_node(*step, old);
            new = Hash::of_node(*step, new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = Hash::of_node(new, *step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length);
    }
    if old == earlier_root && new == later_root { Ok(()) } else { Err(ProofError::Root) }
}
