//! People, entries and messages that never were, for the tests of the browser.

use jiff::Timestamp;

use super::message::{Message, Opened, Reply};
use super::model::Model;
use super::start::{Start, Story};
use super::{Effect, Kind};
use crate::access::{JobRole, RoleProfile, User};
use crate::record::{
    Address, AllergyIntolerance, CodeableConcept, Coding, EntryState, Gender, HumanName, Identifier, Interpretation,
    MedicationStatement, MedicationStatus, MessageId, NhsNumber, NhsNumberStatus, Note, Observation, PartialDateTime,
    Patient, Provenance, Resource, Section, SourceCoding, SourceLocation, Standing, Value,
};
use crate::store::view::{
    EntryView, FORMAT_VERSION, Inpatient, PatientHit, PersonView, RecordView, SectionView, SourcePatient,
};
use crate::store::{Basis, Mask, PatientId};

pub(super) fn now() -> Timestamp {
    "2018-06-01T13:00:00Z".parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "every field that holds a time may be empty")]
pub(super) fn at(text: &str) -> Option<PartialDateTime> {
    Some(text.parse().unwrap())
}

pub(super) fn user() -> User {
    let role = RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() };
    User { name: "a.patel".to_owned(), full_name: "Anita Patel".to_owned(), roles: vec![role], ..User::default() }
}

pub(super) fn stories() -> Vec<Story> {
    let story = |title: &str, hint: &str, number: i64| Story {
        title: title.to_owned(),
        hint: hint.to_owned(),
        patient: crate::store::PatientRef::Patient(PatientId(number)),
    };
    vec![
        story("Chose that nobody may look", "Enter, then g: the record stays hidden, as if there were none.", 7),
        story("A Yes for one day that has lapsed", "Enter, then n: permission must be asked again.", 8),
        story("An identity conflict", "Enter, then g, then i: two hospitals, one number, two birth dates.", 9),
        story("A merge of two numbers", "Enter, then g, then i: why two identities are one.", 12),
        story("A corrected result", "Enter, then g, then Enter on Potassium: both versions.", 12),
    ]
}

pub(super) fn model() -> Model {
    Model::new(&start(Vec::new()), &user())
}

pub(super) fn demo() -> Model {
    Model::new(&Start { arguments: "--store demo --as a.patel".to_owned(), ..start(stories()) }, &user())
}

fn start(stories: Vec<Story>) -> Start {
    Start { stories, clock: std::sync::Arc::new(now()), ..Start::default() }
}

pub(super) fn hit(number: i64, digits: u64, name: &str, birth: &str) -> PatientHit {
    PatientHit {
        patient: PatientId(number),
        nhs_number: NhsNumber::from_digits(digits),
        verified: true,
        name: name.to_owned(),
        birth_date: at(birth),
        gender: Some(Gender::Female),
        postcode: Some("BH15 2JB".to_owned()),
        organisations: vec!["RD3".to_owned(), "RBD".to_owned()],
        inpatient: false,
        in_conflict: false,
    }
}

pub(super) fn fredrica() -> PatientHit {
    PatientHit { inpatient: true, ..hit(12, 9_990_000_018, "SMITH, Fredrica J (Mrs)", "1965-12-13") }
}

pub(super) fn hits() -> Vec<PatientHit> {
    vec![
        fredrica(),
        PatientHit { in_conflict: true, ..hit(13, 9_990_000_026, "SMITH, Frederick", "1971-02-03") },
        PatientHit {
            verified: false,
            ..hit(14, 9_990_000_034, "SMITH-FARQUHARSON, Alexandrina Charlotte (Dr)", "2001")
        },
        PatientHit { nhs_number: None, postcode: None, gender: None, ..hit(15, 0, "SMITH", "1999-05") },
    ]
}

pub(super) fn basis() -> Basis {
    Basis {
        user: "a.patel".to_owned(),
        purpose: "direct-care",
        reason: "permission given".to_owned(),
        consent: "row 15: the person gave permission to view".to_owned(),
        expires: "2018-06-01T21:00:00Z".parse().unwrap(),
        mask: Mask::default(),
    }
}

fn source(number: i64, organisation: (&str, &str), patient: Patient) -> SourcePatient {
    SourcePatient {
        patient: PatientId(number),
        organisation: organisation.0.to_owned(),
        organisation_name: organisation.1.to_owned(),
        system: "PAS".to_owned(),
        demographics: patient,
        merged: false,
        stated: at("2018-05-30T09:15:00+01:00"),
        recorded: "2018-05-30T08:20:00Z".parse().unwrap(),
        signals: Vec::new(),
    }
}

pub(super) fn person() -> PersonView {
    let number = NhsNumber::from_digits(9_990_000_018).unwrap();
    let name = |family: &str| HumanName {
        family: Some(family.to_owned()),
        given: vec!["Fredrica".to_owned(), "J".to_owned()],
        prefix: Some("Mrs".to_owned()),
        ..HumanName::default()
    };
    let patient = |family: &str, birth: &str, local: Identifier| Patient {
        identifiers: vec![Identifier::nhs(number, Some(NhsNumberStatus::NumberPresentAndVerified)), local],
        names: vec![name(family)],
        birth_date: at(birth),
        gender: Some(Gender::Female),
        addresses: vec![Address {
            lines: vec!["1 Quay Road".to_owned(), "Poole".to_owned()],
            postcode: Some("BH15 2JB".to_owned()),
            ..Address::default()
        }],
        general_practice: Some(Coding {
            code: Some("J81000".to_owned()),
            display: Some("The Harbour Surgery".to_owned()),
            ..Coding::default()
        }),
        ..Patient::default()
    };
    PersonView {
        format_version: FORMAT_VERSION,
        basis: basis(),
        person: fredrica(),
        inpatient_now: vec![Inpatient {
            organisation: "RD3".to_owned(),
            organisation_name: "Poole Hospital".to_owned(),
            location: "Ward A5, Bay 2, Bed 4".to_owned(),
            since: at("2018-05-30T14:30:00+01:00"),
            admitted: at("2018-05-30T09:00:00+01:00"),
        }],
        sources: vec![
            source(12, ("RD3", "Poole Hospital"), patient("Smith", "1965-12-13", Identifier::local("RD3", "P000123"))),
            source(
                31,
                ("RBD", "Dorset County Hospital"),
                patient("Smyth", "1965-12-13", Identifier::local("RBD", "0047110")),
            ),
        ],
        disagreements: vec!["family name".to_owned()],
    }
}

pub(super) fn provenance(message: i64) -> Provenance {
    Provenance {
        message: MessageId(message),
        feed: "POOLE-LAB/RD3".to_owned(),
        organisation: "RD3".to_owned(),
        system: "WinPath".to_owned(),
        control_id: format!("LAB{message:06}"),
        trigger: "ORU^R01".to_owned(),
        stated: at("2018-05-31T10:00:00+01:00"),
        recorded: "2018-05-31T09:00:05Z".parse().unwrap(),
        location: SourceLocation {
            segment: "OBX".to_owned(),
            ordinal: 5,
            set_id: Some("2".to_owned()),
            field: Some(5),
        },
    }
}

pub(super) fn entry(id: &str, section: Section, time: &str, resource: Resource) -> EntryView {
    let abnormal = matches!(&resource, Resource::Observation(it) if it.interpretation.as_ref().is_some_and(Interpretation::is_abnormal));
    EntryView {
        id: id.to_owned(),
        key: id.to_owned(),
        section,
        standing: Standing::of(&resource, section, id),
        subsection: resource.subsection(),
        kind: resource.kind(),
        version: 1,
        state: EntryState::Current,
        time: at(time),
        label: resource.label(),
        value: resource.value_line(),
        abnormal,
        masked: false,
        group: None,
        organisation_name: "Poole Hospital".to_owned(),
        resource: Some(resource),
        source: SourceCoding {
            heading: Some("U&E".to_owned()),
            code: Some("K".to_owned()),
            system: Some("WINPATH".to_owned()),
            text: None,
        },
        provenance: provenance(881),
        topics: Vec::new(),
        repeated_in: Vec::new(),
        mark: None,
    }
}

pub(super) fn potassium() -> EntryView {
    let observation = Observation {
        code: CodeableConcept::text("Potassium"),
        value: Some(Value::Quantity { comparator: None, value: "6.10".to_owned(), unit: Some("mmol/L".to_owned()) }),
        reference_range: Some("3.5-5.3".to_owned()),
        interpretation: Some(Interpretation::High),
        notes: vec![Note { text: "Sample not haemolysed.\nPlease repeat if unexpected.".to_owned(), location: None }],
        ..Observation::default()
    };
    EntryView {
        group: Some("report".to_owned()),
        version: 2,
        ..entry(
            "00000000000000aa",
            Section::Investigations,
            "2018-05-31T09:00:00+01:00",
            Resource::Observation(observation),
        )
    }
}

pub(super) fn allergies() -> Vec<EntryView> {
    let allergy = |id: &str, name: &str| {
        let it = AllergyIntolerance { code: CodeableConcept::text(name), ..AllergyIntolerance::default() };
        entry(id, Section::Allergies, "2011-03", Resource::AllergyIntolerance(it))
    };
    vec![allergy("00000000000000b1", "Penicillin"), allergy("00000000000000b2", "Latex")]
}

pub(super) fn entries() -> Vec<EntryView> {
    let sodium = Observation {
        code: CodeableConcept::text("Sodium"),
        value: Some(Value::Quantity { comparator: None, value: "141".to_owned(), unit: Some("mmol/L".to_owned()) }),
        reference_range: Some("133-146".to_owned()),
        interpretation: Some(Interpretation::Normal),
        ..Observation::default()
    };
    let sodium = EntryView {
        group: Some("report".to_owned()),
        ..entry("00000000000000ab", Section::Investigations, "2018-05-31T09:00:00+01:00", Resource::Observation(sodium))
    };
    let ramipril = MedicationStatement {
        medication: CodeableConcept::text("Ramipril 5 mg capsules"),
        dosage: Some("One in the morning".to_owned()),
        ..MedicationStatement::default()
    };
    let ended = MedicationStatement { status: MedicationStatus::Stopped, end: at("2017-02-01"), ..ramipril.clone() };
    let mut all = vec![
        potassium(),
        sodium,
        entry("00000000000000ac", Section::Medication, "2018-01-12", Resource::MedicationStatement(ramipril)),
        entry("00000000000000ad", Section::Medication, "2016-11-02", Resource::MedicationStatement(ended)),
    ];
    all.extend(allergies());
    all
}

pub(super) fn sections(entries: &[EntryView]) -> Vec<SectionView> {
    let view = |section: Section| {
        let total = entries.iter().filter(|entry| entry.section == section).count();
        SectionView { total, listed: total, ..SectionView::empty(section) }
    };
    Section::ALL.into_iter().map(view).filter(|view| view.total > 0).collect()
}

pub(super) fn record(timeline: Vec<EntryView>, total: usize) -> RecordView {
    RecordView {
        format_version: FORMAT_VERSION,
        basis: basis(),
        person: fredrica(),
        as_of: None,
        valid_at: None,
        terms_of: Vec::new(),
        total,
        withheld: None,
        summary: Vec::new(),
        sections: sections(&timeline),
        timeline,
    }
}

pub(super) fn opened() -> Opened {
    let all = entries();
    let total = all.len();
    let allergies = allergies();
    Opened { person: person(), record: record(all, total), allergies: record(allergies, 2) }
}

/// Answers the question that was asked last of this kind.
pub(super) fn answer(model: &mut Model, effects: &[Effect], kind: Kind, reply: Reply) -> Vec<Effect> {
    let asked = effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(request) if request.job.kind() == kind => Some(request.id),
        _ => None,
    });
    let id = asked.expect("the question was asked");
    model.update(Message::Answer { id, kind, reply })
}

/// Presses keys given as text: letters stand for themselves, `⏎`, `⎋`, `⇥`, `↓`, `→` for the keys.
pub(super) fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut effects = Vec::new();
    for key in keys.chars() {
        let code = match key {
            '⏎' => KeyCode::Enter,
            '⎋' => KeyCode::Esc,
            '⇥' => KeyCode::Tab,
            '↓' => KeyCode::Down,
            '↑' => KeyCode::Up,
            '→' => KeyCode::Right,
            letter => KeyCode::Char(letter),
        };
        effects.extend(model.update(Message::Key(KeyEvent::new(code, KeyModifiers::NONE))));
    }
    effects
}

/// A browser with Fredrica's record open.
pub(super) fn in_record() -> Model {
    in_record_of(opened())
}

/// A browser with this record open.
pub(super) fn in_record_of(opened: Opened) -> Model {
    let mut model = demo();
    press(&mut model, "↓↓↓⏎");
    let effects = press(&mut model, "g");
    answer(&mut model, &effects, Kind::Open, Reply::Opened(Box::new(opened)));
    model
}
