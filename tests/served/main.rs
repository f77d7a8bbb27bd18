//! A store that is served, from outside: over its socket, byte by byte where bytes matter.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod audited;
mod bounds;
mod capability;
mod client;
mod command;
mod hidden;
mod reading;
mod refusals;
mod server;
mod tls;
mod writing;
