//! FHIR data types as the record's nouns, STU3 and R4 alike.

use super::json::Node;
use crate::record::{
    Address, CodeableConcept, Coding, ContactPoint, ContactSystem, HumanName, Interpretation, NameUse, PartialDateTime,
    Value,
};

/// The extension of this project's own that holds a value as its source sent it.
const AS_SENT: &str = "urn:x-dcr:fhir:as-sent";
const CODE_SYSTEM_NAME: &str = "urn:x-dcr:fhir:code-system-name";
const SYSTEM_ADDED: &str = "urn:x-dcr:fhir:system-added";
const QUANTITY_PRECISION: &str = "http://hl7.org/fhir/StructureDefinition/quantity-precision";

/// The value of an extension of an element, by its URL.
pub(super) fn extension_value<'n, 'a>(node: &'n Node<'a>, url: &str) -> Option<&'n Node<'a>> {
    let found = node.items("extension").iter().find(|extension| extension.text_of("url") == Some(url))?;
    value_of(found)
}

/// The `value[x]` of an extension.
pub(super) fn value_of<'n, 'a>(extension: &'n Node<'a>) -> Option<&'n Node<'a>> {
    let is_value = |key: &str| key.strip_prefix("value").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    extension.members().iter().find(|(key, _)| is_value(key)).map(|(_, value)| value)
}

/// A part of an extension with parts, by its name, upper and lower case alike.
pub(super) fn part<'n, 'a>(extension: &'n Node<'a>, name: &str) -> Option<&'n Node<'a>> {
    let is_named = |part: &&Node<'a>| part.text_of("url").is_some_and(|url| url.eq_ignore_ascii_case(name));
    extension.items("extension").iter().find(is_named).and_then(value_of)
}

/// The parts of one name.
pub(super) fn parts<'n, 'a>(extension: &'n Node<'a>, name: &'n str) -> impl Iterator<Item = &'n Node<'a>> {
    let parts = extension.items("extension").iter();
    parts.filter(move |part| part.text_of("url").is_some_and(|url| url.eq_ignore_ascii_case(name))).filter_map(value_of)
}

/// A `CodeableConcept`, a `Coding`, or a bare code. The code that a person chose comes first.
pub(super) fn concept(node: &Node<'_>) -> CodeableConcept {
    let node = node.first();
    if let Some(code) = node.text() {
        let coding = Coding { system: None, code: Some(code.to_owned()), display: None };
        return CodeableConcept { coding: vec![coding], text: None };
    }
    let mut codings: Vec<(bool, Coding)> = node.items("coding").iter().filter_map(chosen).collect();
    if codings.is_empty() && node.get("code").is_some() {
        codings.extend(chosen(node));
    }
    codings.sort_by_key(|(selected, _)| !selected);
    let coding = codings.into_iter().map(|(_, coding)| coding).collect();
    CodeableConcept { coding, text: node.string_of("text") }
}

fn chosen(node: &Node<'_>) -> Option<(bool, Coding)> {
    let coding = coding(node);
    let is_said = coding.code.is_some() || coding.display.is_some() || coding.system.is_some();
    is_said.then(|| (node.bool_of("userSelected") == Some(true), coding))
}

/// A `Coding`.
pub(super) fn coding(node: &Node<'_>) -> Coding {
    let as_sent = || extension_value(node.get("_code")?, AS_SENT)?.text().map(ToOwned::to_owned);
    let name = extension_value(node, CODE_SYSTEM_NAME).and_then(Node::text).map(ToOwned::to_owned);
    let is_own = extension_value(node, SYSTEM_ADDED).is_none();
    Coding {
        // What the source itself called the system, or that it named none, an export says beside it.
        system: name.or_else(|| node.string_of("system")).filter(|_| is_own),
        code: node.string_of("code").or_else(as_sent),
        display: node.string_of("display"),
    }
}

/// The first code of a concept, or a bare code: `clinicalStatus` is one in R4 and the other in STU3.
pub(super) fn code<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let node = node.first();
    node.text().or_else(|| node.items("coding").iter().find_map(|coding| coding.text_of("code")))
}

/// A date or time as FHIR writes it, or as this project keeps what FHIR cannot write.
pub(super) fn date_time(text: &str) -> Option<PartialDateTime> {
    text.trim().parse().ok()
}

/// The text beside a primitive member that could not hold its value.
pub(super) fn as_sent<'n>(holder: &'n Node<'_>, name: &str) -> Option<&'n str> {
    extension_value(holder.get(&format!("_{name}"))?, AS_SENT)?.text()
}

/// A number with its unit. Digits stay as they were written.
pub(super) fn quantity(node: &Node<'_>) -> Option<Value> {
    let digits = node.text_of("value")?;
    let unit = node.string_of("unit").or_else(|| node.string_of("code"));
    let places =
        node.get("_value").and_then(|beside| extension_value(beside, QUANTITY_PRECISION)?.text()?.parse().ok());
    let value = places.map_or_else(|| digits.to_owned(), |places| with_places(digits, places));
    Some(Value::Quantity { comparator: node.string_of("comparator"), value, unit })
}

/// A quantity in words, as in `28 tablet`.
pub(super) fn quantity_text(node: &Node<'_>) -> Option<String> {
    quantity(node).map(|value| value.label())
}

/// Writes the zeros again that a JSON number lost.
fn with_places(digits: &str, places: usize) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let kept = fraction.trim_end_matches('0');
    if !plain || kept.len() > places || places > 40 {
        return exponent(digits, places).unwrap_or_else(|| digits.to_owned());
    }
    if places == 0 { whole.to_owned() } else { format!("{whole}.{kept:0<places$}") }
}

/// A number that JSON wrote with an exponent.
fn exponent(digits: &str, places: usize) -> Option<String> {
    let number = digits.parse::<f64>().ok().filter(|_| places <= 40 && digits.contains(['e', 'E']))?;
    Some(format!("{number:.places$}"))
}

/// A reference range: its own words, else its bounds.
pub(super) fn range(node: &Node<'_>) -> Option<String> {
    let bound = |name: &str| node.get(name).and_then(quantity_text);
    let words = match (node.string_of("text"), bound("low"), bound("high")) {
        (Some(text), _, _) => text,
        (None, Some(low), Some(high)) => {
            // The unit is the same at both ends, and once is enough.
            let unit = node.get("high").and_then(|high| high.text_of("unit")).unwrap_or_default();
            format!("{} - {high}", low.strip_suffix(unit).unwrap_or(&low).trim_end())
        }
        (None, Some(low), None) => format!(">= {low}"),
        (None, None, Some(high)) => format!("<= {high}"),
        (None, None, None) => return None,
    };
    let kind = node.get("type").map(concept).filter(|kind| !kind.is_empty());
    Some(kind.map_or_else(|| words.clone(), |kind| format!("{}: {words}", kind.label())))
}

/// The source's judgement (HL7 v2 table 0078, v3 `ObservationInterpretation`).
pub(super) fn interpretation(node: &Node<'_>) -> Option<Interpretation> {
    let concept = concept(node);
    if concept.is_empty() {
        return None;
    }
    Some(match concept.code() {
        Some("N") => Interpretation::Normal,
        Some("H" | "HI" | "HX") => Interpretation::High,
        Some("HH" | "HU") => Interpretation::CriticalHigh,
        Some("L" | "LO" | "LX") => Interpretation::Low,
        Some("LL" | "LU") => Interpretation::CriticalLow,
        Some("A" | "AA") => Interpretation::Abnormal,
        _ => in_words(concept.label()),
    })
}

/// The words that GP systems put for the codes of laboratory messages, such as
/// `HI - Above high reference limit`.
fn in_words(words: &str) -> Interpretation {
    match words.split_once(" - ").map_or(words, |(code, _)| code).trim() {
        "HI" => Interpretation::High,
        "LO" => Interpretation::Low,
        "NR" => Interpretation::Normal,
        _ => Interpretation::Other(words.to_owned()),
    }
}

/// A name.
pub(super) fn human_name(node: &Node<'_>) -> Option<HumanName> {
    let list = |name: &str| node.items(name).iter().filter_map(Node::text).map(ToOwned::to_owned).collect::<Vec<_>>();
    let joined = |name: &str| Some(list(name).join(" ")).filter(|words| !words.is_empty());
    let usage = match node.text_of("use") {
        Some("official") => NameUse::Official,
        Some("nickname" | "anonymous") => NameUse::Nickname,
        Some("old") => NameUse::Old,
        Some("maiden") => NameUse::Maiden,
        _ => NameUse::Usual,
    };
    let given = list("given");
    // Some systems send the whole name as text only.
    let family = joined("family").or_else(|| node.string_of("text").filter(|_| given.is_empty()));
    let name = HumanName { usage, family, given, prefix: joined("prefix"), suffix: joined("suffix") };
    (!name.is_empty() || name.prefix.is_some()).then_some(name)
}

/// A name as people say it.
pub(super) fn spoken_name(node: &Node<'_>) -> Option<String> {
    let node = node.first();
    if let Some(text) = node.text() {
        return Some(text.to_owned());
    }
    let words = ["prefix", "given", "family", "suffix"].into_iter();
    let words = words.flat_map(|part| node.items(part).iter().filter_map(Node::text));
    let words = words.map(str::trim).collect::<Vec<_>>().join(" ");
    Some(words).filter(|words| !words.is_empty()).or_else(|| node.string_of("text"))
}

/// An address; town and county are among its lines.
pub(super) fn address(node: &Node<'_>) -> Option<Address> {
    let parts = ["line", "city", "district", "state"].into_iter();
    let lines = parts.flat_map(|part| node.items(part).iter().filter_map(Node::text)).map(ToOwned::to_owned);
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        lines.extend(node.string_of("text"));
    }
    let postal = || (node.text_of("type") == Some("postal")).then(|| "mail".to_owned());
    let usage = node.string_of("use").or_else(|| as_sent(node, "use").map(ToOwned::to_owned)).or_else(postal);
    let address = Address { lines, postcode: node.string_of("postalCode"), country: node.string_of("country"), usage };
    (!address.lines.is_empty() || address.postcode.is_some()).then_some(address)
}

/// A way to reach somebody.
pub(super) fn contact_point(node: &Node<'_>) -> Option<ContactPoint> {
    let system = match node.text_of("system") {
        Some("phone" | "sms") | None => ContactSystem::Phone,
        Some("email") => ContactSystem::Email,
        Some(_) => ContactSystem::Other,
    };
    let usage = node.string_of("use").or_else(|| as_sent(node, "use").map(ToOwned::to_owned));
    Some(ContactPoint { system, value: node.string_of("value")?, usage })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::fhir::read::json::Parser;

    fn node(text: &str) -> Node<'_> {
        Parser::new(text, 0).value(0).unwrap()
    }

    #[test]
    fn numbers_keep_their_zeros() {
        let label = |text: &str| quantity(&node(text)).unwrap().label();
        assert_eq!(label(r#"{"value":98.00,"unit":"%"}"#), "98.00 %");
        assert_eq!(label(r#"{"value":5,"comparator":"<"}"#), "<5");
        let lost =
            format!(r#"{{"value":98.0,"_value":{{"extension":[{{"url":"{QUANTITY_PRECISION}","valueInteger":2}}]}}}}"#);
        assert_eq!(label(&lost), "98.00");
        assert_eq!((with_places("1e-7", 7), with_places("7", 2)), ("0.0000001".to_owned(), "7.00".to_owned()));
    }

    #[test]
    fn ranges_are_put_into_words() {
        let cases = [
            (r#"{"low":{"value":1.5,"unit":"g/L"},"high":{"value":2,"unit":"g/L"}}"#, "1.5 - 2 g/L"),
            (r#"{"high":{"value":5}}"#, "<= 5"),
            (r#"{"text":"< 200.000 mg/L"}"#, "< 200.000 mg/L"),
            (r#"{"low":{"value":1},"type":{"text":"Equivocal"}}"#, "Equivocal: >= 1"),
        ];
        for (text, words) in cases {
            assert_eq!(range(&node(text)).unwrap(), words);
        }
    }

    #[test]
    fn the_code_that_was_chosen_comes_first() {
        let text = r#"{"coding":[{"code":"1"},{"code":"2","userSelected":true}],"text":"t"}"#;
        assert_eq!(concept(&node(text)).code(), Some("2"));
        assert_eq!(code(&node(r#""active""#)), Some("active"));
    }
}
