//! An event as `AuditEvent`: one for each person it is about.

use serde_json::{Value, json};

use super::{ACT_REASON, ENTITY_TYPE, INTERACTION, JOB_ROLE, NHS_NUMBER, OBJECT_ROLE, ODS, PARTICIPATION, PROFILE};
use crate::audit::vocabulary::{self, DICOM, Telling};
use crate::audit::{Event, EventOutcome};

/// Somebody whom an event is about.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject {
    /// The number in the store, as it is typed.
    pub patient: String,
    /// The NHS number, where there is one.
    pub nhs_number: Option<String>,
}

/// The resources of an event: one for each person, or one where it is about nobody. `log` is the name
/// of the log, which with the number makes the id.
pub fn audit_events(log: &str, sequence: i64, event: &Event, subjects: &[Subject]) -> Vec<Value> {
    let name: String = log.chars().filter(char::is_ascii_alphanumeric).collect();
    if subjects.is_empty() {
        return vec![one(&format!("{name}-{sequence}"), event, None)];
    }
    let each =
        |(place, subject): (usize, &Subject)| one(&format!("{name}-{sequence}-{}", place + 1), event, Some(subject));
    subjects.iter().enumerate().map(each).collect()
}

fn one(id: &str, event: &Event, subject: Option<&Subject>) -> Value {
    let refused = event.outcome == EventOutcome::SeriousFailure && event.decision.is_some();
    let telling = if refused { vocabulary::REFUSAL } else { vocabulary::telling(event.action, subject.is_some()) };
    let (kind, display) = telling.event;
    let mut resource = json!({
        "resourceType": "AuditEvent",
        "id": id,
        "type": { "system": kind.system, "code": kind.code, "display": display },
        "action": telling.letter.to_string(),
        "recorded": event.happened().to_string(),
        "outcome": event.outcome.code().to_string(),
        "agent": agents(event, &telling, refused),
        "source": source(event),
        "entity": entities(event, subject, &telling),
    });
    if let Some(profile) = telling.profile {
        resource["meta"] = json!({ "profile": [format!("{PROFILE}{profile}")] });
    }
    if let Some(subtype) = subtype(&telling, refused) {
        resource["subtype"] = json!([subtype]);
    }
    let description = [event.decision.as_deref(), event.detail.as_deref()].into_iter().flatten();
    let description = description.collect::<Vec<_>>().join("; ");
    if !description.is_empty() {
        resource["outcomeDesc"] = json!(description);
    }
    let purpose = purpose(event);
    if let Some(purpose) = purpose {
        resource["purposeOfEvent"] = json!([purpose]);
    }
    resource
}

fn subtype(telling: &Telling, refused: bool) -> Option<Value> {
    if refused {
        let system = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType";
        return Some(json!({ "system": system, "code": "AuthZ-Consent" }));
    }
    if telling.profile == Some("PrivacyDisclosure.Source") {
        let system = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
        return Some(json!({ "system": system, "code": "disclose", "display": "Disclose Record Lifecycle Event" }));
    }
    telling.interaction.map(|code| json!({ "system": INTERACTION, "code": code, "display": code }))
}

/// The coded purpose, with the reason in the user's own words.
fn purpose(event: &Event) -> Option<Value> {
    let code = vocabulary::purpose_code(event.purpose.as_deref(), event.action);
    let coding = code.map(|code| json!([{ "system": ACT_REASON, "code": code }]));
    match (coding, &event.reason) {
        (None, None) => None,
        (Some(coding), None) => Some(json!({ "coding": coding })),
        (None, Some(reason)) => Some(json!({ "text": reason })),
        (Some(coding), Some(reason)) => Some(json!({ "coding": coding, "text": reason })),
    }
}

fn concept(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}

/// Who took part: the store, the program that asked, the user, the organisation.
fn agents(event: &Event, telling: &Telling, refused: bool) -> Vec<Value> {
    let machine = || json!({ "display": "dcr" });
    let mut agents = Vec::new();
    if refused {
        let system = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
        agents.push(json!({ "type": concept(system, "authserver"), "who": machine(), "requestor": false }));
        agents.push(json!({ "type": concept(DICOM, "110150"), "who": machine(), "requestor": false }));
    } else {
        // What is read goes from the store to the program, what is written the other way.
        let is_written = matches!(telling.letter, 'C' | 'U' | 'D');
        let (store, program) = if is_written { ("110152", "110153") } else { ("110153", "110152") };
        agents.push(json!({ "type": concept(DICOM, store), "who": machine(), "requestor": false }));
        agents.push(json!({ "type": concept(DICOM, program), "who": machine(), "requestor": false }));
    }
    let agent = &event.agent;
    // Whoever writes is the author, whoever reads receives.
    let writes = !refused && matches!(telling.letter, 'C' | 'U' | 'D');
    let mut user = json!({
        "type": concept(PARTICIPATION, if writes { "AUT" } else { "IRCP" }),
        "who": { "identifier": { "value": agent.user }, "display": agent.full_name },
        "requestor": true,
    });
    if let Some(role) = &agent.role {
        user["role"] = json!([concept(JOB_ROLE, role)]);
    }
    if let Some(purpose) = purpose(event) {
        user["purposeOfUse"] = json!([purpose]);
    }
    agents.push(user);
    if let Some(organisation) = &agent.organisation {
        let system = "http://terminology.hl7.org/CodeSystem/v3-RoleClass";
        let who = json!({ "identifier": { "system": ODS, "value": organisation } });
        agents.push(json!({ "type": concept(system, "PROV"), "who": who, "requestor": false }));
    }
    if let Some(name) = &event.on_behalf_of {
        agents.push(json!({ "type": concept(PARTICIPATION, "RESP"), "who": { "display": name }, "requestor": false }));
    }
    agents
}

fn source(event: &Event) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/security-source-type";
    let name = event.source.as_ref().map_or("dcr", |source| source.system.as_str());
    json!({
        "site": event.agent.organisation.as_deref().unwrap_or(name),
        "observer": { "display": name },
        "type": [{ "system": system, "code": "4", "display": "Application Server" }],
    })
}

fn entities(event: &Event, subject: Option<&Subject>, telling: &Telling) -> Vec<Value> {
    let kind = |code: &str| json!({ "system": ENTITY_TYPE, "code": code });
    let role = |code: &str| json!({ "system": OBJECT_ROLE, "code": code });
    let mut entities = Vec::new();
    if let Some(subject) = subject {
        let identifier = match &subject.nhs_number {
            Some(number) => json!({ "system": NHS_NUMBER, "value": number }),
            None => json!({ "value": subject.patient }),
        };
        let what = json!({ "type": "Patient", "identifier": identifier });
        entities.push(json!({ "type": kind("1"), "role": role("1"), "what": what }));
    }
    match telling.interaction {
        Some("search") => {
            // What was asked for is not kept with its values, and so is not here either.
            let asked = event.detail.as_deref().unwrap_or("search");
            let query = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, asked);
            entities.push(json!({ "type": kind("2"), "role": role("24"), "query": query }));
        }
        Some(_) => {
            let name = event.message.map_or_else(|| "record".to_owned(), |message| format!("message {message}"));
            entities.push(json!({ "type": kind("2"), "role": role("4"), "what": { "display": name } }));
        }
        None if telling.profile == Some("PrivacyDisclosure.Source") => {
            let name = event.detail.as_deref().unwrap_or("record");
            entities.push(json!({ "type": kind("2"), "role": role("3"), "what": { "display": name } }));
        }
        None => {}
    }
    if let Some(consent) = &event.consent {
        let system = "http://hl7.org/fhir/resource-types";
        entities.push(json!({ "type": { "system": system, "code": "Consent" }, "what": { "display": consent } }));
    }
    if let Some(request) = &event.request {
        let system = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
        let what = json!({ "identifier": { "value": request } });
        entities.push(json!({ "type": { "system": system, "code": "XrequestId" }, "what": what }));
    }
    entities
}
