//! The store that is measured.

use std::io::BufReader;
use std::path::PathBuf;

use dcr::feeds::Ingest;
use dcr::store::Context;
use dcr::store::sqlite::SqliteStore;

use crate::say::line;
use crate::scale::{self, Part, Plan, Stream};

/// A large store, and what it holds.
pub(crate) struct Subject {
    /// The store.
    pub(crate) store: SqliteStore,
    /// From what it was made.
    pub(crate) plan: Plan,
    /// Kept while the store is measured.
    _folder: Option<tempfile::TempDir>,
}

impl Subject {
    /// The store that `DCR_SCALE_STORE` names, or a small one made for the purpose.
    pub(crate) fn open() -> Self {
        let Some(path) = std::env::var_os("DCR_SCALE_STORE").map(PathBuf::from) else { return Self::small() };
        let plan = std::fs::read(Plan::beside(&path)).expect("a plan lies beside a store that examples/scale made");
        let plan: Plan = serde_json::from_slice(&plan).expect("the plan reads back");
        let store = SqliteStore::open(&path, Context::default()).expect("the store opens");
        line(&format!("Store of {} people and {} entries: DCR_SCALE_STORE.", plan.people, plan.entries));
        Self { store, plan, _folder: None }
    }

    fn small() -> Self {
        let plan = Plan { people: 20_000, entries: 125_000, ..Plan::default() };
        line(&format!(
            "DCR_SCALE_STORE is not set: a small store of {} people and {} entries is made first.",
            plan.people, plan.entries
        ));
        let folder = folder();
        let mut store = scale::make(&folder.path().join("store.db")).expect("a store can be made");
        let stream = BufReader::with_capacity(1 << 18, Stream::new(plan, Part::Everything, ""));
        Ingest::new("scale", scale::agent()).run(&mut store, stream, |_| {}).expect("the store takes it in");
        Self { store, plan, _folder: Some(folder) }
    }
}

/// A folder on a disk: beside what is built, since the usual place may lie in memory.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made")
}
