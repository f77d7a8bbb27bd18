//! One file to be loaded, wherever it lies.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use zip::ZipArchive;

use super::ArchiveError;
use super::shared::Shared;

/// A file, in a folder or in a zip.
#[derive(Debug, Clone)]
pub struct Item {
    place: String,
    size: u64,
    origin: Origin,
}

#[derive(Debug, Clone)]
pub(super) enum Origin {
    File(PathBuf),
    Entry(ZipArchive<Shared>, usize),
}

impl Item {
    pub(super) fn new(place: String, size: u64, origin: Origin) -> Self {
        Self { place, size, origin }
    }

    /// Where it lies, for people: `release.zip!/Snapshot/Terminology/sct2_Concept_….txt`.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Its own name, without folders.
    pub fn name(&self) -> &str {
        self.place.rsplit(['/', '\\']).next().unwrap_or(&self.place)
    }

    /// How many bytes it has, unfolded.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Reads it piece by piece. It ends where its archive says it ends: more is an error. Several
    /// threads can read several items, or one, at once.
    pub fn with<T, E: From<ArchiveError>>(&self, read: impl FnOnce(&mut dyn Read) -> Result<T, E>) -> Result<T, E> {
        match &self.origin {
            Origin::File(path) => {
                let file = File::open(path).map_err(|error| ArchiveError::Io(self.place.clone(), error))?;
                read(&mut Bounded { reader: file, left: self.size })
            }
            Origin::Entry(archive, index) => {
                let mut archive = archive.clone();
                let entry = archive.by_index(*index).map_err(|error| self.zip(&error))?;
                read(&mut Bounded { reader: entry, left: self.size })
            }
        }
    }

    /// Its whole content.
    pub fn read(&self) -> Result<Vec<u8>, ArchiveError> {
        self.with(|reader| {
            let mut bytes = Vec::with_capacity(usize::try_from(self.size).unwrap_or(0).min(1 << 30));
            reader.read_to_end(&mut bytes).map_err(|error| self.failed(error))?;
            Ok(bytes)
        })
    }

    /// Its first bytes, at most as many.
    pub fn beginning(&self, most: usize) -> Result<Vec<u8>, ArchiveError> {
        self.with(|reader| {
            let mut bytes = Vec::new();
            reader.take(most as u64).read_to_end(&mut bytes).map_err(|error| self.failed(error))?;
            Ok(bytes)
        })
    }

    /// The error of a read of this item that failed.
    pub fn failed(&self, error: io::Error) -> ArchiveError {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                ArchiveError::Zip(self.place.clone(), error.to_string())
            }
            _ => ArchiveError::Io(self.place.clone(), error),
        }
    }

    fn zip(&self, error: &zip::result::ZipError) -> ArchiveError {
        ArchiveError::Zip(self.place.clone(), error.to_string())
    }
}

/// A reader that holds what was announced, and no more.
struct Bounded<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "it unfolds to more bytes than its archive announces")
        })?;
        Ok(read)
    }
}
