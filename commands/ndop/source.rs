//! A file that is read, hashed on the way.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use dcr::interchange::opt_out::{ExtractError, ListError};
use sha2::{Digest, Sha256};

use crate::error::CommandError;

/// What is read at once.
const BUFFER: usize = 1 << 20;

/// A file that may be read several times. Each reading to its end leaves a hash.
pub(super) struct Source<'a> {
    path: &'a Path,
    hashes: Rc<RefCell<Vec<[u8; 32]>>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Self { path, hashes: Rc::default() }
    }

    /// Opens it from its beginning.
    pub(super) fn open(&self) -> io::Result<Box<dyn BufRead>> {
        let inner = BufReader::with_capacity(BUFFER, File::open(self.path)?);
        Ok(Box::new(Hashing { inner, hasher: Sha256::new(), hashes: self.hashes.clone() }))
    }

    /// The hash of the file, where it was the same each time.
    pub(super) fn sha256(&self) -> Result<[u8; 32], CommandError> {
        let hashes = self.hashes.borrow();
        match hashes.first() {
            Some(first) if hashes.iter().all(|hash| hash == first) => Ok(*first),
            _ => Err(CommandError::failed(format!("{} changed while it was read", self.path.display()))),
        }
    }

    /// An error of the reader, with the file's name.
    pub(super) fn failed(&self, error: ExtractError) -> CommandError {
        InFile { file: self.path.display().to_string(), source: Box::new(error) }.into()
    }
}

/// An error of the reader of a list, with the file's name.
pub(super) fn list_failed(path: &Path, error: ListError) -> CommandError {
    InFile { file: path.display().to_string(), source: Box::new(error) }.into()
}

#[derive(Debug, thiserror::Error)]
#[error("{file} cannot be used")]
struct InFile {
    file: String,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl From<InFile> for CommandError {
    fn from(error: InFile) -> Self {
        Self::failed(error)
    }
}

struct Hashing {
    inner: BufReader<File>,
    hasher: Sha256,
    hashes: Rc<RefCell<Vec<[u8; 32]>>>,
}

impl BufRead for Hashing {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.inner.buffer().is_empty() {
            let chunk = self.inner.fill_buf()?;
            self.hasher.update(chunk);
            if chunk.is_empty() {
                let hash = std::mem::take(&mut self.hasher).finalize().into();
                self.hashes.borrow_mut().push(hash);
            }
        }
        Ok(self.inner.buffer())
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

impl Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let length = chunk.len().min(into.len());
        into[..length].copy_from_slice(&chunk[..length]);
        self.consume(length);
        Ok(length)
    }
}

/// A hash as text.
pub(super) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
