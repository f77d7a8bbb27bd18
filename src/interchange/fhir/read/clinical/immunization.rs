//! `Immunization`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{CodeableConcept, EntryStatement, Immunization, Note, Resource, Section};

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let not_given = word.as_deref() == Some("not-done") || view.text("notGiven").as_deref() == Some("true");
    let mut notes = view.notes();
    notes.extend(particulars(&view));
    let protocol = view.any(&["protocolApplied", "vaccinationProtocol"]).map(Node::first);
    let dose = protocol.and_then(|it| {
        ["doseNumberPositiveInt", "doseNumberString", "doseSequence"].into_iter().find_map(|name| it.string_of(name))
    });
    let immunization = Immunization {
        vaccine: vaccine(&view, &mut notes),
        not_given,
        occurrence: view.date(&["occurrenceDateTime", "date"]).or_else(|| in_words(&view)),
        dose_number: dose,
        lot_number: view.text("lotNumber"),
        performer: performer(&view),
        notes,
    };
    view.mark(&["patient", "identifier", "encounter", "primarySource", "location", "status", "occurrenceString"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Immunisations, Resource::Immunization(immunization)))
}

/// A time that an export could only write in words.
fn in_words(view: &View<'_, '_>) -> Option<crate::record::PartialDateTime> {
    element::date_time(&view.text("occurrenceString")?)
}

/// GP systems send the procedure that was coded; the vaccine code is often "unknown".
fn vaccine(view: &View<'_, '_>, notes: &mut Vec<Note>) -> CodeableConcept {
    let procedure = view.extension("VaccinationProcedure").map(element::concept).filter(|code| !code.is_empty());
    let known = |code: &CodeableConcept| {
        !code.coding.iter().any(|coding| coding.code.as_deref() == Some("UNK")) && !code.is_empty()
    };
    let code = view.concept("vaccineCode");
    match (procedure, code) {
        (Some(procedure), Some(code)) if known(&code) => {
            notes.push(note(format!("Vaccine: {}", code.label())));
            procedure
        }
        (Some(procedure), _) => procedure,
        (None, code) => code.unwrap_or_default(),
    }
}

/// Who gave it: the administering provider, else whoever is named.
fn performer(view: &View<'_, '_>) -> Option<String> {
    view.mark(&["performer", "practitioner"]);
    let all = view.items("performer").iter().chain(view.items("practitioner"));
    let all: Vec<&Node<'_>> = all.collect();
    let gave = |node: &&&Node<'_>| node.any_role().is_some_and(|code| code == "AP");
    let chosen = all.iter().find(gave).or_else(|| all.first())?;
    view.name_in(chosen.get("actor")?)
}

/// What the record has no element for, in words.
fn particulars(view: &View<'_, '_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut say = |name: &str, words: Option<String>| notes.extend(words.map(|words| note(format!("{name}: {words}"))));
    let label = |name: &'static str| view.concept(name).map(|concept| concept.label().to_owned());
    say("Site", label("site"));
    say("Route", label("route"));
    say("Dose", view.get("doseQuantity").and_then(element::quantity_text));
    say("Batch expires", view.text("expirationDate"));
    say("Manufacturer", view.name("manufacturer"));
    let reasons = view.items("reasonCode").iter().map(element::concept).map(|reason| reason.label().to_owned());
    let mut reasons: Vec<String> = reasons.collect();
    if let Some(explanation) = view.get("explanation").map(Node::first) {
        let given = explanation.items("reason").iter().chain(explanation.items("reasonNotGiven"));
        reasons.extend(given.map(element::concept).map(|reason| reason.label().to_owned()));
    }
    say("Reason", (!reasons.is_empty()).then(|| reasons.join("; ")));
    say("Reason", label("statusReason"));
    let recorded = view.extension("DateRecorded").and_then(Node::text).map(ToOwned::to_owned);
    say("Recorded", recorded.or_else(|| view.text("recorded")));
    let parent = view.extension("ParentPresent").and_then(Node::text).map(ToOwned::to_owned);
    say("Parent present", parent);
    for protocol in view.items("protocolApplied").iter().chain(view.items("vaccinationProtocol")) {
        say("Doses in series", protocol.string_of("seriesDoses"));
        say("Series", protocol.string_of("series"));
        let diseases = protocol.items("targetDisease").iter().map(element::concept);
        let diseases: Vec<String> = diseases.map(|disease| disease.label().to_owned()).collect();
        say("Against", (!diseases.is_empty()).then(|| diseases.join("; ")));
    }
    notes
}

trait Role {
    fn any_role(&self) -> Option<&str>;
}

impl Role for Node<'_> {
    /// The code of what somebody did: `role` in STU3, `function` in R4.
    fn any_role(&self) -> Option<&str> {
        self.get("role").or_else(|| self.get("function")).and_then(element::code)
    }
}
