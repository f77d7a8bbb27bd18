//! The hierarchy against a naive walk, over random ones.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::mini::{Tables, concept};
use super::*;

/// Edges from children to parents that go upwards in a hidden order, so that there is no circle.
fn edges() -> impl Strategy<Value = (usize, Vec<(usize, usize)>, Vec<usize>)> {
    (2_usize..28).prop_flat_map(|count| {
        let pairs = prop::collection::vec((0..count, 0..count), 0..count * 3);
        (Just(count), pairs, Just((0..count).collect::<Vec<usize>>()).prop_shuffle())
    })
}

fn above(edges: &BTreeSet<(usize, usize)>, of: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next = vec![of];
    while let Some(child) = next.pop() {
        for (_, parent) in edges.iter().filter(|(below, _)| *below == child) {
            if found.insert(*parent) {
                next.push(*parent);
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_is_what_a_naive_walk_finds((count, pairs, names) in edges()) {
        let edges: BTreeSet<(usize, usize)> =
            pairs.iter().filter(|(a, b)| a != b).map(|(a, b)| (*a.max(b), *a.min(b))).collect();
        let mut tables = Tables::default();
        let item = |number: usize| names[number] as u64;
        (0..count).for_each(|number| tables.concept(item(number), 20_200_101, true));
        for (at, (child, parent)) in (0..).zip(&edges) {
            tables.is_a(at, item(*child), item(*parent), 20_200_101, true);
        }
        let folder = tempfile::tempdir().unwrap();
        tables.write(&folder.path().join("files"), "Snapshot", 20_200_101);
        let (snomed, _) = alone(&folder.path().join("files")).unwrap();
        let ordinal = |number: usize| snomed.ordinal(concept(item(number))).unwrap();
        for one in 0..count {
            let ancestors = above(&edges, one);
            let expected: BTreeSet<u32> = ancestors.iter().map(|number| ordinal(*number)).collect();
            prop_assert_eq!(snomed.ancestors(ordinal(one)).iter().collect::<BTreeSet<u32>>(), expected);
            let parents: BTreeSet<u32> =
                edges.iter().filter(|(child, _)| *child == one).map(|(_, parent)| ordinal(*parent)).collect();
            prop_assert_eq!(snomed.parents(ordinal(one)).collect::<BTreeSet<u32>>(), parents);
            let descendants: BTreeSet<usize> = (0..count).filter(|other| above(&edges, *other).contains(&one)).collect();
            let expected: BTreeSet<u32> = descendants.iter().map(|number| ordinal(*number)).collect();
            prop_assert_eq!(snomed.descendants(ordinal(one)).iter().collect::<BTreeSet<u32>>(), expected);
            for other in 0..count {
                let is_above = descendants.contains(&other);
                prop_assert_eq!(snomed.is_ancestor(ordinal(one), ordinal(other)), is_above);
                prop_assert_eq!(snomed.subsumes(ordinal(one), ordinal(other)), is_above || one == other);
            }
        }
        let several: Vec<u32> = (0..count).step_by(3).map(ordinal).collect();
        let union = several.iter().map(|one| snomed.descendants_or_self(*one)).reduce(|one, other| one | other);
        prop_assert_eq!(snomed.below(&several, true), union.unwrap_or_default());
        let union = several.iter().map(|one| snomed.descendants(*one)).reduce(|one, other| one | other);
        prop_assert_eq!(snomed.below(&several, false), union.unwrap_or_default());
    }
}
