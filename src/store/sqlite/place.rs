//! Where a store lies: who has it open, whether it is still there, and how another takes its place.
//!
//! Whoever has a store open holds a shared lock on the file `PATH.lock` beside it; whoever puts
//! another store in its place holds it alone. The lock is a file of its own because SQLite's locks
//! on the store itself are lost when any other handle on it is closed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::file;
use crate::store::StoreError;

/// The file that an open store is, and the sign that it is in use.
pub(super) struct Place {
    path: PathBuf,
    device: u64,
    inode: u64,
    _in_use: File,
}

impl Place {
    /// Says that the store at `path` is in use, until dropped.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|source| failed("cannot find", path, source))?;
        let in_use = lock_file(&path)?;
        granted(in_use.try_lock_shared(), &path)?;
        let found = fs::metadata(&path).map_err(|source| failed("cannot find", &path, source))?;
        Ok(Self { device: found.dev(), inode: found.ino(), path, _in_use: in_use })
    }

    /// Refuses where the file at the path is no longer the one that was opened: what is written
    /// would be lost, the audit above all.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match fs::metadata(&self.path) {
            Ok(found) if (found.dev(), found.ino()) == (self.device, self.inode) => Ok(()),
            _ => Err(StoreError::Replaced(self.path.clone())),
        }
    }

    /// Whether this is the file that `before` describes.
    pub(super) fn is(&self, before: &fs::Metadata) -> bool {
        (before.dev(), before.ino()) == (self.device, self.inode)
    }
}

/// The sole right to put another store in the place of the one at a path. While it is held no other
/// process opens the store.
#[derive(Debug)]
pub struct Replacement {
    path: PathBuf,
    _alone: File,
}

impl Replacement {
    /// Takes the right, whether or not a store is there yet.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has the store open; where the place cannot be
    /// written.
    pub fn begin(path: &Path) -> Result<Self, StoreError> {
        file::make_folder(path)?;
        let path = std::path::absolute(path).map_err(|source| failed("cannot find", path, source))?;
        let alone = lock_file(&path)?;
        granted(alone.try_lock(), &path)?;
        Ok(Self { path, _alone: alone })
    }

    /// Puts the store in the file `staged`, which nobody has open, in the place. At every moment
    /// either the store of before or the new one is there, whole.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where something else reads the store of before; where a file cannot be
    /// written or moved. The store of before is then as it was.
    pub fn put(self, staged: &Path) -> Result<(), StoreError> {
        let sync = |path: &Path| File::open(path).and_then(|file| file.sync_all());
        sync(staged).map_err(|source| failed("cannot write", staged, source))?;
        settle(&self.path)?;
        fs::rename(staged, &self.path).map_err(|source| failed("cannot put the new store at", &self.path, source))?;
        file::remove_staged(staged);
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        sync(folder).map_err(|source| failed("cannot write the folder of", &self.path, source))
    }
}

/// Brings what SQLite keeps beside the store of before into its file, so that none of it can be
/// taken for part of the new one.
fn settle(path: &Path) -> Result<(), StoreError> {
    if path.is_file() {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let settled = Connection::open_with_flags(path, flags).and_then(|connection| {
            connection.busy_timeout(Duration::ZERO)?;
            // Leaving the WAL needs the file alone, so this also finds readers that are not dcr.
            connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))
        });
        match settled {
            Err(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull)
                ) =>
            {
                return Err(error.into());
            }
            // A store that is past reading is what a backup is put in the place of.
            _ => {}
        }
    }
    for suffix in ["-wal", "-shm"] {
        let beside = file::beside(path, suffix);
        match fs::remove_file(&beside) {
            Err(source) if source.kind() != ErrorKind::NotFound => {
                return Err(failed("cannot remove", &beside, source));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens the lock file of a store, or makes it, readable by those who may read the store.
fn lock_file(path: &Path) -> Result<File, StoreError> {
    let lock = file::beside(path, ".lock");
    let opened = match File::open(&lock) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mode = fs::metadata(path).map_or(0o600, |store| store.mode() & 0o666);
            OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(mode).open(&lock)
        }
        opened => opened,
    };
    opened.map_err(|source| match source.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        ErrorKind::StorageFull => StoreError::Full,
        _ => failed("cannot make", &lock, source),
    })
}

fn granted(outcome: Result<(), TryLockError>, path: &Path) -> Result<(), StoreError> {
    outcome.map_err(|error| match error {
        TryLockError::WouldBlock => StoreError::Locked,
        TryLockError::Error(source) => failed("cannot lock", path, source),
    })
}

fn failed(what: &str, path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Io { context: format!("{what} {}", path.display()), source }
}
