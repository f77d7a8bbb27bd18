//! The Interoperability Toolkit (ITK 2.x): SOAP, distribution envelope and HL7 CDA, by which
//! NHS 111, ambulance services and hospitals send reports and correspondence.
//!
//! [`interpret`] turns a message into a [`Statement`](crate::record::Statement), [`header`] tells
//! what can be told of one that cannot be read, [`same_body`] tells a repetition from another
//! message of the same number, [`lines`] and [`masked_lines`] show a raw message, whole or with
//! parts hidden, and [`attachment`] opens what is encapsulated in one. Acknowledgements, signatures
//! and sockets are not here.
//!
//! Standards: SOAP 1.1 and WS-Addressing as the toolkit profiles them; distribution envelope 2.0;
//! HL7 CDA release 2 with the NHS templates of NHS 111, ambulance and correspondence.

mod attachment;
mod cda;
mod coded;
mod envelope;
mod header;
mod limits;
mod lines;
mod mask;
mod message;
mod outline;
mod payload;
pub(crate) mod raw;
mod rejection;
mod same_body;
mod same_person;
mod scan;
mod statement;
mod xml;

pub use attachment::attachment;
pub(in crate::interchange) use coded::coded_elements;
pub use header::header;
pub use lines::{lines, masked_lines};
pub use rejection::{Rejection, RejectionReason};
pub use same_body::same_body;
pub use statement::interpret;
