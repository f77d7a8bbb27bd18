//! `AllergyIntolerance`.

use serde_json::{Value, json};

use super::code_system::SNOMED_CT;
use super::context::Context;
use super::element::Element;
use super::{coded, extension, plain};
use crate::record::{AllergyIntolerance, AllergyStatus, CodeableConcept};

/// GP Connect's code for a drug allergy of which only the original words came over.
const DEGRADED: (&str, &str) = ("196461000000101", "Transfer-degraded drug allergy");

/// The codes by which a source says itself that an allergy is degraded: drug, and other.
const SAID: [&str; 2] = [DEGRADED.0, "196471000000108"];

/// An allergy or an intolerance. An ended one is `inactive`, the wider word: no source says that it
/// was tested again, which `resolved` would claim.
pub(super) fn allergy_intolerance(it: &AllergyIntolerance, context: &Context<'_>) -> Element {
    let active = it.status == AllergyStatus::Current;
    let (clinical, verification) = if context.is_withdrawn() {
        (Value::Null, coded::status("allergyintolerance-verification", "entered-in-error"))
    } else {
        let word = if active { "active" } else { "inactive" };
        (coded::status("allergyintolerance-clinical", word), Value::Null)
    };
    let own = |name: &str, concept: &Option<CodeableConcept>| {
        let concept = concept.as_ref().filter(|concept| !concept.is_empty())?;
        Some(extension::own(name, "valueCodeableConcept", coded::concept(concept)))
    };
    // A withdrawn allergy has no clinical status (`ait-2`), so its end is said in words.
    let (end, end_in_words) = if context.is_withdrawn() { (None, it.ended) } else { (ended(it), None) };
    let clinical_status = Element::new().extension(end).add_parts(clinical);
    context
        .resource("AllergyIntolerance")
        .extension(own(extension::ALLERGY_CATEGORY, &it.category))
        .extension(own(extension::ALLERGY_SEVERITY, &it.severity))
        .with("clinicalStatus", clinical_status)
        .with("verificationStatus", verification)
        .add("category", it.category.as_ref().and_then(category).map(Value::from))
        .with("code", code(it))
        .with("patient", context.patient())
        .date_time("onsetDateTime", it.onset)
        .date_time("recordedDate", it.recorded)
        .with("recorder", plain::named(it.asserter.as_deref()))
        .add("note", it.degraded.then(degraded_note))
        .add("note", it.notes.iter().map(plain::annotation))
        .add("note", end_in_words.map(|at| plain::sentence(format!("Ended, as sent: {at}"))))
        .add("reaction", it.reactions.iter().map(|reaction| reaction_of(reaction, it.severity.as_ref())))
}

/// The end, as UK Core has it.
fn ended(it: &AllergyIntolerance) -> Option<Value> {
    let end = Element::new().with("url", "endDate").date_time("valueDateTime", Some(it.ended?));
    Some(json!({ "url": extension::uk_core_url("AllergyIntoleranceEnd"), "extension": [end.build()] }))
}

/// To what. A degraded allergy is coded as such, so that prescribing stops; what came with it stays
/// after that code.
fn code(it: &AllergyIntolerance) -> Value {
    if !it.degraded {
        return coded::required(&it.code);
    }
    let (code, display) = DEGRADED;
    let said = it.code.coding.iter().any(|coding| coding.code.as_deref().is_some_and(|code| SAID.contains(&code)));
    Element::new()
        .add("coding", (!said).then(|| coded::known(SNOMED_CT, code, display)))
        .add("coding", it.code.coding.iter().map(coded::coding))
        .text("text", Some(it.code.label()))
        .build()
}

fn degraded_note() -> Value {
    plain::sentence(
        "Degraded: only the original term came over, so prescribing cannot be checked against it.".to_owned(),
    )
}

/// R4's category, where the source's type is one of HL7 v2 table 0127 or plainly the same word.
fn category(it: &CodeableConcept) -> Option<&'static str> {
    let words = it.coding.iter().filter_map(|coding| coding.code.as_deref()).chain([it.label()]);
    words.map(str::to_ascii_lowercase).find_map(|word| match word.as_str() {
        "da" | "drug" | "drug allergy" | "medication" => Some("medication"),
        "fa" | "food" | "food allergy" => Some("food"),
        "ea" | "environment" | "environmental" | "environmental allergy" => Some("environment"),
        _ => None,
    })
}

/// A reaction, with R4's severity where the source's grade is one of HL7 v2 table 0128.
fn reaction_of(words: &str, severity: Option<&CodeableConcept>) -> Value {
    let manifestation = coded::text(words);
    if manifestation.as_object().is_some_and(serde_json::Map::is_empty) {
        return Value::Null;
    }
    let severity =
        severity.and_then(|it| match it.code().unwrap_or_else(|| it.label()).to_ascii_lowercase().as_str() {
            "mi" | "mild" => Some("mild"),
            "mo" | "moderate" => Some("moderate"),
            "sv" | "severe" => Some("severe"),
            _ => None,
        });
    Element::new().one("manifestation", manifestation).text("severity", severity).build()
}
