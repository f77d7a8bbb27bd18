//! One settings file: TOML with known keys, others refused by name.

use std::io;
use std::path::Path;

use dcr::output::nearest;

use super::key::{KEYS, Key};
use crate::error::CommandError;

/// The file in the working folder.
pub(crate) const PROJECT_FILE: &str = "dcr.toml";
/// The file of the machine.
pub(crate) const SYSTEM_FILE: &str = "/etc/dcr/config.toml";

/// The values of one file, by key.
pub(super) type Values = Vec<(&'static str, String)>;

/// Reads a file; `None` where there is none.
pub(super) fn read(path: &Path, is_project: bool) -> Result<Option<Values>, CommandError> {
    match std::fs::read_to_string(path) {
        Ok(text) => values(&text, path, is_project).map(Some),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(unreadable(path, error)),
    }
}

/// The error of a file that cannot be read.
pub(super) fn unreadable(path: &Path, source: io::Error) -> CommandError {
    CommandError::usage(Unreadable { path: path.display().to_string(), source })
}

#[derive(Debug, thiserror::Error)]
#[error("cannot read the settings in {path}")]
struct Unreadable {
    path: String,
    source: io::Error,
}

#[derive(Debug, thiserror::Error)]
#[error("the settings in {path} are not TOML")]
struct NotToml {
    path: String,
    source: toml::de::Error,
}

fn values(text: &str, path: &Path, is_project: bool) -> Result<Values, CommandError> {
    let shown = path.display();
    let table: toml::Table =
        text.parse().map_err(|source| CommandError::usage(NotToml { path: shown.to_string(), source }))?;
    let mut values = Values::new();
    for (name, value) in &table {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else { return Err(unknown(name, path, is_project)) };
        if is_project && !key.in_project {
            let sentence =
                format!("{shown}: `{name}` names a program, so a file that comes with a folder may not set it");
            return Err(
                CommandError::usage(sentence).hint(format!("set `{}` or move it to your own file", key.variable))
            );
        }
        let Some(text) = value.as_str() else {
            return Err(CommandError::usage(format!("{shown}: `{name}` needs a text in quotes")));
        };
        if is_project && key.name == "store" && (text.starts_with("http:") || text.starts_with("https:")) {
            let sentence = format!(
                "{shown}: a file that comes with a folder may not name a server, which would be shown your token"
            );
            return Err(CommandError::usage(sentence).hint("give `--store`, or set `store` in your own file"));
        }
        values.push((key.name, text.to_owned()));
    }
    Ok(values)
}

fn unknown(name: &str, path: &Path, is_project: bool) -> CommandError {
    let keys = || KEYS.iter().filter(|key| !is_project || key.in_project).map(|key: &Key| key.name);
    let error = CommandError::usage(format!("{}: there is no setting `{name}`", path.display()));
    match nearest(name, keys()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the settings are {}", keys().collect::<Vec<_>>().join(", "))),
    }
}
