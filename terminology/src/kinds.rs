//! The kinds of release behind one door: what each recognises, loads and opens.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;

use crate::archive::Item;
use crate::catalogue::{Kind, Listing, Loaded};
use crate::container::{self, ContainerError};
use crate::ctv3::{self, Ctv3};
use crate::data_migration::{self, DataMigration};
use crate::dmd::{self, Dmd};
use crate::load::{LoadError, Summary, Told};
use crate::read_v2::{self, ReadV2};
use crate::snomed::{self, Snomed};

/// A file of a release.
pub(crate) struct Recognised {
    /// The date that it bears.
    pub(crate) date: Option<Date>,
}

/// Whether a file is one of this kind of release.
pub(crate) fn recognise(kind: Kind, item: &Item) -> Result<Option<Recognised>, LoadError> {
    let date = match kind {
        Kind::SnomedCt => snomed::recognise(item)?.map(|role| role.date()),
        Kind::ReadV2 => read_v2::recognise(item)?.map(read_v2::Role::date),
        Kind::Ctv3 => ctv3::recognise(item)?.map(ctv3::Role::date),
        // A schema holds nothing to be loaded.
        Kind::Dmd => dmd::recognise(item)?.filter(|role| *role != dmd::Role::Schema).map(|role| role.date()),
        Kind::DataMigration => data_migration::recognise(item)?.map(data_migration::Role::date),
    };
    Ok(date.map(|date| Recognised { date }))
}

/// The release that these files are added to, where they are no whole release or follow another.
pub(crate) fn foundation<'a>(
    kind: Kind,
    files: &[Item],
    date: Option<Date>,
    loaded: &'a Listing,
) -> Result<Option<&'a Loaded>, LoadError> {
    Ok(match kind {
        Kind::SnomedCt if is_delta(files)? => loaded.newest(kind),
        // Identifiers that changed are followed through the release before.
        Kind::Dmd => {
            let before = |release: &&Loaded| release.release.kind == kind && release.release.date <= date;
            loaded.releases.iter().rfind(before)
        }
        Kind::SnomedCt | Kind::ReadV2 | Kind::Ctv3 | Kind::DataMigration => None,
    })
}

/// Whether files of SNOMED CT only change a release.
fn is_delta(files: &[Item]) -> Result<bool, LoadError> {
    let files = with_roles(files, snomed::recognise)?;
    Ok(snomed::stands_on_another(files.iter().map(|(_, role)| role)))
}

/// Whether an index can be opened.
pub(crate) fn opens(kind: Kind, index: &Path) -> Result<(), ContainerError> {
    match kind {
        Kind::SnomedCt => Snomed::open(index).map(drop),
        Kind::ReadV2 => ReadV2::open(index).map(drop),
        Kind::Ctv3 => Ctv3::open(index).map(drop),
        Kind::DataMigration => DataMigration::open(index).map(drop),
        Kind::Dmd => Dmd::open(index).map(drop),
    }
}

/// Whether an index is whole: every byte of it is read.
pub(crate) fn is_whole(kind: Kind, index: &Path) -> bool {
    opens(kind, index).and_then(|()| container::verify(index)).is_ok()
}

/// Loads these files, added to the release whose index stands at `onto`, into an index at `to`.
pub(crate) fn load(
    kind: Kind,
    files: &[Item],
    onto: Option<&Path>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    match kind {
        Kind::SnomedCt => {
            let onto = onto.map(Snomed::open).transpose()?;
            snomed::load(&with_roles(files, snomed::recognise)?, onto.as_ref(), to, told, stop)
        }
        Kind::ReadV2 => read_v2::load(&with_roles(files, read_v2::recognise)?, None, to, told, stop),
        Kind::Ctv3 => ctv3::load(&with_roles(files, ctv3::recognise)?, None, to, told, stop),
        Kind::Dmd => {
            let onto = onto.map(Dmd::open).transpose()?;
            dmd::load(&with_roles(files, dmd::recognise)?, onto.as_ref(), to, told, stop)
        }
        Kind::DataMigration => {
            data_migration::load(&with_roles(files, data_migration::recognise)?, None, to, told, stop)
        }
    }
}

/// Files with what each is.
fn with_roles<R>(
    files: &[Item],
    recognise: impl Fn(&Item) -> Result<Option<R>, LoadError>,
) -> Result<Vec<(Item, R)>, LoadError> {
    let mut found = Vec::with_capacity(files.len());
    for file in files {
        found.extend(recognise(file)?.map(|role| (file.clone(), role)));
    }
    Ok(found)
}
