//! Where the corpus is, and tables of what was measured.

use std::path::{Path, PathBuf};

/// A folder of the corpus; none where it is not at hand.
pub(crate) fn corpus(below: &str) -> Option<PathBuf> {
    let folder = Path::new(&std::env::var_os("DCR_CORPUS")?).join(below);
    folder.exists().then_some(folder)
}

/// Every file below a folder, in order of their paths.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
