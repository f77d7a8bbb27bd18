//! The record: who a person is, what was said of them, by whom and when.
//!
//! This room owns the nouns, named as FHIR R4 and UK Core name them: [`Patient`], [`NhsNumber`],
//! [`Organisation`], [`Section`], the clinical resources, [`Entry`], [`Provenance`] and
//! [`Statement`], which is what one message says in those nouns. Everything here is a plain value:
//! no store, no clock, no parsing of any wire format, and nothing is printed.
//!
//! Types that hold what identifies a person have a masked `Debug`.

mod address;
mod allergy_intolerance;
mod care_plan;
mod coding;
mod condition;
mod contact_point;
mod describe;
mod document_reference;
mod encounter;
mod entry;
mod entry_link;
mod field;
mod flag;
mod fold;
mod human_name;
mod identifier;
mod immunization;
mod masked;
mod medication;
mod nhs_number;
mod observation;
mod organisation;
mod partial_date_time;
mod patient;
mod procedure;
mod provenance;
mod related_person;
mod resource;
mod section;
mod service_request;
mod signal;
mod standing;
mod statement;
mod subsection;
mod timeline;

pub use address::Address;
pub use allergy_intolerance::{AllergyIntolerance, AllergyStatus};
pub use care_plan::CarePlan;
pub use coding::{CodeableConcept, Coding};
pub use condition::{Condition, ConditionStatus};
pub use contact_point::{ContactPoint, ContactSystem};
pub use describe::Details;
pub use document_reference::{Attachment, DocumentReference, DocumentStatus};
pub use encounter::{
    ConsultationPart, Encounter, EncounterClass, EncounterStatus, EncounterUpdate, LocationSpell, WardLocation,
};
pub use entry::{Entry, EntryState, SourceCoding};
pub use entry_link::EntryLink;
pub use field::Field;
pub use flag::{Flag, FlagKind};
pub use fold::{fold_name, fold_postcode, fold_text};
pub use human_name::{HumanName, NameUse};
pub use identifier::{Identifier, IdentifierKind};
pub use immunization::Immunization;
pub use masked::Masked;
pub use medication::{MedicationRequest, MedicationRequestIntent, MedicationStatement, MedicationStatus};
pub use nhs_number::{NhsNumber, NhsNumberError, NhsNumberStatus};
pub use observation::{Interpretation, Note, Observation, ObservationComponent, ObservationStatus, Value};
pub use organisation::{Organisation, OrganisationKind, Right, Site, directory};
pub use partial_date_time::{PartialDateTime, PartialDateTimeError, Precision, london};
pub use patient::{Gender, Patient, PatientUpdate};
pub use procedure::Procedure;
pub use provenance::{MessageId, Provenance, SourceLocation};
pub use related_person::RelatedPerson;
pub use resource::{Resource, ResourceKind};
pub use section::Section;
pub use service_request::{ServiceRequest, ServiceRequestStatus};
pub use signal::{ConsentSignal, SignalKind, Stance};
pub use standing::Standing;
pub use statement::{Defect, EncounterEvent, EntryAction, EntryStatement, MessageHeader, Statement, Trigger};
pub use subsection::Subsection;
pub use timeline::timeline_order;
