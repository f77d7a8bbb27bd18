//! Asking a server over HTTP, one question at a time.
//!
//! Owns the connection, its certificates, its time-outs, the bound on what is read, the retries and
//! the authorisation. [`HttpClient::send`] is synchronous: the async runtime is inside. No error and
//! no `Debug` repeats an address beyond its host, since a question may name a patient.

mod authorisation;
mod error;
mod http_client;
mod limits;
mod message;
mod retry;
mod secret;

pub use authorisation::{Authorisation, SignedJwt};
pub use error::{CertificateFault, ClientError};
pub use http_client::HttpClient;
pub use limits::{Limits, TlsFiles};
pub use message::{HttpRequest, HttpResponse, Verb};
pub use retry::{SystemTimer, Timer};
pub use secret::Secret;
