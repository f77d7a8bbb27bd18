//! A store that is served, from outside: over its socket, byte by byte where bytes matter.

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
