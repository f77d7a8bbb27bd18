//! `Condition`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{Condition, ConditionStatus, EntryLink, EntryStatement, Resource, Section};

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let clinical = view.code("clinicalStatus").map(ToOwned::to_owned);
    let verification = view.code("verificationStatus").map(ToOwned::to_owned);
    let refuted = verification.as_deref() == Some("refuted");
    let over = matches!(clinical.as_deref(), Some("inactive" | "resolved" | "remission")) || refuted;
    let (category, kind) = categories(&view);
    let mut notes = view.notes();
    let written = |text: &str, prefix: &str| text.strip_prefix(prefix).map(ToOwned::to_owned);
    // An export says in words what R4 has no element for.
    let mut significance = view.extension("ProblemSignificance").and_then(Node::text).map(ToOwned::to_owned);
    let mut abatement = view.date(&["abatementDateTime"]);
    if view.reading.scan.own.contains_key(&view.number) {
        notes.retain(|note| {
            let word = written(&note.text, "Significance as sent: ");
            let end = written(&note.text, "Active, with an end as sent: ").and_then(|at| element::date_time(&at));
            let is_own = word.is_some() || end.is_some();
            significance = significance.take().or(word);
            abatement = abatement.or(end);
            !is_own
        });
    }
    notes.extend(refuted.then(|| note("Refuted, as the source states.")));
    for name in ["severity", "stage", "bodySite"] {
        let said = view.get(name).map(element::concept).filter(|concept| !concept.is_empty());
        notes.extend(said.map(|concept| note(format!("{name}: {}", concept.label()))));
    }
    let section = match category.as_str() {
        "encounter-diagnosis" => Section::Diagnoses,
        _ => Section::Problems,
    };
    let condition = Condition {
        code: view.concept("code").unwrap_or_default(),
        clinical_status: if over { ConditionStatus::Inactive } else { ConditionStatus::Active },
        category,
        kind,
        significance,
        onset: view.date(&["onsetDateTime"]),
        abatement,
        recorded: view.date(&["recordedDate", "assertedDate"]),
        asserter: view.name("asserter").or_else(|| view.name("recorder")),
        links: links(&view),
        notes,
    };
    view.mark(&["subject", "identifier", "context", "encounter", "recorder"]);
    let in_error = is_error(verification.as_deref());
    unless_in_error(in_error, view.state(section, Resource::Condition(condition)))
}

/// The category that FHIR knows, and a further one in the source's words.
fn categories(view: &View<'_, '_>) -> (String, Option<String>) {
    let known = |word: &str| matches!(word, "problem-list-item" | "encounter-diagnosis");
    let (mut category, mut kind) = (None, None);
    for node in view.items("category") {
        let concept = element::concept(node);
        match concept.code().filter(|code| known(code)) {
            Some(code) => category = category.or_else(|| Some(code.to_owned())),
            None if category.is_none() && kind.is_none() && view.reading.scan.own.contains_key(&view.number) => {
                // An export puts the category first, whatever it is.
                category = Some(concept.label().to_owned());
            }
            None => kind = kind.or_else(|| Some(concept.label().to_owned())),
        }
    }
    (category.unwrap_or_else(|| "problem-list-item".to_owned()), kind)
}

/// Entries that the problem is about or that belong to it, and problems above and below it.
fn links(view: &View<'_, '_>) -> Vec<EntryLink> {
    let mut links = Vec::new();
    let mut link = |role: &str, reference: &Node<'_>| {
        let key = view.key_of(reference);
        links.extend(key.map(|key| EntryLink { role: role.to_owned(), key }));
    };
    for extension in view.extensions("ActualProblem") {
        if let Some(reference) = element::value_of(extension) {
            link("actual-problem", reference);
        }
    }
    for extension in view.extensions("RelatedProblemHeader") {
        let kind = element::part(extension, "type").and_then(Node::text).unwrap_or("related-problem");
        let kind = kind.to_ascii_lowercase();
        if let Some(reference) = element::part(extension, "target") {
            link(&kind, reference);
        }
    }
    for extension in view.extensions("RelatedClinicalContent") {
        if let Some(reference) = element::value_of(extension) {
            link("related", reference);
        }
    }
    let own = view.extensions("link").filter_map(|extension| {
        let text = |name: &str| element::part(extension, name)?.text().map(ToOwned::to_owned);
        Some(EntryLink { role: text("role")?, key: text("key")? })
    });
    let own: Vec<EntryLink> = own.collect();
    links.extend(own);
    links
}
