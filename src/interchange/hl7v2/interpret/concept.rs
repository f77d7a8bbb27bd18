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
    if element.is_valued() { from_parts(&element.first::<9>()) } else { None }
}

fn from_parts(parts: &[Element<'_>; 9]) -> Option<CodeableConcept> {
    let mut coding = Vec::new();
    let mut words = None;
    for place in [0, 3] {
        let (code, display) = (parts[place].string(), parts[place + 1].string());
        if code.is_none() {
            words = words.or(display);
            continue;
        }
        let system = parts[place + 2].trimmed().map(|named| system(&named, code.as_deref()));
        coding.push(Coding { system, code, display });
    }
    let text = parts[8].string().or(if coding.is_empty() { words } else { None });
    let concept = CodeableConcept { coding, text };
    if concept.is_empty() { None } else { Some(concept) }
}

/// A coded value, and the source's own words for it.
pub(super) fn with_source(element: Element<'_>) -> (Option<CodeableConcept>, SourceCoding) {
    if !element.is_valued() {
        return (None, SourceCoding::default());
    }
    let parts = element.first::<9>();
    let source = SourceCoding {
        heading: None,
        code: parts[0].string(),
        system: parts[2].string(),
        text: parts[1].string().or_else(|| parts[8].string()),
    };
    (from_parts(&parts), source)
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
    SourceCoding { heading, ..with_source(element).1 }
}

/// What identifies a coded value in a key: its code, else its text.
pub(super) fn key_part(element: Element<'_>) -> std::borrow::Cow<'_, str> {
    let [code, text] = element.first::<2>();
    code.trimmed().or_else(|| text.trimmed()).unwrap_or_default()
}
