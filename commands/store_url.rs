//! The name of a store: `demo`, `sqlite:PATH` or the address of a FHIR server.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dcr::store::fhir::{AddressError, Base};

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
    /// A FHIR server.
    Server(Base),
}

/// The text names no store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StoreUrlError {
    /// Another form.
    #[error("a store is named `demo`, `sqlite:PATH` or `https://host/fhir`")]
    Form,
    /// A path without its scheme.
    #[error("a store is named `demo`, `sqlite:PATH` or `https://host/fhir`; did you mean `sqlite:{0}`?")]
    BarePath(String),
    /// A server that may not be asked.
    #[error(transparent)]
    Address(#[from] AddressError),
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
            Self::Server(_) => None,
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
            Some(("http" | "https", _)) => Ok(Self::Server(Base::parse(text)?)),
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
            Self::Server(base) => base.fmt(f),
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
        assert_eq!("https://host/fhir/".parse::<StoreUrl>().unwrap().to_string(), "https://host/fhir");
        assert_eq!("http://host/fhir".parse::<StoreUrl>(), Err(StoreUrlError::Address(AddressError::NotSealed)));
        assert_eq!("./record.db".parse::<StoreUrl>(), Err(StoreUrlError::BarePath("./record.db".to_owned())));
        assert_eq!("wombat".parse::<StoreUrl>(), Err(StoreUrlError::Form));
    }
}
