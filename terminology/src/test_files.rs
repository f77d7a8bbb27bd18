//! What the tests of several loaders share: where mini releases lie, and files made on the spot.

use std::path::{Path, PathBuf};

use crate::archive::{Item, Limits, items};
use crate::load::{LoadError, Progress};

/// A mini release in testdata/terminology.
pub(crate) fn mini(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/terminology").join(name)
}

/// The corpus of releases that nobody here wrote, where it is.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    Some(Path::new(&std::env::var_os("DCR_CORPUS")?).join("terminology").join(name))
}

/// Writes files with their paths into a folder.
pub(crate) fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Every file below a path that is recognised, with its role.
pub(crate) fn recognised<R>(
    path: &Path,
    recognise: impl Fn(&Item) -> Result<Option<R>, LoadError>,
) -> Result<Vec<(Item, R)>, LoadError> {
    let mut found = Vec::new();
    for item in items(&[path.to_owned()], &Limits::default())? {
        if let Some(role) = recognise(&item)? {
            found.push((item, role));
        }
    }
    Ok(found)
}

/// Is told of progress and keeps nothing.
pub(crate) fn untold(_: Progress<'_>) {}

/// A text without the folder that a test made.
pub(crate) fn without(folder: &Path, text: &str) -> String {
    text.replace(&format!("{}/", folder.display()), "")
}

/// Copies a mini release with some of its bytes changed: each change names a file, a place in it and
/// a byte, all reckoned round.
pub(crate) fn changed_copy(from: &Path, to: &Path, changes: &[(usize, usize, u8)]) {
    let items = items(&[from.to_owned()], &Limits::default()).unwrap();
    let mut files: Vec<(PathBuf, Vec<u8>)> = items
        .iter()
        .map(|item| (to.join(Path::new(item.place()).strip_prefix(from).unwrap()), item.read().unwrap()))
        .collect();
    for (file, place, byte) in changes {
        let at = file % files.len();
        let bytes = &mut files[at].1;
        let place = place % bytes.len();
        bytes[place] = *byte;
    }
    for (path, bytes) in files {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
