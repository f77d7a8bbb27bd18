//! `Patient` for each identity, `RelatedPerson`, and the `Person` that links identities.

use serde_json::{Value, json};

use super::code_system::{ETHNIC_CATEGORY, IDENTIFIER_TYPE, MARITAL_STATUS, NHS_NUMBER};
use super::context::{Context, profile};
use super::demographic::{address, contact_point, human_name};
use super::element::{Element, date_time};
use super::index::{Identity, Index};
use super::plain::{self, identifier_type};
use super::uuid::{urn, uuid};
use super::{coded, extension, organisation};
use crate::record::{
    CodeableConcept, Coding, Gender, Identifier, IdentifierKind, NhsNumberStatus, PartialDateTime, Patient, Precision,
    RelatedPerson,
};

/// The person as one source knows them. An identity that the export does not have, and only an entry
/// names, is a patient of whom nothing is said.
pub(super) fn patient(identity: &Identity<'_>, index: &Index<'_>) -> Element {
    let restricted = identity.source.is_some_and(|source| source.patient.restricted);
    let meta = Element::new().with("profile", vec![profile("Patient")]).add("security", restricted.then(restriction));
    let element = Element::new().with("resourceType", "Patient").with("id", identity.uuid.as_str()).with("meta", meta);
    let element = match identity.source {
        Some(source) => {
            let element = extensions(element, &source.patient);
            let element = identifiers(element, &source.patient, index).with("active", !source.merged);
            demographics(element, &source.patient)
        }
        None => element,
    };
    element.with("managingOrganization", index.organisation(identity.organisation))
}

/// The mark that PDS puts on a person whose whereabouts are hidden.
fn restriction() -> Value {
    coded::known("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R", "restricted")
}

fn extensions(element: Element, it: &Patient) -> Element {
    let ethnic = it.ethnic_category.as_ref().map(|coding| coded::national_coding(coding, &ETHNIC_CATEGORY));
    let ethnic = ethnic.map(|coding| json!({ "coding": [coded::coding(&coding)] }));
    let religion = it.religion.as_ref().filter(|religion| !religion.is_empty()).map(coded::concept);
    let religion_url = "http://hl7.org/fhir/StructureDefinition/patient-religion";
    element
        .extension(ethnic.map(|ethnic| extension::uk_core("EthnicCategory", "valueCodeableConcept", ethnic)))
        .extension(religion.map(|religion| extension::extension(religion_url, "valueCodeableConcept", religion)))
        .extension(it.identity_unknown.then(|| extension::own(extension::IDENTITY_UNKNOWN, "valueBoolean", true)))
}

/// One NHS number at most has the national system (UK Core): the one that counts, and only if it may
/// identify anybody. Any other is kept with words on what it is.
fn identifiers(element: Element, it: &Patient, index: &Index<'_>) -> Element {
    let national = it.nhs_number().filter(|number| number.may_identify());
    let chosen = it.identifiers.iter().filter(|known| known.nhs_number().is_some());
    let chosen = chosen.max_by_key(|known| (known.nhs_number() == national, known.is_verified()));
    let chosen = chosen.filter(|known| national.is_some() && known.nhs_number() == national);
    element.add("identifier", it.identifiers.iter().map(|known| identifier(known, chosen, index)))
}

fn identifier(it: &Identifier, chosen: Option<&Identifier>, index: &Index<'_>) -> Value {
    let kind = match it.kind {
        IdentifierKind::NhsNumber => return nhs_number(it, chosen == Some(it)),
        IdentifierKind::Local => identifier_type::MEDICAL_RECORD,
        IdentifierKind::Account => identifier_type::ACCOUNT,
    };
    plain::identifier(Some(&it.value), kind, index.organisation(&it.authority))
}

fn nhs_number(it: &Identifier, chosen: bool) -> Value {
    let status = it.status.map(|status| {
        let system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus";
        let (code, display) = verification(status);
        extension::uk_core(
            "NHSNumberVerificationStatus",
            "valueCodeableConcept",
            coded::known_concept(system, code, display),
        )
    });
    let element = Element::new().extension(status);
    let element = if chosen {
        element.with("system", NHS_NUMBER)
    } else {
        let words = match it.nhs_number() {
            Some(number) if number.is_placeholder() => "NHS number as sent: a placeholder",
            Some(number) if !number.check_digit_holds() => "NHS number as sent: check digit fails",
            Some(_) => "NHS number as sent: a further one",
            None => "NHS number as sent: not ten digits",
        };
        let kind = coded::known(IDENTIFIER_TYPE, "NH", "National Health Plan Identifier");
        element.with("type", json!({ "coding": [kind], "text": words }))
    };
    element.text("value", Some(&it.value)).build()
}

/// UK Core's word for a national status code.
const fn verification(status: NhsNumberStatus) -> (&'static str, &'static str) {
    use NhsNumberStatus as Status;
    match status {
        Status::NumberPresentAndVerified => ("number-present-and-verified", "Number present and verified"),
        Status::NumberPresentButNotTraced => ("number-present-but-not-traced", "Number present but not traced"),
        Status::TraceRequired => ("trace-required", "Trace required"),
        Status::TraceAttemptedNoMatchOrMultipleMatch => {
            ("trace-attempted", "Trace attempted - No match or multiple match found")
        }
        Status::TraceNeedsToBeResolved => {
            ("trace-needs-to-be-resolved", "Trace needs to be resolved - (NHS number or patient detail conflict)")
        }
        Status::TraceInProgress => ("trace-in-progress", "Trace in progress"),
        Status::NumberNotPresentAndTraceNotRequired => {
            ("number-not-present-and-trace-not-required", "Number not present and trace not required")
        }
        Status::TracePostponed => ("trace-postponed", "Trace postponed (baby under six weeks old)"),
    }
}

fn demographics(element: Element, it: &Patient) -> Element {
    let gender = it.gender.map(|gender| match gender {
        Gender::Male => "male",
        Gender::Female => "female",
        Gender::Other => "other",
        Gender::Unknown => "unknown",
    });
    let practice = it.general_practice.as_ref().map(practice);
    let practitioner = it.general_practitioner.as_deref().and_then(super::element::clean);
    let practitioner = practitioner.map(|name| json!({ "type": "Practitioner", "display": name }));
    let marital = it.marital_status.as_ref().map(|status| coded::national(status, &MARITAL_STATUS));
    let element = element
        .add("name", it.names.iter().map(human_name))
        .add("telecom", it.telecoms.iter().map(contact_point))
        .text("gender", gender);
    deceased(birth_date(element, it.birth_date), it)
        .add("address", it.addresses.iter().map(address))
        .with("maritalStatus", marital)
        .with("multipleBirthBoolean", it.multiple_birth)
        .add("communication", it.language.as_ref().filter(|language| !language.is_empty()).map(communication))
        .add("generalPractitioner", practice)
        .add("generalPractitioner", practitioner)
}

fn practice(it: &Coding) -> Value {
    organisation::logical(it.code.as_deref(), it.display.as_deref())
}

/// A date; a time of birth goes into HL7's extension.
fn birth_date(element: Element, at: Option<PartialDateTime>) -> Element {
    match at {
        Some(at) if at.precision() == Precision::Time => {
            let element = element.date_time("birthDate", Some(PartialDateTime::day(at.date())));
            let url = "http://hl7.org/fhir/StructureDefinition/patient-birthTime";
            match date_time(at) {
                Some(text) => element.extension_on("birthDate", extension::extension(url, "valueDateTime", text)),
                None => element,
            }
        }
        at => element.date_time("birthDate", at),
    }
}

/// A time of death says that the person died, unless the source says outright that it is not so.
fn deceased(element: Element, it: &Patient) -> Element {
    match (it.deceased, it.deceased_at) {
        (Some(false), Some(at)) => element
            .with("deceasedBoolean", false)
            .extension_on("deceasedBoolean", extension::own(extension::AS_SENT, "valueString", at.to_string())),
        (_, Some(at)) => element.date_time("deceasedDateTime", Some(at)),
        (deceased, None) => element.with("deceasedBoolean", deceased),
    }
}

/// The preferred language: R4 wants BCP 47, which a bare ISO 639 code is once in lower case.
fn communication(it: &CodeableConcept) -> Value {
    let bcp_47 = |coding: &Coding| {
        let code = coding.code.as_deref()?;
        let alone =
            coding.system.is_none() && matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_alphabetic());
        let system = Some("urn:ietf:bcp:47".to_owned());
        alone.then(|| Coding { system, code: Some(code.to_ascii_lowercase()), display: coding.display.clone() })
    };
    let coding = it.coding.iter().map(|coding| bcp_47(coding).unwrap_or_else(|| coding.clone())).collect();
    json!({ "language": coded::concept(&CodeableConcept { coding, text: it.text.clone() }), "preferred": true })
}

/// Next of kin or a contact.
pub(super) fn related_person(it: &RelatedPerson, context: &Context<'_>) -> Element {
    context
        .resource("RelatedPerson")
        .with("active", !context.is_withdrawn())
        .with("patient", context.patient())
        .add("relationship", [coded::concept(&it.relationship)])
        .add("name", it.name.as_ref().map(human_name))
        .add("telecom", it.telecoms.iter().map(contact_point))
        .add("address", it.address.as_ref().map(address))
}

/// The UUID of the person.
pub(super) fn person_uuid(index: &Index<'_>) -> String {
    uuid(&[&index.export.namespace, "person", &index.export.person])
}

/// The person: links to each identity. Neither R4 nor UK Core gives it a UK profile.
pub(super) fn person(index: &Index<'_>) -> Element {
    let links = index.identities.iter().map(|identity| json!({ "target": { "reference": urn(&identity.uuid) } }));
    Element::new().with("resourceType", "Person").with("id", person_uuid(index)).add("link", links)
}
