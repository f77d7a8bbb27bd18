//! Any FHIR R4 server as a store, and FHIR R4 as a form of what a store keeps.
//!
//! Owns the mapping of `Consent` ([`consent`]) and [`FhirStore`]. What a server holds of a person is
//! fetched, put into an embedded store in memory, and opened by that store's own gate: the same decision
//! table over the same facts. The gate's audit event is on the server before anything is read beyond what
//! the decision needs, and before anything is handed out.
//!
//! # What a server is not trusted with
//! It may ignore a search parameter and answer with everybody: each resource is checked against what was
//! asked, and a mismatch refuses the whole answer. Its links are followed only on the server itself. A
//! consent that restricts and cannot be understood lets nothing be shown.
//!
//! # What a server cannot do
//! It keeps no history that could be asked as of a time, no raw messages, no work lists, no requests that
//! wait for a second user. Each is refused by name.

mod address;
mod administer;
mod asking;
mod audit_read;
mod capabilities;
mod change;
mod chosen;
pub mod consent;
mod error;
mod fhir_store;
mod mirror;
mod notice;
mod outbox;
mod own;
mod people;
mod relay;
mod server;
mod sought;
mod store;
mod user;

pub use address::{AddressError, Base};
pub use audit_read::OpenedAudit;
pub use error::ServerError;
pub use fhir_store::{Connection, FhirStore, Intake};
pub use notice::Notice;
pub use outbox::{Outbox, OutboxEntry};
pub use relay::RemoteAudit;
pub use user::PractitionerIdentifier;
