//! A fictional person with one entry of each kind and more, and helpers to make entries.

use dcr::interchange::fhir::r4::{Export, SourceIdentity};
use dcr::record::{
    Address, AllergyIntolerance, Attachment, CarePlan, CodeableConcept, Coding, Condition, ContactPoint, ContactSystem,
    DocumentReference, Encounter, EncounterClass, EncounterStatus, Entry, EntryState, Flag, Gender, HumanName,
    Identifier, Immunization, Interpretation, LocationSpell, MedicationRequest, MedicationRequestIntent,
    MedicationStatement, MessageId, NhsNumberStatus, Note, Observation, ObservationStatus, PartialDateTime, Patient,
    Procedure, Provenance, RelatedPerson, Resource, Section, ServiceRequest, SourceCoding, SourceLocation, Value,
    WardLocation,
};

/// A time that must be readable.
pub(crate) fn at(text: &str) -> PartialDateTime {
    text.parse().unwrap()
}

/// A concept of one code.
pub(crate) fn concept(system: &str, code: &str, display: &str) -> CodeableConcept {
    let coding = Coding { system: some(system), code: some(code), display: some(display) };
    CodeableConcept { coding: vec![coding], text: None }
}

/// Text, unless it is empty.
pub(crate) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn note(text: &str) -> Note {
    let location = SourceLocation { segment: "NTE".into(), ordinal: 9, set_id: some("1"), field: Some(3) };
    Note { text: text.into(), location: Some(location) }
}

/// A current entry of the acute hospital, named by its key.
pub(crate) fn entry(key: &str, ordinal: u32, section: Section, resource: Resource) -> Entry {
    let location = SourceLocation { segment: "OBX".into(), ordinal, set_id: some("1"), field: None };
    Entry {
        id: format!("{:016x}", key.bytes().fold(7u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))),
        key: key.into(),
        version: 1,
        section,
        state: EntryState::Current,
        time: resource.time(),
        source: SourceCoding { heading: some("As sent"), code: some("c1"), system: some("L"), text: some("Words") },
        provenance: Provenance {
            message: MessageId(12),
            feed: "rbd-pathology".into(),
            organisation: "RBD".into(),
            system: "LAB".into(),
            control_id: "MSG00012".into(),
            trigger: "ORU^R01".into(),
            stated: Some(at("2018-06-01T10:15:00+01:00")),
            recorded: "2018-06-01T09:15:30Z".parse().unwrap(),
            location,
        },
        resource,
        repeated_in: Vec::new(),
    }
}

/// The person and the whole record.
pub(crate) fn export() -> Export {
    let mut entries = results();
    entries.extend(hospital());
    entries.extend(medicines().into_iter().chain(warnings_and_care()).map(from_the_practice));
    Export {
        namespace: "a-store".into(),
        person: "7".into(),
        identities: vec![acute(), surgery()],
        entries: entries.into_iter().map(Into::into).collect(),
        withheld: Some(2),
        notes: vec!["Direct care, as known on 2 June 2018.".into()],
        generated: "2018-06-02T08:00:00Z".parse().unwrap(),
    }
}

fn acute() -> SourceIdentity {
    let number = |digits: &str, status| Identifier::nhs(digits.parse().unwrap(), status);
    let patient = Patient {
        identifiers: vec![
            Identifier::local("RBD", "D0012345"),
            number("9990000018", Some(NhsNumberStatus::NumberPresentAndVerified)),
            number("9990000019", None),
            number("9999999999", None),
        ],
        names: vec![HumanName {
            family: some("Purbeck"),
            given: vec!["Ada".into(), "May".into()],
            prefix: some("Mrs"),
            ..HumanName::default()
        }],
        birth_date: Some(at("1948-11-02T04:30:00+00:00")),
        gender: Some(Gender::Female),
        addresses: vec![Address {
            lines: vec!["1 Test Lane".into(), "Dorchester".into()],
            postcode: some("DT1 2JY"),
            country: None,
            usage: some("H"),
        }],
        telecoms: vec![ContactPoint {
            system: ContactSystem::Phone,
            value: "01632 960001".into(),
            usage: some("home"),
        }],
        ethnic_category: Some(Coding { code: some("A"), ..Coding::default() }),
        marital_status: Some(concept("", "W", "Widowed")),
        religion: Some(CodeableConcept::text("Methodist")),
        language: Some(concept("", "EN", "")),
        deceased: Some(false),
        general_practice: Some(Coding { system: None, code: some("J81000"), display: some("Test Surgery") }),
        general_practitioner: some("Dr F Example"),
        multiple_birth: Some(false),
        ..Patient::default()
    };
    identity("acute-7", "RBD", "Dorset County Hospital NHS Foundation Trust", "PAS", patient)
}

fn surgery() -> SourceIdentity {
    let patient = Patient {
        identifiers: vec![Identifier::nhs("9990000018".parse().unwrap(), None)],
        names: vec![HumanName { family: some("Purbeck"), given: vec!["Ada".into()], ..HumanName::default() }],
        birth_date: Some(at("1948-11")),
        restricted: true,
        identity_unknown: true,
        ..Patient::default()
    };
    identity("gp-9", "J81000", "Test Surgery", "SystmOne", patient)
}

fn identity(id: &str, organisation: &str, name: &str, system: &str, patient: Patient) -> SourceIdentity {
    SourceIdentity {
        id: id.into(),
        organisation: organisation.into(),
        organisation_name: name.into(),
        system: system.into(),
        merged: false,
        patient,
    }
}

/// A report of numbers, text lines out of order, and a document inside it.
fn results() -> Vec<Entry> {
    let report = Observation {
        code: concept("WinPath", "FBC", "Full blood count"),
        status: ObservationStatus::Corrected,
        is_group: true,
        placer_order_number: some("P-1"),
        filler_order_number: some("F-1"),
        requester: some("Dr F Example"),
        performer: some("Dr L Abel"),
        specimen: Some(CodeableConcept::text("Blood")),
        effective: Some(at("2018-06-01T09:00:00+01:00")),
        issued: Some(at("2018-06-01")),
        visit_number: some("V100"),
        notes: vec![note("Telephoned to the ward.")],
        ..Observation::default()
    };
    let quantity =
        |value: &str, unit: &str| Value::Quantity { comparator: None, value: value.into(), unit: some(unit) };
    let text = |text: &str| Value::Text { text: text.into(), unit: None };
    let line = |position: u32, code: &str, value: Value| {
        let resource = Observation {
            code: concept("LN", code, "A line"),
            value: Some(value),
            group: some("obr:F-1:FBC"),
            position: Some(position),
            placer_order_number: some("P-1"),
            filler_order_number: some("F-1"),
            issued: Some(at("2018-06-01T10:00:00+01:00")),
            ..Observation::default()
        };
        (position, resource)
    };
    let below = Value::Quantity { comparator: some("<"), value: "0.10".into(), unit: some("g/L") };
    let attachment = Attachment {
        content_type: "application/pdf".into(),
        size: 2048,
        sha256: some(&"ab".repeat(32)),
        location: Some(SourceLocation { segment: "OBX".into(), ordinal: 14, set_id: some("6"), field: Some(5) }),
        ..Attachment::default()
    };
    let mut lines = vec![
        line(3, "718-7", text("  Second line of text")),
        line(1, "718-7", quantity("98.00", "g/L")),
        line(2, "6690-2", text("First line of text")),
        line(4, "6690-2", below),
        line(5, "6690-2", quantity("1e5", "10*9/L")),
        line(6, "60567-5", Value::Attachment { attachment }),
        line(7, "8665-2", Value::DateTime { at: at("2018-05") }),
    ];
    lines[1].1.reference_range = some("115 - 165");
    lines[1].1.interpretation = Some(Interpretation::Low);
    lines[1].1.notes = vec![note("Repeated and confirmed.")];
    lines[2].1.interpretation = Some(Interpretation::Other("odd".into()));
    let report = entry("obr:F-1:FBC", 5, Section::Investigations, Resource::Observation(report));
    let lines = lines.into_iter().map(|(position, resource)| {
        let key = format!("obx:F-1:FBC:{position}");
        entry(&key, 5 + position, Section::Investigations, Resource::Observation(resource))
    });
    std::iter::once(report).chain(lines).collect()
}

fn hospital() -> Vec<Entry> {
    let ward = |ward: &str, bed: &str, from: &str| LocationSpell {
        location: WardLocation { ward: some(ward), room: None, bed: some(bed), facility: some("RBD01") },
        from: Some(at(from)),
    };
    let stay = Encounter {
        visit_number: some("V100"),
        class: EncounterClass::Inpatient,
        status: EncounterStatus::InProgress,
        reason: Some(CodeableConcept::text("Fall at home")),
        start: Some(at("2018-05-31T22:10:00+01:00")),
        locations: vec![ward("ED", "", "2018-05-31T22:10:00+01:00"), ward("Maud", "4", "2018-06-01T02:00:00+01:00")],
        specialty: Some(concept("", "430", "Geriatric medicine")),
        attending: some("Dr A Carer"),
        admission_method: Some(concept("", "21", "Emergency department")),
        admission_source: Some(concept("", "19", "")),
        ..Encounter::default()
    };
    let order = ServiceRequest {
        code: concept("WinPath", "FBC", "Full blood count"),
        priority: some("S"),
        placer_order_number: some("P-1"),
        requester: some("Dr A Carer"),
        authored: Some(at("2018-06-01T08:40:00+01:00")),
        ..ServiceRequest::default()
    };
    let letter = DocumentReference {
        kind: CodeableConcept::text("Discharge summary"),
        title: some("Discharge summary"),
        created: Some(at("2018-06-01")),
        author: some("Dr A Carer"),
        document_number: some("DOC-1"),
        text: vec![note("Dear Dr Example,"), note(""), note("Ada went home.")],
        attachments: vec![Attachment { content_type: "PDF".into(), size: 10, ..Attachment::default() }],
        ..DocumentReference::default()
    };
    let next_of_kin = RelatedPerson {
        name: Some(HumanName { family: some("Purbeck"), given: vec!["Rob".into()], ..HumanName::default() }),
        relationship: CodeableConcept::text("Son"),
        telecoms: vec![ContactPoint { system: ContactSystem::Phone, value: "01632 960002".into(), usage: some("PRN") }],
        ..RelatedPerson::default()
    };
    vec![
        entry("visit:V100", 3, Section::Encounters, Resource::Encounter(stay)),
        entry("order:P-1", 4, Section::Referrals, Resource::ServiceRequest(order)),
        entry("doc:DOC-1", 3, Section::Documents, Resource::DocumentReference(letter)),
        entry("nk1:1", 5, Section::Contacts, Resource::RelatedPerson(next_of_kin)),
    ]
}

fn medicines() -> Vec<Entry> {
    let problem = Condition {
        code: concept("SCT", "38341003", "Hypertensive disorder"),
        category: "problem-list-item".into(),
        significance: some("Major"),
        onset: Some(at("2009")),
        ..Condition::default()
    };
    let statement = MedicationStatement {
        medication: concept("DMD", "321987003", "Amlodipine 5mg tablets"),
        prescription_type: some("Repeat"),
        dosage: some("ONE daily"),
        start: Some(at("2017-04-03")),
        ..MedicationStatement::default()
    };
    let request = |intent| MedicationRequest {
        medication: concept("DMD", "321987003", "Amlodipine 5mg tablets"),
        intent,
        quantity: some("28 tablet"),
        dosage: some("ONE daily"),
        authored: Some(at("2018-05-03")),
        based_on: some("med:1"),
        ..MedicationRequest::default()
    };
    vec![
        entry("prb:1", 1, Section::Problems, Resource::Condition(problem)),
        entry("med:1", 2, Section::Medication, Resource::MedicationStatement(statement)),
        entry(
            "med:1:plan",
            3,
            Section::Medication,
            Resource::MedicationRequest(request(MedicationRequestIntent::Plan)),
        ),
        entry("med:1:1", 4, Section::Medication, Resource::MedicationRequest(request(MedicationRequestIntent::Order))),
    ]
}

fn warnings_and_care() -> Vec<Entry> {
    let allergy = AllergyIntolerance {
        code: concept("READV2", "14L1.", "H/O: penicillin allergy"),
        category: Some(concept("HL70127", "DA", "Drug allergy")),
        severity: Some(CodeableConcept::text("Severe")),
        reactions: vec!["Rash".into()],
        degraded: true,
        ended: Some(at("2018")),
        ..AllergyIntolerance::default()
    };
    let flu = Immunization {
        vaccine: concept("SCT", "822851000000102", "Seasonal influenza vaccination"),
        occurrence: Some(at("2017-10-11")),
        dose_number: some("1"),
        lot_number: some("B7"),
        ..Immunization::default()
    };
    let hip = Procedure {
        code: concept("OPCS4", "W37.1", "Primary total prosthetic replacement of hip joint"),
        performed: Some(at("2011-03")),
        performer: some("Mr S Urgeon"),
        ..Procedure::default()
    };
    let code = CodeableConcept::text("Dog on premises");
    let flag = Flag { code, start: Some(at("2015")), end: Some(at("2016")), ..Flag::default() };
    let plan = CarePlan {
        category: CodeableConcept::text("Falls"),
        title: some("Falls prevention"),
        description: some("Walking frame."),
        start: Some(at("2018-02")),
        end: None,
    };
    vec![
        entry("all:1", 5, Section::Allergies, Resource::AllergyIntolerance(allergy)),
        entry("imm:1", 6, Section::Immunisations, Resource::Immunization(flu)),
        entry("prc:1", 7, Section::Procedures, Resource::Procedure(hip)),
        entry("flag:1", 8, Section::Risks, Resource::Flag(flag)),
        entry("plan:1", 9, Section::CarePlans, Resource::CarePlan(plan)),
    ]
}

fn from_the_practice(mut entry: Entry) -> Entry {
    entry.provenance.organisation = "J81000".into();
    entry.provenance.system = "SystmOne".into();
    entry.provenance.trigger = "GP record".into();
    entry.provenance.feed = "gp-html".into();
    entry
}
