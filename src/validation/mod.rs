//! Validators: a resource or a message in, findings out.
//!
//! FHIR R4 and STU3, and HL7 v2. [`instance`] reads JSON and XML into a tree with places,
//! [`definitions`] holds what the standard and loaded packages say of every type, [`fhirpath`]
//! evaluates expressions over the tree, and [`fhir`] puts a resource to the definitions;
//! [`hl7v2`] puts messages to the standard and to profiles. The answer has three values: valid, invalid, and not checkable with the reason; what could not be
//! FHIR R4 and STU3: [`instance`] reads JSON and XML into a tree with places,
//! [`definitions`] holds what the standard and loaded packages say of every type, [`fhirpath`]
//! evaluates expressions over the tree, and [`fhir`] puts a resource to the definitions. ITK and CDA:
//! [`itk`], whose structures are grammars of their own. The
//! answer has three values: valid, invalid, and not checkable with the reason; what could not be
//! checked is never passed in silence. Nothing here opens a store or prints.

mod cda;
pub mod definitions;
pub mod fhir;
pub mod fhirpath;
mod from_xml;
mod grammar;
pub mod hl7v2;
pub mod instance;
pub mod itk;
pub mod package;
mod places;
mod sheet;
pub mod typed;
pub mod xhtml;
use from_xml::resource_from_xml;
