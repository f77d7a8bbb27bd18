//! Scripts from disk and from the catalogue, and the values that they are given.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use dcr::conformance::catalogue::{PREFIX, Shipped};
use dcr::conformance::script::{Environment, Faults, Files, Script, load};

use crate::error::CommandError;

/// The largest file of a script, in bytes.
const MOST_BYTES: u64 = 64 << 20;

/// Files on disk.
struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|error| error.to_string())?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(format!("it has more than {MOST_BYTES} bytes"));
        }
        Ok(bytes)
    }
}

/// One script, by its path or by its name in the catalogue.
pub(super) fn script(name: &str) -> Result<Script, CommandError> {
    let loaded = if name.starts_with(PREFIX) { load(Path::new(name), &Shipped) } else { load(Path::new(name), &Disk) };
    loaded.map_err(|faults| {
        let error = wrong(faults);
        if name.starts_with(PREFIX) { error.hint("`dcr connectathon list` shows the catalogue") } else { error }
    })
}

/// A script, plan or environment that is wrong.
pub(super) fn wrong(faults: Faults) -> CommandError {
    CommandError::usage(faults)
}

/// The environment of a file. One with secrets must be its owner's alone.
pub(super) fn environment(path: Option<&Path>) -> Result<Environment, CommandError> {
    let Some(path) = path else { return Ok(Environment::default()) };
    let text = text(path)?;
    let environment = Environment::read(&path.display().to_string(), &text).map_err(wrong)?;
    let mode = std::fs::metadata(path).map(|about| about.mode()).unwrap_or_default();
    if environment.has_secrets() && mode & 0o077 != 0 {
        let error = CommandError::usage(format!("{} holds secrets and others can read it", path.display()));
        return Err(error.hint(format!("chmod 600 {}", path.display())));
    }
    Ok(environment)
}

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, CommandError> {
    let bytes =
        Disk.read(path).map_err(|why| CommandError::failed(format!("cannot read {}: {why}", path.display())))?;
    String::from_utf8(bytes).map_err(|_| CommandError::failed(format!("{} is not UTF-8", path.display())))
}

/// `NAME=VALUE` of an argument.
pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    if name.is_empty() { Err("write NAME=VALUE".to_owned()) } else { Ok((name.to_owned(), value.to_owned())) }
}
