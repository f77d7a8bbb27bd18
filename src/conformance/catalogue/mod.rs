//! The scripts that ship in the binary.
//!
//! One file is one pack; what they share is in `common.yaml`. `catalogue:NAME` names a pack wherever a
//! script can be named. Each scenario has a fault of a simulator that it must find: a test holds the
//! table, and fails for a scenario that is not in it.

use std::path::Path;

use crate::conformance::script::{Faults, Files, Script, load};

/// What stands before the name of a pack.
pub const PREFIX: &str = "catalogue:";

/// The packs: their names and texts.
const PACKS: [(&str, &str); 4] = [
    ("acknowledgement", include_str!("acknowledgement.yaml")),
    ("feeds", include_str!("feeds.yaml")),
    ("negative", include_str!("negative.yaml")),
    ("torture", include_str!("torture.yaml")),
];
/// What the packs include.
const SHARED: [(&str, &str); 1] = [("common.yaml", include_str!("common.yaml"))];

/// The files of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Shipped;

impl Files for Shipped {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let name = path.to_string_lossy();
        let pack = PACKS.iter().find(|(pack, _)| name.strip_prefix(PREFIX) == Some(pack));
        let found = pack.or_else(|| SHARED.iter().find(|(shared, _)| name == *shared));
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "the catalogue has no such script".to_owned())
    }
}

/// The names of the packs, as they are given to a run.
pub fn names() -> impl Iterator<Item = String> {
    PACKS.iter().map(|(name, _)| format!("{PREFIX}{name}"))
}

/// One pack by its name.
pub fn pack(name: &str) -> Result<Script, Faults> {
    load(Path::new(name), &Shipped)
}
