//! `Encounter`.

use serde_json::{Value, json};

use super::code_system::{
    ADMISSION_METHOD, DISCHARGE_DESTINATION, DISCHARGE_METHOD, NationalTable, SOURCE_OF_ADMISSION,
};
use super::context::Context;
use super::element::{Element, clean};
use super::plain::identifier_type;
use super::{coded, extension, plain};
use crate::record::{
    CodeableConcept, ConsultationPart, Encounter, EncounterClass, EncounterStatus, LocationSpell, PartialDateTime,
    WardLocation,
};

/// A stay, an attendance or an appointment.
pub(super) fn encounter(it: &Encounter, context: &Context<'_>) -> Element {
    let discharge = it.discharge_method.as_ref().map(|method| coded::national(method, &DISCHARGE_METHOD));
    context
        .resource("Encounter")
        .extension(discharge.map(|method| extension::uk_core("DischargeMethod", "valueCodeableConcept", method)))
        .extension_all(it.parts.iter().map(part))
        .one("identifier", context.identifier(it.visit_number.as_deref(), identifier_type::VISIT))
        .with("status", context.status(status(it.status)))
        .with("class", class(it.class))
        .with("serviceType", it.specialty.as_ref().map_or(Value::Null, coded::concept))
        .with("subject", context.patient())
        .add("participant", [participant("ATND", "attender", it.attending.as_deref())])
        .add("participant", [participant("REF", "referrer", it.referring.as_deref())])
        .period("period", it.start, it.end)
        .add("reasonCode", it.reason.as_ref().map(coded::concept))
        .with("hospitalization", hospitalization(it))
        .add("location", locations(it))
        .with("serviceProvider", context.sender())
}

/// A heading of a consultation; its members are entries of their own, named by their keys.
fn part(it: &ConsultationPart) -> Value {
    let text = |name: &str, words: &str| clean(words).map(|words| extension::extension(name, "valueString", words));
    let topic = it.topic.iter().filter_map(|topic| text("topic", topic));
    let category = it.category.iter().filter_map(|category| text("category", category));
    let members = it.members.iter().filter_map(|key| text("member", key));
    let notes = it.notes.iter().filter_map(|note| text("note", note));
    let parts: Vec<Value> = topic.chain(category).chain(members).chain(notes).collect();
    if parts.is_empty() {
        return Value::Null;
    }
    json!({ "url": extension::extension_url(extension::CONSULTATION_PART), "extension": parts })
}

const fn status(status: EncounterStatus) -> &'static str {
    match status {
        EncounterStatus::Planned => "planned",
        EncounterStatus::InProgress => "in-progress",
        EncounterStatus::Finished => "finished",
        EncounterStatus::Cancelled => "cancelled",
        EncounterStatus::EnteredInError => "entered-in-error",
    }
}

/// HL7 v3 `ActEncounterCode`; what it does not have is `OTH` of its null flavours.
fn class(class: EncounterClass) -> Value {
    let (system, code, display) = match class {
        EncounterClass::Inpatient => ("v3-ActCode", "IMP", "inpatient encounter"),
        EncounterClass::Ambulatory => ("v3-ActCode", "AMB", "ambulatory"),
        EncounterClass::Emergency => ("v3-ActCode", "EMER", "emergency"),
        EncounterClass::PreAdmission => ("v3-ActCode", "PRENC", "pre-admission"),
        EncounterClass::Other => ("v3-NullFlavor", "OTH", "other"),
    };
    coded::known(&format!("http://terminology.hl7.org/CodeSystem/{system}"), code, display)
}

fn participant(code: &str, display: &str, name: Option<&str>) -> Value {
    if name.and_then(clean).is_none() {
        return Value::Null;
    }
    let system = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    Element::new()
        .one("type", coded::known_concept(system, code, display))
        .with("individual", plain::named(name))
        .build()
}

fn hospitalization(it: &Encounter) -> Element {
    let concept = |concept: &Option<CodeableConcept>, table: &NationalTable| {
        concept.as_ref().map(|concept| coded::national(concept, table))
    };
    let method = concept(&it.admission_method, &ADMISSION_METHOD);
    Element::new()
        .extension(method.map(|method| extension::uk_core("AdmissionMethod", "valueCodeableConcept", method)))
        .with("admitSource", concept(&it.admission_source, &SOURCE_OF_ADMISSION))
        .with("dischargeDisposition", concept(&it.discharge_destination, &DISCHARGE_DESTINATION))
}

/// Each level of each place (site, ward, room, bed) as R4 has it, one after the other; a spell ends
/// when the next begins. Only the last place of an encounter in progress is where the person is.
fn locations(it: &Encounter) -> Vec<Value> {
    let ends = it.locations.iter().skip(1).map(|next| next.from).chain([None]);
    let last = it.locations.len().saturating_sub(1);
    let status = |place: usize| match it.status {
        EncounterStatus::Planned | EncounterStatus::Cancelled => "planned",
        EncounterStatus::InProgress if place == last => "active",
        EncounterStatus::InProgress | EncounterStatus::Finished | EncounterStatus::EnteredInError => "completed",
    };
    let spells = it.locations.iter().zip(ends).enumerate();
    spells.flat_map(|(place, (spell, end))| spell_levels(spell, end, status(place))).collect()
}

fn spell_levels(spell: &LocationSpell, end: Option<PartialDateTime>, status: &'static str) -> Vec<Value> {
    let level = |place: Value, kind: Option<(&str, &str)>| {
        let system = "http://terminology.hl7.org/CodeSystem/location-physical-type";
        let kind = kind.map_or(Value::Null, |(code, display)| coded::known_concept(system, code, display));
        Element::new()
            .with("location", place)
            .with("status", status)
            .with("physicalType", kind)
            .period("period", spell.from, end)
            .build()
    };
    let levels = named_levels(&spell.location);
    if levels.is_empty() {
        return vec![level(Element::new().extension(extension::not_known()).build(), None)];
    }
    levels.into_iter().map(|(name, kind)| level(plain::named(Some(name)), Some(kind))).collect()
}

/// A name, and the code and display of its physical type.
type Level<'a> = (&'a str, (&'static str, &'static str));

fn named_levels(location: &WardLocation) -> Vec<Level<'_>> {
    let levels = [
        (&location.facility, ("si", "Site")),
        (&location.ward, ("wa", "Ward")),
        (&location.room, ("ro", "Room")),
        (&location.bed, ("bd", "Bed")),
    ];
    let named = levels.into_iter().filter_map(|(name, kind)| Some((name.as_deref()?, kind)));
    named.filter(|(name, _)| clean(name).is_some()).collect()
}
