//! Finding people on a server, and fetching what it holds of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Value, json};

use super::address::token;
use super::server::Server;
use super::sought::{Sought, has_identifier, has_name, has_postcode, subject};
use super::{Notice, ServerError};
use crate::record::{NhsNumber, PartialDateTime, Precision};
use crate::store::PatientQuery;

/// The system of the NHS number.
pub(super) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// The most source patients that one question is about.
const MOST_PATIENTS: usize = 200;
/// What bears on who cares for a person.
pub(super) const CARE: [&str; 2] = ["Encounter", "ServiceRequest"];
/// What else makes entries of a record.
const CLINICAL: [&str; 12] = [
    "AllergyIntolerance",
    "CarePlan",
    "Condition",
    "DiagnosticReport",
    "DocumentReference",
    "Flag",
    "Immunization",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
    "RelatedPerson",
];
/// What is read through others.
const SUPPORTING: [&str; 12] = [
    "Binary",
    "Device",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Person",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "Specimen",
    "Substance",
];
/// Confidentiality.
const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

/// Whether resources of a type make entries of a record, each about one person.
pub(super) fn makes_entries(kind: &str) -> bool {
    CARE.contains(&kind) || CLINICAL.contains(&kind)
}

/// The id of a resource.
pub(super) fn id_of(resource: &Value) -> &str {
    resource["id"].as_str().unwrap_or_default()
}

/// The patients of an NHS number, or of a local one.
pub(super) fn by_number(
    server: &mut Server,
    system: Option<&'static str>,
    value: &str,
) -> Result<Vec<Value>, ServerError> {
    let wanted = value.to_owned();
    let sought = Sought::new("Patient")
        .by("identifier", token(system, value), move |patient, _| has_identifier(patient, system.as_slice(), &wanted));
    // A server of this project shows no local numbers among its hits.
    let trusted = server.is_own()?;
    server.search(&sought.trusting(trusted).in_pages_of(50).until(MOST_PATIENTS + 1))
}

/// The patients that may fit a query; which do exactly is found out afterwards.
pub(super) fn by_query(server: &mut Server, query: &PatientQuery, enough: usize) -> Result<Vec<Value>, ServerError> {
    let mut sought = Sought::new("Patient");
    if let Some(value) = query.local.clone() {
        sought = sought.by("identifier", token(None, &value), move |patient, _| has_identifier(patient, &[], &value));
    }
    if let Some(family) = &query.family {
        let wanted = family.trim_end().trim_end_matches('*').to_owned();
        sought = sought.by("family", token(None, &wanted), move |patient, _| has_name(patient, "family", &wanted));
    }
    if let Some(wanted) = query.given.clone() {
        sought = sought.by("given", token(None, &wanted), move |patient, _| has_name(patient, "given", &wanted));
    }
    if let Some(birth) = &query.birth_date {
        let wanted = day(birth);
        sought = sought.by("birthdate", wanted.clone(), move |patient, _| {
            // A date that is less precise than the one that is asked for may be the same.
            patient["birthDate"].as_str().is_some_and(|found| found.starts_with(&wanted) || wanted.starts_with(found))
        });
    }
    if let Some(wanted) = query.postcode.clone() {
        sought =
            sought.by("address-postalcode", token(None, &wanted), move |patient, _| has_postcode(patient, &wanted));
    }
    if sought.parameters.is_empty() {
        return Ok(Vec::new());
    }
    let trusted = server.is_own()?;
    server.search(&sought.trusting(trusted).in_pages_of(50).until(enough))
}

/// A date as FHIR writes it, as precise as it is known.
fn day(date: &PartialDateTime) -> String {
    let text = date.to_string();
    let length = match date.precision() {
        Precision::Year => 4,
        Precision::Month => 7,
        Precision::Day | Precision::Time => 10,
    };
    text.get(..length).unwrap_or(&text).to_owned()
}

/// The NHS numbers of a patient that may identify somebody.
pub(super) fn numbers(patient: &Value) -> impl Iterator<Item = NhsNumber> {
    let identifiers = patient["identifier"].as_array().into_iter().flatten();
    let national = identifiers.filter(|identifier| identifier["system"] == NHS_NUMBER);
    let read = national.filter_map(|identifier| identifier["value"].as_str()?.parse::<NhsNumber>().ok());
    read.filter(|number| number.may_identify())
}

/// Everybody who has an NHS number of one of these, so that no source of a person is left out. One
/// question for each: of several values in one, a server may heed only some.
pub(super) fn with_their_others(server: &mut Server, found: Vec<Value>) -> Result<Vec<Value>, ServerError> {
    let all: BTreeSet<String> = found.iter().flat_map(numbers).map(NhsNumber::plain).collect();
    let mut people = found;
    for number in all {
        people.extend(by_number(server, Some(NHS_NUMBER), &number)?);
    }
    let mut seen = HashSet::new();
    people.retain(|patient| seen.insert(id_of(patient).to_owned()));
    if people.len() > MOST_PATIENTS {
        return Err(ServerError::malformed("a search for Patient", "more than 200 patients are one person"));
    }
    Ok(people)
}

/// What the server holds of a type about these patients, one question for each.
pub(super) fn of_type(server: &mut Server, kind: &'static str, patients: &[String]) -> Result<Vec<Value>, ServerError> {
    let mut found = Vec::new();
    for patient in patients {
        found.extend(server.search(&Sought::of_patient(kind, patient).in_pages_of(100))?);
    }
    Ok(found)
}

/// What bears on who cares for these patients. What the server does not hold, it cannot say.
pub(super) fn care(server: &mut Server, patients: &[String]) -> Result<Vec<Value>, ServerError> {
    let mut found = Vec::new();
    for kind in CARE {
        if server.capabilities()?.searches(kind) {
            found.extend(of_type(server, kind, patients)?);
        }
    }
    Ok(found)
}

/// Everything else, and what is odd about it.
pub(super) fn rest(server: &mut Server, patients: &[String]) -> Result<(Vec<Value>, Vec<Notice>), ServerError> {
    let mut found = Vec::new();
    let mut notices = Vec::new();
    if server.capabilities()?.operates("Patient", "everything") {
        for patient in patients {
            let address = server.base.at(&format!("Patient/{patient}/$everything"));
            let all = server.pages(&Sought::everything(), address)?;
            same_person(server, patients, &all)?;
            found.extend(all);
        }
    } else {
        let mut missing = Vec::new();
        for kind in CARE.into_iter().chain(CLINICAL) {
            if server.capabilities()?.searches(kind) {
                found.extend(of_type(server, kind, patients)?);
            } else {
                missing.push(kind);
            }
        }
        if !missing.is_empty() {
            notices.push(Notice::NotHeld(missing.join(", ")));
        }
    }
    let mut seen = HashSet::new();
    found.retain(|resource| seen.insert((resource["resourceType"].to_string(), id_of(resource).to_owned())));
    let before = found.len();
    found.retain(|resource| resource["resourceType"] == "Patient" || !is_confidential(resource));
    if found.len() < before {
        notices.push(Notice::Confidential(before - found.len()));
    }
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    found.retain(|resource| {
        let kind = resource["resourceType"].as_str().unwrap_or("?");
        let read = makes_entries(kind) || SUPPORTING.contains(&kind) || kind == "Patient";
        if !read && !matches!(kind, "Consent" | "AuditEvent") {
            *others.entry(kind.to_owned()).or_default() += 1;
        }
        read
    });
    if !others.is_empty() {
        let words: Vec<String> = others.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        notices.push(Notice::NotRead(words.join(", ")));
    }
    Ok((found, notices))
}

/// Refuses an answer with somebody else in it: each patient is one that was asked for, or the same person
/// by NHS number or by a link; and whatever makes an entry is about one of them.
fn same_person(server: &Server, asked: &[String], all: &[Value]) -> Result<(), ServerError> {
    let ignored = || ServerError::Ignored { kind: "Patient".to_owned(), parameter: "$everything".to_owned() };
    let patients: Vec<&Value> = all.iter().filter(|it| it["resourceType"] == "Patient").collect();
    let is_asked = |id: &str| asked.iter().any(|patient| patient == id);
    let known: HashSet<NhsNumber> =
        patients.iter().filter(|patient| is_asked(id_of(patient))).flat_map(|patient| numbers(patient)).collect();
    let is_linked = |patient: &Value| {
        let links = patient["link"].as_array().into_iter().flatten();
        let mut others = links.filter_map(|link| server.base.local(link["other"]["reference"].as_str()?));
        others.any(|(kind, id)| kind == "Patient" && is_asked(id))
    };
    let mut same = HashSet::new();
    for patient in &patients {
        if !is_asked(id_of(patient)) && !numbers(patient).any(|number| known.contains(&number)) && !is_linked(patient) {
            return Err(ignored());
        }
        same.insert(id_of(patient));
    }
    let about_them = |resource: &&Value| {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        match subject(resource) {
            None => !makes_entries(kind),
            Some(reference) => server
                .base
                .local(reference)
                .is_some_and(|(kind, id)| kind == "Patient" && (is_asked(id) || same.contains(id))),
        }
    };
    all.iter()
        .filter(|it| it["resourceType"] != "Patient")
        .find(|it| !about_them(it))
        .map_or(Ok(()), |_| Err(ignored()))
}

/// Whether a resource is marked as restricted: what the mark is for is not known, so it stays closed.
fn is_confidential(resource: &Value) -> bool {
    let labels = resource["meta"]["security"].as_array().into_iter().flatten();
    let mut closed = labels.filter(|label| label["system"] == CONFIDENTIALITY);
    closed.any(|label| matches!(label["code"].as_str(), Some("R" | "V")))
}

/// The organisations that these resources name and that are not among them.
pub(super) fn organisations(server: &Server, resources: &[Value]) -> Result<Vec<Value>, ServerError> {
    let mut wanted = BTreeSet::new();
    for resource in resources {
        let fields = ["managingOrganization", "serviceProvider", "custodian"];
        let direct = fields.into_iter().filter_map(|field| resource[field]["reference"].as_str());
        let practices = resource["generalPractitioner"].as_array().into_iter().flatten();
        let practices = practices.filter_map(|practice| practice["reference"].as_str());
        let assigners = resource["identifier"].as_array().into_iter().flatten();
        let assigners = assigners.filter_map(|identifier| identifier["assigner"]["reference"].as_str());
        for reference in direct.chain(practices).chain(assigners) {
            if let Some(("Organization", id)) = server.base.local(reference) {
                wanted.insert(id.to_owned());
            }
        }
    }
    let known = |id: &String| resources.iter().any(|it| it["resourceType"] == "Organization" && id_of(it) == id);
    let mut found = Vec::new();
    for id in wanted.iter().filter(|id| !known(id)).take(200) {
        found.extend(server.read("Organization", id)?);
    }
    Ok(found)
}

/// The resources that concern one patient, as a message: those about somebody else are left out, and
/// those about nobody, such as organisations, come along.
pub(super) fn message(base: &super::Base, patient: &Value, resources: &[Value]) -> Value {
    let id = id_of(patient);
    let entry = |resource: &Value| {
        let mut resource = resource.clone();
        localise(base, &mut resource, 0);
        let kind = resource["resourceType"].as_str().unwrap_or_default().to_owned();
        json!({ "fullUrl": format!("{kind}/{}", id_of(&resource)), "resource": resource })
    };
    let concerns = |resource: &&Value| {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        let about = subject(resource).and_then(|reference| base.local(reference));
        kind != "Patient" && about.map_or(!makes_entries(kind), |about| about == ("Patient", id))
    };
    let entries: Vec<Value> = std::iter::once(patient).chain(resources.iter().filter(concerns)).map(entry).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

/// Writes references to this server without its address.
fn localise(base: &super::Base, value: &mut Value, depth: usize) {
    match value {
        Value::Object(members) if depth < 64 => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "reference" => {
                        if let Some((kind, id)) = base.local(text) {
                            *text = format!("{kind}/{id}");
                        }
                    }
                    value => localise(base, value, depth + 1),
                }
            }
        }
        Value::Array(items) if depth < 64 => items.iter_mut().for_each(|item| localise(base, item, depth + 1)),
        _ => {}
    }
}
