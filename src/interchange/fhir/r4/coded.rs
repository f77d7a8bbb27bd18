//! Codings and concepts.

use serde_json::Value;

use super::code_system::{self, NationalTable};
use super::element::{Element, code};
use super::extension;
use crate::record::{CodeableConcept, Coding};

/// A `Coding`. What the source called the code system stays beside the code, where that is not its URI.
pub(super) fn coding(it: &Coding) -> Value {
    coding_with(it, None)
}

fn coding_with(it: &Coding, more: Option<Value>) -> Value {
    let sent = it.code.as_deref();
    let uri = it.system.as_deref().and_then(|name| code_system::uri(name, sent.unwrap_or_default()));
    let name = it.system.as_deref().filter(|name| uri.as_deref() != Some(*name));
    let element = Element::new()
        .extension(name.map(|name| extension::own(extension::CODE_SYSTEM_NAME, "valueString", name)))
        .extension(more)
        .text("system", uri.as_deref());
    let element = match sent {
        Some(sent) if code(sent).is_none() && !sent.is_empty() => {
            element.extension_on("code", extension::own(extension::AS_SENT, "valueString", sent))
        }
        sent => element.text("code", sent),
    };
    element.text("display", it.display.as_deref()).build()
}

/// A `Coding` of a known system.
pub(super) fn known(system: &str, code: &str, display: &str) -> Value {
    Element::new().with("system", system).with("code", code).with("display", display).build()
}

/// A `CodeableConcept` of one known code.
pub(super) fn known_concept(system: &str, code: &str, display: &str) -> Value {
    Element::new().one("coding", known(system, code, display)).build()
}

/// A `CodeableConcept` of one known code whose display says no more than the code.
pub(super) fn status(system: &str, code: &str) -> Value {
    let system = format!("http://terminology.hl7.org/CodeSystem/{system}");
    Element::new().one("coding", Element::new().with("system", system).with("code", code)).build()
}

/// A `CodeableConcept` that is only text.
pub(super) fn text(text: &str) -> Value {
    Element::new().text("text", Some(text)).build()
}

/// A `CodeableConcept`; null where nothing is said.
pub(super) fn concept(it: &CodeableConcept) -> Value {
    Element::new().add("coding", it.coding.iter().map(coding)).text("text", it.text.as_deref()).build()
}

/// A `CodeableConcept` where FHIR requires one: where nothing is said, says so.
pub(super) fn required(it: &CodeableConcept) -> Value {
    let value = concept(it);
    let empty = value.as_object().is_some_and(serde_json::Map::is_empty);
    if empty { Element::new().extension(extension::not_known()).build() } else { value }
}

/// A concept of a national table: its codes get their system where the source gave none, which is said.
pub(super) fn national(it: &CodeableConcept, table: &NationalTable) -> Value {
    let codings = it.coding.iter().map(|it| {
        let national = national_coding(it, table);
        let added = national.system.is_some() && it.system.is_none();
        coding_with(&national, added.then(|| extension::own(extension::SYSTEM_ADDED, "valueBoolean", true)))
    });
    Element::new().add("coding", codings).text("text", it.text.as_deref()).build()
}

/// A coding of a national table.
pub(super) fn national_coding(it: &Coding, table: &NationalTable) -> Coding {
    let known = it.system.is_none() && it.code.as_deref().is_some_and(|code| table.codes.contains(&code));
    let system = if known { Some(table.system.to_owned()) } else { it.system.clone() };
    Coding { system, ..it.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn local(system: Option<&str>, code: &str) -> Coding {
        Coding { system: system.map(Into::into), code: Some(code.into()), display: None }
    }

    #[test]
    fn a_local_system_keeps_its_name_and_gets_no_uri() {
        let value = coding(&local(Some("WinPath"), "lpdc-3969"));
        let name = json!([{ "url": "urn:x-dcr:fhir:code-system-name", "valueString": "WinPath" }]);
        assert_eq!(value, json!({ "extension": name, "code": "lpdc-3969" }));
    }

    #[test]
    fn a_code_that_fhir_cannot_hold_stays_as_sent() {
        let value = coding(&local(None, " A  1"));
        assert_eq!(value["_code"]["extension"][0]["valueString"], " A  1");
        assert!(value.get("code").is_none());
    }

    #[test]
    fn national_codes_get_their_system_only_where_none_is_given() {
        let table = &code_system::ETHNIC_CATEGORY;
        assert_eq!(coding(&national_coding(&local(None, "A"), table))["system"], table.system);
        assert!(coding(&national_coding(&local(Some("L"), "A"), table)).get("system").is_none());
        assert!(coding(&national_coding(&local(None, "2028-9"), table)).get("system").is_none());
    }

    #[test]
    fn an_empty_required_concept_says_that_it_is_not_known() {
        assert_eq!(required(&CodeableConcept::default())["extension"][0]["valueCode"], "unknown");
    }
}
