//! The distribution envelope (2.0): its parts against each other and against the SOAP header.

use super::address::{self, ADDRESS, IDENTITY, SENDER};
use super::addressing::ANONYMOUS;
use super::handling::{self, Handling};
use super::message::Asked;
use super::rule::{client, envelope, plain};
use super::soap::Found;
use super::xml::{Element, child, children};
use super::{manifest, unique};
use crate::interchange::itk::raw::ITK;
use crate::validation::fhir::{Finding, Report};
use crate::validation::sheet::{Sheet, short};

/// How the names of services begin.
const SERVICES: &str = "urn:nhs-itk:services:201005:";
/// Services that answer at once, on the same connection.
const SYNCHRONOUS: [&str; 5] =
    ["SendNHS111Report", "verifyNHSNumber", "getNHSNumber", "getPatientDetails", "NHS111RepeatCallerSyncQueryResp"];

/// Checks an envelope whose form has been checked by its schema; what is found in encoded payloads is
/// handed back.
pub(super) fn check(
    sheet: &mut Sheet<'_>,
    root: Element<'_>,
    soap: Option<&Found<'_>>,
    asked: &Asked<'_>,
    report: &mut Report,
) -> Vec<Finding> {
    let Some(header) = child(root, ITK, "header") else { return Vec::new() };
    let service = header.attribute("service").unwrap_or_default().trim();
    if !service.is_empty() && service.strip_prefix(SERVICES).is_none_or(str::is_empty) {
        let message = format!("the service must begin with `{SERVICES}`, and is `{}`", short(service));
        sheet.error(header, envelope("itk:service", "DE0002"), message);
    }
    if let Some(soap) = soap {
        against_soap(sheet, header, service, soap);
    }
    addresses(sheet, header, service);
    let handling = child(header, ITK, "handlingSpecification").map(|at| handling::check(sheet, at)).unwrap_or_default();
    acknowledged(sheet, header, service, &handling);
    identifiers(sheet, header, soap);
    manifest::check(sheet, root, service, asked, report)
}

/// The service without its namespace.
fn short_service(service: &str) -> &str {
    service.strip_prefix(SERVICES).unwrap_or(service)
}

/// Whether a service is one by which messages are acknowledged.
pub(super) fn acknowledges(service: &str) -> bool {
    let service = short_service(service);
    service.starts_with("SendInfrastructureAck") || service.starts_with("SendBusinessAck")
}

fn against_soap(sheet: &mut Sheet<'_>, header: Element<'_>, service: &str, soap: &Found<'_>) {
    if let Some(action) = soap.addressing.action.as_deref().filter(|action| !action.is_empty()) {
        let is_answer = soap.addressing.relates && action.strip_suffix("Response") == Some(service);
        if action != service && !is_answer {
            let message = format!("the service must be the action of the SOAP header, `{}`", short(action));
            sheet.error(header, client("DE_INVSER"), message);
        }
    }
    let synchronous = SYNCHRONOUS.iter().any(|name| short_service(service).starts_with(name));
    if synchronous && soap.addressing.reply_to.as_deref().is_some_and(|to| to != ANONYMOUS) {
        let message = format!("this service answers on the same connection: `ReplyTo` must be `{ANONYMOUS}`");
        sheet.error(header, client("wsa:ReplyTo"), message);
    }
}

fn addresses(sheet: &mut Sheet<'_>, header: Element<'_>, service: &str) {
    for address in child(header, ITK, "addresslist").into_iter().flat_map(|list| children(list, ITK, "address")) {
        address::check(sheet, address, ADDRESS);
    }
    if let Some(sender) = child(header, ITK, "senderAddress") {
        address::check(sheet, sender, SENDER);
    }
    let identities: Vec<Element<'_>> =
        child(header, ITK, "auditIdentity").into_iter().flat_map(|list| children(list, ITK, "id")).collect();
    for identity in &identities {
        address::check(sheet, *identity, IDENTITY);
    }
    let named = |identity: &Element<'_>| {
        identity.attribute("uri").is_some_and(|uri| uri.trim().starts_with("urn:nhs-uk:identity:ods:"))
    };
    if short_service(service).starts_with("SendNHS111Report") && !identities.iter().any(named) {
        let message = "a report of NHS 111 must have an audit identity that begins with `urn:nhs-uk:identity:ods:`";
        sheet.error(header, envelope("itk:audit-identity", "DE0004"), message);
    }
}

/// Acknowledgements are never acknowledged, and who wants one must say where it goes.
fn acknowledged(sheet: &mut Sheet<'_>, header: Element<'_>, service: &str, handling: &Handling) {
    if acknowledges(service) && handling.wants_answer {
        let message = "an acknowledgement may not ask to be acknowledged";
        sheet.error(header, envelope("itk:acknowledgement", "DE0009"), message);
    }
    if handling.wants_answer && child(header, ITK, "senderAddress").is_none() {
        let message = "an acknowledgement is asked for, and there is no sender's address to send it to";
        sheet.error(header, envelope("itk:acknowledgement", "DE0008"), message);
    }
    let generic = matches!(short_service(service), "sendDistEnvelope" | "sendRecvDistEnvelope");
    if generic && handling.interaction.is_none() {
        let message = "a service that carries any message needs an interaction to tell what this one is";
        sheet.warning(header, plain("itk:handling"), message);
    }
}

/// The identifiers of the message, its timestamp, its manifest and its tracking must all differ.
fn identifiers(sheet: &mut Sheet<'_>, header: Element<'_>, soap: Option<&Found<'_>>) {
    let mut named = Vec::new();
    if let Some(soap) = soap {
        named.extend(soap.addressing.message_id.clone().map(|id| ("`MessageID`", id, header)));
        named.extend(soap.timestamp_id.clone().map(|id| ("the identifier of the timestamp", id, header)));
    }
    named.extend(header.attribute("trackingid").map(|id| ("the tracking identifier", id.to_owned(), header)));
    for item in child(header, ITK, "manifest").into_iter().flat_map(|manifest| children(manifest, ITK, "manifestitem"))
    {
        named.extend(item.attribute("id").map(|id| ("the identifier of a manifest item", id.to_owned(), item)));
    }
    unique::check(sheet, &named);
}
