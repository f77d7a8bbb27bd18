//! A job shows the record that it reads.

use dcr::store::{Processing, RecordQuery, Store};

fn show(store: &mut dyn Store, job: &Processing) {
    let _record = store.record(job, &RecordQuery::default());
}

fn main() {}
