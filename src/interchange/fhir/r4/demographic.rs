//! Names, addresses and ways to reach a person.

use serde_json::Value;

use super::element::{Element, clean};
use super::extension;
use crate::record::{Address, ContactPoint, ContactSystem, HumanName, NameUse};

/// A `HumanName`.
pub(super) fn human_name(it: &HumanName) -> Value {
    let usage = match it.usage {
        NameUse::Usual => "usual",
        NameUse::Official => "official",
        NameUse::Nickname => "nickname",
        NameUse::Old => "old",
        NameUse::Maiden => "maiden",
    };
    if it.is_empty() && it.prefix.is_none() && it.suffix.is_none() {
        return Value::Null;
    }
    Element::new()
        .with("use", usage)
        .text("family", it.family.as_deref())
        .add("given", it.given.iter().filter_map(|given| clean(given)).map(Value::from))
        .one("prefix", it.prefix.as_deref().and_then(clean))
        .one("suffix", it.suffix.as_deref().and_then(clean))
        .build()
}

/// An `Address`. `mail` is the postal type; another word that FHIR does not have stays as sent.
pub(super) fn address(it: &Address) -> Value {
    let element = match it.usage.as_deref() {
        Some(word @ ("home" | "work" | "temp" | "old" | "billing")) => Element::new().with("use", word),
        Some("mail") => Element::new().with("type", "postal"),
        Some(word) => Element::new().extension_on("use", extension::own(extension::AS_SENT, "valueString", word)),
        None => Element::new(),
    };
    element
        .add("line", it.lines.iter().filter_map(|line| clean(line)).map(Value::from))
        .text("postalCode", it.postcode.as_deref())
        .text("country", it.country.as_deref())
        .build()
}

/// A `ContactPoint`.
pub(super) fn contact_point(it: &ContactPoint) -> Value {
    let Some(value) = clean(&it.value) else { return Value::Null };
    let system = match it.system {
        ContactSystem::Phone => "phone",
        ContactSystem::Email => "email",
        ContactSystem::Other => "other",
    };
    let element = Element::new().with("system", system).with("value", value);
    match it.usage.as_deref() {
        Some(word @ ("home" | "work" | "temp" | "old" | "mobile")) => element.with("use", word),
        Some(word) => element.extension_on("use", extension::own(extension::AS_SENT, "valueString", word)),
        None => element,
    }
    .build()
}
