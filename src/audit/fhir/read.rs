//! `AuditEvent`s of other systems, after IHE BALP.

use jiff::Timestamp;
use serde_json::Value;

use super::NHS_NUMBER;
use crate::audit::{Action, Agent, Event, EventOutcome, ForeignSource, vocabulary};
use crate::record::NhsNumber;

/// Why an `AuditEvent` cannot be taken in. The place is a path, and no value is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry}: {path}: {what}")]
pub struct AuditEventError {
    /// Which resource, from 1.
    pub entry: u64,
    /// Where in it.
    pub path: &'static str,
    /// What is wrong.
    pub what: &'static str,
}

/// Reads resources: each becomes one event, `recorded` by the clock given. `source` is the system's
/// name and the hash of the file.
///
/// # Errors
/// Every resource that cannot be read, not only the first.
pub fn read_audit_events(
    resources: &[Value],
    source: (&str, &str),
    recorded: Timestamp,
) -> Result<Vec<Event>, Vec<AuditEventError>> {
    let (mut events, mut errors) = (Vec::new(), Vec::new());
    for (resource, entry) in resources.iter().zip(1..) {
        match read(resource, (source, entry), recorded) {
            Ok(event) => events.push(event),
            Err((path, what)) => errors.push(AuditEventError { entry, path, what }),
        }
    }
    if errors.is_empty() { Ok(events) } else { Err(errors) }
}

type Fault = (&'static str, &'static str);

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The codes of a `CodeableConcept`.
fn codes(concept: &Value) -> impl Iterator<Item = &str> {
    list(&concept["coding"]).iter().filter_map(|coding| coding["code"].as_str())
}

fn read(resource: &Value, ((system, file), entry): ((&str, &str), u64), recorded: Timestamp) -> Result<Event, Fault> {
    if resource["resourceType"] != "AuditEvent" {
        return Err(("resourceType", "an AuditEvent is expected"));
    }
    let happened = resource["recorded"].as_str().and_then(|text| text.parse::<Timestamp>().ok());
    let happened = happened.ok_or(("recorded", "an instant is expected"))?;
    let user = list(&resource["agent"]).iter().find(|agent| agent["requestor"] == true);
    let user = user.or_else(|| list(&resource["agent"]).first()).ok_or(("agent", "somebody is expected"))?;
    let purpose_of = |concepts: &Value| list(concepts).iter().flat_map(codes).next().map(ToOwned::to_owned);
    let purpose = purpose_of(&user["purposeOfUse"]).or_else(|| purpose_of(&resource["purposeOfEvent"]));
    let action = action(resource, purpose.as_deref()).ok_or(("type", "this kind of event is not known"))?;
    let code = resource["outcome"].as_str().map_or(Some(0), |code| code.parse().ok());
    let outcome = code.and_then(EventOutcome::of_code).ok_or(("outcome", "0, 4, 8 or 12 is expected"))?;
    let request = list(&resource["entity"]).iter().find(|entity| entity["type"]["code"] == "XrequestId");
    let request = request.and_then(|entity| entity["what"]["identifier"]["value"].as_str());
    let reasons = list(&user["purposeOfUse"]).iter().chain(list(&resource["purposeOfEvent"]));
    let reason = reasons.filter_map(|concept| concept["text"].as_str()).next();
    let (subjects, others) = subjects(resource)?;
    let detail = [resource["outcomeDesc"].as_str().map(ToOwned::to_owned)].into_iter().flatten().chain(others);
    let detail = detail.collect::<Vec<_>>().join("; ");
    let source = ForeignSource {
        system: system.to_owned(),
        id: resource["id"].as_str().map(ToOwned::to_owned),
        file: file.to_owned(),
        entry,
        happened,
        subjects,
    };
    Ok(Event {
        purpose: purpose.as_deref().map(vocabulary::purpose_of_code),
        reason: reason.map(ToOwned::to_owned),
        request: request.map(ToOwned::to_owned),
        on_behalf_of: agent_of_type(resource, "RESP").and_then(named),
        detail: (!detail.is_empty()).then_some(detail),
        source: Some(source),
        ..Event::new(recorded, action, outcome, agent(resource, user)?)
    })
}

fn action(resource: &Value, purpose: Option<&str>) -> Option<Action> {
    let event = resource["type"]["code"].as_str()?;
    let subtypes = list(&resource["subtype"]).iter().filter_map(|coding| coding["code"].as_str());
    let known = ["read", "vread", "search", "search-type", "create", "update", "patch", "delete"];
    let mut subtypes = subtypes.filter(|code| known.contains(code));
    let letter = resource["action"].as_str().and_then(|letter| letter.chars().next());
    vocabulary::action_of(event, subtypes.next(), letter, purpose)
}

fn agent_of_type<'a>(resource: &'a Value, code: &str) -> Option<&'a Value> {
    list(&resource["agent"]).iter().find(|agent| codes(&agent["type"]).any(|found| found == code))
}

/// What an agent is called: a name that people read, else an identifier, else a reference.
fn named(agent: &Value) -> Option<String> {
    let who = &agent["who"];
    let name = [&agent["name"], &who["display"], &who["identifier"]["value"], &who["reference"], &agent["altId"]];
    name.into_iter().find_map(Value::as_str).map(ToOwned::to_owned)
}

fn agent(resource: &Value, user: &Value) -> Result<Agent, Fault> {
    let full_name = named(user).ok_or(("agent.who", "a name, an identifier or a reference is expected"))?;
    let who = &user["who"];
    let name = [&who["identifier"]["value"], &user["altId"], &who["reference"]].into_iter().find_map(Value::as_str);
    let organisation = agent_of_type(resource, "PROV");
    let organisation = organisation
        .and_then(|agent| agent["who"]["identifier"]["value"].as_str().map(ToOwned::to_owned).or_else(|| named(agent)));
    Ok(Agent {
        user: name.unwrap_or(&full_name).to_owned(),
        role: list(&user["role"]).iter().flat_map(codes).next().map(ToOwned::to_owned),
        organisation,
        full_name,
    })
}

/// NHS numbers of those an event is about, and what else names a person there.
fn subjects(resource: &Value) -> Result<(Vec<String>, Vec<String>), Fault> {
    let (mut numbers, mut others) = (Vec::new(), Vec::new());
    for entity in list(&resource["entity"]) {
        if entity["role"]["code"] != "1" {
            continue;
        }
        let identifier = &entity["what"]["identifier"];
        match (identifier["system"].as_str(), identifier["value"].as_str(), entity["what"]["reference"].as_str()) {
            (Some(NHS_NUMBER), Some(value), _) => {
                let number: NhsNumber =
                    value.parse().map_err(|_| ("entity.what.identifier", "an NHS number has ten digits"))?;
                numbers.push(number.plain());
            }
            (_, Some(value), _) => others.push(format!("about {value}")),
            (_, None, Some(reference)) => others.push(format!("about {reference}")),
            (_, None, None) => return Err(("entity.what", "nothing names the person")),
        }
    }
    Ok((numbers, others))
}
