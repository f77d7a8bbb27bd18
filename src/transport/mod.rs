//! Bytes to and from other machines: MLLP, HTTP and TLS, with bounds and time-outs.
//!
//! Owns connections, certificates, time limits and size limits. It knows nothing of what the bytes
//! mean. Async code lives here; what it calls, and what calls it, is synchronous.

pub mod client;
pub mod http;
pub mod http_step;
pub mod mllp;
mod tls;

pub use tls::{ServerTls, TlsError};
