//! The story people.

use super::support::{self, conflicts, ingest, store, testdata};

fn dorset() -> dcr::store::sqlite::SqliteStore {
    let mut store = store();
    let mut files: Vec<_> =
        std::fs::read_dir(testdata("messages")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let totals = ingest(&mut store, &name, &std::fs::read(&file).unwrap());
        eprintln!("{name}: {totals:?}");
        assert_eq!(
            totals.applied,
            totals.received,
            "{name}: {:?}",
            support::dead_letters(&mut store).iter().map(|d| d.reason.clone()).collect::<Vec<_>>()
        );
    }
    store
}

#[test]
fn everything_is_applied() {
    let mut store = dorset();
    eprintln!("{:?}", store.info().unwrap());
    for c in conflicts(&mut store) {
        eprintln!("{:?} {:?} {}", c.kind, c.patients, c.reason);
    }
}
