//! Codes (CD, CE, CV) and the code systems behind their object identifiers.

use crate::interchange::itk::xml::{Element, attribute, child, is, text_of};
use crate::record::{CodeableConcept, Coding, SourceCoding};

/// Code systems that have a URI of their own; any other is named by its object identifier.
const KNOWN: [(&str, &str); 6] = [
    // SNOMED CT, by the identifier that the NHS uses and by its own.
    ("2.16.840.1.113883.2.1.3.2.4.15", "http://snomed.info/sct"),
    ("2.16.840.1.113883.6.96", "http://snomed.info/sct"),
    ("2.16.840.1.113883.6.1", "http://loinc.org"),
    ("2.16.840.1.113883.6.3", "http://hl7.org/fhir/sid/icd-10"),
    ("2.16.840.1.113883.2.1.3.2.4.19.1", super::identifiers::ODS),
    ("2.16.840.1.113883.2.1.3.2.4.19.2", super::identifiers::ODS_SITE),
];

/// The name of a code system: its URI, or `urn:oid:` and the identifier.
pub(super) fn system(oid: &str) -> String {
    let known = KNOWN.iter().find(|(known, _)| *known == oid).map(|(_, uri)| (*uri).to_owned());
    known.unwrap_or_else(|| format!("urn:oid:{oid}"))
}

/// One code; nothing where the element has none.
pub(super) fn coding(element: Element<'_>) -> Option<Coding> {
    let code = attribute(element, "code").map(ToOwned::to_owned);
    let display = attribute(element, "displayName").map(ToOwned::to_owned);
    if code.is_none() && display.is_none() {
        return None;
    }
    let named = || attribute(element, "codeSystemName").map(ToOwned::to_owned);
    let system = attribute(element, "codeSystem").map(system).or_else(named);
    Some(Coding { system, code, display })
}

/// A concept with its translations, and its original text where that stands in it; nothing where
/// nothing is said. Where the text only points to the narrative, [`Context::concept`] follows it.
pub(super) fn concept(element: Element<'_>) -> Option<CodeableConcept> {
    let translations = element.children().filter(|child| is(*child, "translation")).filter_map(coding).take(20);
    let coding: Vec<Coding> = coding(element).into_iter().chain(translations).collect();
    let concept = CodeableConcept { coding, text: original_text(element) };
    if concept.is_empty() { None } else { Some(concept) }
}

/// The words for which the code was chosen.
fn original_text(element: Element<'_>) -> Option<String> {
    text_of(child(element, "originalText")?)
}

/// Where in the narrative the original text of a code stands, by its `ID`.
pub(super) fn reference(element: Element<'_>) -> Option<&str> {
    let reference = child(child(element, "originalText")?, "reference")?;
    attribute(reference, "value")?.strip_prefix('#')
}

/// The source's own words for a code, under the heading of where it stands.
pub(super) fn source_coding(element: Option<Element<'_>>, heading: Option<String>) -> SourceCoding {
    let text = |name: &str| element.and_then(|element| attribute(element, name)).map(ToOwned::to_owned);
    SourceCoding { heading, code: text("code"), system: text("codeSystem"), text: text("displayName") }
}

/// Whether a code is changed by qualifiers, which could turn its meaning around.
pub(super) fn is_qualified(element: Element<'_>) -> bool {
    child(element, "qualifier").is_some()
}
