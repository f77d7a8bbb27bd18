//! `MedicationStatement` and `MedicationRequest`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{
    CodeableConcept, EntryStatement, MedicationRequest, MedicationRequestIntent, MedicationStatement, MedicationStatus,
    Note, Resource, Section,
};

/// What a person takes.
pub(super) fn statement(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let (start, end) = view.period("effectivePeriod");
    let mut notes = view.notes();
    notes.extend(odd_status(word.as_deref()));
    let agency = view.extension("PrescribingAgency").map(element::concept);
    let elsewhere = agency.filter(|agency| agency.code() != Some("prescribed-at-gp-practice") && !agency.is_empty());
    notes.extend(elsewhere.map(|agency| note(format!("Prescribed by: {}", agency.label()))));
    let changed = view.extension("MedicationStatementDosageLastChanged").and_then(Node::text);
    let changed = changed.and_then(element::date_time);
    notes.extend(changed.map(|at| note(format!("Dosage last changed: {}", at.display()))));
    if view.text("taken").as_deref() == Some("n") {
        notes.push(note("Not taken, as the source states."));
    }
    notes.extend(reasons(&view));
    let statement = MedicationStatement {
        medication: medicine(&view),
        status: status(word.as_deref()),
        prescription_type: view.concept("category").map(|kind| kind.label().to_owned()).or_else(|| plan_type(&view)),
        dosage: dosage(&view, "dosage"),
        start: start.or_else(|| view.date(&["effectiveDateTime"])),
        end,
        last_issued: view
            .extension("MedicationStatementLastIssueDate")
            .and_then(Node::text)
            .and_then(element::date_time),
        notes,
    };
    view.mark(&["subject", "identifier", "basedOn", "context", "dateAsserted", "effectiveDateTime"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Medication, Resource::MedicationStatement(statement)))
}

/// An authorisation or one issue.
pub(super) fn request(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let intent = match view.text("intent").as_deref() {
        Some("plan" | "proposal") => MedicationRequestIntent::Plan,
        _ => MedicationRequestIntent::Order,
    };
    let dispense = view.get("dispenseRequest").map(Node::first);
    let validity = dispense.and_then(|dispense| dispense.path(&["validityPeriod"]));
    let date = |name: &str| validity.and_then(|period| view.date_in(period, name));
    let mut notes = view.notes();
    notes.extend(odd_status(word.as_deref()).filter(|_| word.as_deref() != Some("unknown")));
    let supply = dispense.and_then(|dispense| element::quantity_text(dispense.path(&["expectedSupplyDuration"])?));
    notes.extend(supply.map(|length| note(format!("Supply: {length}"))));
    notes.extend(reasons(&view));
    let (stop_reason, stopped) = stop(&view);
    let repeats = repeats(&view);
    let count = |name: &str| repeats.and_then(|it| element::part(it, name)?.text()?.parse().ok());
    let at = |name: &str| repeats.and_then(|it| element::date_time(element::part(it, name)?.text()?));
    let statement = view.reading.places.statements.get(&view.number);
    let based_on = statement.and_then(|statement| view.reading.places.keys.get(statement)).cloned();
    let named =
        || view.items("supportingInformation").iter().find_map(|it| it.path(&["identifier"])?.string_of("value"));
    let request = MedicationRequest {
        medication: medicine(&view),
        intent,
        quantity: dispense.and_then(|dispense| quantity(dispense.path(&["quantity"])?)),
        dosage: dosage(&view, "dosageInstruction"),
        authored: view.date(&["authoredOn"]),
        based_on: based_on.or_else(named),
        status: word.as_deref().filter(|word| *word != "unknown").map(|word| status(Some(word))),
        prescription_type: prescription_type(&view),
        start: date("start"),
        end: date("end"),
        repeats_allowed: count("numberOfRepeatPrescriptionsAllowed").or_else(|| count("allowed")),
        repeats_issued: count("numberOfRepeatPrescriptionsIssued").or_else(|| count("made")),
        review: at("authorisationExpiryDate").or_else(|| at("review")),
        stop_reason,
        stopped: stopped.or_else(|| at("stopped")),
        notes,
    };
    // Who recorded and who dispenses is the practice's own business; the rest is carried otherwise.
    view.mark(&[
        "subject",
        "identifier",
        "groupIdentifier",
        "basedOn",
        "context",
        "encounter",
        "supportingInformation",
    ]);
    view.mark(&["priorPrescription", "substitution"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Medication, Resource::MedicationRequest(request)))
}

fn status(word: Option<&str>) -> MedicationStatus {
    match word {
        Some("completed") => MedicationStatus::Completed,
        Some("stopped" | "cancelled" | "not-taken") => MedicationStatus::Stopped,
        _ => MedicationStatus::Active,
    }
}

/// A status that the record has no word for, in words.
fn odd_status(word: Option<&str>) -> Option<Note> {
    let known = [Some("active"), Some("completed"), Some("stopped"), None, Some("entered-in-error")];
    (!known.contains(&word)).then(|| note(format!("Status as sent: {}", word.unwrap_or_default())))
}

/// The medicine: a code here, or a `Medication` that is named.
fn medicine(view: &View<'_, '_>) -> CodeableConcept {
    if let Some(concept) = view.concept("medicationCodeableConcept") {
        return concept;
    }
    let Some(reference) = view.get("medicationReference") else {
        view.odd("it does not say which medicine");
        return CodeableConcept::default();
    };
    let target = view.target(reference).map(|number| view.reading.document.node(number));
    let code = target.as_ref().and_then(|node| node.get("code")).map(element::concept).filter(|code| !code.is_empty());
    let words = || reference.first().string_of("display").map(CodeableConcept::text);
    code.or_else(words).unwrap_or_default()
}

/// Dose and instructions as written, one after the other.
fn dosage(view: &View<'_, '_>, name: &'static str) -> Option<String> {
    let words = view.items(name).iter().filter_map(|dosage| {
        let text = dosage.text_of("text");
        let instruction = dosage.text_of("patientInstruction").filter(|words| Some(*words) != text);
        match (text, instruction) {
            (Some(text), Some(instruction)) => Some(format!("{text}. {instruction}")),
            (Some(words), None) | (None, Some(words)) => Some(words.to_owned()),
            (None, None) => {
                view.odd("a dose is sent in structured form only, which is not carried");
                None
            }
        }
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// A quantity in the source's words, else the number and its unit.
fn quantity(node: &Node<'_>) -> Option<String> {
    let is_text =
        |extension: &&Node<'_>| extension.text_of("url").is_some_and(|url| url.contains("MedicationQuantityText"));
    let words = node.items("extension").iter().find(is_text).and_then(element::value_of).and_then(Node::text);
    match (node.text_of("value"), words) {
        (Some(value), Some(words)) if !words.contains(value) => Some(format!("{value} {words}")),
        (_, Some(words)) => Some(words.to_owned()),
        (_, None) => element::quantity_text(node),
    }
}

/// Acute, repeat or repeat dispensing.
fn prescription_type(view: &View<'_, '_>) -> Option<String> {
    let said = view.extension("PrescriptionType").map(element::concept).filter(|kind| !kind.is_empty());
    let own = || view.extension("prescription-type")?.text().map(ToOwned::to_owned);
    said.map(|kind| kind.label().to_owned()).or_else(own)
}

/// The type that the plan of a statement gives.
fn plan_type(view: &View<'_, '_>) -> Option<String> {
    let based_on = &view.reading.scan.ties[view.number].based_on;
    based_on.iter().find_map(|reference| {
        let plan = view.reading.document.resolve(view.number, reference).first()?;
        let node = view.reading.document.node(plan);
        let is_type = |extension: &&Node<'_>| {
            extension.text_of("url").is_some_and(|url| super::super::view::short_name(url) == "PrescriptionType")
        };
        let kind = element::concept(element::value_of(node.items("extension").iter().find(is_type)?)?);
        (!kind.is_empty()).then(|| kind.label().to_owned())
    })
}

fn repeats<'v, 'd>(view: &'v View<'_, 'd>) -> Option<&'v Node<'d>> {
    let names = ["MedicationRepeatInformation", "issues"];
    names.into_iter().find_map(|name| view.extensions(name).next())
}

/// Why and when it was stopped.
fn stop(view: &View<'_, '_>) -> (Option<String>, Option<crate::record::PartialDateTime>) {
    let extension = view.extensions("MedicationStatusReason").next();
    let part = |name: &str| extension.and_then(|extension| element::part(extension, name));
    let reason = part("statusReason").map(element::concept).or_else(|| view.concept("statusReason"));
    view.mark(&["statusReason"]);
    let reason = reason.filter(|reason| !reason.is_empty()).map(|reason| reason.label().to_owned());
    (reason, part("statusChangeDate").and_then(Node::text).and_then(element::date_time))
}

/// What it is for.
fn reasons(view: &View<'_, '_>) -> Vec<Note> {
    let reasons = view.items("reasonCode").iter().map(element::concept).filter(|reason| !reason.is_empty());
    reasons.map(|reason| note(format!("For: {}", reason.label()))).collect()
}
