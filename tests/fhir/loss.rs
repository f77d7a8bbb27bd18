//! Nothing is dropped in silence: every text of a record, each marked, comes out in the bundle.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::interchange::fhir::r4::{Export, bundle};
use dcr::record::{
    AllergyIntolerance, Attachment, CarePlan, CodeableConcept, Condition, ConsultationPart, DocumentReference,
    Encounter, Entry, EntryLink, Flag, Immunization, Interpretation, LocationSpell, MedicationRequest,
    MedicationRequestIntent, MedicationStatement, Note, Observation, ObservationComponent, Procedure, RelatedPerson,
    Resource, Section, ServiceRequest, SourceLocation, Value, WardLocation,
};
use serde_json::Value as Json;

use crate::person::{self, at, concept, entry};

fn mark(number: u32) -> Option<String> {
    person::some(&format!("mark-{number:03}"))
}

fn marked(number: u32) -> CodeableConcept {
    let [system, code, display, text] = [0, 1, 2, 3].map(|part| format!("mark-{:03}", number + part));
    CodeableConcept { text: Some(text), ..concept(&system, &code, &display) }
}

fn note(number: u32) -> Note {
    let location = SourceLocation { segment: format!("mark-{:03}", number + 1), ..SourceLocation::default() };
    Note { text: format!("mark-{number:03}"), location: Some(location) }
}

fn attachment(number: u32) -> Attachment {
    let location = SourceLocation { segment: format!("mark-{:03}", number + 2), ..SourceLocation::default() };
    Attachment {
        content_type: format!("mark-{number:03}"),
        size: 1,
        sha256: mark(number + 1),
        location: Some(location),
        url: mark(number + 3),
    }
}

fn observation(number: u32, value: Value) -> Observation {
    Observation {
        code: marked(number),
        value: Some(value),
        components: vec![ObservationComponent {
            code: marked(number + 40),
            value: Some(Value::Text { text: format!("mark-{:03}", number + 44), unit: None }),
            reference_range: mark(number + 45),
            interpretation: Some(Interpretation::Other(format!("mark-{:03}", number + 46))),
        }],
        reference_range: mark(number + 10),
        interpretation: Some(Interpretation::Other(format!("mark-{:03}", number + 11))),
        notes: vec![note(number + 12)],
        specimen: Some(marked(number + 20)),
        placer_order_number: mark(number + 30),
        filler_order_number: mark(number + 31),
        performer: mark(number + 32),
        requester: mark(number + 33),
        visit_number: mark(number + 34),
        group: mark(number + 35),
        ..Observation::default()
    }
}

fn encounter() -> Encounter {
    let location = WardLocation { ward: mark(20), room: mark(21), bed: mark(22), facility: mark(23) };
    Encounter {
        parts: vec![ConsultationPart {
            topic: mark(940),
            category: mark(941),
            members: vec!["mark-942".into()],
            notes: vec!["mark-943".into()],
        }],
        visit_number: mark(10),
        reason: Some(marked(30)),
        locations: vec![LocationSpell { location, from: None }],
        specialty: Some(marked(40)),
        attending: mark(24),
        referring: mark(25),
        admission_method: Some(marked(50)),
        admission_source: Some(marked(60)),
        discharge_method: Some(marked(70)),
        discharge_destination: Some(marked(80)),
        start: Some(at("2018-02-03")),
        end: Some(at("2018-01-03")),
        ..Encounter::default()
    }
}

fn request() -> ServiceRequest {
    ServiceRequest {
        code: marked(100),
        priority: mark(104),
        requester: mark(105),
        performer: mark(106),
        placer_order_number: mark(107),
        filler_order_number: mark(108),
        notes: vec![note(109)],
        ..ServiceRequest::default()
    }
}

fn document() -> DocumentReference {
    // The place of each line is in the raw message; see the module's own page.
    let line = Note { text: "mark-120".into(), location: None };
    DocumentReference {
        kind: marked(121),
        title: mark(125),
        author: mark(126),
        document_number: mark(127),
        confidentiality: marked(131).coding.pop(),
        text: vec![line],
        attachments: vec![attachment(128)],
        ..DocumentReference::default()
    }
}

fn of_a_hospital() -> Vec<Resource> {
    let quantity = Value::Quantity { comparator: Some("~".into()), value: "mark-340".into(), unit: mark(341) };
    let text = Value::Text { text: "mark-440".into(), unit: mark(441) };
    let request_for_medicine = MedicationRequest {
        medication: marked(140),
        intent: MedicationRequestIntent::Order,
        quantity: mark(144),
        dosage: mark(145),
        authored: None,
        based_on: mark(146),
        prescription_type: mark(147),
        stop_reason: mark(148),
        notes: vec![note(912)],
        ..MedicationRequest::default()
    };
    let mut group = observation(700, Value::Text { text: "mark-740".into(), unit: None });
    (group.is_group, group.group, group.components) = (true, None, Vec::new());
    vec![
        Resource::Encounter(encounter()),
        Resource::ServiceRequest(request()),
        Resource::DocumentReference(document()),
        Resource::MedicationRequest(request_for_medicine),
        Resource::Observation(observation(300, quantity)),
        Resource::Observation(observation(400, text)),
        Resource::Observation(observation(500, Value::Concept { concept: marked(540) })),
        Resource::Observation(observation(600, Value::Attachment { attachment: attachment(640) })),
        Resource::Observation(group),
    ]
}

fn of_a_practice() -> Vec<Resource> {
    vec![
        Resource::Condition(Condition {
            code: marked(150),
            category: "mark-154".into(),
            kind: mark(155),
            significance: mark(156),
            asserter: mark(157),
            links: vec![EntryLink { role: "mark-158".into(), key: "mark-159".into() }],
            notes: vec![note(910)],
            abatement: Some(at("2018")),
            ..Condition::default()
        }),
        Resource::MedicationStatement(MedicationStatement {
            medication: marked(160),
            prescription_type: mark(164),
            dosage: mark(165),
            notes: vec![note(914)],
            ..MedicationStatement::default()
        }),
        Resource::AllergyIntolerance(AllergyIntolerance {
            code: marked(170),
            category: Some(marked(174)),
            severity: Some(marked(178)),
            reactions: vec!["mark-182".into()],
            degraded: true,
            asserter: mark(183),
            notes: vec![note(916)],
            ..AllergyIntolerance::default()
        }),
        Resource::Immunization(Immunization {
            vaccine: marked(190),
            dose_number: mark(194),
            lot_number: mark(195),
            not_given: true,
            performer: mark(196),
            notes: vec![note(918)],
            ..Immunization::default()
        }),
        Resource::Procedure(Procedure {
            code: marked(200),
            performer: mark(204),
            category: mark(205),
            notes: vec![note(920)],
            ..Procedure::default()
        }),
        Resource::Flag(Flag { code: marked(210), notes: vec![note(922)], ..Flag::default() }),
        Resource::CarePlan(CarePlan {
            category: marked(220),
            title: mark(224),
            description: mark(225),
            ..CarePlan::default()
        }),
        Resource::RelatedPerson(RelatedPerson { relationship: marked(230), ..RelatedPerson::default() }),
    ]
}

/// An export in which every text is marked.
pub(crate) fn full_export() -> Export {
    let entry = |(number, resource): (usize, Resource)| -> Entry {
        let mut entry = entry(&format!("mark-8{number:02}"), 1, Section::Risks, resource);
        entry.repeated_in.push((
            dcr::record::MessageId(99),
            SourceLocation { segment: "mark-900".into(), ..SourceLocation::default() },
        ));
        entry
    };
    let entries = of_a_hospital().into_iter().chain(of_a_practice()).enumerate().map(entry).map(Into::into).collect();
    Export { entries, ..person::export() }
}

fn texts(value: &Json, found: &mut Vec<String>) {
    match value {
        Json::String(text) => found.push(text.clone()),
        Json::Array(list) => list.iter().for_each(|value| texts(value, found)),
        Json::Object(map) => map.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

fn decoded(value: &Json) -> String {
    let mut found = Vec::new();
    texts(value, &mut found);
    let clear = found.iter().filter_map(|text| String::from_utf8(STANDARD.decode(text).ok()?).ok());
    let clear: Vec<String> = clear.collect();
    found.into_iter().chain(clear).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_text_of_the_record_comes_out() {
    let export = full_export();
    let out = decoded(&bundle(&export));
    let mut marks = Vec::new();
    for exported in &export.entries {
        texts(&serde_json::to_value(&exported.entry).unwrap(), &mut marks);
    }
    marks.retain(|text| text.starts_with("mark-"));
    assert!(marks.len() > 150, "the record is marked throughout");
    let lost: Vec<&String> = marks.iter().filter(|mark| !out.contains(mark.as_str())).collect();
    assert_eq!(lost, Vec::<&String>::new());
}

#[test]
fn a_time_that_its_resource_does_not_have_comes_out() {
    let mut export = person::export();
    export.entries[11].entry.time = Some(at("1999-12-31"));
    let kind = export.entries[11].entry.resource.kind();
    assert_eq!(kind, "RelatedPerson");
    assert!(decoded(&bundle(&export)).contains("1999-12-31"));
}

#[test]
fn every_text_of_a_patient_comes_out() {
    let export = person::export();
    let out = decoded(&bundle(&export));
    for identity in &export.identities {
        let mut found = Vec::new();
        texts(&serde_json::to_value(&identity.patient).unwrap(), &mut found);
        let written_otherwise = ["NHS", "number-present-and-verified", "EN", "usual", "local", "nhs-number"];
        found.retain(|text| !written_otherwise.contains(&text.as_str()));
        let lost: Vec<&String> = found.iter().filter(|text| !out.contains(text.as_str())).collect();
        assert_eq!(lost, Vec::<&String>::new());
    }
}
