//! A command begins a job by way of the embedded store, and reads messages as they came.

use dcr::record::MessageId;
use dcr::store::Processing;
use dcr::store::sqlite::SqliteStore;

fn read(store: &mut SqliteStore, job: &Processing) {
    let _own = SqliteStore::processing("curiosity");
    let _body = store.write(job).unwrap().body(MessageId(1));
}

fn main() {}
