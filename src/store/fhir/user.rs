//! Who asks: the user behind the token, as the server says, or the practitioner that the settings name.

use jiff::Timestamp;
use serde_json::Value;

use super::ServerError;
use super::address::token;
use super::server::Server;
use super::sought::{Sought, has_identifier};
use crate::access::{JobRole, RoleProfile, User};

/// The identifier systems of organisations.
pub(super) const ODS: [&str; 2] =
    ["https://fhir.nhs.uk/Id/ods-organization-code", "https://fhir.nhs.uk/Id/ods-site-code"];

/// The identifier by which a server knows the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PractitionerIdentifier {
    /// The system.
    pub system: String,
    /// The value.
    pub value: String,
}

impl std::str::FromStr for PractitionerIdentifier {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().split_once('|') {
            Some((system, value)) if !system.is_empty() && !value.is_empty() => {
                Ok(Self { system: system.to_owned(), value: value.to_owned() })
            }
            _ => Err("a practitioner is named by the system and the value of an identifier: `SYSTEM|VALUE`"),
        }
    }
}

/// The user who asks.
pub(super) fn user(
    server: &mut Server,
    configured: Option<&PractitionerIdentifier>,
    now: Timestamp,
) -> Result<User, ServerError> {
    if let Some(bundle) = server.operation("whoami")? {
        let entries = bundle["entry"].as_array().map_or(&[][..], Vec::as_slice);
        let resources: Vec<Value> = entries.iter().map(|entry| entry["resource"].clone()).collect();
        let of = |kind: &str| resources.iter().filter(|it| it["resourceType"] == kind).cloned().collect::<Vec<_>>();
        let [practitioner] = &of("Practitioner")[..] else {
            return Err(ServerError::NoUser("its answer to $whoami holds not one Practitioner"));
        };
        return assembled(server, practitioner, &of("PractitionerRole"), None, now);
    }
    let Some(identifier) = configured else {
        return Err(ServerError::NoUser("set `remote_practitioner` to an identifier of yours that it knows"));
    };
    let (system, value) = (identifier.system.clone(), identifier.value.clone());
    let sought = Sought::new("Practitioner").by("identifier", token(Some(&system), &value), move |found, _| {
        has_identifier(found, &[system.as_str()], &value)
    });
    let found = server.search(&sought.in_pages_of(5))?;
    let [practitioner] = &found[..] else {
        return Err(ServerError::NoUser("not exactly one Practitioner has the identifier in `remote_practitioner`"));
    };
    let id = practitioner["id"].as_str().unwrap_or_default().to_owned();
    let sought = Sought::new("PractitionerRole").by("practitioner", format!("Practitioner/{id}"), move |role, base| {
        role["practitioner"]["reference"].as_str().and_then(|it| base.local(it)) == Some(("Practitioner", id.as_str()))
    });
    let roles = server.search(&sought.in_pages_of(50))?;
    assembled(server, practitioner, &roles, Some(&identifier.value), now)
}

fn assembled(
    server: &Server,
    practitioner: &Value,
    roles: &[Value],
    name: Option<&str>,
    now: Timestamp,
) -> Result<User, ServerError> {
    let name = name.or_else(|| practitioner["identifier"][0]["value"].as_str());
    let name = name.ok_or(ServerError::NoUser("its Practitioner has no identifier"))?.to_owned();
    let mut profiles = Vec::new();
    for role in roles.iter().filter(|role| role["active"] != false && in_force(&role["period"], now)) {
        let codings = role["code"].as_array().into_iter().flatten();
        let codings = codings.flat_map(|concept| concept["coding"].as_array().into_iter().flatten());
        let known = codings.filter_map(|coding| coding["code"].as_str()).map(|code| JobRole(code.to_owned()));
        let known: Vec<JobRole> = known.filter(|role| role.code().is_some()).collect();
        if known.is_empty() {
            continue;
        }
        let Some(organisation) = organisation(server, &role["organization"])? else { continue };
        let profile = |role| RoleProfile { role, organisation: organisation.clone() };
        profiles.extend(known.into_iter().map(profile));
    }
    Ok(User {
        full_name: full_name(practitioner).unwrap_or_else(|| name.clone()),
        name,
        suspended: practitioner["active"] == false,
        roles: profiles,
        ..User::default()
    })
}

/// Whether a period has begun and has not ended. One that cannot be read has ended.
fn in_force(period: &Value, now: Timestamp) -> bool {
    let read = |name: &str| period[name].as_str().map(str::parse::<crate::record::PartialDateTime>);
    let begun = read("start").is_none_or(|start| start.is_ok_and(|start| start.earliest() <= now));
    begun && read("end").is_none_or(|end| end.is_ok_and(|end| end.end() > now))
}

/// The ODS code of an organisation that a reference names.
fn organisation(server: &Server, reference: &Value) -> Result<Option<String>, ServerError> {
    let code_of = |identifier: &Value| {
        let known = identifier["system"].as_str().is_some_and(|system| ODS.contains(&system));
        known.then(|| identifier["value"].as_str().map(ToOwned::to_owned)).flatten()
    };
    if let Some(code) = code_of(&reference["identifier"]) {
        return Ok(Some(code));
    }
    let Some(("Organization", id)) = reference["reference"].as_str().and_then(|it| server.base.local(it)) else {
        return Ok(None);
    };
    let read = server.read("Organization", id)?;
    let resource = read.unwrap_or_default();
    Ok(resource["identifier"].as_array().into_iter().flatten().find_map(code_of))
}

fn full_name(practitioner: &Value) -> Option<String> {
    let name = &practitioner["name"][0];
    if let Some(text) = name["text"].as_str() {
        return Some(text.to_owned());
    }
    let given = name["given"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let parts: Vec<&str> = given.chain(name["family"].as_str()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
