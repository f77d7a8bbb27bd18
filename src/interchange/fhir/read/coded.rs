//! Every Coding of a resource or a bundle, with its path.

use serde_json::{Map, Value};

use super::xml;
use crate::interchange::coded::{Coded, CodedElement};
use crate::record::Coding;

/// The longest JSON that is read: its tree costs several times its length.
const MAX_BYTES: usize = 256 << 20;
/// Elements that name the medicine itself.
const MEDICATION: [&str; 3] = ["medicationCodeableConcept", "vaccineCode", "medicationCoding"];

/// Whether XML, from its first `<`, is FHIR's: the root element has FHIR's namespace.
pub(in crate::interchange) fn is_xml(text: &[u8]) -> bool {
    let mut rest = text;
    // Declarations, comments and white space before the root; each step goes past a `<`.
    while let Some(at) = memchr::memchr(b'<', rest) {
        let tag = &rest[at..];
        let end: &[u8] = match tag.get(1) {
            Some(b'?') => b"?>",
            Some(b'!') => b"-->",
            _ => {
                let end = memchr::memchr(b'>', tag).unwrap_or(tag.len());
                return memchr::memmem::find(&tag[..end], b"\"http://hl7.org/fhir\"").is_some()
                    || memchr::memmem::find(&tag[..end], b"'http://hl7.org/fhir'").is_some();
            }
        };
        match memchr::memmem::find(tag, end) {
            Some(found) => rest = &tag[found + end.len()..],
            None => return false,
        }
    }
    false
}

/// The codes of FHIR in JSON: a resource, a bundle, or resources one a line.
pub(in crate::interchange) fn coded_elements_of_json(bytes: &[u8]) -> Result<Coded, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("it has more than {MAX_BYTES} bytes"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut coded = Coded::default();
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let mut number = 0;
    while let Some(value) = values.next() {
        number += 1;
        match value {
            Ok(value) => of_document(&value, number, values.byte_offset() < bytes.trim_ascii_end().len(), &mut coded),
            // The reader's own words may quote a value.
            Err(error) => {
                let place = format!("line {}, column {}: it is no JSON", error.line(), error.column());
                if number == 1 {
                    return Err(place);
                }
                coded.unread.push(place);
                break;
            }
        }
    }
    Ok(coded)
}

/// The codes of FHIR in XML.
pub(in crate::interchange) fn coded_elements_of_xml(bytes: &[u8]) -> Result<Coded, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| "the text is not UTF-8".to_owned())?;
    let json = xml::to_json(text).map_err(|rejection| rejection.to_string())?;
    coded_elements_of_json(json.as_bytes())
}

fn of_document(value: &Value, number: usize, more: bool, coded: &mut Coded) {
    let kind = resource_type(value).unwrap_or("resource");
    let start = if number > 1 || more { format!("resource {number}, {kind}") } else { kind.to_owned() };
    Walk { coded }.value(value, &start, Under { name: "", is_medication: false });
}

fn resource_type(value: &Value) -> Option<&str> {
    let name = value.get("resourceType")?.as_str()?;
    (name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(name)
}

/// What a value stands under.
#[derive(Clone, Copy)]
struct Under<'a> {
    name: &'a str,
    is_medication: bool,
}

struct Walk<'a> {
    coded: &'a mut Coded,
}

impl Walk<'_> {
    /// The depth of a value is bounded by the reader of JSON.
    fn value(&mut self, value: &Value, path: &str, under: Under<'_>) {
        match value {
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.value(item, &format!("{path}[{place}]"), under);
                }
            }
            Value::Object(members) => self.members(members, path, under),
            _ => {}
        }
    }

    fn members(&mut self, members: &Map<String, Value>, path: &str, under: Under<'_>) {
        let text =
            |name: &str| members.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        if is_coding(members, under.name)
            && let Some(code) = text("code")
        {
            let [system, display] = ["system", "display"].map(|name| text(name).map(ToOwned::to_owned));
            let coding = Coding { system, code: Some(code.to_owned()), display };
            let element = CodedElement { coding, place: path.to_owned(), is_medication: under.is_medication };
            self.coded.elements.push(element);
        }
        let is_medicine = members.get("resourceType").and_then(Value::as_str) == Some("Medication");
        for (name, value) in members.iter().filter(|(_, value)| value.is_array() || value.is_object()) {
            let names_medicine = MEDICATION.contains(&name.as_str()) || is_medicine && name == "code";
            let is_medication = names_medicine || under.is_medication && name == "coding";
            let known = name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let shown = if known { name.as_str() } else { "?" };
            self.value(value, &format!("{path}.{shown}"), Under { name, is_medication });
        }
    }
}

/// Whether an object is a Coding: by where it stands, or by what it has. An Identifier and a
/// Quantity have a value beside their system.
fn is_coding(members: &Map<String, Value>, name: &str) -> bool {
    let named = name == "coding" || name.ends_with("Coding");
    let formed =
        members.contains_key("system") && !members.contains_key("value") && !members.contains_key("resourceType");
    named || formed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(coded: &Coded) -> String {
        let line = |it: &CodedElement| {
            let Coding { system, code, display } = &it.coding;
            let [system, code, display] = [system, code, display].map(|part| part.as_deref().unwrap_or("-"));
            format!("{}: {code} in {system}, {display}{}", it.place, if it.is_medication { ", medicine" } else { "" })
        };
        coded.elements.iter().map(line).chain(coded.unread.iter().cloned()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn each_coding_has_its_path() {
        let bundle = r#"{"resourceType":"Bundle","entry":[
            {"resource":{"resourceType":"Condition","identifier":[{"system":"s","value":"v"}],
              "code":{"coding":[{"system":"http://snomed.info/sct","code":"22298006","display":"Heart attack"},{"code":"X"}],"text":"t"}}},
            {"resource":{"resourceType":"MedicationRequest","medicationCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"1"}]},
              "dosageInstruction":[{"route":{"coding":[{"system":"r","code":"2"}]},"doseQuantity":{"value":1,"system":"u","code":"mg"}}]}},
            {"resource":{"resourceType":"Encounter","class":{"system":"c","code":"IMP"}}},
            {"resource":{"resourceType":"Medication","code":{"coding":[{"system":"d","code":"3"}]},"form":{"coding":[{"system":"d","code":"4"}]}}}]}"#;
        insta::assert_snapshot!(shown(&coded_elements_of_json(bundle.as_bytes()).unwrap()), @r"
        Bundle.entry[0].resource.code.coding[0]: 22298006 in http://snomed.info/sct, Heart attack
        Bundle.entry[0].resource.code.coding[1]: X in -, -
        Bundle.entry[1].resource.medicationCodeableConcept.coding[0]: 1 in http://snomed.info/sct, -, medicine
        Bundle.entry[1].resource.dosageInstruction[0].route.coding[0]: 2 in r, -
        Bundle.entry[2].resource.class: IMP in c, -
        Bundle.entry[3].resource.code.coding[0]: 3 in d, -, medicine
        Bundle.entry[3].resource.form.coding[0]: 4 in d, -
        ");
        let lines = "{\"resourceType\":\"A\",\"code\":{\"coding\":[{\"code\":\"1\"}]}}\n{\"resourceType\":\"B\",\"valueCoding\":{\"code\":\"2\"}}\n{\"";
        insta::assert_snapshot!(shown(&coded_elements_of_json(lines.as_bytes()).unwrap()), @r"
        resource 1, A.code.coding[0]: 1 in -, -
        resource 2, B.valueCoding: 2 in -, -
        line 3, column 2: it is no JSON
        ");
    }

    #[test]
    fn xml_has_the_paths_of_json() {
        let xml = r#"<Condition xmlns="http://hl7.org/fhir"><code><coding><system value="http://snomed.info/sct"/><code value="1"/></coding><coding><code value="2"/></coding></code></Condition>"#;
        insta::assert_snapshot!(shown(&coded_elements_of_xml(xml.as_bytes()).unwrap()), @r"
        Condition.code.coding[0]: 1 in http://snomed.info/sct, -
        Condition.code.coding[1]: 2 in -, -
        ");
        assert!(coded_elements_of_xml(b"<Condition").is_err());
    }

    #[test]
    fn what_is_no_json_is_named_without_its_values() {
        assert_eq!(coded_elements_of_json(b"{\"a\":\n SMITH}").unwrap_err(), "line 2, column 2: it is no JSON");
        let deep = "[".repeat(100_000);
        assert!(coded_elements_of_json(deep.as_bytes()).is_err());
    }
}
