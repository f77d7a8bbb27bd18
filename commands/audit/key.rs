//! The file of a signing key, and the passphrase that opens it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::audit::{KeyError, KeyKind, SignerKey, VerifierKey};
use dcr::store::Context;
use dcr::store::sqlite::random_bytes;
use zeroize::Zeroizing;

use crate::error::{CommandError, ErrorKind};
use crate::file::{refuse_existing, write_private};

/// The longest file of a key or a passphrase that is read, in bytes.
const LONGEST: u64 = 16 << 10;

/// The key that signs, and where its passphrase is.
#[derive(Debug, Args)]
#[command(next_help_heading = "The key that signs")]
pub(crate) struct KeyArgs {
    /// The file of the key
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Read the passphrase from the first line of this file
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Read the passphrase from this open file descriptor
    #[arg(long, value_name = "NUMBER", conflicts_with = "passphrase_file")]
    passphrase_fd: Option<u32>,
}

impl KeyArgs {
    /// Opens the key.
    pub(crate) fn open(&self) -> Result<SignerKey, CommandError> {
        let path = self.key_file.as_deref().ok_or_else(|| {
            CommandError::usage("no key is named").hint("name its file with `--key-file`; `--new-key FILE` makes one")
        })?;
        open_file(path, &self.passphrase()?)
    }

    /// Makes a key of this name and seals it into a file that is not there yet.
    pub(crate) fn make(&self, path: &Path, name: &str, kind: KeyKind) -> Result<SignerKey, CommandError> {
        refuse_existing(path, false)?;
        let passphrase = self.passphrase()?;
        let context = Context::default();
        let random = Zeroizing::new(random_bytes(&context)?);
        let key = SignerKey::new(name, kind, &random).map_err(CommandError::usage)?;
        let sealed = key.seal(&passphrase, &random_bytes(&context)?).map_err(CommandError::usage)?;
        write_private(path, sealed.as_bytes())?;
        Ok(key)
    }

    fn passphrase(&self) -> Result<Zeroizing<String>, CommandError> {
        let (path, name) = match (&self.passphrase_file, self.passphrase_fd) {
            (Some(path), _) => (path.clone(), path.display().to_string()),
            (None, Some(number)) => (PathBuf::from(format!("/dev/fd/{number}")), format!("file descriptor {number}")),
            (None, None) => {
                let error = CommandError::usage("no passphrase is given");
                return Err(error.hint("name a file with `--passphrase-file`, or a descriptor with `--passphrase-fd`"));
            }
        };
        let text = read(&path)
            .map_err(|error| CommandError::file(format!("cannot read the passphrase from {name}"), error))?;
        let line = text.split('\n').next().unwrap_or_default();
        Ok(Zeroizing::new(line.trim_end_matches('\r').to_owned()))
    }
}

/// Opens a key's file, which nobody but its owner may read.
pub(crate) fn open_file(path: &Path, passphrase: &str) -> Result<SignerKey, CommandError> {
    let doing = || format!("cannot read the key {}", path.display());
    let mode = fs::metadata(path).map_err(|error| CommandError::file(doing(), error))?.permissions().mode();
    if mode & 0o077 != 0 {
        let error = CommandError::failed(format!("others may read the key {}", path.display()));
        return Err(error.hint(format!("take that right away: `chmod 600 {}`", path.display())));
    }
    let text = read(path).map_err(|error| CommandError::file(doing(), error))?;
    SignerKey::open(&text, passphrase).map_err(|error| match error {
        KeyError::Passphrase => CommandError::new(ErrorKind::Refused, error),
        other => CommandError::failed(format!("{}: {other}", path.display())),
    })
}

/// Reads a public key that is given on the command line, or named with the file that holds it.
pub(crate) fn verifier(text: &str) -> Result<VerifierKey, String> {
    let parsed = text.parse::<VerifierKey>();
    if let Ok(key) = parsed {
        return Ok(key);
    }
    let read = read(Path::new(text)).map_err(|_| {
        "neither a public key (`name+digits+base64`) nor a file that holds one in its first line".to_owned()
    })?;
    read.lines().next().unwrap_or_default().parse().map_err(|error: KeyError| error.to_string())
}

fn read(path: &Path) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    File::open(path)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}
