//! Writing a file of patient data: whole or not at all, and readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::error::{CommandError, ErrorKind};

/// Refuses a place where something is already, unless it may be replaced.
pub(crate) fn refuse_existing(path: &Path, replace: bool) -> Result<(), CommandError> {
    if replace || !path.exists() {
        return Ok(());
    }
    let error = CommandError::new(ErrorKind::Conflict, format!("{} is there already", path.display()));
    Err(error.hint("name another file, or say `--force`"))
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
