//! The validator of the Interoperability Toolkit (ITK 2.x): SOAP, WS-Addressing and the security
//! header, the distribution envelope, what its payloads hold when base64 and gzip are taken off,
//! acknowledgements, faults, and the Spine Mini Services. CDA documents are handed to `cda`.
//!
//! [`validate`] takes bytes and answers with a report; [`recognises`] tells whether a file is such a
//! message. What the published schemas cover is checked by grammars (`grammar/*.txt`), everything else
//! by rules in the files named after what they check. Reading a message into the record is for
//! `interchange::itk`; decrypting, and verifying signatures, is done nowhere here.

mod acknowledgement;
mod address;
mod addressing;
mod content;
mod envelope;
mod fault;
mod grammars;
mod handling;
mod manifest;
mod message;
pub(in crate::validation) mod mini_services;
mod payload;
mod recognise;
pub(in crate::validation) mod rule;
mod schema;
mod security;
mod soap;
mod unique;
pub(in crate::validation) mod xml;

pub use message::{MOST_BYTES, validate};
pub use recognise::recognises;
pub use schema::{SchemaVerdict, by_schema};
