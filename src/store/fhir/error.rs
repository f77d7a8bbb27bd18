//! Why a server did not do what was asked.

use crate::transport::client::ClientError;

/// Why a server did not do what was asked. What it says of a person is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// The network, or the answer as bytes.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The caller may not.
    #[error("the server does not let you {what} (status {status}){said}")]
    Forbidden {
        /// What was asked.
        what: String,
        /// 401 or 403.
        status: u16,
        /// The codes that it gave, with a colon before them, or nothing.
        said: String,
    },
    /// Somebody else changed it first.
    #[error("what stands on the server changed in the meantime: {what} (status {status})")]
    Stale {
        /// What was asked.
        what: String,
        /// 409 or 412.
        status: u16,
    },
    /// It failed, or does not know what was asked.
    #[error("the server could not {what} (status {status}){said}")]
    Failed {
        /// What was asked.
        what: String,
        /// The status.
        status: u16,
        /// The codes that it gave, with a colon before them, or nothing.
        said: String,
    },
    /// A search parameter that the server does not list.
    #[error(
        "the server does not know the search parameter `{parameter}` of {kind}, and without it this cannot be asked"
    )]
    NoParameter {
        /// The type.
        kind: String,
        /// The parameter.
        parameter: String,
    },
    /// Something else that its `CapabilityStatement` does not list.
    #[error("the server does not offer {0}")]
    NotOffered(String),
    /// It answered with what was not asked for.
    #[error(
        "the server ignored the search parameter `{parameter}` of {kind} and answered with others: nothing of it is shown"
    )]
    Ignored {
        /// The type.
        kind: String,
        /// The parameter.
        parameter: String,
    },
    /// Something that is no FHIR, or contradicts itself.
    #[error("the server's answer to {what} cannot be used: {why}")]
    Malformed {
        /// What was asked.
        what: String,
        /// Why not.
        why: String,
    },
    /// Pages that never end or lead elsewhere.
    #[error("the server's pages of {kind} cannot be followed: {why}")]
    Pages {
        /// The type.
        kind: String,
        /// Why not.
        why: String,
    },
    /// The audit event is not on the server: nothing is read.
    #[error("the audit event could not be written on the server, so nothing is shown")]
    AuditNotWritten(#[source] Box<ServerError>),
    /// The server writes its own audit, which only a setting lets suffice.
    #[error("the server takes no AuditEvent (status 405): it may write its own, which here does not suffice")]
    AuditNotTaken,
    /// A verb or an option that a server cannot serve.
    #[error("a store on a server cannot {0}")]
    CannotDo(&'static str),
    /// Nobody on the server is the caller.
    #[error("the server does not say who you are: {0}")]
    NoUser(&'static str),
    /// A choice that lets somebody see more, which nobody could approve there.
    #[error("this choice lets somebody see more, so a second user must approve it, and a server keeps no requests")]
    NeedsSecondUser,
}

impl ServerError {
    /// What cannot be used of an answer.
    pub(super) fn malformed(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Malformed { what: what.into(), why: why.into() }
    }

    /// Whether it is about the way to the server, or its health, and not about what was asked.
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::Client(error) => !matches!(error, ClientError::Setting(_) | ClientError::Token(_)),
            Self::Failed { status, .. } => *status >= 500,
            Self::AuditNotWritten(source) => source.is_unreachable(),
            _ => false,
        }
    }
}
