//! Everything that is loaded, open to be asked: of each kind the release that answers.
//!
//! Owns which release that is: the newest of each kind, or the one that was named. A release that
//! cannot be opened is named and leaves the others to answer.

use std::path::Path;

use crate::catalogue::{Catalogue, CatalogueError, Kind, Listing, Loaded};
use crate::container::ContainerError;
use crate::ctv3::Ctv3;
use crate::data_migration::DataMigration;
use crate::dmd::Dmd;
use crate::kinds;
use crate::read_v2::ReadV2;
use crate::snomed::Snomed;

/// A set of concepts of SNOMED CT, by their ordinals in one release.
pub type Ordinals = roaring::RoaringBitmap;

/// A release that is open.
#[derive(Debug)]
pub struct Open<T> {
    /// What is known of it.
    pub release: Loaded,
    /// What answers.
    pub index: T,
}

/// Everything that is loaded, open to be asked.
#[derive(Debug, Default)]
pub struct Terminology {
    /// SNOMED CT.
    pub snomed: Option<Open<Snomed>>,
    /// Read v2.
    pub read_v2: Option<Open<ReadV2>>,
    /// CTV3.
    pub ctv3: Option<Open<Ctv3>>,
    /// The maps between Read v2, CTV3 and SNOMED CT.
    pub data_migration: Option<Open<DataMigration>>,
    /// dm+d.
    pub dmd: Option<Open<Dmd>>,
    /// Releases that cannot be opened, by name, and why.
    pub damaged: Vec<(String, String)>,
}

/// Why a release cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No release has that name.
    #[error("no release is loaded whose name begins with {0}")]
    NoSuchRelease(String),
    /// Several have names that begin so.
    #[error("several releases have names that begin with {0}: {1}")]
    Several(String, String),
    /// Two releases of one kind were named.
    #[error("{0} and {1} are of one kind, and one answers at a time")]
    SameKind(String, String),
    /// The folder of releases cannot be used.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

impl Terminology {
    /// Opens the newest release of each kind, and those named in the place of the newest of theirs.
    pub fn open(catalogue: &Catalogue, named: &[String]) -> Result<Self, OpenError> {
        let listing = catalogue.list()?;
        let mut terminology = Self::default();
        for (folder, why) in &listing.damaged {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            terminology.damaged.push((name, why.clone()));
        }
        for loaded in chosen(&listing, named)? {
            terminology.take(loaded);
        }
        Ok(terminology)
    }

    fn take(&mut self, loaded: &Loaded) {
        match loaded.release.kind {
            Kind::SnomedCt => self.snomed = self.opened(loaded, Snomed::open),
            Kind::Ctv3 => self.ctv3 = self.opened(loaded, Ctv3::open),
            Kind::ReadV2 => self.read_v2 = self.opened(loaded, ReadV2::open),
            Kind::DataMigration => self.data_migration = self.opened(loaded, DataMigration::open),
            Kind::Dmd => self.dmd = self.opened(loaded, Dmd::open),
        }
    }

    fn opened<T>(&mut self, loaded: &Loaded, open: impl FnOnce(&Path) -> Result<T, ContainerError>) -> Option<Open<T>> {
        match open(&loaded.index()) {
            Ok(index) => Some(Open { release: loaded.clone(), index }),
            Err(error) => {
                self.damaged.push((loaded.name.clone(), error.to_string()));
                None
            }
        }
    }

    /// Whether nothing is open.
    pub fn is_empty(&self) -> bool {
        self.releases().is_empty()
    }

    /// The releases that answer, in the order of their kinds.
    pub fn releases(&self) -> Vec<&Loaded> {
        let snomed = self.snomed.as_ref().map(|open| &open.release);
        let read_v2 = self.read_v2.as_ref().map(|open| &open.release);
        let ctv3 = self.ctv3.as_ref().map(|open| &open.release);
        let data_migration = self.data_migration.as_ref().map(|open| &open.release);
        let dmd = self.dmd.as_ref().map(|open| &open.release);
        [snomed, read_v2, ctv3, data_migration, dmd].into_iter().flatten().collect()
    }

    /// The release of a kind that answers.
    pub fn release(&self, kind: Kind) -> Option<&Loaded> {
        self.releases().into_iter().find(|loaded| loaded.release.kind == kind)
    }
}

/// A concept of SNOMED CT as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ListedConcept {
    /// Its SCTID.
    pub code: String,
    /// The term to show.
    pub term: String,
    /// Whether it may be used.
    pub active: bool,
}

/// A concept as a list shows it.
pub fn concept(snomed: &Snomed, ordinal: u32) -> ListedConcept {
    ListedConcept {
        code: snomed.sctid(ordinal).to_string(),
        term: crate::lookup::snomed::term(snomed, ordinal),
        active: snomed.concept(ordinal).is_some_and(|concept| concept.version.active),
    }
}

/// Whether the index of a release can be opened; why not.
pub fn opens(loaded: &Loaded) -> Result<(), String> {
    kinds::opens(loaded.release.kind, &loaded.index()).map_err(|error| error.to_string())
}

/// The release of each kind that answers.
fn chosen<'a>(listing: &'a Listing, named: &[String]) -> Result<Vec<&'a Loaded>, OpenError> {
    let mut asked: Vec<&Loaded> = Vec::new();
    for name in named {
        let found = find(listing, name)?;
        if let Some(other) = asked.iter().find(|other| other.release.kind == found.release.kind) {
            return Err(OpenError::SameKind(other.name.clone(), found.name.clone()));
        }
        asked.push(found);
    }
    let of =
        |kind: Kind| asked.iter().copied().find(|loaded| loaded.release.kind == kind).or_else(|| listing.newest(kind));
    Ok(Kind::ALL.into_iter().filter_map(of).collect())
}

/// The release of a name, or of one that begins so where that is a single one.
pub fn find<'a>(listing: &'a Listing, name: &str) -> Result<&'a Loaded, OpenError> {
    if let Some(loaded) = listing.releases.iter().find(|loaded| loaded.name == name) {
        return Ok(loaded);
    }
    let found: Vec<&Loaded> = listing.releases.iter().filter(|loaded| loaded.name.starts_with(name)).collect();
    match found.as_slice() {
        [] => Err(OpenError::NoSuchRelease(name.to_owned())),
        [loaded] => Ok(loaded),
        several => {
            let names: Vec<&str> = several.iter().map(|loaded| loaded.name.as_str()).collect();
            Err(OpenError::Several(name.to_owned(), names.join(", ")))
        }
    }
}
