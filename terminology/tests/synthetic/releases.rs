//! Releases of SNOMED CT.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use snomed_ct_parsing::rf2::Release;

use super::rows::{Made, Versions, made, plan};

const FIRST: u32 = 20_240_801;
const SECOND: u32 = 20_250_201;
const THIRD: u32 = 20_250_801;

static FIRST_MADE: LazyLock<Made> = LazyLock::new(|| every_kind(&[FIRST]));
static SECOND_MADE: LazyLock<Made> = LazyLock::new(|| every_kind(&[FIRST, SECOND]));

fn every_kind(dates: &[u32]) -> Made {
    made(plan(), dates, &[Release::Full, Release::Snapshot, Release::Delta])
}

/// The newest version of everything, of those of a day and before.
fn replayed(full: &Versions, until: u32) -> Versions {
    let newest = full.iter().filter_map(|(id, versions)| {
        let (time, row) = versions.range(..=until).next_back()?;
        Some((id.clone(), BTreeMap::from([(*time, row.clone())])))
    });
    newest.collect()
}

/// Fails with the first row that differs; the whole would fill books.
fn assert_same(left: &Versions, right: &Versions) {
    let ids: BTreeSet<_> = left.keys().chain(right.keys()).collect();
    if let Some(id) = ids.into_iter().find(|id| left.get(*id) != right.get(*id)) {
        panic!("{id:?}: {:?} is not {:?}", left.get(id), right.get(id));
    }
}

/// Without the rows whose day is always that of the release.
fn without_modules(versions: &Versions) -> Versions {
    versions
        .iter()
        .filter(|((table, _), _)| !table.contains("ModuleDependency"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

#[test]
fn the_counts_are_those_asked_for_and_every_row_is_valid() {
    let count = |table: &str| FIRST_MADE.rows[&(Release::Snapshot, table.to_owned())];
    assert_eq!(count("ConceptMONO"), 1400);
    assert_eq!(count("DescriptionMONO"), 4000);
    assert_eq!(count("RelationshipMONO"), 6000);
    assert_eq!(count("RelationshipConcreteValuesMONO"), 100);
    assert_eq!(count("cRefsetLanguageMONO"), 2 * 4000);
    assert_eq!(count("sRefsetOWLExpressionMONO"), 1399);
}

#[test]
fn the_same_seed_makes_the_same_bytes_and_another_makes_others() {
    let first = made(plan(), &[FIRST], &[Release::Snapshot]).zip;
    assert!(made(plan(), &[FIRST], &[Release::Snapshot]).zip == first);
    let other = super::make::snomed::plan::Plan { seed: 2, ..plan() };
    assert!(made(other, &[FIRST], &[Release::Snapshot]).zip != first);
}

#[test]
fn a_full_release_replayed_is_the_snapshot_of_each_day() {
    let (first, second, third) = (&*FIRST_MADE, &*SECOND_MADE, every_kind(&[FIRST, SECOND, THIRD]));
    for made in [first, second, &third] {
        assert_same(&replayed(&made.kinds[&Release::Full], u32::MAX), &made.kinds[&Release::Snapshot]);
    }
    let full = without_modules(&third.kinds[&Release::Full]);
    for (made, date) in [(first, FIRST), (second, SECOND)] {
        assert_same(&replayed(&full, date), &without_modules(&made.kinds[&Release::Snapshot]));
    }
}

#[test]
fn a_snapshot_and_the_next_delta_are_the_next_snapshot() {
    let (first, second) = (&*FIRST_MADE, &*SECOND_MADE);
    let mut all = first.kinds[&Release::Snapshot].clone();
    let delta = &second.kinds[&Release::Delta];
    assert!(delta.values().all(|versions| versions.keys().all(|time| *time > FIRST && *time <= SECOND)));
    for (id, versions) in delta {
        all.entry(id.clone()).or_default().extend(versions.clone());
    }
    let merged = without_modules(&replayed(&all, u32::MAX));
    assert_same(&merged, &without_modules(&second.kinds[&Release::Snapshot]));
    let changed: BTreeSet<&str> = delta.keys().map(|(table, _)| table.as_str()).collect();
    for table in ["ConceptMONO", "DescriptionMONO", "RelationshipMONO", "RefsetSimpleMONO", "cRefsetAssociationMONO"] {
        assert!(changed.contains(table), "nothing of {table} changed");
    }
}

/// The columns of the active rows of a table.
fn active<'a>(made: &'a Made, table: &str) -> Vec<Vec<&'a str>> {
    let rows = made.kinds[&Release::Snapshot].iter().filter(|((name, _), _)| name == table);
    let rows = rows.map(|(_, versions)| versions.values().next().unwrap().split('|').collect::<Vec<_>>());
    rows.filter(|row| row[2] == "1").collect()
}

#[test]
fn the_hierarchy_is_whole_and_without_circles() {
    let made = &*SECOND_MADE;
    let concepts: BTreeSet<&str> = active(made, "ConceptMONO").into_iter().map(|row| row[0]).collect();
    let relationships = active(made, "RelationshipMONO");
    let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &relationships {
        assert!([row[4], row[5], row[7]].iter().all(|id| concepts.contains(id)), "{row:?}");
        if row[7] == "116680003" {
            parents.entry(row[4]).or_default().push(row[5]);
        }
    }
    let mut done = BTreeSet::from(["138875005"]);
    while done.len() < concepts.len() {
        let ready = |id: &&&str| !done.contains(**id) && parents[**id].iter().all(|parent| done.contains(parent));
        let next: Vec<&str> = concepts.iter().filter(ready).copied().collect();
        assert!(!next.is_empty(), "a circle, or a parent that is not there");
        done.extend(next);
    }
    let several = parents.values().filter(|parents| parents.len() > 1).count();
    assert!((8..22).contains(&(several * 100 / concepts.len())), "{several} of {}", concepts.len());
}

#[test]
fn every_concept_has_one_full_and_one_preferred_name_in_each_language() {
    let made = &*SECOND_MADE;
    let descriptions = active(made, "DescriptionMONO");
    let by_id: BTreeMap<&str, &Vec<&str>> = descriptions.iter().map(|row| (row[0], row)).collect();
    let mut preferred: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for row in active(made, "cRefsetLanguageMONO") {
        let description = by_id[row[5]];
        if row[6] == "900000000000548007" {
            *preferred.entry((row[4], description[4], description[6])).or_default() += 1;
        }
    }
    assert!(preferred.values().all(|count| *count == 1));
    let concepts = made.rows[&(Release::Snapshot, "ConceptMONO".to_owned())];
    assert_eq!(preferred.len(), concepts * 4);
}

#[test]
fn what_cannot_be_is_refused() {
    use super::make::snomed::calendar::Calendar;
    use super::make::snomed::model::Model;
    use super::make::snomed::plan::Plan;
    let refused = |plan: Plan| Model::new(plan, Calendar::new(&[FIRST])).err().unwrap();
    assert_eq!(refused(Plan { relationships: 10, ..plan() }), "more relationships are needed");
    assert_eq!(refused(Plan { descriptions: 10, ..plan() }), "from 2 to 22 descriptions a concept");
    assert_eq!(refused(Plan { numbers: 10_000, ..plan() }), "at most 4 numbers a medicine");
    assert_eq!(refused(Plan { relationships: 1_000_000, ..plan() }), "at most 20 attributes a concept");
    assert!(refused(Plan { concepts: 10, ..plan() }).contains("concepts are needed"));
}
