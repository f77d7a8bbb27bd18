//! The name of a store: `demo` or `sqlite:PATH`.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::environment::Folders;

/// Which store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoreUrl {
    /// The one in the user's data folder.
    Default,
    /// The fictional Dorset.
    Demo,
    /// A file.
    Sqlite(PathBuf),
}

/// The text names no store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StoreUrlError {
    /// Another form.
    #[error("a store is named `demo` or `sqlite:PATH`")]
    Form,
    /// A path without its scheme.
    #[error("a store is named `demo` or `sqlite:PATH`; did you mean `sqlite:{0}`?")]
    BarePath(String),
    /// A server.
    #[error("stores on a server are not part of this version; name a local store with `sqlite:PATH`")]
    Remote,
    /// No path.
    #[error("`sqlite:` needs the path of a file after it")]
    NoPath,
}

impl StoreUrl {
    /// The file, where there is a folder to put it in.
    pub(crate) fn path(&self, folders: Option<&Folders>) -> Option<PathBuf> {
        match self {
            Self::Default => folders.map(|folders| folders.data.join("record.db")),
            Self::Demo => folders.map(|folders| folders.data.join("demo.db")),
            Self::Sqlite(path) => Some(path.clone()),
        }
    }
}

impl FromStr for StoreUrl {
    type Err = StoreUrlError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "demo" => Ok(Self::Demo),
            None if text == "default" => Ok(Self::Default),
            Some(("sqlite", "")) => Err(StoreUrlError::NoPath),
            Some(("sqlite", path)) => Ok(Self::Sqlite(PathBuf::from(path))),
            Some(("http" | "https", _)) => Err(StoreUrlError::Remote),
            _ if text.contains(['/', '.']) || Path::new(text).exists() => Err(StoreUrlError::BarePath(text.to_owned())),
            _ => Err(StoreUrlError::Form),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Demo => f.write_str("demo"),
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        assert_eq!("demo".parse(), Ok(StoreUrl::Demo));
        assert_eq!("default".parse(), Ok(StoreUrl::Default));
        assert_eq!("sqlite:/srv/record.db".parse(), Ok(StoreUrl::Sqlite("/srv/record.db".into())));
        assert_eq!("sqlite:".parse::<StoreUrl>(), Err(StoreUrlError::NoPath));
        assert_eq!("https://host/fhir".parse::<StoreUrl>(), Err(StoreUrlError::Remote));
        assert_eq!("./record.db".parse::<StoreUrl>(), Err(StoreUrlError::BarePath("./record.db".to_owned())));
        assert_eq!("wombat".parse::<StoreUrl>(), Err(StoreUrlError::Form));
    }
}
