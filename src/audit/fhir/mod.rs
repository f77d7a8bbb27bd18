//! Events as FHIR R4 `AuditEvent` after IHE BALP, written and read.

mod read;
#[cfg(test)]
pub(super) mod test;
mod write;

pub use read::{AuditEventError, read_audit_events};
pub use write::{Subject, audit_events};

/// The identifier system of NHS numbers.
const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// The identifier system of organisations.
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// The code system of job roles.
const JOB_ROLE: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName";
/// Purposes of use.
const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
/// Kinds of entities.
const ENTITY_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
/// Roles of entities.
const OBJECT_ROLE: &str = "http://terminology.hl7.org/CodeSystem/object-role";
/// Interactions of REST.
const INTERACTION: &str = "http://hl7.org/fhir/restful-interaction";
/// The recipient of information.
const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
/// Profiles of BALP.
const PROFILE: &str = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
