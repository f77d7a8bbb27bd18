//! Published examples of UK Core, Care Connect and PDS, into one store for each folder: every one has
//! an outcome, and nothing is half-written.

use std::path::{Path, PathBuf};

use dcr::feeds::Totals;

use super::support;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "json" || end == "xml") {
            found.push(path);
        }
    }
}

#[test]
fn every_example_has_an_outcome() {
    let Some(corpus) = support::corpus() else { return };
    let mut outcomes: Vec<(&str, Totals)> = Vec::new();
    for folder in ["ukcore-r4-examples", "careconnect-stu3-examples", "pds", "stu3-examples"] {
        let mut found = Vec::new();
        files(&corpus.join("fhir").join(folder), &mut found);
        found.sort();
        let (mut store, mut totals) = (support::store(), Totals::default());
        for path in &found {
            totals += support::ingest(&mut store, &std::fs::read(path).unwrap());
        }
        assert_eq!(totals.received, totals.applied + totals.duplicate + totals.conflict + totals.dead, "{folder}");
        assert_eq!(usize::try_from(totals.received).unwrap(), found.len(), "{folder}: one document a file");
        let check = store.check_integrity(|_, _| {}).unwrap();
        assert!(check.problems.is_empty(), "{folder}: {:?}", check.problems);
        let dead = support::dead_letters(&mut store);
        assert!(dead.iter().all(|letter| !letter.reason.is_empty()), "{folder}");
        outcomes.push((folder, totals));
    }
    insta::assert_debug_snapshot!("published_examples", outcomes);
}
