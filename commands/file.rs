//! Writing a file of patient data: whole or not at all, and readable by its owner alone.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::error::{CommandError, ErrorKind};

/// What is held before it is written.
const BUFFER: usize = 1 << 20;

/// Refuses a place where something is already, unless it may be replaced.
pub(crate) fn refuse_existing(path: &Path, replace: bool) -> Result<(), CommandError> {
    if replace || !path.exists() {
        return Ok(());
    }
    let error = CommandError::new(ErrorKind::Conflict, format!("{} is there already", path.display()));
    Err(error.hint("name another file, or say `--force`"))
}

/// Refuses a place where something is already, unless the user agreed to have it replaced.
pub(crate) fn refuse_unagreed(path: &Path, agreed: bool) -> Result<(), CommandError> {
    if agreed || !path.exists() {
        return Ok(());
    }
    let error = CommandError::new(ErrorKind::Conflict, format!("{} is there already", path.display()));
    Err(error.hint("name another file, or agree to replace it with `--yes`"))
}

/// Writes a file, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".writing");
    let unfinished = Path::new(&name);
    let written = write(unfinished, bytes).and_then(|()| fs::rename(unfinished, path));
    written.map_err(|error| {
        // The failure that is reported is the first one.
        let _removed = fs::remove_file(unfinished);
        CommandError::file(format!("cannot write {}", path.display()), error)
    })
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A file that is written bit by bit under another name, and takes its place when it is whole. Dropped
/// before that, it leaves nothing.
pub(crate) struct Unfinished {
    path: PathBuf,
    beside: PathBuf,
    file: Option<BufWriter<File>>,
}

impl Unfinished {
    /// Begins a file.
    pub(crate) fn begin(path: &Path) -> Result<Self, CommandError> {
        let mut name: OsString = path.as_os_str().to_owned();
        name.push(".writing");
        let beside = PathBuf::from(name);
        let failed = |error| CommandError::file(format!("cannot write {}", path.display()), error);
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).map_err(failed)?;
        Ok(Self { path: path.to_owned(), beside, file: Some(BufWriter::with_capacity(BUFFER, file)) })
    }

    /// Brings what was written to the disk. It has no name yet.
    pub(crate) fn sync(&mut self) -> Result<(), CommandError> {
        let synced = self.file.as_mut().map_or(Ok(()), |file| {
            file.flush()?;
            file.get_ref().sync_all()
        });
        synced.map_err(|error| self.failed(error))
    }

    /// Gives it its name. Where something is there already it is replaced only if that was agreed to.
    pub(crate) fn finish(mut self, replace: bool) -> Result<(), CommandError> {
        self.sync()?;
        let named =
            if replace { fs::rename(&self.beside, &self.path) } else { fs::hard_link(&self.beside, &self.path) };
        named.map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> CommandError {
        CommandError::file(format!("cannot write {}", self.path.display()), error)
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or_else(|| Err(io::ErrorKind::BrokenPipe.into()), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        drop(self.file.take());
        // Where it took its place there is nothing left under this name.
        let _removed = fs::remove_file(&self.beside);
    }
}
