//! Extensions: those of HL7 and of UK Core that are used here, and this project's own.

use serde_json::{Value, json};

/// HL7: why a value is not there.
pub(super) const DATA_ABSENT_REASON: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
/// HL7: how many decimal places a number was given with.
pub(super) const QUANTITY_PRECISION: &str = "http://hl7.org/fhir/StructureDefinition/quantity-precision";

/// The value as its source sent it, where the element beside it cannot hold it.
pub(super) const AS_SENT: &str = "as-sent";
/// The name under which the source sent a code system, where that is not its URI.
pub(super) const CODE_SYSTEM_NAME: &str = "code-system-name";
/// The source sent no code system: the one beside it is that of the national table.
pub(super) const SYSTEM_ADDED: &str = "system-added";
/// The place in the source message.
pub(super) const SOURCE_LOCATION: &str = "source-location";
/// SHA-256 of an attachment, in hexadecimal.
pub(super) const SHA_256: &str = "sha-256";
/// Where in the record and in the source an entry stands; on `Provenance`, its parts nested.
pub(super) const SOURCE: &str = "source";
/// The source does not know who this is (HL7 v2 PID-31).
pub(super) const IDENTITY_UNKNOWN: &str = "identity-unknown";
/// A tie to another entry, by role and key.
pub(super) const LINK: &str = "link";
/// What was said with a flag.
pub(super) const NOTE: &str = "note";
/// What stands under one heading of a consultation.
pub(super) const CONSULTATION_PART: &str = "consultation-part";
/// Acute, repeat or repeat dispensing, as the source has it.
pub(super) const PRESCRIPTION_TYPE: &str = "prescription-type";
/// How often an authorisation was issued, and when it is reviewed.
pub(super) const ISSUES: &str = "issues";
/// How bad an allergy is, as the source graded it.
pub(super) const ALLERGY_SEVERITY: &str = "allergy-severity";
/// A group of observations that holds none.
pub(super) const GROUP: &str = "group";
/// What kind of allergy, as the source has it.
pub(super) const ALLERGY_CATEGORY: &str = "allergy-category";

/// The URL of one of this project's own extensions. It is a name and not an address: nothing is
/// published under a host that this project does not have.
///
/// | name | on | value |
/// |---|---|---|
/// | `as-sent` | any element | the value as the source sent it |
/// | `code-system-name` | `Coding` | the source's name for a code system, where that is not its URI |
/// | `system-added` | `Coding` | whether the source sent no code system, and the one here is that of the national table |
/// | `source-location` | `Annotation`, `Attachment` | the place in the source message |
/// | `sha-256` | `Attachment` | SHA-256 of the content, hexadecimal |
/// | `source` | `Provenance` | `feed`, `message`, `trigger`, `location`, `system`, `section`, `key`, `time`, `heading`, `code`, `code-system`, `text`, `report`, `position`, `state` |
/// | `link` | `Condition` | another entry: `role`, `key`, `target` |
/// | `note` | `Flag` | what was said with it |
/// | `consultation-part` | `Encounter` | `topic`, `category`, `member` (keys), `note` |
/// | `prescription-type` | `MedicationRequest` | acute, repeat or repeat dispensing |
/// | `issues` | `MedicationRequest` | `allowed`, `made`, `review`, `stopped` |
/// | `group` | `Observation` | whether it is a group, where it has no members to show it |
/// | `identity-unknown` | `Patient` | the source does not know who this is |
/// | `allergy-severity`, `allergy-category` | `AllergyIntolerance` | the source's own grade and kind |
pub fn extension_url(name: &str) -> String {
    format!("urn:x-dcr:fhir:{name}")
}

/// An extension by its URL, `value_name` such as `valueString`.
pub(super) fn extension(url: &str, value_name: &str, value: impl Into<Value>) -> Value {
    json!({ "url": url, value_name: value.into() })
}

/// One of this project's own extensions.
pub(super) fn own(name: &str, value_name: &str, value: impl Into<Value>) -> Value {
    extension(&extension_url(name), value_name, value)
}

/// The extension of an extension from a UK Core structure definition.
pub(super) fn uk_core(name: &str, value_name: &str, value: impl Into<Value>) -> Value {
    extension(&uk_core_url(name), value_name, value)
}

/// The URL of a UK Core extension, such as `EthnicCategory`.
pub(super) fn uk_core_url(name: &str) -> String {
    format!("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-{name}")
}

/// Says that a value which FHIR requires is not known.
pub(super) fn not_known() -> Value {
    extension(DATA_ABSENT_REASON, "valueCode", "unknown")
}
