//! `AllergyIntolerance`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::list::Home;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{
    AllergyIntolerance, AllergyStatus, CodeableConcept, EntryStatement, Note, PartialDateTime, Resource, Section,
};

/// SNOMED CT's codes for an allergy of which only the original term came over from another system:
/// drug, and other.
const DEGRADED: [&str; 2] = ["196461000000101", "196471000000108"];

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let code = view.concept("code").or_else(|| view.concept("substance")).unwrap_or_default();
    let degraded = is_degraded(&code);
    let verification = view.code("verificationStatus").map(ToOwned::to_owned);
    let clinical = view.code("clinicalStatus").map(ToOwned::to_owned);
    let (ended, why) = end(&view);
    let in_ended_list = view.reading.placement(view.number).is_some_and(|place| place.home == Home::EndedAllergies);
    let is_over = matches!(clinical.as_deref(), Some("resolved" | "inactive")) || in_ended_list;
    let refuted = verification.as_deref() == Some("refuted");
    let (reactions, mut severity, mut notes) = reactions(&view);
    severity = view.extension("allergy-severity").map(element::concept).or(severity);
    let own_words = |note: &Note| !note.text.starts_with("Degraded: only the original term");
    notes.extend(view.notes().into_iter().filter(own_words));
    notes.extend(why.map(|why| note(format!("Ended: {why}"))));
    notes.extend(refuted.then(|| note("Refuted, as the source states.")));
    notes.extend(view.text("criticality").map(|word| note(format!("Criticality: {word}"))));
    let last = view.date(&["lastOccurrence"]);
    notes.extend(last.map(|at| note(format!("Last occurrence: {}", at.display()))));
    if clinical.is_none() && !is_error(verification.as_deref()) && !in_ended_list {
        view.odd("it does not say whether it stands, and is taken to stand");
    }
    let allergy = AllergyIntolerance {
        degraded,
        category: category(&view),
        status: if is_over || refuted { AllergyStatus::Ended } else { AllergyStatus::Current },
        severity,
        reactions,
        onset: view.date(&["onsetDateTime"]),
        ended,
        recorded: view.date(&["recordedDate", "assertedDate"]),
        asserter: view.name("recorder").or_else(|| view.name("asserter")),
        notes,
        code,
    };
    // The type says no more than allergy or intolerance, which systems do not tell apart.
    view.mark(&["patient", "identifier", "type", "asserter"]).mark_extensions(&["encounter-associatedEncounter"]);
    let in_error = is_error(verification.as_deref());
    unless_in_error(in_error, view.state(Section::Allergies, Resource::AllergyIntolerance(allergy)))
}

fn is_degraded(code: &CodeableConcept) -> bool {
    code.coding.iter().any(|coding| {
        coding.code.as_deref().is_some_and(|code| DEGRADED.contains(&code))
            || coding.display.as_deref().is_some_and(|words| words.to_lowercase().starts_with("transfer-degraded"))
    })
}

/// When it ended, and why: Care Connect and UK Core carry both in an extension, UK Core also on the
/// clinical status.
fn end(view: &View<'_, '_>) -> (Option<PartialDateTime>, Option<String>) {
    let beside = |node: &Node<'_>| {
        let is_end =
            |extension: &&Node<'_>| extension.text_of("url").is_some_and(|url| url.contains("AllergyIntoleranceEnd"));
        node.items("extension").iter().find(is_end).map(|extension| dates(view, extension))
    };
    let own = ["AllergyIntoleranceEnd", "AllergyIntolEnd"];
    let own = own.into_iter().find_map(|name| view.extensions(name).next()).map(|extension| dates(view, extension));
    own.or_else(|| beside(view.get("clinicalStatus")?)).unwrap_or_default()
}

fn dates(view: &View<'_, '_>, extension: &Node<'_>) -> (Option<PartialDateTime>, Option<String>) {
    let date = element::part(extension, "endDate").and_then(Node::text);
    let at = date.and_then(element::date_time);
    if date.is_some() && at.is_none() {
        view.odd("a date cannot be read");
    }
    let why = element::part(extension, "reasonEnded").and_then(Node::text);
    // A placeholder says nothing.
    let why = why.filter(|why| !why.eq_ignore_ascii_case("no information available")).map(ToOwned::to_owned);
    (at, why)
}

/// What kind: an export keeps the source's own.
fn category(view: &View<'_, '_>) -> Option<CodeableConcept> {
    let own = view.extension("allergy-category").map(element::concept);
    let words: Vec<&str> = view.items("category").iter().filter_map(Node::text).collect();
    own.or_else(|| (!words.is_empty()).then(|| CodeableConcept::text(words.join(", "))))
}

/// What happens, the worst grade of it, and what else is said of it.
fn reactions(view: &View<'_, '_>) -> (Vec<String>, Option<CodeableConcept>, Vec<Note>) {
    let (mut words, mut notes, mut worst) = (Vec::new(), Vec::new(), None);
    for reaction in view.items("reaction") {
        let manifestations = reaction.items("manifestation").iter().map(element::concept);
        let manifestations = manifestations.filter(|concept| !concept.is_empty());
        words.extend(manifestations.map(|concept| concept.label().to_owned()));
        let said = reaction.items("note").iter().filter_map(|note| note.text_of("text"));
        notes.extend(reaction.text_of("description").into_iter().chain(said).map(note));
        worst = worst.max(reaction.text_of("severity").and_then(grade));
        if let Some(substance) = reaction.get("substance").map(element::concept).filter(|it| !it.is_empty()) {
            notes.push(note(format!("Substance: {}", substance.label())));
        }
    }
    (words, worst.map(|(_, word)| CodeableConcept::text(word)), notes)
}

fn grade(word: &str) -> Option<(u8, &'static str)> {
    match word {
        "mild" => Some((1, "mild")),
        "moderate" => Some((2, "moderate")),
        "severe" => Some((3, "severe")),
        _ => None,
    }
}
