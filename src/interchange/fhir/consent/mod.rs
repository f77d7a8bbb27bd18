//! FHIR R4 `Consent` after the IHE profile Privacy Consent on FHIR (ITI.PCF, consentFoundation and
//! what derives from it), to and from a value.
//!
//! [`read`] reads a bundle, resources one a line, or a single resource. It reads the whole standard:
//! what PCF allows becomes a [`Consent`], what PCF forbids, what R4 does not know and what is missing
//! is a [`Problem`] with the element's name. What a consent comes to for this record is decided
//! elsewhere. [`Written`] is a consent with the `Provenance` of its making.

mod elements;
mod look;
mod patient;
mod problem;
mod provision;
mod read;
mod resource;
mod write;

pub use problem::{Note, Problem};
pub use read::{Found, read};
pub use resource::{Actor, Coding, Consent, ConsentStatus, DataScope, Performer, Period, Provision, policy, purpose};
pub use write::{Written, bundle};
