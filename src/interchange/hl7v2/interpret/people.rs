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
    let usage = if usage.is_one_of(&["L", "OFFICIAL"]) {
        NameUse::Official
    } else if usage.is_one_of(&["N", "A", "ALIAS", "S", "PREFERRED"]) {
        NameUse::Nickname
    } else if usage.is_one_of(&["M", "MAIDEN"]) {
        NameUse::Maiden
    } else if usage.is_one_of(&["P", "PREVIOUS", "OLD", "B", "BIRTH"]) {
        NameUse::Old
    } else {
        NameUse::Usual
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
    let [street, other, city, shire, postcode, nation, usage, further] = element.first::<8>();
    // A street address may come in parts (SAD): the whole, the street, the number.
    let whole = street.subcomponent(1).string();
    let parts = || [street.subcomponent(3).string(), street.subcomponent(2).string()];
    lines.extend(whole.or_else(|| {
        let parts: Vec<String> = parts().into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }));
    lines.extend([other, city, shire, further].into_iter().filter_map(|part| part.string()));
    let usage = address_use(usage);
    let (postcode, country) = (postcode.string(), nation.string());
    if lines.is_empty() && postcode.is_none() {
        return None;
    }
    Some(Address { lines, postcode, country, usage })
}

fn address_use(code: Element<'_>) -> Option<String> {
    let known = [
        ("home", &["H", "HOME", "P"][..]),
        ("temp", &["C", "TEMP", "TMP"]),
        ("mail", &["M", "MAIL"]),
        ("work", &["B", "O", "WORK"]),
    ];
    let word = known.iter().find(|(_, codes)| code.is_one_of(codes)).map(|(word, _)| (*word).to_owned());
    word.or_else(|| code.value_string())
}

/// Reads every telephone number and electronic mail address of a field.
pub(super) fn telecoms<'m>(field: Element<'m>, usage: &'m str) -> impl Iterator<Item = ContactPoint> + use<'m> {
    field.repetitions().filter_map(move |element| telecom(element, usage))
}

fn telecom(element: Element<'_>, default_use: &str) -> Option<ContactPoint> {
    let [number, code, equipment, mail, country, area, local, ..] = element.first::<8>();
    let parts = || {
        let parts: Vec<String> = [country, area, local].into_iter().filter_map(|part| part.string()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let value = number.string().or_else(|| mail.string()).or_else(parts);
    let value = value.or_else(|| element.component(12).string())?;
    let is_mail = value.contains('@') || code.is_one_of(&["NET"]) || equipment.is_one_of(&["INTERNET"]);
    let usage = if code.is_one_of(&["WPN", "WORK"]) {
        "work"
    } else if code.is_one_of(&["PRS", "MOBILE"]) || equipment.is_one_of(&["CP", "MOBILE"]) {
        "mobile"
    } else {
        default_use
    };
    let system = if is_mail { ContactSystem::Email } else { ContactSystem::Phone };
    Some(ContactPoint { system, value, usage: Some(usage.to_owned()) })
}

/// A clinician as a line: title, given and family name, else whatever identifies them.
pub(super) fn clinician(element: Element<'_>) -> Option<String> {
    let element = element.repetitions().find(Element::has_content)?;
    let [id, family, given, further, suffix, title, degree] = element.first::<7>();
    // Some senders leave one component too many before the title.
    let title = if title.is_valued() || !degree.value().is_some_and(|it| is_title(&it)) { title } else { degree };
    let mut line = String::new();
    for part in [title, given, further, family, suffix] {
        if let Some(part) = part.value() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&part);
        }
    }
    if line.is_empty() { id.value_string() } else { Some(line) }
}
