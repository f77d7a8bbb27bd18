//! The coded entries of a document.
//!
//! Only what can be said of the patient without doubt becomes an entry of the record: templates
//! whose meaning is known, that took place, are not negated, not about somebody else, and whose
//! code no qualifier turns around. All else is named as not carried; the narrative says it.

use super::concept::{is_qualified, source_coding};
use super::context::key_part;
use super::{Context, encounter, medication, value, version};
use crate::interchange::itk::limits::ENTRIES;
use crate::interchange::itk::xml::{Element, attribute, child, children, elements, is};
use crate::record::{
    Condition, Encounter, EncounterClass, EntryAction, EntryStatement, Observation, PartialDateTime, Procedure,
    Resource, Section, SourceCoding, SourceLocation,
};

/// A statement that asserts a resource; the caller says the rest.
pub(super) fn entry(resource: Resource) -> EntryStatement {
    EntryStatement {
        key: String::new(),
        action: EntryAction::Assert,
        section: Section::Documents,
        resource: Some(resource),
        source: SourceCoding::default(),
        location: SourceLocation::default(),
        version_time: None,
        replaces: None,
    }
}

/// Reads the entries under the body of a document.
pub(super) fn read<'a>(context: &mut Context<'a>, document: Element<'a>, key: &str) -> Vec<EntryStatement> {
    let class = encounter::class(version::message_type(document));
    let mut statements = Vec::new();
    for element in body_parts(document).into_iter().filter(|part| is(*part, "entry")) {
        if statements.len() >= ENTRIES {
            context.odd(element, "there are more entries than are carried: the rest is in the raw message");
            break;
        }
        let Some(act) = elements(element).find(|act| attribute(*act, "classCode").is_some()) else { continue };
        if is(act, "observationMedia") {
            continue;
        }
        let template = template(element, act);
        if let Some(why) = doubt(act) {
            context.odd(act, why);
            context.leave(&format!("entry {template}"));
            continue;
        }
        let Some((section, resource)) = resource(context, act, template, class) else {
            context.leave(&format!("entry {template}"));
            continue;
        };
        leave_relationships(context, act, template);
        let own = children(act, "id").find_map(version::number);
        let place = || format!("{}", statements.len() + 1);
        let own = own.map_or_else(place, |own| key_part(&own));
        statements.push(EntryStatement {
            key: context.unique(format!("{key}:entry:{own}")),
            section,
            source: source_coding(medication::coded(act), Some(template.to_owned())),
            location: context.at(act),
            ..entry(resource)
        });
    }
    statements
}

/// The sections, entries and bodies of a document in their order. What stands in a narrative is
/// none of them, whatever it is called.
pub(super) fn body_parts(document: Element<'_>) -> Vec<Element<'_>> {
    fn add<'a>(element: Element<'a>, parts: &mut Vec<Element<'a>>) {
        for child in elements(element) {
            match child.tag_name().name() {
                "text" => {}
                "entry" | "nonXMLBody" => parts.push(child),
                name => {
                    if name == "section" {
                        parts.push(child);
                    }
                    add(child, parts);
                }
            }
        }
    }
    let mut parts = Vec::new();
    for component in children(document, "component") {
        add(component, &mut parts);
    }
    parts
}

/// What kind of entry this is: the last part of its template, such as `Diagnosis`.
fn template<'a>(element: Element<'a>, act: Element<'a>) -> &'a str {
    let named = child(element, "contentId").or_else(|| child(act, "templateId"));
    let named = named.and_then(|id| attribute(id, "extension")).and_then(|name| name.rsplit_once('#'));
    named.map_or_else(|| act.tag_name().name(), |(_, name)| name)
}

/// Why an entry cannot simply be taken for a fact about the patient.
fn doubt(act: Element<'_>) -> Option<&'static str> {
    let status = child(act, "statusCode").and_then(|status| attribute(status, "code")).unwrap_or("completed");
    let qualified = |name: &str| child(act, name).is_some_and(is_qualified);
    if attribute(act, "negationInd").is_some_and(|negated| negated != "false") {
        Some("the entry is negated: it says that something is not so, and is not carried as a fact")
    } else if attribute(act, "moodCode").is_some_and(|mood| mood != "EVN") {
        Some("the entry is a plan, a goal or a request: it is not carried as a fact")
    } else if !matches!(status, "completed" | "active" | "normal") {
        Some("the entry did not take place or was given up: it is not carried as a fact")
    } else if child(act, "subject").is_some() {
        Some("the entry is about somebody other than the patient: it is not carried")
    } else if child(act, "uncertaintyCode").is_some() {
        Some("the entry is called uncertain: it is not carried as a fact")
    } else if !is(act, "supply") && (qualified("code") || qualified("value")) {
        Some("the code of the entry is qualified, which can turn its meaning: it is not carried")
    } else {
        None
    }
}

fn resource<'a>(
    context: &mut Context<'a>,
    act: Element<'a>,
    template: &str,
    class: EncounterClass,
) -> Option<(Section, Resource)> {
    let kind = act.tag_name().name();
    if kind == "supply" && template == "SupplyMedication" {
        return medication::supply(context, act).map(|it| (Section::Medication, Resource::MedicationRequest(it)));
    }
    let code = context.concept(child(act, "code")?)?;
    Some(match (kind, template) {
        ("observation", "Diagnosis") => {
            let period = encounter::times(context, child(act, "effectiveTime"));
            let condition = Condition {
                code,
                category: "encounter-diagnosis".to_owned(),
                onset: period.start,
                abatement: period.end,
                ..Condition::default()
            };
            (Section::Diagnoses, Resource::Condition(condition))
        }
        ("observation", "Finding" | "Investigation") => {
            let observation = Observation {
                code,
                value: child(act, "value").and_then(|sent| value::value(context, sent)),
                effective: time(context, act),
                ..Observation::default()
            };
            let section = if template == "Finding" { Section::Examinations } else { Section::Investigations };
            (section, Resource::Observation(observation))
        }
        ("procedure", _) | ("act", "AdministrativeProcedure" | "Treatment") => {
            let procedure = Procedure { code, performed: time(context, act), ..Procedure::default() };
            let administrative = template == "AdministrativeProcedure";
            let section = if administrative { Section::Administrative } else { Section::Procedures };
            (section, Resource::Procedure(procedure))
        }
        ("encounter", "CareEvent") => {
            let period = encounter::times(context, child(act, "effectiveTime"));
            (Section::Encounters, Resource::Encounter(Encounter { class, reason: Some(code), ..period }))
        }
        _ => return None,
    })
}

/// When something was so, or began to be.
fn time<'a>(context: &mut Context<'a>, act: Element<'a>) -> Option<PartialDateTime> {
    encounter::times(context, child(act, "effectiveTime")).start
}

/// Names what hangs on an entry and is not carried; links to other entries are none of it.
fn leave_relationships<'a>(context: &mut Context<'a>, act: Element<'a>, template: &str) {
    if is(act, "supply") {
        return;
    }
    for relationship in children(act, "entryRelationship") {
        let target = elements(relationship).find(|target| attribute(*target, "classCode").is_some());
        let kind = target.map_or("", |target| self::template(relationship, target));
        if !kind.ends_with("Ref") {
            context.leave(&format!("entry {template} entryRelationship"));
        }
    }
}
