//! The elements of `Consent`: which R4 has, which PCF forbids, and which belong to another version.

/// What a name is to this reader.
pub(super) enum Standing {
    /// It is read.
    Read,
    /// It says nothing that counts, and is left alone.
    Beside,
    /// It makes the consent unreadable.
    Refused(&'static str),
}

const STU3: &str = "belongs to FHIR STU3: expected R4";
const R5: &str = "belongs to FHIR R5: expected R4";
const NOT_IN_PCF: &str = "PCF does not use it";
const UNKNOWN: &str = "is no element of this resource in R4";
const MODIFIER: &str = "it may change what the resource means, and is not known here";

/// An element of `Consent` itself.
pub(super) fn of_consent(name: &str) -> Standing {
    match name {
        "status" | "scope" | "category" | "patient" | "dateTime" | "performer" | "organization"
        | "sourceAttachment" | "sourceReference" | "policy" | "provision" => Standing::Read,
        "resourceType" | "id" | "meta" | "language" | "text" | "contained" | "identifier" => Standing::Beside,
        "policyRule" | "verification" => Standing::Refused(NOT_IN_PCF),
        "implicitRules" | "modifierExtension" => Standing::Refused(MODIFIER),
        "consentingParty" | "actor" | "action" | "period" | "purpose" | "securityLabel" | "dataPeriod" | "data"
        | "except" | "source" | "sourceIdentifier" => Standing::Refused(STU3),
        "subject" | "date" | "grantor" | "grantee" | "manager" | "controller" | "regulatoryBasis" | "policyBasis"
        | "policyText" | "decision" => Standing::Refused(R5),
        _ => Standing::Refused(UNKNOWN),
    }
}

/// An element of `Consent.provision`, or of an exception where `nested`.
pub(super) fn of_provision(name: &str, nested: bool) -> Standing {
    match name {
        "provision" if nested => Standing::Refused("PCF allows no exception to an exception"),
        "type" | "period" | "actor" | "purpose" | "securityLabel" | "dataPeriod" | "data" | "provision" => {
            Standing::Read
        }
        "id" => Standing::Beside,
        "action" | "class" | "code" => Standing::Refused(NOT_IN_PCF),
        "modifierExtension" => Standing::Refused(MODIFIER),
        "documentType" | "resourceType" | "expression" => Standing::Refused(R5),
        _ => Standing::Refused(UNKNOWN),
    }
}

/// An element of a part, of which these are read.
pub(super) fn of_part(name: &str, read: &[&str]) -> Standing {
    match name {
        _ if read.contains(&name) => Standing::Read,
        "id" | "display" | "text" | "type" | "assigner" | "use" | "userSelected" | "version" => Standing::Beside,
        "modifierExtension" => Standing::Refused(MODIFIER),
        _ => Standing::Refused(UNKNOWN),
    }
}
