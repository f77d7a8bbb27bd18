//! Facts that come with ADT: allergies, diagnoses, procedures, next of kin, measurements.

use super::concept::{concept_in, concept_of, key_part, source_coding, system};
use super::encounter::visit_number;
use super::observation::{self, Surroundings};
use super::people::{addresses, clinician, name, telecoms};
use super::{Context, key};
use crate::interchange::hl7v2::{NullPolicy, Segment};
use crate::record::{
    AllergyIntolerance, CodeableConcept, Coding, Condition, EntryAction, EntryStatement, ObservationStatus,
    PartialDateTime, Procedure, RelatedPerson, Resource, Section, SourceCoding, fold_text,
};

/// Reads every fact, in the order of the message.
pub(super) fn read(context: &mut Context<'_>, at: Option<PartialDateTime>) -> Vec<EntryStatement> {
    let message = context.message;
    let visit = visit_number(context).unwrap_or_default();
    let mut entries = Vec::new();
    for segment in message.segments() {
        let entry = match segment.name() {
            "AL1" => allergy(context, &segment),
            "DG1" => diagnosis(context, &segment, &visit),
            "PR1" => procedure(context, &segment, &visit),
            "NK1" => next_of_kin(context, &segment),
            "OBX" => Some(measurement(context, &segment, at)),
            "NTE" => {
                note(context, &segment, entries.last_mut());
                None
            }
            _ => None,
        };
        entries.extend(entry);
    }
    entries
}

fn entry(
    context: &mut Context<'_>,
    segment: &Segment<'_>,
    key: String,
    section: Section,
    resource: Resource,
    source: SourceCoding,
) -> EntryStatement {
    EntryStatement {
        key: context.keys.unique(key),
        action: EntryAction::Assert,
        section,
        resource: Some(resource),
        source,
        location: segment.location(None),
        version_time: None,
        replaces: None,
    }
}

/// An allergy that is not named is not taken for the absence of one.
fn allergy(context: &mut Context<'_>, al1: &Segment<'_>) -> Option<EntryStatement> {
    let system = context.dialect.condition_system.as_deref();
    let code = concept_in(al1.field(3), system);
    let reactions: Vec<String> = al1.field(5).repetitions().filter_map(|it| it.string()).collect();
    if code.is_none() {
        context.odd(al1, 3, "the allergy does not say to what");
        if reactions.is_empty() {
            return None;
        }
    }
    let part = key_part(al1.field(3));
    let part = if al1.field(3).component(1).is_valued() { part.into_owned() } else { fold_text(&part) };
    let category = concept_of(al1, 2).map(|category| worded(category, &CATEGORIES));
    let allergy = AllergyIntolerance {
        code: code.unwrap_or_else(|| CodeableConcept::text("(not named)")),
        category,
        severity: concept_of(al1, 4).map(|severity| worded(severity, &SEVERITIES)),
        reactions,
        onset: context.time_in(al1, 6),
        ..AllergyIntolerance::default()
    };
    let source = source_coding(al1.field(3), al1.field(2).value_string());
    let resource = Resource::AllergyIntolerance(allergy);
    Some(entry(context, al1, key(&["al1", &part]), Section::Allergies, resource, source))
}

/// AL1-2 (table 0127).
const CATEGORIES: [(&str, &str); 8] = [
    ("DA", "Drug allergy"),
    ("FA", "Food allergy"),
    ("MA", "Miscellaneous allergy"),
    ("MC", "Miscellaneous contraindication"),
    ("EA", "Environmental allergy"),
    ("AA", "Animal allergy"),
    ("PA", "Plant allergy"),
    ("LA", "Pollen allergy"),
];

/// AL1-4 (table 0128); A.3 grades from 0 to 9 instead.
const SEVERITIES: [(&str, &str); 4] = [("SV", "Severe"), ("MO", "Moderate"), ("MI", "Mild"), ("U", "Unknown")];

/// Gives a code its words where it came without any.
fn worded(mut concept: CodeableConcept, words: &[(&str, &str)]) -> CodeableConcept {
    if let [Coding { code: Some(code), display: display @ None, .. }] = concept.coding.as_mut_slice() {
        *display = words.iter().find(|(known, _)| known == code).map(|(_, words)| (*words).to_owned());
    }
    concept
}

fn diagnosis(context: &mut Context<'_>, dg1: &Segment<'_>, visit: &str) -> Option<EntryStatement> {
    let code = described(context, dg1)?;
    let part = key_part(dg1.field(3)).into_owned();
    let part = if part.is_empty() { fold_text(code.label()) } else { part };
    let condition = Condition {
        code,
        category: "encounter-diagnosis".to_owned(),
        kind: dg1.field(6).value().map(|kind| {
            match &*kind {
                "A" => "Admitting",
                "W" => "Working",
                "F" => "Final",
                other => other,
            }
            .to_owned()
        }),
        onset: context.time_in(dg1, 5),
        recorded: context.time_in(dg1, 19),
        asserter: clinician(dg1.field(16)),
        ..Condition::default()
    };
    let source = source_coding(dg1.field(3), None);
    let key = key(&["dg1", visit, &part]);
    let mut entry = entry(context, dg1, key, Section::Diagnoses, Resource::Condition(condition), source);
    // DG1-21 exists from version 2.5 on.
    if dg1.field(21).raw() == "D" {
        entry.action = EntryAction::Withdraw("deleted by the source (D)".to_owned());
        entry.resource = None;
    }
    Some(entry)
}

/// The concept of DG1-3 or PR1-3, with the description in the field after it where the code has
/// no words, and the coding method in the field before it where the code has no system.
fn described(context: &mut Context<'_>, segment: &Segment<'_>) -> Option<CodeableConcept> {
    let named = segment.field(2).value().map(|name| system(&name, None));
    let system = named.as_deref().or(context.dialect.condition_system.as_deref()).filter(|_| segment.is("DG1"));
    let words = segment.field(4).string();
    let concept = match (concept_in(segment.field(3), system), words) {
        (Some(mut concept), Some(words)) => {
            if concept.coding.iter().all(|coding| coding.display.is_none()) && concept.text.is_none() {
                concept.text = Some(words);
            }
            Some(concept)
        }
        (None, Some(words)) => Some(CodeableConcept::text(words)),
        (concept, None) => concept,
    };
    if concept.is_none() {
        context.odd(segment, 3, "neither a code nor a description is given");
    }
    concept
}

fn procedure(context: &mut Context<'_>, pr1: &Segment<'_>, visit: &str) -> Option<EntryStatement> {
    let code = described(context, pr1)?;
    let part = key_part(pr1.field(3)).into_owned();
    let part = if part.is_empty() { fold_text(code.label()) } else { part };
    let time = pr1.field(5).value().unwrap_or_default();
    let procedure = Procedure {
        code,
        performed: context.time_in(pr1, 5),
        performer: clinician(pr1.field(11)).or_else(|| clinician(pr1.field(12))),
        category: pr1.field(6).value_string(),
        ..Procedure::default()
    };
    let source = source_coding(pr1.field(3), None);
    let key = key(&["pr1", visit, &part, &time]);
    Some(entry(context, pr1, key, Section::Procedures, Resource::Procedure(procedure), source))
}

fn next_of_kin(context: &mut Context<'_>, nk1: &Segment<'_>) -> Option<EntryStatement> {
    let name = name(nk1.field(2));
    let set_id = nk1.set_id();
    let part = set_id.or_else(|| name.as_ref().map(|name| fold_text(&name.to_string())));
    let key = key(&["nk1", part.as_deref().unwrap_or_default()]);
    let person = RelatedPerson {
        relationship: concept_of(nk1, 3).unwrap_or_default(),
        address: addresses(nk1.field(4)).into_iter().next(),
        telecoms: telecoms(nk1.field(5), "home").chain(telecoms(nk1.field(6), "work")).collect(),
        name,
    };
    let deletes = nk1.field(2).is_null() && context.dialect.null_policy == NullPolicy::QuotedNull;
    if person == RelatedPerson::default() && !deletes {
        context.odd(nk1, 2, "the next of kin has neither name nor anything else");
        return None;
    }
    let source = source_coding(nk1.field(3), None);
    let mut entry = entry(context, nk1, key, Section::Contacts, Resource::RelatedPerson(person), source);
    if deletes {
        entry.action = EntryAction::Withdraw("deleted by the source".to_owned());
        entry.resource = None;
    }
    Some(entry)
}

/// A measurement at the bedside or in the clinic; the same one at another time is another.
fn measurement(context: &mut Context<'_>, obx: &Segment<'_>, at: Option<PartialDateTime>) -> EntryStatement {
    let time = obx
        .field(14)
        .value()
        .map_or_else(|| at.map(|at| at.to_string()).unwrap_or_default(), std::borrow::Cow::into_owned);
    let prefix = key(&["obx", "adt", &time, ""]);
    let around = Surroundings {
        prefix: &prefix,
        section: Section::Examinations,
        group: None,
        position: None,
        effective: at,
        issued: None,
        status: ObservationStatus::Final,
        version_time: None,
    };
    observation::read(context, obx, &around)
}

fn note(context: &mut Context<'_>, nte: &Segment<'_>, last: Option<&mut EntryStatement>) {
    match last.and_then(|entry| entry.resource.as_mut()) {
        Some(Resource::Observation(observation)) => observation.notes.push(observation::note(nte)),
        _ => context.odd(nte, 3, "the comment belongs to nothing that can carry it, and stays in the raw message"),
    }
}
