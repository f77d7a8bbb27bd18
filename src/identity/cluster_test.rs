use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Edge, Evidence, cluster, held_back};

fn edge(left: u8, right: u8, evidence: Evidence) -> Edge<u8> {
    Edge { left, right, evidence }
}

fn merge(left: u8, right: u8) -> Edge<u8> {
    edge(left, right, Evidence::Merge)
}

fn apart(left: u8, right: u8) -> Edge<u8> {
    edge(left, right, Evidence::DoNotLink)
}

fn members(edges: &[Edge<u8>], start: u8) -> Vec<u8> {
    cluster(edges, start).into_iter().collect()
}

#[test]
fn links_join_through_others() {
    let edges = [merge(1, 2), merge(3, 4), merge(2, 3), merge(8, 9)];
    assert_eq!(members(&edges, 1), [1, 2, 3, 4]);
    assert_eq!(members(&edges, 4), [1, 2, 3, 4]);
    assert_eq!(members(&edges, 9), [8, 9]);
    assert_eq!(members(&edges, 7), [7]);
    assert!(held_back(&edges).is_empty());
}

#[test]
fn a_do_not_link_holds_apart_by_way_of_others_too() {
    let direct = [merge(1, 2), apart(1, 2)];
    assert_eq!(members(&direct, 1), [1]);
    let indirect = [merge(1, 3), merge(2, 3), apart(2, 1)];
    assert_eq!(members(&indirect, 3), [1, 3], "the earlier link stands");
    assert_eq!(members(&indirect, 2), [2]);
    assert_eq!(held_back(&indirect), [&indirect[1]]);
}

#[test]
fn circles_and_repeats_do_no_harm() {
    let edges = [merge(1, 2), merge(2, 3), merge(3, 1), merge(1, 1), merge(1, 2), apart(4, 4)];
    assert_eq!(members(&edges, 2), [1, 2, 3]);
    assert!(held_back(&edges).is_empty());
}

fn any_edges() -> impl Strategy<Value = Vec<Edge<u8>>> {
    let any_edge = (0u8..9, 0u8..9, proptest::bool::weighted(0.2))
        .prop_map(|(left, right, parted)| if parted { apart(left, right) } else { merge(left, right) });
    proptest::collection::vec(any_edge, 0..14)
}

proptest! {
    /// P10: what a merge joined, an unlink restores, for every patient.
    #[test]
    fn unlinking_restores(edges in any_edges(), left in 0u8..9, right in 0u8..9, made in any::<prop::sample::Index>()) {
        let before: Vec<BTreeSet<u8>> = (0..9).map(|start| cluster(&edges, start)).collect();
        let mut merged = edges.clone();
        merged.push(merge(left, right));
        for start in 0..9 {
            prop_assert!(cluster(&merged, start).is_superset(&before[usize::from(start)]));
        }
        // Other links may have been made since: the undone one goes, wherever it stands.
        let mut undone = edges.clone();
        let place = made.index(undone.len() + 1);
        undone.insert(place, merge(left, right));
        undone.remove(place);
        let after: Vec<BTreeSet<u8>> = (0..9).map(|start| cluster(&undone, start)).collect();
        prop_assert_eq!(before, after);
    }

    /// A person is the same from each of its members, holds nobody twice, and never two whom a
    /// do-not-link holds apart; every link either joins or is held back.
    #[test]
    fn people_are_a_partition(edges in any_edges()) {
        let held = held_back(&edges);
        for start in 0..9 {
            let person = cluster(&edges, start);
            prop_assert!(person.contains(&start));
            for member in &person {
                prop_assert_eq!(&cluster(&edges, *member), &person);
            }
        }
        for edge in &edges {
            let joined = cluster(&edges, edge.left).contains(&edge.right);
            let expected = if edge.evidence.joins() { !held.contains(&edge) } else { edge.left == edge.right };
            prop_assert!(joined == expected || edge.evidence.joins() && joined, "{:?}", edge);
        }
    }
}
