//! Names, addresses, telephone numbers and clinicians (XPN, XAD, XTN, XCN).

use crate::interchange::hl7v2::Element;
use crate::record::{Address, ContactPoint, ContactSystem, HumanName, NameUse};

/// Reads every name of a field; the usual one first, names out of use last.
pub(super) fn names(field: Element<'_>) -> Vec<HumanName> {
    let mut names: Vec<HumanName> = field.repetitions().filter_map(name).collect();
    names.sort_by_key(|name| matches!(name.usage, NameUse::Old | NameUse::Maiden | NameUse::Nickname));
    names
}

/// Reads one name.
pub(super) fn name(element: Element<'_>) -> Option<HumanName> {
    let [family, first, further, suffix, prefix, _, usage] = element.first::<7>();
    // A surname may come with its prefix and own part beside it (FN): the first is the whole.
    let family = family.subcomponent(1).string().or_else(|| family.subcomponent(3).string());
    let given = [first.string(), further.string()].into_iter().flatten().collect();
    let usage = match usage.value().unwrap_or_default().to_ascii_uppercase().as_str() {
        "L" | "OFFICIAL" => NameUse::Official,
        "N" | "A" | "ALIAS" | "S" | "PREFERRED" => NameUse::Nickname,
        "M" | "MAIDEN" => NameUse::Maiden,
        "P" | "PREVIOUS" | "OLD" | "B" | "BIRTH" => NameUse::Old,
        _ => NameUse::Usual,
    };
    let (mut prefix, mut suffix) = (prefix.string(), suffix.string());
    // A title one component too early is a common slip.
    if prefix.is_none() && suffix.as_deref().is_some_and(is_title) {
        (prefix, suffix) = (suffix, None);
    }
    let name = HumanName { usage, family, given, prefix, suffix };
    if name.is_empty() { None } else { Some(name) }
}

fn is_title(word: &str) -> bool {
    let titles = ["MR", "MRS", "MISS", "MS", "MX", "DR", "PROF", "MASTER", "REV", "SIR"];
    titles.iter().any(|title| word.trim_end_matches('.').eq_ignore_ascii_case(title))
}

/// Reads every address of a field.
pub(super) fn addresses(field: Element<'_>) -> Vec<Address> {
    field.repetitions().filter_map(address).collect()
}

/// Reads one address.
pub(super) fn address(element: Element<'_>) -> Option<Address> {
    let mut lines: Vec<String> = Vec::with_capacity(4);
    let [street, other, city, county, postcode, country, usage, further] = element.first::<8>();
    // A street address may come in parts (SAD): the whole, the street, the number.
    let whole = street.subcomponent(1).string();
    let parts = || [street.subcomponent(3).string(), street.subcomponent(2).string()];
    lines.extend(whole.or_else(|| {
        let parts: Vec<String> = parts().into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }));
    lines.extend([other, city, county, further].into_iter().filter_map(|part| part.string()));
    let usage = usage.value().map(|code| address_use(&code));
    let (postcode, country) = (postcode.string(), country.string());
    if lines.is_empty() && postcode.is_none() {
        return None;
    }
    Some(Address { lines, postcode, country, usage })
}

fn address_use(code: &str) -> String {
    match code.to_ascii_uppercase().as_str() {
        "H" | "HOME" | "P" => "home".to_owned(),
        "C" | "TEMP" | "TMP" => "temp".to_owned(),
        "M" | "MAIL" => "mail".to_owned(),
        "B" | "O" | "WORK" => "work".to_owned(),
        _ => code.to_owned(),
    }
}

/// Reads every telephone number and electronic mail address of a field.
pub(super) fn telecoms<'m>(field: Element<'m>, usage: &'m str) -> impl Iterator<Item = ContactPoint> + use<'m> {
    field.repetitions().filter_map(move |element| telecom(element, usage))
}

fn telecom(element: Element<'_>, default_use: &str) -> Option<ContactPoint> {
    let code = element.component(2).value().unwrap_or_default().to_ascii_uppercase();
    let equipment = element.component(3).value().unwrap_or_default().to_ascii_uppercase();
    let parts = || {
        let parts: Vec<String> = [5, 6, 7].into_iter().filter_map(|part| element.component(part).string()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let mail = element.component(4).string();
    let number = element.component(1).string();
    let value = number.or_else(|| mail.clone()).or_else(parts).or_else(|| element.component(12).string())?;
    let is_mail = value.contains('@') || code == "NET" || equipment == "INTERNET";
    let usage = match code.as_str() {
        "WPN" | "WORK" => "work",
        "PRS" | "MOBILE" => "mobile",
        _ if matches!(equipment.as_str(), "CP" | "MOBILE") => "mobile",
        _ => default_use,
    };
    let system = if is_mail { ContactSystem::Email } else { ContactSystem::Phone };
    Some(ContactPoint { system, value, usage: Some(usage.to_owned()) })
}

/// A clinician as a line: title, given and family name, else whatever identifies them.
pub(super) fn clinician(element: Element<'_>) -> Option<String> {
    let element = element.repetitions().find(Element::has_content)?;
    let parts = element.first::<7>();
    let part = |number: usize| parts[number - 1].value_string();
    // Some senders leave one component too many before the title.
    let title = part(6).or_else(|| part(7).filter(|it| is_title(it)));
    let parts: Vec<String> = [title, part(3), part(4), part(2), part(5)].into_iter().flatten().collect();
    if parts.is_empty() { part(1) } else { Some(parts.join(" ")) }
}
