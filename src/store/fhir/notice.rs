//! What a reader must know of the way a record came from a server.

use std::fmt;

/// Something odd that stopped nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The server's links name another origin; they were followed on the server that was asked.
    Rebased(String),
    /// Types of resources that the server does not hold.
    NotHeld(String),
    /// Resources that this record has no place for, counted by type.
    NotRead(String),
    /// So many resources are marked as restricted and stay closed.
    Confidential(usize),
    /// A consent restricts and cannot be understood.
    Undecidable,
    /// The audit event waits in the outbox.
    Spooled,
    /// The server writes its own audit, and that was relied on.
    ServerAudits,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rebased(origin) => {
                write!(f, "the server calls itself {origin} in its links; they were followed on the server you named")
            }
            Self::NotHeld(kinds) => write!(f, "the server does not hold {kinds}: their absence means nothing"),
            Self::NotRead(kinds) => write!(f, "the server also holds {kinds}, which are not shown here"),
            Self::Confidential(1) => f.write_str("1 resource is marked as restricted on the server and is not shown"),
            Self::Confidential(count) => {
                write!(f, "{count} resources are marked as restricted on the server and are not shown")
            }
            Self::Undecidable => f.write_str(
                "a consent on the server restricts and cannot be understood: until somebody puts it right, nothing of the record opens",
            ),
            Self::Spooled => f.write_str("the audit event waits in the outbox; see `dcr audit outbox`"),
            Self::ServerAudits => f.write_str("the server takes no audit event; its own audit was relied on"),
        }
    }
}
