//! Names, addresses and ways to reach a person (PN, ON, AD, TEL).

use crate::interchange::itk::xml::{Element, attribute, child, children, elements, text_of};
use crate::record::{Address, ContactPoint, ContactSystem, HumanName, NameUse};

/// The most names, addresses or numbers of one person.
const MANY: usize = 50;

/// Every name of a person; the usual one first, names out of use last.
pub(super) fn names(person: Element<'_>) -> Vec<HumanName> {
    let mut names: Vec<HumanName> = children(person, "name").filter_map(name).take(MANY).collect();
    names.sort_by_key(|name| matches!(name.usage, NameUse::Old | NameUse::Maiden | NameUse::Nickname));
    names
}

/// One name. A name that is not sent in parts is kept whole as the family name: where one part
/// ends and the next begins would be a guess, and identities are matched on it.
pub(super) fn name(element: Element<'_>) -> Option<HumanName> {
    let part = |name: &str| {
        let words: Vec<String> = children(element, name).filter_map(text_of).collect();
        if words.is_empty() { None } else { Some(words.join(" ")) }
    };
    let given: Vec<String> = children(element, "given").filter_map(text_of).take(MANY).collect();
    let family = part("family").or_else(|| if given.is_empty() { text_of(element) } else { None });
    let usage = match attribute(element, "use").unwrap_or_default().to_ascii_uppercase().as_str() {
        "P" | "A" | "ALIAS" | "PREFERRED" => NameUse::Nickname,
        "PREVIOUS" | "PREVIOUS-BACHELOR" | "OLD" | "PREVIOUS-BIRTH" | "BIRTH" => NameUse::Old,
        "PREVIOUS-MAIDEN" | "MAIDEN" => NameUse::Maiden,
        _ => NameUse::Usual,
    };
    let name = HumanName { usage, family, given, prefix: part("prefix"), suffix: part("suffix") };
    if name.is_empty() { None } else { Some(name) }
}

/// Whether a name is sent in parts.
pub(super) fn in_parts(element: Element<'_>) -> bool {
    elements(element).next().is_some()
}

/// A clinician or another person as a line: title, given and family name, as sent.
pub(super) fn person_line(person: Element<'_>) -> Option<String> {
    let element = child(person, "name")?;
    if !in_parts(element) {
        return text_of(element);
    }
    let name = name(element)?;
    let parts = name.prefix.iter().chain(&name.given).chain(&name.family).chain(&name.suffix);
    Some(parts.map(String::as_str).collect::<Vec<_>>().join(" "))
}

/// Every address of a person, the home address first.
pub(super) fn addresses(holder: Element<'_>) -> Vec<Address> {
    let mut addresses: Vec<Address> = children(holder, "addr").filter_map(address).take(MANY).collect();
    addresses.sort_by_key(|address| address.usage.as_deref() != Some("home"));
    addresses
}

/// One address.
pub(super) fn address(element: Element<'_>) -> Option<Address> {
    let mut lines = Vec::new();
    let (mut postcode, mut country) = (None, None);
    for part in elements(element).take(MANY) {
        match part.tag_name().name() {
            "postalCode" => postcode = text_of(part),
            "country" => country = text_of(part),
            "useablePeriod" => {}
            // Where exactly to go, such as map coordinates, is part of the whereabouts.
            _ => lines.extend(text_of(part)),
        }
    }
    if !in_parts(element) {
        lines.extend(text_of(element));
    }
    if lines.is_empty() && postcode.is_none() {
        return None;
    }
    let usage = attribute(element, "use").map(|words| {
        let first = words.split_whitespace().next().unwrap_or_default();
        match first {
            "H" | "HP" => "home",
            // PHYS is where the person is to be found now, HV where they stay on holiday.
            "PHYS" | "TMP" | "HV" => "temp",
            "WP" => "work",
            "PST" => "mail",
            other => other,
        }
        .to_owned()
    });
    Some(Address { lines, postcode, country, usage })
}

/// Every way to reach a person, each once.
pub(super) fn telecoms(holder: Element<'_>) -> Vec<ContactPoint> {
    let mut telecoms: Vec<ContactPoint> = Vec::new();
    for telecom in children(holder, "telecom").filter_map(telecom).take(MANY) {
        if !telecoms.iter().any(|known| known.value == telecom.value && known.system == telecom.system) {
            telecoms.push(telecom);
        }
    }
    telecoms
}

fn telecom(element: Element<'_>) -> Option<ContactPoint> {
    let sent = attribute(element, "value")?;
    let (scheme, rest) = sent.split_once(':').unwrap_or(("", sent));
    let (system, value) = match scheme.to_ascii_lowercase().as_str() {
        "tel" => (ContactSystem::Phone, rest),
        "mailto" => (ContactSystem::Email, rest),
        "" if sent.contains('@') => (ContactSystem::Email, sent),
        "" => (ContactSystem::Phone, sent),
        _ => (ContactSystem::Other, sent),
    };
    let usage = attribute(element, "use").map(|words| match words.split_whitespace().next().unwrap_or_default() {
        "H" | "HP" => "home".to_owned(),
        "WP" => "work".to_owned(),
        "MC" => "mobile".to_owned(),
        "HV" => "temp".to_owned(),
        // In a 111 report the number to call back.
        "EC" => "emergency contact".to_owned(),
        other => other.to_owned(),
    });
    let value = value.trim();
    if value.is_empty() { None } else { Some(ContactPoint { system, value: value.to_owned(), usage }) }
}
