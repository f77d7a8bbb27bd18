//! Looking for people.

use serde_json::{Value, json};

use super::parameters::{Parameters, count};
use super::problem::Problem;
use super::question::of_id;
use crate::interchange::fhir::r4::extension_url;
use crate::record::{Gender, NhsNumber, PartialDateTime};
use crate::store::view::PatientHit;
use crate::store::{PatientQuery, PatientRef};

/// The identifier system of NHS numbers.
pub(super) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// The identifier system of organisations.
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// How many people a page has.
const PAGE: usize = 50;

/// A search for people, and how many a page has.
pub(super) fn query(parameters: &mut Parameters) -> Result<(PatientQuery, usize), Problem> {
    let mut query = PatientQuery::default();
    if let Some(text) = parameters.take("identifier")? {
        let assigner = parameters.take("organization:identifier")?;
        match (assigner, is_local(&text)) {
            (None, true) => query.local = Some(text),
            (None, false) => query.number = Some(identifier(&text)?),
            (Some(assigner), true) => query.number = Some(assigned(&assigner, text)?),
            (Some(_), false) => {
                return Err(Problem::not_supported("`organization:identifier` goes with a local number alone"));
            }
        }
    }
    if let Some(id) = parameters.take("_id")? {
        if query.number.is_some() || query.local.is_some() {
            return Err(Problem::not_supported("`_id` and `identifier` are not searched for together"));
        }
        query.number = Some(of_id(&id));
    }
    query.family = parameters.take("family")?.map(|family| begins(&family)).transpose()?;
    query.given = parameters.take("given")?;
    query.birth_date = parameters.take("birthdate")?.map(|date| day(&date)).transpose()?;
    query.postcode = parameters.take("address-postalcode")?;
    let page = count(parameters.take("_count")?.as_deref(), PAGE, 2 * PAGE)?;
    let narrow = query.number.is_some()
        || query.local.is_some()
        || query.family.is_some()
        || query.birth_date.is_some()
        || query.postcode.is_some();
    if !narrow {
        let words = "a search for people needs `identifier`, `_id`, `family`, `birthdate` or `address-postalcode`";
        return Err(Problem::new(400, "required", words));
    }
    Ok((query, page))
}

/// The person of an id here: a number of the store.
pub(super) fn store_number(id: &str) -> Option<PatientRef> {
    let digits = id.strip_prefix('P').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok().map(|number| PatientRef::Patient(crate::store::PatientId(number)))
}

/// Whether an identifier names no system and is no NHS number: a local one, of whichever assigner.
fn is_local(text: &str) -> bool {
    !text.contains(['|', ',']) && text.parse::<NhsNumber>().is_err()
}

/// An NHS number, with its system or alone.
pub(super) fn identifier(text: &str) -> Result<PatientRef, Problem> {
    let value = match text.split_once('|') {
        Some((NHS_NUMBER, value)) => value,
        Some(_) => return Err(Problem::not_supported("identifiers of that system are not known here")),
        None => text,
    };
    if value.contains(',') {
        return Err(Problem::not_supported("an identifier is one value here"));
    }
    let wanted = || Problem::invalid("an NHS number has ten digits");
    value.parse().map(PatientRef::NhsNumber).map_err(|_| wanted())
}

/// A local number of the assigner with this ODS code.
fn assigned(assigner: &str, value: String) -> Result<PatientRef, Problem> {
    match assigner.split_once('|') {
        Some((ODS, code)) if !code.is_empty() => Ok(PatientRef::Local { authority: code.to_owned(), value }),
        _ => Err(Problem::not_supported("`organization:identifier` is an ODS code with its system")),
    }
}

/// A string is looked for by its beginning (FHIR R4 section 3.1.1.4.8).
fn begins(family: &str) -> Result<String, Problem> {
    if family.contains('*') {
        return Err(Problem::invalid("`family` holds the beginning of a name, and no `*`"));
    }
    Ok(format!("{}*", family.trim_end()))
}

fn day(date: &str) -> Result<PartialDateTime, Problem> {
    let wanted = || Problem::invalid("`birthdate` is a date such as 1941-05-09, 1941-05 or 1941, without a prefix");
    let plain = date.len() <= 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    date.parse().ok().filter(|_| plain).ok_or_else(wanted)
}

/// A person that a search found: what tells them from others, and no more.
pub(super) fn resource(hit: &PatientHit) -> Value {
    let mut patient = json!({
        "resourceType": "Patient",
        "id": hit.patient.to_string(),
        "meta": { "tag": [{
            "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"
        }] },
    });
    let mut extensions: Vec<Value> =
        hit.organisations.iter().map(|name| extension("held-by", "valueString", name.as_str())).collect();
    extensions.extend(hit.inpatient.then(|| extension("inpatient", "valueBoolean", true)));
    extensions.extend(hit.in_conflict.then(|| extension("in-conflict", "valueBoolean", true)));
    if !extensions.is_empty() {
        patient["extension"] = extensions.into();
    }
    if let Some(number) = hit.nhs_number {
        let status = if hit.verified { "number-present-and-verified" } else { "number-present-but-not-traced" };
        patient["identifier"] = json!([{
            "extension": [{
                "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
                "valueCodeableConcept": { "coding": [{
                    "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus", "code": status
                }] },
            }],
            "system": NHS_NUMBER,
            "value": number.plain(),
        }]);
    }
    patient["name"] = json!([{ "text": hit.name }]);
    if let Some(gender) = hit.gender {
        patient["gender"] = match gender {
            Gender::Male => "male",
            Gender::Female => "female",
            Gender::Other => "other",
            Gender::Unknown => "unknown",
        }
        .into();
    }
    if let Some(birth) = hit.birth_date {
        let date = birth.to_string();
        patient["birthDate"] = date.split('T').next().unwrap_or_default().into();
    }
    if let Some(postcode) = &hit.postcode {
        patient["address"] = json!([{ "postalCode": postcode }]);
    }
    patient
}

fn extension(name: &str, kind: &str, value: impl Into<Value>) -> Value {
    json!({ "url": extension_url(name), kind: value.into() })
}
