//! Releases loaded into a folder that goes when they do.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use dcr_terminology::archive::{Item, Limits, items};
use dcr_terminology::dmd::{Dmd, Role, load, recognise};
use dcr_terminology::load::{LoadError, Summary};
use tempfile::TempDir;

/// A loaded release.
pub(crate) struct Loaded {
    pub(crate) dmd: Dmd,
    pub(crate) summary: Summary,
    _folder: TempDir,
}

/// The fictional releases: two weeks, one after the other.
pub(crate) fn testdata(week: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/terminology/dmd").join(week)
}

/// The corpus, where it is at hand.
pub(crate) fn corpus() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("DCR_CORPUS")?).join("terminology"))
}

/// What of these paths is of dm+d.
pub(crate) fn recognised(paths: &[PathBuf]) -> Result<Vec<(Item, Role)>, LoadError> {
    let items = items(paths, &Limits::default())?;
    let roles = items.into_iter().map(|item| Ok(recognise(&item)?.map(|role| (item, role))));
    roles.filter_map(Result::transpose).collect()
}

pub(crate) fn try_loaded(paths: &[PathBuf], onto: Option<&Dmd>) -> Result<Loaded, LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let summary = load(&recognised(paths)?, onto, &index, &|_| (), &AtomicBool::new(false));
    if summary.is_err() {
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left over");
    }
    let summary = summary?;
    let dmd = Dmd::open(&index).unwrap();
    dmd.container().verify().unwrap();
    Ok(Loaded { dmd, summary, _folder: folder })
}

pub(crate) fn loaded(path: PathBuf, onto: Option<&Dmd>) -> Loaded {
    try_loaded(&[path], onto).unwrap()
}

/// An identifier of the fictional releases, by its item.
pub(crate) fn id(item: u64) -> u64 {
    let before = (item * 10_000_000 + 1_999_999) * 100 + 10;
    (before * 10..before * 10 + 10).find(|id| snomed_digit(*id)).unwrap()
}

/// Whether the last digit is the check digit, by the dihedral group itself instead of tables.
fn snomed_digit(id: u64) -> bool {
    let times = |one: usize, other: usize| match (one < 5, other < 5) {
        (true, true) => (one + other) % 5,
        (true, false) => 5 + (one + other) % 5,
        (false, true) => 5 + (one + 5 - other) % 5,
        (false, false) => (one + 5 - other % 5) % 5,
    };
    let permuted =
        |digit: usize, times: usize| (0..times).fold(digit, |digit, _| [1, 5, 7, 6, 2, 8, 3, 0, 9, 4][digit]);
    let digits = id.to_string().into_bytes().into_iter().rev().map(|byte| usize::from(byte - b'0'));
    digits.enumerate().fold(0, |sum, (at, digit)| times(sum, permuted(digit, at % 8))) == 0
}

/// A copy of the files of a week, some of them changed: a file by its kind, what is replaced in it, by
/// what. Whole files are removed by replacing nothing with nothing.
pub(crate) fn changed(week: &str, changes: &[(&str, &str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (item, _) in recognised(&[testdata(week)]).unwrap() {
        let name = item.name().to_owned();
        let mut text = String::from_utf8(item.read().unwrap()).unwrap();
        let mut keep = true;
        for (kind, from, to) in changes.iter().filter(|(kind, ..)| name.starts_with(&format!("f_{kind}"))) {
            if from.is_empty() && to.is_empty() {
                keep = false;
                continue;
            }
            assert!(text.contains(from), "{kind} has no {from}");
            text = text.replacen(from, to, 1);
        }
        if keep {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
    }
    folder
}
