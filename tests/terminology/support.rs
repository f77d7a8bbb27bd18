//! The releases of testdata, and a sandbox that has them loaded.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use crate::sandbox::Sandbox;

/// What changes from run to run beside what the other command tests know: when a release was loaded.
pub(crate) const LOADED: (&str, &str) = (r"\d\d-\w{3}-\d{4} \d\d:\d\d", "LOADED");

/// How large an index is.
pub(crate) const SIZES: (&str, &str) = (r"(opens|verified)([ ,]+)\d+", "${1}${2}BYTES");

/// A folder of testdata.
pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/terminology").join(name)
}

/// Puts a folder of testdata below the home folder of a sandbox, so that no snapshot has a place of
/// this machine.
pub(crate) fn copied(sandbox: &Sandbox, name: &str) {
    copy(&testdata(name), &sandbox.path("work").join(name.rsplit('/').next().unwrap()));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The kinds of release, by their folders.
pub(crate) const ALL: [&str; 5] = ["snomed-ct", "read-v2", "ctv3", "data-migration", "dmd/week-6"];

/// A sandbox in which every kind of release is loaded. It is loaded once and copied.
pub(crate) fn loaded() -> Sandbox {
    let sandbox = Sandbox::new();
    copy(&all_loaded(), &sandbox.path(".local/share/dcr/terminology"));
    sandbox
}

/// A sandbox with the demo store, in which every kind of release is loaded.
pub(crate) fn loaded_with_demo() -> Sandbox {
    let sandbox = Sandbox::with_demo();
    copy(&all_loaded(), &sandbox.path(".local/share/dcr/terminology"));
    sandbox
}

fn all_loaded() -> PathBuf {
    static LOADED: OnceLock<TempDir> = OnceLock::new();
    let folder = LOADED.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let paths = ALL.map(|name| testdata(name).display().to_string());
        let mut arguments = vec!["terminology", "load"];
        arguments.extend(paths.iter().map(String::as_str));
        let sandbox = Sandbox::new();
        let output = sandbox.command(&arguments).env("DCR_TERMINOLOGY", folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder
    });
    folder.path().to_owned()
}

/// A zip of these files, written below the home folder.
pub(crate) fn zipped(sandbox: &Sandbox, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let path = sandbox.path("work").join(name);
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    path
}

/// A zip of a folder of testdata.
pub(crate) fn zipped_folder(sandbox: &Sandbox, name: &str, folder: &str) -> PathBuf {
    let root = testdata(folder);
    let mut files = Vec::new();
    gather(&root, &root, &mut files);
    files.sort();
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(sandbox, name, &entries)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
}
