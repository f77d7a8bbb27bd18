//! An HTTP/1.1 server for a few hundred connections: whole requests in, whole answers out.
//!
//! [`Server`] reads a request within the bounds of [`Limits`], hands it to a [`Handler`] as a plain
//! value and writes the answer. It speaks HTTP/1.1 alone, behind TLS too: one request at a time on
//! a connection keeps what a hostile client can start bounded by the number of connections.

mod connection;
mod handler;
mod limits;
mod message;
mod paced;
mod server;

pub use handler::{Handler, Reply, Trouble};
pub use limits::Limits;
pub use message::{HeaderFault, Request, Response};
pub use server::{ServeError, Server, Stopper};
