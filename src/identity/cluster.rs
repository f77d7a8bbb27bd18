//! The person that links make: source patients joined by edges, unless something holds them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::Edge;

/// The source patients that are one person with `start`, itself included.
///
/// `edges` are those that stand, none undone, in the order in which they were made, and all that
/// can be reached from `start`; others do no harm. Two patients between whom a do-not-link stands
/// are never in one person, by way of others either: the edge that would join them is held back,
/// and of several the later ones. So the answer is the same from each of its members.
pub fn cluster<K: Copy + Ord>(edges: &[Edge<K>], start: K) -> BTreeSet<K> {
    Groups::of(edges).0.members(start)
}

/// The links that a do-not-link keeps from joining, in order. Each one waits for a decision.
pub fn held_back<K: Copy + Ord>(edges: &[Edge<K>]) -> Vec<&Edge<K>> {
    Groups::of(edges).1
}

/// A partition of the patients: each one's group by its least member.
struct Groups<K> {
    group_of: BTreeMap<K, K>,
    members: BTreeMap<K, BTreeSet<K>>,
}

impl<K: Copy + Ord> Groups<K> {
    fn of(edges: &[Edge<K>]) -> (Self, Vec<&Edge<K>>) {
        let mut groups = Self { group_of: BTreeMap::new(), members: BTreeMap::new() };
        let mut apart: BTreeMap<K, BTreeSet<K>> = BTreeMap::new();
        for edge in edges.iter().filter(|edge| !edge.evidence.joins()) {
            apart.entry(edge.left).or_default().insert(edge.right);
            apart.entry(edge.right).or_default().insert(edge.left);
        }
        let mut held = Vec::new();
        for edge in edges.iter().filter(|edge| edge.evidence.joins()) {
            let (left, right) = (groups.members(edge.left), groups.members(edge.right));
            if left.contains(&edge.right) {
                continue;
            }
            let forbidden = |member: &K| apart.get(member).is_some_and(|others| !others.is_disjoint(&right));
            if left.iter().any(forbidden) {
                held.push(edge);
            } else {
                groups.join(left, right);
            }
        }
        (groups, held)
    }

    fn members(&self, patient: K) -> BTreeSet<K> {
        let group = self.group_of.get(&patient).copied();
        group.and_then(|group| self.members.get(&group).cloned()).unwrap_or_else(|| BTreeSet::from([patient]))
    }

    fn join(&mut self, left: BTreeSet<K>, right: BTreeSet<K>) {
        for old in left.iter().chain(&right) {
            self.members.remove(old);
        }
        let joined: BTreeSet<K> = left.into_iter().chain(right).collect();
        let Some(least) = joined.first().copied() else { return };
        for member in &joined {
            self.group_of.insert(*member, least);
        }
        self.members.insert(least, joined);
    }
}
