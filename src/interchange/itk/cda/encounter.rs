//! The encounter that a document is about.

use super::concept::{concept, source_coding};
use super::patient::organisation_line;
use super::people::person_line;
use super::{Context, version};
use crate::interchange::itk::xml::{Element, attribute, child, children, down, text_of};
use crate::record::{
    CodeableConcept, Encounter, EncounterClass, EncounterStatus, EntryStatement, LocationSpell, Observation, Resource,
    Section, SourceCoding, Value, WardLocation,
};

/// Case number and case reference of NHS 111, the number that people quote first.
const CASE_NUMBERS: [&str; 2] = ["2.16.840.1.113883.2.1.3.2.4.18.35", "2.16.840.1.113883.2.1.3.2.4.18.34"];

/// What kind of encounter a kind of document is about.
pub(super) fn class(kind: Option<&str>) -> EncounterClass {
    let kind = kind.unwrap_or_default();
    if kind.starts_with("POCD_MT160001") {
        EncounterClass::Emergency
    } else if kind.starts_with("POCD_MT150001") || kind.starts_with("POCD_MT000026") {
        EncounterClass::Inpatient
    } else {
        EncounterClass::Other
    }
}

/// Reads the encounter and, where the call ended with one, the disposition of NHS Pathways.
pub(super) fn read<'a>(
    context: &mut Context<'a>,
    document: Element<'a>,
    key: &str,
    section: Section,
) -> Vec<EntryStatement> {
    let Some(element) = down(document, &["componentOf", "encompassingEncounter"]) else { return Vec::new() };
    let disposition = child(element, "dischargeDispositionCode");
    let outcome = disposition.and_then(concept);
    let encounter = Encounter {
        visit_number: visit_number(element),
        class: class(version::message_type(document)),
        // A report is written when the contact is over. It says nothing of where anybody is now.
        status: EncounterStatus::Finished,
        reason: child(element, "code").and_then(concept),
        discharge_method: outcome.clone(),
        attending: down(element, &["responsibleParty", "assignedEntity"]).and_then(responsible),
        locations: place(context, element),
        ..times(context, child(element, "effectiveTime"))
    };
    let start = encounter.start;
    let end = encounter.end;
    let mut entries = vec![EntryStatement {
        key: context.unique(format!("{key}:encounter")),
        section: Section::Encounters,
        source: source_coding(child(element, "code"), Some("encompassingEncounter".to_owned())),
        location: context.at(element),
        ..super::entries::entry(Resource::Encounter(encounter))
    }];
    if let (Some(disposition), Some(concept)) = (disposition, outcome) {
        let observation = Observation {
            code: CodeableConcept::text("Disposition"),
            value: Some(Value::Concept { concept }),
            effective: end.or(start),
            ..Observation::default()
        };
        entries.push(EntryStatement {
            key: context.unique(format!("{key}:disposition")),
            section,
            source: SourceCoding { ..source_coding(Some(disposition), Some("dischargeDispositionCode".to_owned())) },
            location: context.at(disposition),
            ..super::entries::entry(Resource::Observation(observation))
        });
    }
    entries
}

/// An encounter with the times of an interval, or of one instant.
pub(super) fn times<'a>(context: &mut Context<'a>, interval: Option<Element<'a>>) -> Encounter {
    let bound = |name: &str| interval.and_then(|interval| child(interval, name));
    let (low, high) = (bound("low"), bound("high"));
    let start = context.time(low).or_else(|| context.time(interval)).or_else(|| context.time(bound("center")));
    let mut end = context.time(high);
    if let (Some(from), Some(until), Some(high)) = (start, end, high)
        && until.end() < from.earliest()
    {
        context.odd(high, "the encounter ends before it begins: its end is left out");
        end = None;
    }
    Encounter { start, end, status: EncounterStatus::Finished, ..Encounter::default() }
}

fn visit_number(encounter: Element<'_>) -> Option<String> {
    let of_root = |root: &str| children(encounter, "id").find(|id| attribute(*id, "root") == Some(root));
    let named = CASE_NUMBERS.iter().find_map(|root| attribute(of_root(root)?, "extension"));
    named.map(ToOwned::to_owned).or_else(|| {
        let id = children(encounter, "id").find(|id| attribute(*id, "root").is_some())?;
        attribute(id, "extension").or_else(|| attribute(id, "root")).map(ToOwned::to_owned)
    })
}

fn responsible(role: Element<'_>) -> Option<String> {
    let person = child(role, "assignedPerson").and_then(person_line);
    person.or_else(|| child(role, "representedOrganization").and_then(organisation_line))
}

/// The place of the encounter by name. Its address is where a caller was, often at home: it stays
/// in the raw message, where it can be hidden.
fn place<'a>(context: &mut Context<'a>, encounter: Element<'a>) -> Vec<LocationSpell> {
    let Some(facility) = down(encounter, &["location", "healthCareFacility"]) else { return Vec::new() };
    if down(facility, &["location", "addr"]).is_some() {
        context.leave("encompassingEncounter location addr");
    }
    let name = down(facility, &["location", "name"]).and_then(text_of);
    let kind = child(facility, "code").and_then(concept).map(|kind| kind.label().to_owned());
    let provider = child(facility, "serviceProviderOrganization").and_then(organisation_line);
    let location = WardLocation { ward: name.or(kind), facility: provider, ..WardLocation::default() };
    if location == WardLocation::default() {
        return Vec::new();
    }
    vec![LocationSpell { location, from: None }]
}
