//! What can go wrong with a connection.

use std::io;
use std::time::Duration;

/// A connection that cannot be made or used. Names the peer and never what was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MllpError {
    /// The address is not one.
    #[error("`{address}` is not the address of a host and port")]
    Address {
        /// What was given.
        address: String,
    },
    /// No connection could be made.
    #[error("no connection to {address}")]
    Connect {
        /// Whereto.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The address cannot be listened at.
    #[error("cannot listen at {address}")]
    Listen {
        /// Where.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The handshake of TLS failed.
    #[error("the TLS handshake with {address} failed")]
    Handshake {
        /// With whom.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// A certificate or a key cannot be used.
    #[error("{what} cannot be used: {why}")]
    Certificate {
        /// Which.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// It took longer than the limit.
    #[error("{doing} took longer than {limit:?}")]
    TimeOut {
        /// What took so long.
        doing: &'static str,
        /// The limit.
        limit: Duration,
    },
    /// The connection broke.
    #[error("the connection broke")]
    Broken {
        /// Why.
        source: io::Error,
    },
}
