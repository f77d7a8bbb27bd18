//! `Encounter`, and the consultation of GP Connect that stands in lists around it.

use std::collections::HashSet;

use super::{is_error, unless_in_error};
use crate::interchange::fhir::read::element;
use crate::interchange::fhir::read::json::Node;
use crate::interchange::fhir::read::list::{List, ListKind};
use crate::interchange::fhir::read::view::View;
use crate::record::{
    ConsultationPart, Encounter, EncounterClass, EncounterStatus, EntryStatement, LocationSpell, Resource, Section,
    WardLocation,
};

pub(super) fn read(view: View<'_, '_>) -> Option<EntryStatement> {
    let word = view.text("status");
    let (start, end) = view.period("period");
    let hospital = view.get("hospitalization").map(Node::first);
    let within = |name: &str| hospital.and_then(|it| it.get(name)).map(element::concept).filter(|it| !it.is_empty());
    let beside = |name: &str| {
        let is_it = |extension: &&Node<'_>| {
            extension.text_of("url").is_some_and(|url| super::super::view::short_name(url) == name)
        };
        let found = hospital?.items("extension").iter().find(is_it)?;
        element::value_of(found).map(element::concept)
    };
    let kinds = view.items("type").iter().map(element::concept).find(|kind| !kind.is_empty());
    let reasons = view.any(&["reasonCode", "reason"]).map(|node| element::concept(node.first()));
    let encounter = Encounter {
        visit_number: own_number(&view),
        class: class(&view),
        status: status(word.as_deref()),
        reason: reasons.filter(|reason| !reason.is_empty()).or(kinds),
        start,
        end,
        locations: locations(&view),
        specialty: view.concept("serviceType"),
        attending: participant(&view, &["ATND", "PPRF", "CON"]),
        referring: participant(&view, &["REF"]),
        admission_method: beside("AdmissionMethod"),
        admission_source: within("admitSource"),
        discharge_method: view.extension("DischargeMethod").map(element::concept),
        discharge_destination: within("dischargeDisposition"),
        parts: parts(&view),
    };
    // The length follows from the period; the recorder is the practice's own business.
    view.mark(&["subject", "identifier", "length", "serviceProvider", "hospitalization", "participant"]);
    let in_error = is_error(word.as_deref());
    unless_in_error(in_error, view.state(Section::Encounters, Resource::Encounter(encounter)))
}

fn status(word: Option<&str>) -> EncounterStatus {
    match word {
        Some("planned") => EncounterStatus::Planned,
        Some("arrived" | "triaged" | "in-progress" | "onleave") => EncounterStatus::InProgress,
        Some("cancelled") => EncounterStatus::Cancelled,
        Some("entered-in-error") => EncounterStatus::EnteredInError,
        // GP systems record what has been.
        _ => EncounterStatus::Finished,
    }
}

fn class(view: &View<'_, '_>) -> EncounterClass {
    let code =
        view.get("class").and_then(|class| class.first().string_of("code").or_else(|| class.text().map(Into::into)));
    match code.as_deref() {
        Some("IMP" | "ACUTE" | "NONAC" | "inpatient") => EncounterClass::Inpatient,
        Some("AMB" | "outpatient" | "ambulatory") => EncounterClass::Ambulatory,
        Some("EMER" | "emergency") => EncounterClass::Emergency,
        Some("PRENC") => EncounterClass::PreAdmission,
        _ => EncounterClass::Other,
    }
}

fn participant(view: &View<'_, '_>, kinds: &[&str]) -> Option<String> {
    let is_kind = |node: &&Node<'_>| {
        let codes = node.items("type").iter().flat_map(|kind| kind.items("coding"));
        codes.filter_map(|coding| coding.text_of("code")).any(|code| kinds.contains(&code))
    };
    view.name_in(view.items("participant").iter().find(is_kind)?.get("individual")?)
}

/// The source's number of a visit: the one that an export gives a type, else the id.
fn own_number(view: &View<'_, '_>) -> Option<String> {
    let slot = &view.reading.document.slots[view.number];
    let own = view.reading.scan.own.contains_key(&view.number);
    let typed = number_of(view.items("identifier"));
    typed.or_else(|| slot.id.as_deref().filter(|_| !own).map(ToOwned::to_owned))
}

fn number_of(identifiers: &[Node<'_>]) -> Option<String> {
    let is_visit = |node: &&Node<'_>| node.get("type").and_then(element::code) == Some("VN");
    identifiers.iter().find(is_visit)?.string_of("value")
}

/// The number of the visit during which something was done.
pub(super) fn visit(view: &View<'_, '_>) -> Option<String> {
    let reference = view.any(&["encounter", "context"])?.first();
    let named = || reference.path(&["identifier"])?.string_of("value");
    let Some(text) = reference.text_of("reference") else { return named() };
    let document = view.reading.document;
    match document.resolve(view.number, text).first() {
        Some(target) if document.slots[target].kind == "Encounter" => {
            let typed = number_of(document.node(target).items("identifier"));
            typed.or_else(|| document.slots[target].id.as_deref().map(ToOwned::to_owned))
        }
        Some(_) => None,
        None => {
            view.odd("it names a resource that is not in the message");
            text.strip_prefix("Encounter/").map(ToOwned::to_owned).or_else(named)
        }
    }
}

/// Places, each of its levels (site, ward, room, bed) as R4 has them one after the other: levels that
/// begin together are one place.
fn locations(view: &View<'_, '_>) -> Vec<LocationSpell> {
    let mut spells: Vec<LocationSpell> = Vec::new();
    let mut filled = HashSet::new();
    for node in view.items("location") {
        let from = node.path(&["period"]).and_then(|period| view.date_in(period, "start"));
        let name = node.get("location").and_then(|place| view.name_in(place));
        let level = node.get("physicalType").and_then(element::code).unwrap_or("wa");
        let goes_on = spells.last().is_some_and(|last| last.from == from) && !filled.contains(level);
        if !goes_on || spells.is_empty() {
            spells.push(LocationSpell { location: WardLocation::default(), from });
            filled.clear();
        }
        filled.insert(level.to_owned());
        let Some(spell) = spells.last_mut() else { continue };
        match level {
            "si" => spell.location.facility = name,
            "ro" => spell.location.room = name,
            "bd" => spell.location.bed = name,
            _ => spell.location.ward = name,
        }
    }
    spells
}

/// Topics and headings of a consultation: as an export carries them, or from the lists around it.
fn parts(view: &View<'_, '_>) -> Vec<ConsultationPart> {
    let own = view.extensions("consultation-part").map(|extension| {
        let text = |name: &str| element::part(extension, name).and_then(Node::text).map(ToOwned::to_owned);
        let all = |name: &'static str| {
            element::parts(extension, name).filter_map(Node::text).map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        ConsultationPart {
            topic: text("topic"),
            category: text("category"),
            members: all("member"),
            notes: all("note"),
        }
    });
    let own: Vec<ConsultationPart> = own.collect();
    if !own.is_empty() {
        return own;
    }
    let mut lines = Vec::new();
    for consultation in view.reading.consultations_of(view.number) {
        gather(view, consultation, &mut Headings::default(), &mut lines);
    }
    lines
}

/// The headings under which an item stands.
#[derive(Default)]
struct Headings {
    topic: Option<String>,
    category: Option<String>,
    depth: usize,
}

/// Consultation, topic and category; one more is tolerated.
const MOST_LEVELS: usize = 4;

fn gather(view: &View<'_, '_>, list: &List, headings: &mut Headings, parts: &mut Vec<ConsultationPart>) {
    if !view.reading.take(list.slot) || headings.depth >= MOST_LEVELS {
        view.odd("a list of a consultation stands in itself, or in several places");
        return;
    }
    headings.depth += 1;
    let (reading, mut part) = (view.reading, headings.part());
    for item in &list.items {
        let reference = match item {
            Ok(reference) => reference,
            Err(words) => {
                part.notes.push(words.clone());
                continue;
            }
        };
        let target = reading.document.resolve(list.slot, reference).first();
        let inner = target.and_then(|target| reading.list_at(target));
        let Some(inner) = inner else {
            part.members.extend(reading.places.key_of(reading.document, reading.scan.flavour, list.slot, reference));
            continue;
        };
        // What stood before an inner list comes before it.
        if !(part.members.is_empty() && part.notes.is_empty()) {
            parts.push(std::mem::replace(&mut part, headings.part()));
        }
        let outer = (headings.topic.clone(), headings.category.clone());
        match inner.kind {
            ListKind::Topic => headings.topic.clone_from(&inner.title),
            _ => headings.category.clone_from(&inner.title),
        }
        gather(view, inner, headings, parts);
        (headings.topic, headings.category) = outer;
    }
    part.notes.extend(list.notes.iter().cloned());
    if !(part.members.is_empty() && part.notes.is_empty()) || (list.kind == ListKind::Topic && list.items.is_empty()) {
        parts.push(part);
    }
    headings.depth -= 1;
}

impl Headings {
    fn part(&self) -> ConsultationPart {
        ConsultationPart { topic: self.topic.clone(), category: self.category.clone(), ..ConsultationPart::default() }
    }
}
