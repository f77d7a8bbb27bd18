//! Writes a consent, and the `Provenance` of its making.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::patient::{AUTHORITY, NHS_NUMBER};
use super::provision::USER;
use super::{Actor, Coding, Consent, Performer, Period, Provision};
use crate::interchange::fhir::r4::uuid::{urn, uuid};
use crate::record::{NhsNumber, PartialDateTime};

const PROFILE: &str = "https://profiles.ihe.net/ITI/PCF/StructureDefinition/IHE.PCF.consent";
const OPERATION: &str = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";
/// The system of what shows a choice, in a dcr store.
const EVIDENCE: &str = "urn:x-dcr:evidence";
const PARTICIPANT: &str = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

/// A consent of one person, and how it came to be.
#[derive(Debug)]
pub struct Written<'a> {
    /// The store that keeps it, and its number there: together they make the id.
    pub key: (&'a str, i64),
    /// Whose it is.
    pub nhs_number: NhsNumber,
    /// What it says.
    pub consent: &'a Consent,
    /// When the store knew it.
    pub recorded: Timestamp,
    /// The number of the consent of its kind before it.
    pub before: Option<i64>,
}

impl Written<'_> {
    fn id(&self, number: i64) -> String {
        uuid(&[self.key.0, "choice", &number.to_string()])
    }

    /// The `Consent`, and where it lies in a bundle.
    pub fn consent(&self) -> (String, Value) {
        let id = self.id(self.key.1);
        let consent = self.consent;
        let patient = json!({
            "type": "Patient",
            "identifier": { "system": NHS_NUMBER, "value": self.nhs_number.plain() }
        });
        let mut source = json!({ "type": "DocumentReference", "display": consent.source });
        if let Some(evidence) = &consent.evidence {
            source["identifier"] = json!({ "system": EVIDENCE, "value": evidence });
        }
        let intermediate = !consent.provision.exceptions.is_empty();
        let profile = format!("{PROFILE}{}", if intermediate { "Intermediate" } else { "Basic" });
        let organizations: Vec<Value> =
            consent.organizations.iter().map(|code| organization(code.as_deref())).collect();
        let resource = json!({
            "resourceType": "Consent",
            "id": id,
            "meta": { "profile": [profile] },
            "status": consent.status.code(),
            "scope": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"
            }] },
            "category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
            "patient": patient,
            "dateTime": time(consent.date_time),
            "performer": consent.performers.iter().map(|it| performer(it, &patient)).collect::<Vec<_>>(),
            "organization": organizations,
            "sourceReference": source,
            "policy": consent.policies.iter().map(|uri| json!({ "uri": uri })).collect::<Vec<_>>(),
            "provision": provision(&consent.provision),
        });
        (urn(&id), resource)
    }

    /// The `Provenance`: made, or made in the place of the one before.
    pub fn provenance(&self) -> (String, Value) {
        let id = uuid(&[self.key.0, "choice-provenance", &self.key.1.to_string()]);
        let activity = if self.before.is_some() { "UPDATE" } else { "CREATE" };
        let agent = |kind: &str, who: Value| {
            json!({
                "type": { "coding": [{ "system": PARTICIPANT, "code": kind }] }, "who": who
            })
        };
        let patient =
            json!({ "type": "Patient", "identifier": { "system": NHS_NUMBER, "value": self.nhs_number.plain() } });
        let custodian = self.consent.organizations.first().cloned().flatten();
        let mut resource = json!({
            "resourceType": "Provenance",
            "id": id,
            "target": [{ "reference": format!("Consent/{}", self.id(self.key.1)) }],
            "occurredDateTime": time(self.consent.date_time),
            "recorded": self.recorded.to_string(),
            "activity": { "coding": [{ "system": OPERATION, "code": activity }] },
            "agent": [agent("author", patient), agent("custodian", organization(custodian.as_deref()))],
        });
        if let Some(before) = self.before {
            let what = json!({ "reference": format!("Consent/{}", self.id(before)) });
            resource["entity"] = json!([{ "role": "revision", "what": what }]);
        }
        (urn(&id), resource)
    }
}

/// A bundle of resources with their places.
pub fn bundle(resources: Vec<(String, Value)>, made: Timestamp) -> Value {
    let entry = |(url, resource): (String, Value)| json!({ "fullUrl": url, "resource": resource });
    let entries: Vec<Value> = resources.into_iter().map(entry).collect();
    let mut bundle = json!({ "resourceType": "Bundle", "type": "collection", "timestamp": made.to_string() });
    if !entries.is_empty() {
        bundle["entry"] = entries.into();
    }
    bundle
}

/// The instant where it is one: a local time is written with its offset, to the last digit.
fn time(at: PartialDateTime) -> String {
    if at.precision() == crate::record::Precision::Time { at.earliest().to_string() } else { at.to_string() }
}

fn organization(code: Option<&str>) -> Value {
    match code {
        Some(code) => json!({
            "type": "Organization",
            "identifier": { "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": code }
        }),
        None => json!({ "type": "Organization", "display": "the shared care record" }),
    }
}

/// A provision of the kinds that the choices make, which are about the whole record.
fn provision(it: &Provision) -> Value {
    let mut object = Map::new();
    object.insert("type".to_owned(), if it.permits { "permit" } else { "deny" }.into());
    let mut list = |name: &str, items: Vec<Value>| {
        if !items.is_empty() {
            object.insert(name.to_owned(), items.into());
        }
    };
    list("actor", it.actors.iter().map(actor).collect());
    list("purpose", it.purposes.iter().map(coding).collect());
    list("securityLabel", it.security_labels.iter().map(coding).collect());
    list("provision", it.exceptions.iter().map(provision).collect());
    if let Some(period) = &it.period {
        object.insert("period".to_owned(), self::period(period));
    }
    object.into()
}

fn performer(it: &Performer, patient: &Value) -> Value {
    match it {
        Performer::Patient => patient.clone(),
        Performer::Proxy { authority, relationship } => json!({
            "type": "RelatedPerson",
            "identifier": { "system": AUTHORITY, "value": authority },
            "display": relationship.as_deref().unwrap_or("somebody who may speak for the patient"),
        }),
        Performer::Other(kind) => json!({ "type": kind, "display": "somebody else" }),
    }
}

fn coding(it: &Coding) -> Value {
    json!({ "system": it.system, "code": it.code })
}

fn period(it: &Period) -> Value {
    let mut object = Map::new();
    for (name, at) in [("start", it.start), ("end", it.end)] {
        object.extend(at.map(|at| (name.to_owned(), time(at).into())));
    }
    object.into()
}

fn actor(it: &Actor) -> Value {
    let role = json!({ "coding": [{
        "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP"
    }] });
    let mut reference = json!({ "type": it.kind });
    if let Some(user) = &it.user {
        reference["identifier"] = json!({ "system": USER, "value": user });
    }
    json!({ "role": role, "reference": reference })
}
