//! Reads `Consent.provision`.

use super::elements::{of_part, of_provision};
use super::look::Look;
use super::{Actor, DataScope, Period, Provision};
use crate::interchange::fhir::read::json::Node;

/// The system under which users of a dcr store are named.
pub(super) const USER: &str = "urn:x-dcr:user";
/// The system of the role of an actor, and the one role that PCF has: information recipient.
const RECIPIENT: (&str, &str) = ("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP");

/// Reads a provision; an exception where `nested`.
pub(super) fn provision(look: &mut Look, node: &Node<'_>, at: &str, nested: bool) -> Provision {
    look.members(node, at, |name| of_provision(name, nested));
    let permits = match look.required_text(node, at, "type") {
        Some("permit") => true,
        Some("deny") | None => false,
        Some(_) => {
            look.problem(&format!("{at}.type"), "expected `permit` or `deny`");
            false
        }
    };
    let actors = look.objects(node, at, "actor").iter().map(|node| actor(look, node, &format!("{at}.actor"))).collect();
    let data =
        look.objects(node, at, "data").iter().filter_map(|node| data(look, node, &format!("{at}.data"))).collect();
    let exceptions = if nested {
        Vec::new()
    } else {
        let inner = format!("{at}.provision");
        look.objects(node, at, "provision").iter().map(|node| provision(look, node, &inner, true)).collect()
    };
    Provision {
        permits,
        period: period(look, node, at, "period"),
        actors,
        purposes: look.codings(node, at, "purpose"),
        security_labels: look.codings(node, at, "securityLabel"),
        data_period: period(look, node, at, "dataPeriod").is_some(),
        data,
        exceptions,
    }
}

fn period(look: &mut Look, node: &Node<'_>, at: &str, name: &str) -> Option<Period> {
    let (element, node) = (format!("{at}.{name}"), node.get(name)?);
    look.members(node, &element, |name| of_part(name, &["start", "end"]));
    let (start, end) = (look.time(node, &element, "start"), look.time(node, &element, "end"));
    if let (Some(start), Some(end)) = (start, end)
        && end.end() < start.earliest()
    {
        look.problem(&element, "it ends before it begins");
    }
    if start.is_none() && end.is_none() {
        look.problem(&element, "it has neither a beginning nor an end");
    }
    Some(Period { start, end })
}

fn actor(look: &mut Look, node: &Node<'_>, at: &str) -> Actor {
    look.members(node, at, |name| of_part(name, &["role", "reference"]));
    let roles = look.concepts(node, at, "role");
    if !roles.iter().any(|role| role.is(RECIPIENT.0, RECIPIENT.1)) {
        look.problem(&format!("{at}.role"), "expected IRCP, information recipient");
    }
    let element = format!("{at}.reference");
    let Some(reference) = node.get("reference") else {
        look.problem(&element, "R4 requires it, and it is not there");
        return Actor { kind: String::new(), user: None };
    };
    look.members(reference, &element, |name| of_part(name, &["reference", "identifier"]));
    let kind = reference.text_of("type").or_else(|| {
        let target = look.text(reference, &element, "reference")?;
        target.rsplit('/').nth(1)
    });
    let kind = kind.filter(|kind| kind.len() <= 64 && kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let named = reference.get("identifier").filter(|identifier| identifier.text_of("system") == Some(USER));
    let user = named.and_then(|identifier| identifier.string_of("value"));
    Actor { kind: kind.unwrap_or_default().to_owned(), user }
}

fn data(look: &mut Look, node: &Node<'_>, at: &str) -> Option<DataScope> {
    look.members(node, at, |name| of_part(name, &["meaning", "reference"]));
    if node.get("reference").is_none() {
        look.problem(&format!("{at}.reference"), "R4 requires it, and it is not there");
    }
    match look.required_text(node, at, "meaning")? {
        "instance" => Some(DataScope::Instance),
        "related" => Some(DataScope::Related),
        "dependents" => Some(DataScope::Dependents),
        "authoredby" => Some(DataScope::AuthoredBy),
        _ => {
            look.problem(&format!("{at}.meaning"), "expected `instance`, `related`, `dependents` or `authoredby`");
            None
        }
    }
}
