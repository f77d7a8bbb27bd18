//! An embedded store served over FHIR R4.
//!
//! Owns the surface: which request reads or changes what, and how the answer is written. The gate
//! of the store decides; nothing here opens a record without it. [`Service`] answers what
//! [`transport`](crate::transport) hands it, on one thread that owns the store.
//!
//! # Who, why
//! `Authorization: Bearer` names the user, `X-Purpose-Of-Use` (HL7 v3 `ActReason`) the purpose; it is
//! never assumed. `X-Reason`, `X-Permission`, `X-Emergency`, `X-Claim`, `X-Unseal`, `X-Incident`,
//! `X-Evidence`, `X-Answered-By` and `X-Own-Items` say what a command line says with the options of
//! those names. `X-Request-Id` goes into every event of the request.
//!
//! # What is not told
//! A person of whom the user may not know answers as an unknown one does, to the byte.

mod answer;
mod audit_search;
mod caller;
mod capability;
mod consents;
mod desk;
mod engine;
mod failures;
mod json;
mod organization;
mod pages;
mod parameters;
mod patient;
mod problem;
mod question;
mod reading;
mod rendered;
mod route;
mod search_set;
mod text;
mod transaction;
mod whoami;
mod writing;

pub use engine::Service;
