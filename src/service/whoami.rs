//! `$whoami`: the user of a token, and the roles they may act in.

use serde_json::{Value, json};

use crate::access::{RoleProfile, User};

/// The code system of job roles.
const JOB_ROLE: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName";
/// The identifier system of organisations.
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// The identifier system of users of a dcr store.
const USER: &str = "urn:x-dcr:user";

/// A bundle of one `Practitioner` and a `PractitionerRole` for each role.
pub(super) fn bundle(user: &User, base: &str) -> Value {
    let practitioner = json!({
        "resourceType": "Practitioner",
        "id": "whoami",
        "identifier": [{ "system": USER, "value": user.name }],
        "active": !user.suspended,
        "name": [{ "text": user.full_name }],
    });
    let mut entries = vec![json!({ "fullUrl": format!("{base}/Practitioner/whoami"), "resource": practitioner })];
    for (profile, number) in user.roles.iter().zip(1..) {
        let resource = role(profile, user, number);
        entries.push(json!({ "fullUrl": format!("{base}/PractitionerRole/whoami-{number}"), "resource": resource }));
    }
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn role(profile: &RoleProfile, user: &User, number: u32) -> Value {
    let mut coding = json!({ "system": JOB_ROLE, "code": profile.role.0 });
    if let Some(title) = profile.role.title() {
        coding["display"] = title.into();
    }
    json!({
        "resourceType": "PractitionerRole",
        "id": format!("whoami-{number}"),
        "active": !user.suspended,
        "practitioner": { "reference": "Practitioner/whoami", "display": user.full_name },
        "organization": { "type": "Organization", "identifier": { "system": ODS, "value": profile.organisation } },
        "code": [{ "coding": [coding] }],
    })
}
