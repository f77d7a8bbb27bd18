//! The files in `testdata/` and the truth they come from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::dorset::{Truth, draw, files};

/// The folder of the committed files.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// The committed truth.
pub(crate) fn truth() -> Truth {
    serde_json::from_slice(&fs::read(folder().join("truth.json")).unwrap()).unwrap()
}

fn listed(below: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            listed(&path, found);
        } else {
            let name = path.strip_prefix(folder()).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read(&path).unwrap());
        }
    }
}

#[test]
fn messages_and_defects_are_what_the_truth_makes() {
    let made = files(&truth()).unwrap();
    let mut committed = BTreeMap::new();
    for part in ["messages", "defects"] {
        listed(&folder().join(part), &mut committed);
    }
    for single in ["stories.json", "consent.csv", "arrivals.csv"] {
        committed.insert(single.to_owned(), fs::read(folder().join(single)).unwrap());
    }
    let names: Vec<_> = made.keys().collect();
    assert_eq!(names, committed.keys().collect::<Vec<_>>(), "run `cargo run --example dorset`");
    for (name, bytes) in &made {
        assert!(committed[name] == *bytes, "{name} is stale: run `cargo run --example dorset`");
    }
}

#[test]
fn the_drawn_people_are_those_of_the_seed() {
    let truth = truth();
    let committed = fs::read(folder().join("truth.json")).unwrap();
    assert!(draw(&truth).write().unwrap() == committed, "run `cargo run --example dorset -- --truth`");
}

#[test]
fn the_pack_lists_each_defect() {
    let page = fs::read_to_string(folder().join("defects/README.md")).unwrap();
    let mut found = BTreeMap::new();
    listed(&folder().join("defects"), &mut found);
    for name in found.keys().filter(|name| *name != "defects/README.md") {
        let file = name.trim_start_matches("defects/");
        assert_eq!(page.matches(&format!("| `{file}` |")).count(), 1, "{file}");
    }
}
