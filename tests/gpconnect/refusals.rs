//! Bad input gets a clear error with its place, and nothing half-read.

use dcr::interchange::fhir::read::{RejectionReason, header, interpret, masked_lines, recognises};
use dcr::interchange::hl7v2::Mask;
use serde_json::{Value, json};

use crate::support::{answer, defects, nhs_number, observation, patient, read_answer, try_read};

fn reason(text: &str) -> RejectionReason {
    interpret(text.as_bytes()).unwrap_err().reason
}

#[test]
fn json_that_is_not_read_says_where() {
    let deep = format!(r#"{{"resourceType":"Bundle","entry":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(reason(&deep), RejectionReason::TooDeep(100));
    let cases = [
        ("{\n \"resourceType\": \"Patient\",\n \"id\": \"a\",\n \"id\": \"b\"}", "line 4, column 2"),
        ("{\"resourceType\":\"Patient\",\n\"id\":}", "line 2, column 6"),
        ("{\"resourceType\":\"Patient\"", "line 1, column 26"),
        ("{\"resourceType\":\"Patient\"} x", "line 1, column 28"),
        ("{\"a\":01}", "line 1, column 8"),
        ("{\"a\":\"\\ud800\"}", "line 1, column 13"),
        ("{\"a\":\"\u{1}\"}", "line 1, column 7"),
    ];
    for (text, place) in cases {
        let rejection = interpret(text.as_bytes()).unwrap_err();
        assert!(rejection.to_string().starts_with(place), "{text}: {rejection}");
        assert!(!rejection.reason.hint().is_empty() && !rejection.reason.slug().is_empty());
    }
    assert_eq!(reason("{\"id\":\"a\",\"id\":\"b\"}"), RejectionReason::DuplicateKey);
    assert_eq!(interpret(b"{\"a\":\"\xff\"}").unwrap_err().reason, RejectionReason::CharacterSet);
}

#[test]
fn many_members_are_compared_too() {
    let members: Vec<String> = (0..2_000).map(|number| format!("\"a{number}\":1")).collect();
    let text = format!("{{{},\"a1999\":1}}", members.join(","));
    assert_eq!(reason(&text), RejectionReason::DuplicateKey);
}

#[test]
fn what_is_not_fhir_or_says_nothing_is_refused() {
    assert_eq!(reason("{}"), RejectionReason::NotFhir);
    let outcome = json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "error" }] });
    assert_eq!(reason(&outcome.to_string()), RejectionReason::NothingToRead("OperationOutcome".into()));
    assert_eq!(
        reason(r#"{"resourceType":"Bundle","type":"searchset"}"#),
        RejectionReason::NothingToRead("Bundle".into())
    );
    let nobody = json!({ "resourceType": "Observation", "status": "final", "subject": { "reference": "Patient/1" } });
    assert_eq!(reason(&nobody.to_string()), RejectionReason::NoPatient);
    let nameless = json!({ "resourceType": "Patient", "id": "1", "name": [{ "family": "Smith" }] });
    assert_eq!(reason(&nameless.to_string()), RejectionReason::NoIdentifier);
    assert_eq!(reason(""), RejectionReason::Json("an object or a list was expected"));
}

#[test]
fn a_bundle_about_two_patients_is_refused() {
    let mut other = patient();
    other["id"] = "q".into();
    other["identifier"] = json!([nhs_number("9990000026")]);
    let rejection = try_read(&answer(std::slice::from_ref(&other))).unwrap_err();
    assert_eq!(rejection.reason, RejectionReason::MoreThanOnePatient);
    assert!(rejection.to_string().contains("/entry/2/resource"), "{rejection}");
    assert!(!rejection.to_string().contains("9990000026"), "no patient data");
    let mut of_another = observation("x", "Smoker");
    of_another["subject"] =
        json!({ "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 000 0026" } });
    let rejection = try_read(&answer(&[of_another])).unwrap_err();
    assert_eq!(
        (rejection.reason, rejection.pointer.as_str()),
        (RejectionReason::MoreThanOnePatient, "/entry/2/resource/subject")
    );
    let twice = answer(&[patient()]);
    assert!(try_read(&twice).is_ok(), "the same patient, sent twice");
}

#[test]
fn a_reference_to_a_patient_who_is_not_sent() {
    let mut stranger = observation("x", "Smoker");
    stranger["subject"] = json!({ "reference": "Patient/somebody" });
    let statement = read_answer(std::slice::from_ref(&stranger));
    assert_eq!(
        defects(&statement),
        ["Observation: its subject is not the patient of the message, who is taken to be meant"]
    );
    let r4 = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
        { "resource": { "resourceType": "Patient", "id": "p", "identifier": [nhs_number("9990000018")] } },
        { "resource": stranger }
    ] });
    assert_eq!(
        try_read(&r4).unwrap_err().reason,
        RejectionReason::MoreThanOnePatient,
        "only GP Connect is of one person by rule"
    );
}

#[test]
fn references_in_a_circle_end_and_are_odd() {
    let group = |id: &str, member: &str| {
        let mut group = observation(id, "Group");
        group["related"] = json!([{ "type": "has-member", "target": { "reference": member } }]);
        group
    };
    let request = |id: &str, based_on: &str| {
        json!({
            "resourceType": "MedicationRequest", "id": id, "intent": "order", "status": "active",
            "medicationCodeableConcept": { "text": "x" }, "basedOn": [{ "reference": based_on }]
        })
    };
    let statement = read_answer(&[
        group("a", "Observation/b"),
        group("b", "Observation/a"),
        group("c", "Observation/c"),
        request("d", "MedicationRequest/e"),
        request("e", "MedicationRequest/d"),
        group("f", "Observation/nowhere"),
    ]);
    let said = defects(&statement);
    assert_eq!(said.iter().filter(|said| said.contains("holds itself")).count(), 2, "{said:?}");
    assert_eq!(said.iter().filter(|said| said.contains("in a circle")).count(), 2, "{said:?}");
    assert_eq!(said.iter().filter(|said| said.contains("not in the message")).count(), 1, "{said:?}");
}

#[test]
fn a_long_chain_of_groups_is_no_burden() {
    let link = |number: usize| {
        let mut group = observation(&format!("o{number}"), "Group");
        group["hasMember"] = json!([{ "reference": format!("Observation/o{}", number + 1) }]);
        group
    };
    let chain: Vec<Value> = (0..20_000).map(link).collect();
    let statement = read_answer(&chain);
    assert!(statement.entries.len() >= 20_000 && statement.defects.len() <= 501);
}

#[test]
fn content_that_is_not_base64_is_refused_with_its_place() {
    let document = |data: &str| {
        json!({
            "resourceType": "DocumentReference", "id": "d", "status": "current",
            "content": [{ "attachment": { "contentType": "text/plain", "data": data } }]
        })
    };
    let rejection = try_read(&answer(&[document("aGVs*bG8=")])).unwrap_err();
    assert_eq!(rejection.reason, RejectionReason::Base64);
    assert_eq!(rejection.pointer, "/entry/2/resource/content/0/attachment/data");
    assert!(try_read(&answer(&[document("aGVs\nbG8=")])).is_ok(), "FHIR allows space");
}

#[test]
fn xml_with_entities_or_too_deep_is_refused() {
    let patient = r#"<Patient xmlns="http://hl7.org/fhir"><identifier><system value="https://fhir.nhs.uk/Id/nhs-number"/><value value="9990000018"/></identifier></Patient>"#;
    assert_eq!(interpret(patient.as_bytes()).unwrap().identifiers[0].value, "9990000018");
    let laughs = r#"<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Patient xmlns="http://hl7.org/fhir"><id value="&b;"/></Patient>"#;
    assert_eq!(reason(laughs), RejectionReason::Xml);
    let outside = r#"<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Patient xmlns="http://hl7.org/fhir"><id value="&x;"/></Patient>"#;
    assert_eq!(reason(outside), RejectionReason::Xml);
    let deep =
        format!("<Patient xmlns=\"http://hl7.org/fhir\">{}{}</Patient>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(reason(&deep), RejectionReason::TooDeep(100));
    assert_eq!(reason("<Patient"), RejectionReason::Xml);
}

#[test]
fn fhir_is_told_from_other_formats() {
    let cases = [
        ("{}", true),
        (" \n{\"resourceType\":\"Bundle\"", true),
        ("<Bundle xmlns=\"http://hl7.org/fhir\"/>", true),
        ("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", false),
        ("MSH|^~\\&|", false),
        ("", false),
    ];
    for (text, expected) in cases {
        assert_eq!(recognises(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn who_sent_what_cannot_be_read_is_told_as_far_as_possible() {
    let whole = answer(&[]).to_string();
    let cut = &whole[..whole.len() - 20];
    let found = header(cut.as_bytes()).unwrap();
    assert_eq!((found.application.as_str(), found.facility.as_str()), ("GP Connect", "unknown"));
    assert_eq!(header(whole.as_bytes()).unwrap().facility, "J81999");
    assert_eq!(header(b"MSH|^~\\&|"), None);
    assert!(masked_lines(cut.as_bytes(), Mask::default()).is_empty());
}
