//! x
use super::support::{self, ingest, store, testdata};

#[test]
fn look() {
    let mut files: Vec<_> = std::fs::read_dir(testdata("defects"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "hl7"))
        .collect();
    files.sort();
    for file in files {
        let mut store = store();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let totals = ingest(&mut store, &name, &std::fs::read(&file).unwrap());
        eprintln!(
            "{name}: in {} applied {} dup {} conf {} dead {}",
            totals.received, totals.applied, totals.duplicate, totals.conflict, totals.dead
        );
        for d in support::dead_letters(&mut store) {
            eprintln!("    dead: {}", d.reason);
        }
        for c in support::conflicts(&mut store) {
            eprintln!("    conflict: {:?} {}", c.kind, c.reason);
        }
    }
}
