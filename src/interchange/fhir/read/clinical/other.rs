//! `Procedure`, `Flag`, `CarePlan` and `RelatedPerson`.

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::view::{View, note};
use crate::record::{
    CarePlan, CodeableConcept, EntryAction, EntryStatement, Flag, FlagKind, Procedure, RelatedPerson, Resource, Section,
};

/// Something that was done, or not done.
pub(super) fn procedure(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let mut notes = view.notes();
    let usual = matches!(word.as_deref(), Some("completed" | "entered-in-error") | None);
    notes.extend(word.as_deref().filter(|_| !usual).map(|word| note(format!("Status as sent: {word}"))));
    if view.text("notDone").as_deref() == Some("true") {
        notes.push(note("Not done, as the source states."));
    }
    for (name, words) in
        [("reasonCode", "For"), ("bodySite", "Site"), ("outcome", "Outcome"), ("complication", "Complication")]
    {
        let said = view.items(name).iter().map(element::concept).filter(|concept| !concept.is_empty());
        notes.extend(said.map(|concept| note(format!("{words}: {}", concept.label()))));
    }
    let (start, end) = view.period("performedPeriod");
    notes.extend(end.map(|end| note(format!("Until: {}", end.display()))));
    let performer = view.items("performer").first().and_then(|node| view.name_in(node.get("actor").unwrap_or(node)));
    let procedure = Procedure {
        code: view.concept("code").unwrap_or_default(),
        performed: view.date(&["performedDateTime"]).or(start),
        performer,
        category: view.concept("category").map(|category| category.label().to_owned()),
        notes,
    };
    view.mark(&["subject", "identifier", "context", "encounter", "performer"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Procedures, Resource::Procedure(procedure)))
}

/// A warning.
pub(super) fn flag(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let (start, end) = view.period("period");
    let mut kinds = view.items("category").iter().map(element::concept);
    let kind = kinds.find_map(|kind| FlagKind::from_slug(kind.label())).unwrap_or_default();
    let own = view.extensions("note").filter_map(element::value_of).filter_map(|node| node.text_of("text"));
    let mut notes: Vec<_> = own.map(note).collect();
    let is_own = view.reading.scan.own.contains_key(&view.number);
    if word.as_deref() == Some("inactive") && end.is_none() {
        notes.push(note("Inactive, as the source states."));
    }
    let others = view.items("category").iter().map(element::concept).filter(|_| !is_own);
    notes.extend(others.filter(|kind| !kind.is_empty()).map(|kind| note(format!("Category: {}", kind.label()))));
    let flag = Flag { code: view.concept("code").unwrap_or_default(), kind, start, end, notes };
    view.mark(&["subject", "identifier", "encounter", "category", "status"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Risks, Resource::Flag(flag)))
}

/// A plan of care.
pub(super) fn care_plan(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let (start, end) = view.period("period");
    let mut words: Vec<String> = view.text("description").into_iter().collect();
    words.extend(view.notes().into_iter().map(|note| note.text));
    let plan = CarePlan {
        category: view.items("category").first().map(element::concept).unwrap_or_default(),
        title: view.text("title"),
        description: (!words.is_empty()).then(|| words.join("\n")),
        start,
        end,
    };
    view.mark(&["subject", "identifier", "intent", "status", "context", "encounter"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::CarePlans, Resource::CarePlan(plan)))
}

/// Next of kin or a contact.
pub(super) fn related_person(view: View<'_, '_>) -> Option<EntryStatement> {
    let relationships: Vec<CodeableConcept> = view.items("relationship").iter().map(element::concept).collect();
    let labels = || relationships.iter().map(CodeableConcept::label).collect::<Vec<_>>().join("; ");
    let relationship = match relationships.as_slice() {
        [] => CodeableConcept::default(),
        [only] => only.clone(),
        _ => CodeableConcept::text(labels()),
    };
    let person = RelatedPerson {
        name: view.items("name").iter().find_map(element::human_name),
        relationship,
        address: view.items("address").iter().find_map(element::address),
        telecoms: view.items("telecom").iter().filter_map(element::contact_point).collect(),
    };
    let inactive = view.get("active").and_then(Node::text) == Some("false");
    view.mark(&["patient", "identifier"]);
    let entry = view.state(Section::Contacts, Resource::RelatedPerson(person));
    if inactive {
        let action = EntryAction::Withdraw("not active any more".to_owned());
        return entry.map(|entry| EntryStatement { action, ..entry });
    }
    entry
}
