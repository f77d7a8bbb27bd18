//! What a mask hides of each element. What is not known is hidden: nobody can say what it carries.

use crate::interchange::hl7v2::Mask;

/// Elements that say neither where a person is nor what ails them.
const STRUCTURE: [&str; 47] = [
    "active",
    "assertedDate",
    "authored",
    "authoredOn",
    "basedOn",
    "contained",
    "context",
    "created",
    "date",
    "dateAsserted",
    "effectiveDateTime",
    "effectiveInstant",
    "effectivePeriod",
    "encounter",
    "entry",
    "fullUrl",
    "groupIdentifier",
    "hasMember",
    "id",
    "indexed",
    "intent",
    "issued",
    "lastUpdated",
    "link",
    "meta",
    "mode",
    "occurrenceDateTime",
    "orderedBy",
    "parent",
    "partOf",
    "patient",
    "period",
    "priorPrescription",
    "primarySource",
    "recorded",
    "recordedDate",
    "related",
    "result",
    "specimen",
    "status",
    "subject",
    "target",
    "timestamp",
    "total",
    "type",
    "verificationStatus",
    "versionId",
];

/// Resources that are about where the person is, whom they live with and who looks after them.
const PLACES: [&str; 7] =
    ["HealthcareService", "Location", "Organization", "Person", "Practitioner", "PractitionerRole", "RelatedPerson"];

/// Elements of a patient that whereabouts do not touch.
const PERSON: [&str; 14] = [
    "birthDate",
    "_birthDate",
    "deceasedBoolean",
    "deceasedDateTime",
    "gender",
    "identifier",
    "name",
    "active",
    "id",
    "meta",
    "link",
    "multipleBirthBoolean",
    "multipleBirthInteger",
    "maritalStatus",
];

/// Elements of other resources that name organisations and people, by which whereabouts can be told.
/// The numbers of an entry often begin with the code of the practice.
const WHEREABOUTS: [&str; 22] = [
    "actor",
    "agent",
    "asserter",
    "author",
    "custodian",
    "dispenseRequest",
    "entity",
    "identifier",
    "informationSource",
    "location",
    "managingOrganization",
    "manufacturer",
    "masterIdentifier",
    "participant",
    "performer",
    "practitioner",
    "recipient",
    "recorder",
    "requester",
    "serviceProvider",
    "source",
    "receiver",
];

/// Whether a mask hides an element of a resource.
pub(super) fn is_hidden(kind: &str, element: &str, mask: Mask) -> bool {
    if !(mask.whereabouts || mask.clinical) || matches!(element, "id" | "meta" | "contained") {
        return false;
    }
    if PLACES.contains(&kind) {
        return mask.whereabouts
            || !(STRUCTURE.contains(&element) || matches!(element, "name" | "identifier" | "address" | "telecom"));
    }
    if kind == "Patient" {
        return mask.whereabouts && !PERSON.contains(&element);
    }
    if kind == "Bundle" {
        return !(STRUCTURE.contains(&element) || element == "identifier" && !mask.whereabouts);
    }
    if WHEREABOUTS.contains(&element) {
        return mask.whereabouts || matches!(element, "dispenseRequest" | "participant" | "entity");
    }
    if STRUCTURE.contains(&element) {
        // A type is what a document or a contact is about.
        return mask.clinical && matches!(element, "type" | "context") && kind == "DocumentReference"
            || mask.clinical && element == "type" && kind != "Bundle";
    }
    // Codes, values, words, extensions, narrative, and whatever is not known.
    mask.clinical || matches!(element, "extension" | "text" | "content" | "note") || !is_clinical(element)
}

/// Elements that carry what is said of a person's health and nothing of where they are.
fn is_clinical(element: &str) -> bool {
    const CLINICAL: [&str; 34] = [
        "abatementDateTime",
        "bodySite",
        "category",
        "clinicalStatus",
        "code",
        "codedDiagnosis",
        "comment",
        "component",
        "conclusion",
        "criticality",
        "dataAbsentReason",
        "dosage",
        "dosageInstruction",
        "doseQuantity",
        "emptyReason",
        "interpretation",
        "lotNumber",
        "medicationCodeableConcept",
        "medicationReference",
        "method",
        "onsetDateTime",
        "priority",
        "reaction",
        "reasonCode",
        "referenceRange",
        "severity",
        "site",
        "taken",
        "title",
        "vaccineCode",
        "valueCodeableConcept",
        "valueQuantity",
        "valueString",
        "length",
    ];
    CLINICAL.contains(&element)
}
