//! A mini release written by the tests themselves.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::*;
use crate::archive::{Item, Limits, items};
use crate::load::{LoadError, Summary};

/// Loads what lies in these paths.
pub(super) fn load_paths(
    paths: &[PathBuf],
    onto: Option<&Snomed>,
    to: &Path,
    options: LoadOptions,
) -> Result<(Snomed, Summary), LoadError> {
    let found: Vec<(Item, Role)> = items(paths, &Limits::default())?
        .into_iter()
        .filter_map(|item| recognise(&item).map(|role| role.map(|role| (item, role))).transpose())
        .collect::<Result<_, _>>()?;
    let summary = load_with(&found, onto, to, options, &|_| {}, &AtomicBool::new(false))?;
    Ok((Snomed::open(to)?, summary))
}

#[test]
fn a_zip_of_three_packages_is_one_release() {
    let Some(corpus) = std::env::var_os("DCR_CORPUS").map(PathBuf::from) else { return };
    let folder = tempfile::tempdir().unwrap();
    let zip = corpus.join("terminology/ctv3-and-mini-uk/uk_sct2cl_2.0.0_20230101000001Z.zip");
    let (snomed, summary) = load_paths(&[zip], None, &folder.path().join("index"), LoadOptions::default()).unwrap();
    assert!(summary.counts.contains(&("concepts".to_owned(), 6)), "{summary:?}");
    assert!(summary.counts.contains(&("active is-a relationships".to_owned(), 6)), "{summary:?}");
    let arthritis = snomed.ordinal(3_723_001).unwrap();
    let bilateral = snomed.ordinal(15_636_001_000_119_108).unwrap();
    assert_eq!(snomed.preferred_term(arthritis, &metadata::DIALECTS), Some("Arthritis"));
    assert!(snomed.subsumes(arthritis, bilateral) && !snomed.subsumes(bilateral, arthritis));
    assert_eq!(snomed.parents(bilateral).len(), 2);
    assert_eq!(snomed.descendants(arthritis).len(), 5);
    assert_eq!(snomed.ancestors(bilateral).len(), 5);
}
