//! Coded values (CE, CWE, CF, IS, ID).

use crate::interchange::hl7v2::{Element, Segment};
use crate::record::{CodeableConcept, Coding, SourceCoding};

/// Names of code systems as HL7 v2 sends them (table 0396 and UK habit), and their URIs.
const SYSTEMS: [(&str, &str); 14] = [
    ("LN", "http://loinc.org"),
    ("LOINC", "http://loinc.org"),
    ("SCT", SNOMED),
    ("SNOMED", SNOMED),
    ("SNOMED CT", SNOMED),
    ("SNOMED-CT", SNOMED),
    ("SNM", SNOMED),
    ("SNM3", SNOMED),
    ("SNMCT", SNOMED),
    ("I10", "http://hl7.org/fhir/sid/icd-10"),
    ("ICD10", "http://hl7.org/fhir/sid/icd-10"),
    ("ICD-10", "http://hl7.org/fhir/sid/icd-10"),
    ("RC", "http://read.info/readv2"),
    ("READ", "http://read.info/readv2"),
];

const SNOMED: &str = "http://snomed.info/sct";

/// The URI of a code system, where its name is known and the code can be one of its. Older SNOMED
/// went by the same names, with codes of letters and digits.
pub(super) fn system(name: &str, code: Option<&str>) -> String {
    let found = SYSTEMS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, uri)| *uri);
    match found {
        Some(SNOMED) if !code.is_some_and(|code| code.len() >= 6 && code.bytes().all(|b| b.is_ascii_digit())) => {
            name.to_owned()
        }
        Some(uri) => uri.to_owned(),
        None => name.to_owned(),
    }
}

/// Reads a coded value: two codes at most, and the text that came with them. `None` where nothing
/// is said.
pub(super) fn concept(element: Element<'_>) -> Option<CodeableConcept> {
    if !element.is_valued() {
        return None;
    }
    let parts = element.first::<9>();
    let mut coding = Vec::new();
    let mut words = None;
    for [code, display, named] in [[parts[0], parts[1], parts[2]], [parts[3], parts[4], parts[5]]] {
        let (code, display) = (code.string(), display.string());
        if code.is_none() {
            words = words.or(display);
            continue;
        }
        let system = named.trimmed().map(|named| system(&named, code.as_deref()));
        coding.push(Coding { system, code, display });
    }
    let text = parts[8].string().or(if coding.is_empty() { words } else { None });
    let concept = CodeableConcept { coding, text };
    if concept.is_empty() { None } else { Some(concept) }
}

/// As [`concept`], with the code system that the feed means where it names none.
pub(super) fn concept_in(element: Element<'_>, default_system: Option<&str>) -> Option<CodeableConcept> {
    let mut found = concept(element)?;
    if let Some(first) = found.coding.first_mut()
        && first.system.is_none()
    {
        first.system = default_system.map(ToOwned::to_owned);
    }
    Some(found)
}

/// Reads the concept in a field.
pub(super) fn concept_of(segment: &Segment<'_>, field: usize) -> Option<CodeableConcept> {
    concept(segment.field(field))
}

/// The source's own words for a coded value.
pub(super) fn source_coding(element: Element<'_>, heading: Option<String>) -> SourceCoding {
    let [code, text, system, .., original] = element.first::<9>();
    SourceCoding {
        heading,
        code: code.string(),
        system: system.string(),
        text: text.string().or_else(|| original.string()),
    }
}

/// What identifies a coded value in a key: its code, else its text.
pub(super) fn key_part<'m>(element: Element<'m>) -> std::borrow::Cow<'m, str> {
    let [code, text] = element.first::<2>();
    code.trimmed().or_else(|| text.trimmed()).unwrap_or_default()
}
