//! Where the releases of terminologies stand.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::environment::Folders;

/// Where the releases of terminologies stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TerminologyFolder {
    /// In the user's data folder.
    Default,
    /// In a folder of this path.
    At(PathBuf),
}

impl TerminologyFolder {
    /// The folder, where one is known.
    pub(crate) fn path(&self, folders: Option<&Folders>) -> Option<PathBuf> {
        match self {
            Self::Default => folders.map(|folders| folders.data.join("terminology")),
            Self::At(path) => Some(path.clone()),
        }
    }
}

impl FromStr for TerminologyFolder {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "default" { Self::Default } else { Self::At(PathBuf::from(text)) })
    }
}

impl fmt::Display for TerminologyFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::At(path) => write!(f, "{}", path.display()),
        }
    }
}
