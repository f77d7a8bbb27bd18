//! A record as one FHIR R4 bundle of UK Core resources.
//!
//! [`bundle`] turns an [`Export`], which a view has already filtered and masked, into a `Bundle` of
//! type `collection`. Nothing is read back here, and nothing is decided about who may see what.
//!
//! # Where things go
//! - Each source identity is a `Patient`; a `Person` links them. Sources are never blended.
//! - Each sender is an `Organization`; an ODS code has its national identifier system.
//! - A report is a `DiagnosticReport` whose `result` lists its lines in the order of the report.
//! - Every clinical resource has a `Provenance`: author and sending system, the message, when the
//!   source stated it, when the store knew it, and the source's own heading, code, system and text.
//! - What a reader must know of the whole (how it was filtered, what could not be told apart)
//!   stands in one `OperationOutcome`, since an R4 bundle has no issues of its own.
//!
//! # What R4 cannot hold
//! Nothing is dropped in silence. Where R4 has no place, or a narrower one, the value goes into an
//! extension of [`extension_url`] beside the element it belongs to. Three things are not repeated
//! because they are in the raw message that the provenance names: the segment of each line of a
//! document's text, the name under which a source sent a code system that is known by a URI, and
//! the content of attachments (R4 wants SHA-1 there; the SHA-256 is in an extension).
//!
//! # Codes
//! A code system gets a URI only where its name is unmistakable and the code has the right form;
//! otherwise the coding keeps its code and the name as sent, and has no `system`. No URI is made
//! up for a local system, and local numbers are told apart by their assigner, not by a system.

mod allergy_intolerance;
mod attachment;
mod bundle;
mod code_system;
mod coded;
mod condition;
mod context;
mod decimal;
mod demographic;
mod diagnostic_report;
mod document_reference;
mod element;
mod encounter;
mod export;
mod extension;
mod immunization;
mod index;
mod medication;
mod observation;
mod organisation;
mod patient;
mod plain;
mod provenance;
mod service_request;
pub(in crate::interchange) mod uuid;

pub use bundle::{bundle, entry_uuid, identity_uuid};
pub use export::{Export, ExportedEntry, SourceIdentity};
pub use extension::extension_url;
