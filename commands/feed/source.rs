//! What to read: files, folders, standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::error::CommandError;

/// How deep folders are looked through.
const DEEPEST: usize = 16;
/// In a folder, files of these kinds are read, and those without a kind.
const KINDS: [&str; 10] = ["hl7", "er7", "v2", "msg", "mllp", "txt", "dat", "json", "xml", "ndjson"];

/// One stream of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// Standard input.
    Stdin,
    /// A file and its size in bytes.
    File(PathBuf, u64),
}

impl Source {
    /// What a dead letter says it came from.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path, _) => path.display().to_string(),
        }
    }

    /// Its size, where it is known.
    pub(super) const fn size(&self) -> u64 {
        match self {
            Self::Stdin => 0,
            Self::File(_, size) => *size,
        }
    }

    /// Opens it.
    pub(super) fn open(&self) -> Result<Box<dyn BufRead>, CommandError> {
        match self {
            Self::Stdin => Ok(Box::new(BufReader::with_capacity(1 << 18, io::stdin()))),
            Self::File(path, _) => match File::open(path) {
                Ok(file) => Ok(Box::new(BufReader::with_capacity(1 << 18, file))),
                Err(error) => Err(unreadable(path, error)),
            },
        }
    }
}

/// What some paths mean, folders looked through in the order of names, and how many files in them
/// were left alone.
pub(super) fn sources(paths: &[PathBuf]) -> Result<(Vec<Source>, usize), CommandError> {
    let (mut sources, mut skipped) = (Vec::new(), 0);
    for path in paths {
        if path.as_os_str() == "-" {
            sources.push(Source::Stdin);
            continue;
        }
        let metadata = fs::metadata(path).map_err(|error| unreadable(path, error))?;
        if metadata.is_dir() {
            skipped += look_through(path, 0, &mut sources)?;
        } else {
            sources.push(Source::File(path.clone(), metadata.len()));
        }
    }
    Ok((sources, skipped))
}

fn look_through(folder: &Path, depth: usize, sources: &mut Vec<Source>) -> Result<usize, CommandError> {
    let failed = |error| unreadable(folder, error);
    let mut entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut skipped = 0;
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type().map_err(failed)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            skipped += 1;
        } else if kind.is_dir() && depth < DEEPEST {
            skipped += look_through(&path, depth + 1, sources)?;
        } else if kind.is_file() && holds_messages(&path) {
            sources.push(Source::File(path, entry.metadata().map_err(failed)?.len()));
        } else {
            skipped += 1;
        }
    }
    Ok(skipped)
}

fn holds_messages(path: &Path) -> bool {
    path.extension().is_none_or(|kind| KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

fn unreadable(path: &Path, error: io::Error) -> CommandError {
    CommandError::file(format!("cannot read {}", path.display()), error)
}
