//! Consents that nobody published: each element changed, and what comes of it.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Imported, Outcome, decide_all};
use crate::consent::{ChoiceStatement, Overlay, Performer, Proxy, ProxyAuthority, Standing, StandingChoice, Statement};
use crate::interchange::fhir::consent::{ConsentStatus, Written, read};
use crate::interchange::fhir::read::RejectionReason;

const REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

fn now() -> Timestamp {
    "2024-06-01T12:00:00Z".parse().unwrap()
}

fn purpose(code: &str) -> Value {
    json!({ "system": REASON, "code": code })
}

fn actor(reference: &Value) -> Value {
    let role = json!({ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP" }] });
    json!([{ "role": role, "reference": reference }])
}

/// A permission as PCF has it, whole.
fn permit() -> Value {
    let patient = json!({ "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" } });
    json!({
        "resourceType": "Consent", "id": "c1", "status": "active",
        "scope": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy" }] },
        "category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
        "patient": patient, "dateTime": "2024-03-04T09:30:00Z", "performer": [patient],
        "organization": [{ "reference": "Organization/1" }], "sourceReference": { "reference": "DocumentReference/1" },
        "policy": [{ "uri": "https://example.org/policy" }],
        "provision": { "type": "permit", "purpose": [purpose("TREAT")] }
    })
}

fn deny() -> Value {
    with(permit(), "provision", json!({ "type": "deny" }))
}

/// The resource with one element set, by a path with full stops; null takes it away.
fn with(mut resource: Value, path: &str, value: Value) -> Value {
    let (parents, last) = path.rsplit_once('.').map_or((None, path), |(parents, last)| (Some(parents), last));
    let parent =
        parents.into_iter().flat_map(|parents| parents.split('.')).fold(&mut resource, |at, step| &mut at[step]);
    let object = parent.as_object_mut().unwrap();
    if value.is_null() {
        object.remove(last);
    } else {
        object.insert(last.to_owned(), value);
    }
    resource
}

fn decided(resources: &[Value]) -> Vec<Imported> {
    let lines: Vec<String> = resources.iter().map(ToString::to_string).collect();
    decide_all(read(lines.join("\n").as_bytes()).unwrap().0, false, now())
}

fn said(imported: &Imported) -> String {
    let mut said = match &imported.outcome {
        Outcome::Choice(_, statement, why) => {
            format!("{} {why}", serde_json::to_string(&statement.choice).unwrap())
        }
        Outcome::NotInForce(status) => format!("not in force: {}", status.code()),
        Outcome::Refused(problems) => problems.iter().fold(String::new(), |mut said, problem| {
            write!(said, "\n    {problem}").unwrap();
            said
        }),
    };
    if imported.open_restriction {
        said.push_str("\n    RESTRICTS");
    }
    for note in &imported.notes {
        write!(said, "\n    note: {note}").unwrap();
    }
    said
}

/// Every element that PCF requires, forbids or leaves free, and those of other versions.
#[test]
fn each_element_is_decided_or_refused_by_name() {
    let mut told = Told::default();
    tell_what_is_required(&mut told);
    tell_elements(&mut told);
    tell_permissions(&mut told);
    tell_permissions_to_one_user(&mut told);
    tell_denials(&mut told);
    tell_policies(&mut told);
    insta::assert_snapshot!(told.0);
}

/// What became of each resource, by a name for it.
#[derive(Default)]
struct Told(String);

impl Told {
    fn tell(&mut self, name: &str, resource: Value) {
        let what = said(&decided(&[resource])[0]);
        writeln!(self.0, "{name}: {what}").unwrap();
    }
}

fn tell_what_is_required(told: &mut Told) {
    told.tell("permit", permit());
    told.tell("deny", deny());
    for element in [
        "status",
        "scope",
        "category",
        "patient",
        "dateTime",
        "performer",
        "organization",
        "sourceReference",
        "policy",
        "provision",
        "provision.type",
    ] {
        told.tell(&format!("without {element}"), with(permit(), element, Value::Null));
    }
    for status in ["draft", "proposed", "rejected", "inactive", "entered-in-error", "nonsense"] {
        told.tell(&format!("status {status}"), with(permit(), "status", json!(status)));
    }
}

fn tell_elements(told: &mut Told) {
    for (name, value) in [
        ("verification", json!([{ "verified": true }])),
        ("policyRule", json!({ "text": "x" })),
        ("implicitRules", json!("https://example.org")),
        ("modifierExtension", json!([{ "url": "https://example.org" }])),
        ("extension", json!([{ "url": "https://example.org" }])),
        ("_status", json!({ "extension": [] })),
        ("consentingParty", json!([])),
        ("except", json!([])),
        ("subject", json!({})),
        ("decision", json!("permit")),
        ("made_up", json!(1)),
        ("sourceAttachment", json!({ "title": "scan" })),
        ("provision", json!([{ "type": "permit" }])),
        ("provision", json!("permit")),
        ("performer", json!("me")),
        ("status", json!(["active"])),
        ("policy", json!([{ "uri": "https://example.org", "authority": "https://example.org" }])),
        (
            "scope",
            json!({ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "research" }] }),
        ),
        ("category", json!([{ "coding": [{ "system": "http://loinc.org", "code": "81334-5" }] }])),
        ("dateTime", json!("2024-13-01")),
        ("dateTime", json!("2025-01-01")),
        ("dateTime", json!("2024")),
        ("performer", json!([{ "reference": "RelatedPerson/1" }])),
        (
            "performer",
            json!([{ "reference": "Practitioner/1" }, { "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018" } }]),
        ),
        ("patient", json!({ "reference": "Patient/elsewhere" })),
        ("patient", json!({ "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000019" } })),
        ("patient", json!({ "identifier": { "system": "https://example.org/mrn", "value": "1" } })),
        (
            "patient",
            json!({ "reference": "https://api.service.nhs.uk/personal-demographics/FHIR/R4/Patient/9990000018" }),
        ),
        ("patient", json!("Patient/1")),
    ] {
        told.tell(&format!("{name} {value}"), with(permit(), name, value));
    }
}

fn tell_permissions(told: &mut Told) {
    for (name, value) in [
        ("purpose", json!([purpose("HRESCH")])),
        ("purpose", json!([purpose("TREAT"), purpose("HPAYMT"), purpose("HOPERAT")])),
        ("purpose", json!([purpose("TREAT"), purpose("HMARKT")])),
        ("purpose", json!([purpose("BTG")])),
        ("purpose", json!([{ "system": "https://example.org", "code": "TREAT" }])),
        ("purpose", json!([])),
        ("action", json!([])),
        ("class", json!([])),
        ("code", json!([])),
        (
            "securityLabel",
            json!([{ "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N" }]),
        ),
        ("dataPeriod", json!({ "start": "2024" })),
        ("data", json!([{ "meaning": "instance", "reference": { "reference": "Observation/1" } }])),
        ("data", json!([{ "meaning": "nonsense", "reference": {} }])),
        ("period", json!({ "end": "2024-12-31" })),
        ("period", json!({ "start": "2024-05-01", "end": "2024-05-31T17:00:00+01:00" })),
        ("period", json!({ "start": "2024-05-31", "end": "2024-05-01" })),
        ("period", json!({ "start": "2024-03-01" })),
        ("period", json!({ "start": "2024-07-01" })),
        ("period", json!({})),
        ("actor", actor(&json!({ "reference": "Organization/1" }))),
        ("actor", json!([{ "reference": { "reference": "Organization/1" } }])),
        ("provision", json!([{ "type": "deny", "actor": actor(&json!({ "reference": "Organization/1" })) }])),
        ("provision", json!([{ "type": "permit", "provision": [{ "type": "deny" }] }])),
        ("modifierExtension", json!([])),
    ] {
        told.tell(&format!("permit with {name} {value}"), with(permit(), &format!("provision.{name}"), value));
    }
}

fn tell_permissions_to_one_user(told: &mut Told) {
    let named =
        actor(&json!({ "type": "Practitioner", "identifier": { "system": "urn:x-dcr:user", "value": "dr.osei" } }));
    let day = json!({ "start": "2024-03-04T09:30:00Z", "end": "2024-03-04" });
    let one = with(permit(), "provision.actor", named);
    told.tell("permit to one user for a day", with(one.clone(), "provision.period", day));
    told.tell(
        "permit to one user for two days",
        with(one.clone(), "provision.period", json!({ "start": "2024-03-04", "end": "2024-03-05" })),
    );
    told.tell("permit to one user", one);
}

fn tell_denials(told: &mut Told) {
    let break_glass = json!({ "type": "permit", "purpose": [purpose("BTG")] });
    for (name, value) in [
        ("purpose", json!([purpose("HRESCH")])),
        ("period", json!({ "end": "2024-12-31" })),
        ("actor", actor(&json!({ "reference": "Practitioner/1" }))),
        ("data", json!([{ "meaning": "authoredby", "reference": { "reference": "Practitioner/1" } }])),
        ("provision", json!([break_glass])),
        ("provision", json!([{ "type": "permit", "purpose": [purpose("TREAT")] }])),
        ("provision", json!([with(break_glass.clone(), "actor", actor(&json!({ "reference": "Group/1" })))])),
    ] {
        told.tell(&format!("deny with {name} {value}"), with(deny(), &format!("provision.{name}"), value));
    }
}

fn tell_policies(told: &mut Told) {
    for name in ["break-glass-only", "deny", "basic-normal"] {
        let policy = json!([{ "uri": format!("https://profiles.ihe.net/ITI/PCF/Policy-{name}") }]);
        told.tell(&format!("permit under {name}"), with(permit(), "policy", policy.clone()));
        told.tell(&format!("deny under {name}"), with(deny(), "policy", policy));
    }
    for word in ["no-2", "yes-3", "maybe"] {
        let policy = json!([{ "uri": format!("urn:x-dcr:fhir:choice:{word}") }]);
        told.tell(&format!("deny that says it is {word}"), with(deny(), "policy", policy));
    }
    told.tell("test data", with(permit(), "meta", json!({ "security": [{ "system": REASON, "code": "HTEST" }] })));
}

/// What makes the file unreadable as a whole is refused with the place, before any consent is looked at.
#[test]
fn hostile_files_are_refused_whole() {
    let deep = format!("{}{}{}", r#"{"resourceType":"Consent","provision":"#, "{\"provision\":".repeat(500), "1");
    for (bytes, reason) in [
        (br#"{"resourceType":"Consent","status":"active","status":"inactive"}"#.to_vec(), "duplicate-key"),
        (deep.into_bytes(), "too-deep"),
        (br#"{"resourceType":"Consent""#.to_vec(), "json"),
        (br#"{"status":"active"}"#.to_vec(), "not-fhir"),
        (b"\xff\xfe".to_vec(), "character-set"),
        (
            br#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Consent xmlns="http://hl7.org/fhir"/>"#.to_vec(),
            "xml",
        ),
    ] {
        let rejection = read(&bytes).unwrap_err();
        assert_eq!(rejection.reason.slug(), reason, "{rejection}");
        assert!(!matches!(rejection.reason, RejectionReason::NoPatient));
    }
    let many = json!({ "type": "deny", "purpose": vec![purpose("TREAT"); 5_000] });
    let Outcome::Refused(problems) = &decided(&[with(deny(), "provision", many)])[0].outcome else { panic!() };
    assert_eq!(problems[0].to_string(), "Consent.provision.purpose: more than 1000 items");
}

#[test]
fn a_patient_is_found_in_the_file() {
    let patient = |numbers: &[&str]| {
        let identifiers: Vec<Value> = numbers
            .iter()
            .map(|number| json!({ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number }))
            .collect();
        json!({ "resourceType": "Patient", "id": "p", "identifier": identifiers })
    };
    let by = |reference: &str| {
        let named = json!({ "reference": reference });
        with(with(permit(), "patient", named.clone()), "performer", json!([named]))
    };
    let contained = with(by("#p"), "contained", json!([patient(&["9990000018"])]));
    let taken = |resources: &[Value]| matches!(decided(resources)[0].outcome, Outcome::Choice(..));
    assert!(taken(&[contained]));
    assert!(taken(&[by("Patient/p"), patient(&["9990000018"])]));
    assert!(!taken(&[by("Patient/p"), patient(&["9990000018", "9990000026"])]), "which of the two cannot be told");
    assert!(!taken(&[by("Patient/p"), patient(&["9990000018"]), patient(&["9990000026"])]), "two of one name");
    assert!(!taken(&[by("Patient/p"), patient(&[])]));
}

/// What restricts and cannot be taken in keeps out what opens, of the same person only; several that
/// can be are taken, and that is said.
#[test]
fn several_consents_of_one_person() {
    let labelled = with(permit(), "provision.securityLabel", json!([{ "system": "x", "code": "R" }]));
    let other = json!({ "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000026" } });
    let stranger = with(with(permit(), "patient", other.clone()), "performer", json!([other]));
    let outcomes = decided(&[permit(), labelled, deny(), stranger]);
    let taken: Vec<bool> = outcomes.iter().map(|one| matches!(one.outcome, Outcome::Choice(..))).collect();
    assert_eq!(taken, [false, false, true, true]);
    assert!(outcomes[1].open_restriction && !outcomes[0].open_restriction);
    let both = decided(&[permit(), deny()]);
    assert!(both.iter().all(|one| matches!(one.outcome, Outcome::Choice(..)) && one.notes.len() == 1));
}

#[test]
fn every_choice_comes_back_as_it_was() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let stated = at("2024-03-04T09:30:00.123456Z");
    let standing = |choice| ChoiceStatement::Standing(Standing { choice, stated });
    let proxy = Proxy {
        authority: ProxyAuthority::ParentalResponsibility,
        relationship: Some("mother".to_owned()),
        name: None,
    };
    let mut statements: Vec<Statement> = [
        standing(StandingChoice::Yes3),
        standing(StandingChoice::No1),
        standing(StandingChoice::No2),
        ChoiceStatement::Overlay(Overlay::yes_1("dr.osei", stated)),
        ChoiceStatement::Overlay(Overlay::yes_2(at("2024-03-31T00:30:00Z"), Some(at("2024-10-27T00:30:00Z")), stated)),
        ChoiceStatement::Overlay(Overlay::yes_2(stated, None, stated)),
    ]
    .map(|choice| Statement {
        organisation: Some("RD3".to_owned()),
        evidence: Some("form 7".to_owned()),
        ..choice.into()
    })
    .to_vec();
    statements.push(Statement { performer: Performer::Proxy(proxy), ..statements[2].clone() });
    for statement in statements {
        let consent = super::consent_of(&statement, ConsentStatus::Active, "here").unwrap();
        let written = Written {
            key: ("store", 7),
            nhs_number: "9990000018".parse().unwrap(),
            consent: &consent,
            recorded: now(),
            before: None,
        };
        let imported = decided(&[written.consent().1]);
        let Outcome::Choice(_, back, _) = &imported[0].outcome else { panic!("{imported:?}") };
        assert_eq!(**back, statement);
        assert!(imported[0].notes.is_empty());
    }
}
