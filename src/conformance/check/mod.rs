//! Checks: a question to what came, and the answer that is right.
//!
//! A [`Subject`] gives values: of a place in an HL7 v2 message, a path in JSON or XML, an expression of
//! FHIRPath, a header, the frame, the time it took. A [`Test`] says which values are right. The answer
//! has three values: passed, failed, and not checkable with the reason, which is never a pass. One
//! layer is one file; what a standard as a whole says is asked of `validation` by [`Tools`].

mod certificate;
mod fhir;
mod grade;
mod hl7_path;
#[cfg(test)]
mod hl7_path_test;
mod json_path;
mod normal;
mod question;
mod received;
mod subject;
mod test;
mod tools;
mod xpath;

pub use certificate::CertificatePart;
pub use grade::Grade;
pub use hl7_path::Hl7Path;
pub use json_path::JsonPath;
pub use normal::Normal;
pub use question::{Check, Outcome};
pub use received::Received;
pub use subject::{Found, Subject};
pub use test::{Amount, Test};
pub use tools::{Standard, Tools};
pub use xpath::XPath;
