//! What the server says of itself, and of who asks.

use super::client::Call;
use super::server::Served;

#[test]
fn the_statement_needs_no_token_and_names_what_is_answered() {
    let served = Served::start();
    let answer = Call::get("/fhir/metadata").send(served.address);
    assert_eq!(answer.status, 200);
    let mut statement = answer.json();
    statement["software"]["version"] = "VERSION".into();
    insta::assert_json_snapshot!(statement);
}

/// Every search that the statement declares is answered, and every parameter that it names is taken.
#[test]
fn what_the_statement_declares_is_so() {
    let served = Served::start();
    let (clinician, privacy) = (served.token("dr.hardy"), served.token("privacy.ford"));
    let id = served.id(super::server::KNOWN, &clinician);
    let statement = Call::get("/fhir/metadata").send(served.address).json();
    for resource in statement["rest"][0]["resource"].as_array().unwrap() {
        let kind = resource["type"].as_str().unwrap();
        let searches = resource["interaction"].as_array().unwrap().iter().any(|it| it["code"] == "search-type");
        let named = |name: &str| resource["searchParam"].as_array().unwrap().iter().any(|it| it["name"] == name);
        if !searches {
            continue;
        }
        let query = match kind {
            "Patient" => {
                assert!(named("family") && named("birthdate"));
                "family=r&given=r&birthdate=1941&address-postalcode=DT".to_owned()
            }
            "Provenance" => format!("target=Condition/{id}.0000000000000000"),
            "AuditEvent" => {
                format!("patient={id}&date=ge2018-01-01&date=lt2019-01-01&agent=dr.hardy&action=R&outcome=0")
            }
            "Consent" => format!("patient={id}&status=active"),
            _ => format!("patient=Patient/{id}&_lastUpdated=ge2018-01-01&_revinclude=Provenance:target"),
        };
        let call = Call::get(&format!("/fhir/{kind}?{query}"));
        let call = if kind == "AuditEvent" {
            call.token(&privacy).with("x-purpose-of-use", "HCOMPL")
        } else {
            call.care(&clinician)
        };
        let answer = call.send(served.address);
        assert_eq!(answer.status, 200, "{kind}: {}", String::from_utf8_lossy(&answer.body));
    }
}

#[test]
fn whoami_says_who_the_token_names() {
    let served = Served::start();
    let answer = Call::get("/fhir/$whoami").token(&served.token("dr.hardy")).send(served.address);
    assert_eq!(answer.status, 200);
    insta::assert_json_snapshot!(answer.json());
}
