//! The tree against the definition of RFC 6962, written down as naively as it stands there.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::proof::{consistency, inclusion, verify_consistency, verify_inclusion};
use super::tree::{Growing, Hash, Node, completed, root};

/// MTH, by the letter: no node is kept, everything is hashed again.
fn oracle(leaves: &[Vec<u8>]) -> [u8; 32] {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => Sha256::digest([&[0], leaf.as_slice()].concat()).into(),
        _ => {
            let mut split = 1;
            while split * 2 < leaves.len() {
                split *= 2;
            }
            let (left, right) = leaves.split_at(split);
            Sha256::digest([&[1], oracle(left).as_slice(), &oracle(right)].concat()).into()
        }
    }
}

/// PATH, by the letter.
fn path(index: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut hashes, other) =
        if index < split { (path(index, left), right) } else { (path(index - split, right), left) };
    hashes.push(Hash(oracle(other)));
    hashes
}

/// SUBPROOF, by the letter.
fn subproof(earlier: usize, leaves: &[Vec<u8>], known: bool) -> Vec<Hash> {
    if earlier == leaves.len() {
        return if known { Vec::new() } else { vec![Hash(oracle(leaves))] };
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    let (mut hashes, other) = if earlier <= split {
        (subproof(earlier, left, known), right)
    } else {
        (subproof(earlier - split, right, false), left)
    };
    hashes.push(Hash(oracle(other)));
    hashes
}

/// A log that keeps, for each leaf, the hashes that it completes.
fn log(leaves: &[Vec<u8>]) -> Vec<Vec<Hash>> {
    let mut rows: Vec<Vec<Hash>> = Vec::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let row = completed(index as u64, Hash::of_leaf(leaf), |node| lookup(&rows, node)).unwrap();
        rows.push(row);
    }
    rows
}

#[expect(clippy::unnecessary_wraps, reason = "what looks nodes up may fail elsewhere")]
fn lookup(rows: &[Vec<Hash>], node: Node) -> Result<Hash, std::convert::Infallible> {
    Ok(rows[usize::try_from(node.completed_by()).unwrap()][node.level as usize])
}

fn leaves() -> impl Strategy<Value = Vec<Vec<u8>>> {
    proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..4), 1..70)
}

proptest! {
    #[test]
    fn roots_are_those_of_the_definition(leaves in leaves()) {
        let rows = log(&leaves);
        let mut growing = Growing::default();
        for size in 0..=leaves.len() {
            let expected = Hash(oracle(&leaves[..size]));
            prop_assert_eq!(root(size as u64, |node| lookup(&rows, node)).unwrap(), expected);
            prop_assert_eq!(growing.root(), expected);
            if size < leaves.len() {
                let mut seen = Vec::new();
                growing.push(Hash::of_leaf(&leaves[size]), |level, hash| { assert_eq!(level, seen.len()); seen.push(hash); });
                prop_assert_eq!(&seen, &rows[size]);
            }
        }
    }

    #[test]
    fn inclusion_proofs_are_those_of_the_definition_and_hold_for_nothing_else(
        leaves in leaves(), at in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), bit in 0_usize..256,
    ) {
        let rows = log(&leaves);
        let (size, index) = (leaves.len(), at.index(leaves.len()));
        let proof = inclusion(index as u64, size as u64, |node| lookup(&rows, node)).unwrap().unwrap();
        prop_assert_eq!(&proof, &path(index, &leaves));
        let (leaf, root) = (Hash::of_leaf(&leaves[index]), Hash(oracle(&leaves)));
        prop_assert_eq!(verify_inclusion(index as u64, size as u64, leaf, &proof, root), Ok(()));
        let wrong = other.index(size);
        if leaves[wrong] != leaves[index] {
            prop_assert!(verify_inclusion(index as u64, size as u64, Hash::of_leaf(&leaves[wrong]), &proof, root).is_err());
        }
        if let Some(step) = proof.len().checked_sub(1).map(|last| bit % (last + 1)) {
            let mut changed = proof.clone();
            changed[step].0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(verify_inclusion(index as u64, size as u64, leaf, &changed, root).is_err());
            prop_assert!(verify_inclusion(index as u64, size as u64, leaf, &proof[1..], root).is_err());
        }
        let longer = [proof.as_slice(), &[root]].concat();
        prop_assert!(verify_inclusion(index as u64, size as u64, leaf, &longer, root).is_err());
        prop_assert!(inclusion(size as u64, size as u64, |node| lookup(&rows, node)).unwrap().is_none());
    }

    #[test]
    fn consistency_proofs_are_those_of_the_definition_and_hold_for_nothing_else(
        leaves in leaves(), at in any::<prop::sample::Index>(), bit in 0_usize..256,
    ) {
        let rows = log(&leaves);
        let (later, earlier) = (leaves.len(), at.index(leaves.len()) + 1);
        let proof = consistency(earlier as u64, later as u64, |node| lookup(&rows, node)).unwrap().unwrap();
        prop_assert_eq!(&proof, &subproof(earlier, &leaves, true));
        let (old, new) = ((earlier as u64, Hash(oracle(&leaves[..earlier]))), (later as u64, Hash(oracle(&leaves))));
        prop_assert_eq!(verify_consistency(old, new, &proof), Ok(()));
        let changed = { let mut changed = old; changed.1.0[bit / 8] ^= 1 << (bit % 8); changed };
        prop_assert!(verify_consistency(changed, new, &proof).is_err());
        if earlier < later {
            prop_assert!(verify_consistency(new, old, &proof).is_err());
            prop_assert!(verify_consistency(old, new, &proof[1..]).is_err());
            prop_assert!(verify_consistency(old, new, &[proof.as_slice(), &[new.1]].concat()).is_err());
            let mut forked = leaves.clone();
            forked[earlier - 1].push(7);
            prop_assert!(verify_consistency((earlier as u64, Hash(oracle(&forked[..earlier]))), new, &proof).is_err());
        }
    }

    /// Numbers at the edge of what fits are answered, not overflowed.
    #[test]
    fn any_numbers_are_answered(index in any::<u64>(), size in any::<u64>(), count in 0_usize..70) {
        let hash = Hash::of_nothing();
        let proof = vec![hash; count];
        prop_assert!(verify_inclusion(index, size, hash, &proof, hash).is_err() || (size == 1 && index == 0));
        let _answered = verify_consistency((index, hash), (size, hash), &proof);
    }
}

#[test]
fn the_empty_tree_is_the_beginning_of_every_tree() {
    let (nothing, leaf) = (Hash::of_nothing(), Hash::of_leaf(b"x"));
    assert_eq!(verify_consistency((0, nothing), (1, leaf), &[]), Ok(()));
    assert_eq!(verify_consistency((0, leaf), (1, leaf), &[]), Err(super::ProofError::Root));
    assert_eq!(verify_consistency((0, nothing), (0, leaf), &[]), Err(super::ProofError::Root));
}
