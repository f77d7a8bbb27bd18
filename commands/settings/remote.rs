//! How a store on a server is asked.

use std::fmt;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dcr::store::fhir::{PractitionerIdentifier, RemoteAudit};

use super::Setting;

/// A path, or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OptionalPath(Option<PathBuf>);

impl OptionalPath {
    /// The path, where one is set.
    pub(crate) fn get(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

impl FromStr for OptionalPath {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self((!text.is_empty()).then(|| PathBuf::from(text))))
    }
}

impl fmt::Display for OptionalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |path| write!(f, "{}", path.display()))
    }
}

/// An identifier of the caller, or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OptionalPractitioner(pub(crate) Option<PractitionerIdentifier>);

impl FromStr for OptionalPractitioner {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() { Ok(Self(None)) } else { text.parse().map(|read| Self(Some(read))) }
    }
}

impl fmt::Display for OptionalPractitioner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |it| write!(f, "{}|{}", it.system, it.value))
    }
}

/// How a store on a server is asked. What is secret is in files that are named here.
#[derive(Debug, Clone)]
pub(crate) struct RemoteSettings {
    /// The file with a bearer token.
    pub(crate) token_file: Setting<OptionalPath>,
    /// The file with further authorities, in PEM.
    pub(crate) authorities_file: Setting<OptionalPath>,
    /// The file with the client's certificate and key, in PEM.
    pub(crate) certificate_file: Setting<OptionalPath>,
    /// Where tokens are given out for a signed JWT.
    pub(crate) token_url: Setting<String>,
    /// The client, as the token service knows it.
    pub(crate) client_id: Setting<String>,
    /// Which of the client's keys signs.
    pub(crate) key_id: Setting<String>,
    /// The file with that key, in PEM.
    pub(crate) key_file: Setting<OptionalPath>,
    /// By what the server knows the caller, where it does not say.
    pub(crate) practitioner: Setting<OptionalPractitioner>,
    /// Where the audit event of a view must be.
    pub(crate) audit: Setting<RemoteAudit>,
    /// How long a whole answer may take, in seconds.
    pub(crate) timeout: Setting<NonZeroU64>,
}
