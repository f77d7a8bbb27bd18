//! FHIR in: GP Connect Structured and Care Connect (STU3), UK Core (R4).
//!
//! [`interpret`] reads a bundle, a single resource or resources one a line, in JSON or XML, into a
//! [`Statement`](crate::record::Statement); [`header`] says who sent what cannot be read;
//! [`masked_lines`] shows a raw message, whole or with parts hidden; [`attachment`] opens what it
//! carries. [`statements`] reads what `fhir::r4` writes, which may hold several identities of one
//! person. Nothing is validated here: profiles are hints, and what is odd is noted and read.
//!
//! # GP Connect Structured
//! A list states the whole of what it lists. The key of an entry is `gpc:LIST:TYPE/ID`, and
//! `gpc:LIST/SECONDARY:TYPE/ID` for what only a secondary list brings along; each list that is whole
//! replaces what it stated before, and a list that is not there says nothing. The answers have no
//! time of their own, so that order is arrival. An empty list is a notice that there is nothing to
//! send. What a system cannot send at all is a notice for each section (`suppliers.toml`).
//!
//! # References
//! Everything is looked at twice: first what is tied to what, then what it says. A reference that
//! leads nowhere, to several resources, or in a circle is a defect and never a loop.

mod attachment;
mod clinical;
mod coded;
pub(in crate::interchange) mod document;
mod element;
pub(crate) mod json;
mod lines;
mod list;
mod mask;
mod notice;
mod own;
mod patient;
mod place;
mod reading;
mod refusal;
mod rejection;
mod scan;
mod statement;
mod subject;
mod supplier;
mod view;
mod xml;

pub use attachment::attachment;
pub(in crate::interchange) use coded::{coded_elements_of_json, coded_elements_of_xml, is_xml};
pub use lines::masked_lines;
pub use refusal::refuses_for_consent;
pub use rejection::{Rejection, RejectionReason};
pub use statement::{header, interpret, recognises, statements};
