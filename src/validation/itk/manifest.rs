//! The manifest and the payloads: counts, identifiers, what each payload is said to be.

use std::collections::{HashMap, HashSet};

use super::content::Manifested;
use super::message::Asked;
use super::payload;
use super::rule::{envelope, plain};
use super::xml::{Element, child, children};
use crate::interchange::itk::raw::ITK;
use crate::validation::fhir::{Finding, Report};
use crate::validation::sheet::{Sheet, short};

/// How the names of profiles begin.
const PROFILES: &str = "urn:nhs-en:profile:";
/// The most payloads that are decoded.
const MOST_PAYLOADS: usize = 100;

/// Checks the manifest and every payload; what is found in encoded ones is handed back.
pub(super) fn check(
    sheet: &mut Sheet<'_>,
    root: Element<'_>,
    service: &str,
    asked: &Asked<'_>,
    report: &mut Report,
) -> Vec<Finding> {
    let manifest = child(root, ITK, "header").and_then(|header| child(header, ITK, "manifest"));
    let list = child(root, ITK, "payloads");
    let (Some(manifest), Some(list)) = (manifest, list) else { return Vec::new() };
    let items: Vec<Element<'_>> = children(manifest, ITK, "manifestitem").collect();
    let payloads: Vec<Element<'_>> = children(list, ITK, "payload").collect();
    counts(sheet, manifest, list, items.len(), payloads.len());
    let mut profiles = HashSet::new();
    for item in &items {
        described(sheet, *item, service);
        let profile = item.attribute("profileid").unwrap_or_default().trim();
        if !profile.is_empty() && profiles.insert(profile) {
            report.profiles.push(profile.to_owned());
        }
    }
    let id_of = |element: &Element<'_>| element.attribute("id").unwrap_or_default().trim().to_owned();
    // The first of each identifier; that none stands twice is for the schema.
    let places: HashMap<String, usize> =
        items.iter().enumerate().rev().map(|(place, item)| (id_of(item), place)).collect();
    let held: HashSet<String> = payloads.iter().map(id_of).collect();
    let mut findings = Vec::new();
    let mut left = crate::interchange::itk::raw::DECODED_BYTES;
    for (place, payload) in payloads.iter().enumerate() {
        let Some(position) = places.get(&id_of(payload)).copied() else {
            let message = "no item of the manifest has the identifier of this payload";
            sheet.error(*payload, envelope("DE_INVMPI", "DE0012"), message);
            continue;
        };
        if position != place {
            let message = "the manifest names the payloads in another order";
            sheet.warning(*payload, plain("DE_INVMPI"), message);
        }
        if place >= MOST_PAYLOADS {
            sheet.not_checkable(
                *payload,
                plain("limit"),
                format!("no more than {MOST_PAYLOADS} payloads are looked into"),
            );
            break;
        }
        let manifested = Manifested::of(items[position], service);
        findings.extend(payload::check(sheet, *payload, &manifested, asked, &mut left));
    }
    for item in &items {
        if !held.contains(&id_of(item)) {
            let message = "no payload has the identifier that this item of the manifest names";
            sheet.error(*item, envelope("DE_INVMPI", "DE0007"), message);
        }
    }
    findings
}

fn counts(sheet: &mut Sheet<'_>, manifest: Element<'_>, list: Element<'_>, items: usize, payloads: usize) {
    let count = |element: Element<'_>| element.attribute("count").and_then(|count| count.trim().parse::<i128>().ok());
    let (said, held) = (count(manifest), count(list));
    if let Some(said) = said.filter(|said| usize::try_from(*said) != Ok(items)) {
        let message = format!("the manifest says that it has {said} items, and has {items}");
        sheet.error(manifest, envelope("DE_INVMCT", "DE0006"), message);
    }
    if let Some(held) = held.filter(|held| usize::try_from(*held) != Ok(payloads)) {
        let message = format!("the payloads are said to be {held}, and are {payloads}");
        sheet.error(list, envelope("DE_INVPCT", "DE0011"), message);
    }
    if let (Some(said), Some(held)) = (said, held)
        && said != held
    {
        let message = format!("the manifest counts {said}, and the payloads count {held}");
        sheet.error(list, envelope("DE_INVMPC", "DE0011"), message);
    }
}

/// What an item says of its payload.
fn described(sheet: &mut Sheet<'_>, item: Element<'_>, service: &str) {
    let rule = envelope("itk:manifest-item", "DE0007");
    let id = item.attribute("id").unwrap_or_default().trim();
    if !id.is_empty() && !id.strip_prefix("uuid_").is_some_and(super::addressing::is_uuid) {
        sheet.warning(item, plain("itk:manifest-item"), "the identifier should be `uuid_` and a UUID");
    }
    let mimetype = item.attribute("mimetype").unwrap_or_default().trim();
    let kind = mimetype.split(';').next().unwrap_or_default().trim();
    let is_kind = kind.split_once('/').is_some_and(|(one, other)| !one.is_empty() && !other.is_empty());
    if item.attribute("mimetype").is_some() && !is_kind {
        sheet.error(item, rule, format!("`{}` is no media type", short(mimetype)));
    }
    let version = service.rsplit_once("-v").map_or(service, |(name, _)| name);
    if version.ends_with("PH") && is_kind && kind != "text/plain" {
        let message = format!("a service of HL7 version 2 with bars carries `text/plain`, and not `{}`", short(kind));
        sheet.error(item, rule, message);
    }
    match item.attribute("profileid").map(str::trim) {
        Some(profile) if profile.strip_prefix(PROFILES).is_none_or(str::is_empty) => {
            let message = format!("a profile must begin with `{PROFILES}`, and `{}` does not", short(profile));
            sheet.error(item, envelope("DE_INVPID", "DE0007"), message);
        }
        None if !super::envelope::acknowledges(service) => {
            sheet.warning(item, plain("DE_INVPID"), "the manifest does not say the profile of the payload");
        }
        _ => {}
    }
    let says = |name: &str| item.attribute(name).is_some_and(|value| matches!(value.trim(), "true" | "1"));
    if says("compressed") && !says("base64") && !says("encrypted") {
        sheet.error(item, rule, "what is compressed must be in base64 as well");
    }
}
