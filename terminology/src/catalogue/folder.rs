//! The folder itself: listed, added to, and never half-written.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{CatalogueError, Kind, Release};

const INDEX: &str = "index";
const RELEASE: &str = "release.json";
const LOCK: &str = ".lock";
const BUILDING: &str = ".building-";

/// The folder of loaded releases.
#[derive(Debug, Clone)]
pub struct Catalogue {
    folder: PathBuf,
}

/// A release that is loaded.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What is known of it.
    pub release: Release,
    /// Its name, which is its folder's.
    pub name: String,
    folder: PathBuf,
}

impl Loaded {
    /// Where its index stands.
    pub fn index(&self) -> PathBuf {
        self.folder.join(INDEX)
    }
}

/// What stands in the folder.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The releases by kind, the newest of each last.
    pub releases: Vec<Loaded>,
    /// What looks like a release and cannot be read, and why.
    pub damaged: Vec<(PathBuf, String)>,
}

impl Listing {
    /// The release of a kind that answers: the newest by its date, then by when it was loaded.
    pub fn newest(&self, kind: Kind) -> Option<&Loaded> {
        self.releases.iter().rfind(|loaded| loaded.release.kind == kind)
    }
}

impl Catalogue {
    /// The folder at this place; it need not exist.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every release in it. A folder that is not there has none.
    pub fn list(&self) -> Result<Listing, CatalogueError> {
        let mut listing = Listing::default();
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listing),
            Err(error) => return Err(self.failed(error)),
        };
        for entry in entries {
            let folder = entry.map_err(|error| self.failed(error))?.path();
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') {
                continue;
            }
            match release(&folder) {
                Ok(release) => listing.releases.push(Loaded { release, name, folder }),
                Err(reason) => listing.damaged.push((folder, reason)),
            }
        }
        listing.releases.sort_by(|one, other| {
            let rank = |loaded: &Loaded| (loaded.release.kind, loaded.release.date, loaded.release.loaded);
            rank(one).cmp(&rank(other))
        });
        listing.damaged.sort();
        Ok(listing)
    }

    /// Begins a load: one at a time. What an earlier one left unfinished is cleared away.
    pub fn begin(&self) -> Result<Building, CatalogueError> {
        fs::create_dir_all(&self.folder).map_err(|error| self.failed(error))?;
        let lock = File::create(self.folder.join(LOCK)).map_err(|error| self.failed(error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(CatalogueError::Busy(self.folder.clone())),
            Err(TryLockError::Error(error)) => return Err(self.failed(error)),
        }
        let begin = || {
            for entry in fs::read_dir(&self.folder)? {
                let entry = entry?;
                if entry.file_name().to_string_lossy().starts_with(BUILDING) {
                    fs::remove_dir_all(entry.path())?;
                }
            }
            tempfile::Builder::new().prefix(BUILDING).tempdir_in(&self.folder)
        };
        let made = begin().map_err(|error| self.failed(error))?;
        Ok(Building { folder: self.folder.clone(), made, _lock: lock })
    }

    /// Removes a release; whoever has it open keeps it.
    pub fn remove(&self, loaded: &Loaded) -> Result<(), CatalogueError> {
        // Renamed first, so that half of it is never listed.
        let aside = self.folder.join(format!("{BUILDING}removed-{}", loaded.name));
        fs::rename(&loaded.folder, &aside).and_then(|()| fs::remove_dir_all(&aside)).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> CatalogueError {
        CatalogueError::Io(self.folder.clone(), error)
    }
}

fn release(folder: &Path) -> Result<Release, String> {
    let text = fs::read(folder.join(RELEASE)).map_err(|error| format!("{RELEASE}: {error}"))?;
    let release = serde_json::from_slice(&text).map_err(|error| format!("{RELEASE}: {error}"))?;
    if folder.join(INDEX).is_file() { Ok(release) } else { Err(format!("it has no {INDEX}")) }
}

/// A release being made. Dropped before it is published, it leaves nothing.
#[derive(Debug)]
pub struct Building {
    folder: PathBuf,
    made: TempDir,
    _lock: File,
}

impl Building {
    /// Where the index is to be written.
    pub fn index(&self) -> PathBuf {
        self.made.path().join(INDEX)
    }

    /// Publishes it in one step.
    pub fn publish(self, release: Release) -> Result<Loaded, CatalogueError> {
        let name = release.name();
        let folder = self.folder.join(&name);
        let publish = || {
            let text = serde_json::to_vec_pretty(&release)?;
            let file = self.made.path().join(RELEASE);
            fs::write(&file, text)?;
            File::open(&file)?.sync_all()?;
            File::open(self.made.path())?.sync_all()?;
            fs::rename(self.made.path(), &folder)?;
            File::open(&self.folder)?.sync_all()
        };
        publish().map_err(|error| CatalogueError::Io(folder.clone(), error))?;
        Ok(Loaded { release, name, folder })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Source;

    fn published(catalogue: &Catalogue, kind: Kind, date: &str, sum: &str) -> Loaded {
        let building = catalogue.begin().unwrap();
        fs::write(building.index(), b"an index").unwrap();
        let source = Source { name: "a.zip".to_owned(), bytes: 1, sha256: sum.to_owned() };
        let release = Release {
            kind,
            date: Some(date.parse().unwrap()),
            sources: vec![source],
            counts: vec![("concepts".to_owned(), 3)],
            notes: Vec::new(),
            loaded: "2026-01-02T03:04:05Z".parse().unwrap(),
            onto: None,
        };
        building.publish(release).unwrap()
    }

    #[test]
    fn releases_stand_side_by_side_and_the_newest_answers() {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::at(folder.path().join("terminology"));
        assert!(catalogue.list().unwrap().releases.is_empty());
        let newer = published(&catalogue, Kind::Dmd, "2019-04-08", "bb");
        let older = published(&catalogue, Kind::Dmd, "2019-04-01", "aa");
        published(&catalogue, Kind::SnomedCt, "2020-01-01", "cc");
        let listing = catalogue.list().unwrap();
        assert_eq!(listing.releases.len(), 3);
        let answers = listing.newest(Kind::Dmd).unwrap();
        assert_eq!((&answers.name, &answers.release), (&newer.name, &newer.release));
        assert!(newer.name.starts_with("dmd-20190408-"));
        assert_eq!(fs::read(answers.index()).unwrap(), b"an index");
        catalogue.remove(&newer).unwrap();
        assert_eq!(catalogue.list().unwrap().newest(Kind::Dmd).unwrap().name, older.name);
    }

    #[test]
    fn what_is_not_published_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::at(folder.path().to_owned());
        let building = catalogue.begin().unwrap();
        fs::write(building.index(), b"half").unwrap();
        assert!(catalogue.list().unwrap().releases.is_empty());
        assert!(matches!(catalogue.begin(), Err(CatalogueError::Busy(_))), "one load at a time");
        // As after a kill: the folder stays, the lock goes with the process.
        let left = folder.path().join(".building-left");
        fs::create_dir(&left).unwrap();
        drop(building);
        drop(catalogue.begin().unwrap());
        assert!(!left.exists());
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, [LOCK]);
    }

    #[test]
    fn a_damaged_release_is_listed_as_such() {
        let folder = tempfile::tempdir().unwrap();
        let catalogue = Catalogue::at(folder.path().to_owned());
        let whole = published(&catalogue, Kind::Ctv3, "2018-04-01", "aa");
        fs::remove_file(whole.index()).unwrap();
        let listing = catalogue.list().unwrap();
        assert!(listing.releases.is_empty());
        assert_eq!(listing.damaged.len(), 1);
    }
}
