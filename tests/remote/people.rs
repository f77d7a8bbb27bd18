//! Fictional people, and a client for the server that holds them.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dcr::access::{Reason, User};
use dcr::consent::Permission;
use dcr::feeds;
use dcr::store::fhir::{Base, Connection, FhirStore, Outbox, RemoteAudit};
use dcr::store::{Context, PatientRef, Store, StoreError, ViewRequest};
use dcr::transport::client::{Authorisation, HttpClient, Limits, Timer, TlsFiles};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::fake::Fake;

/// Waits for nothing, and says how long it would have waited.
#[derive(Default)]
pub(crate) struct Patience(pub(crate) Mutex<Vec<Duration>>);

impl Timer for Patience {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, pause: Duration) {
        self.0.lock().unwrap().push(pause);
    }

    fn jitter(&self) -> f64 {
        0.0
    }
}

pub(crate) const NHS: &str = "https://fhir.nhs.uk/Id/nhs-number";

fn patient(id: &str, number: &str, given: &str) -> Value {
    json!({
        "resourceType": "Patient", "id": id, "identifier": [{"system": NHS, "value": number}],
        "name": [{"family": "Ridgeway", "given": [given]}], "gender": "female", "birthDate": "1941-05-09",
        "managingOrganization": {"reference": "Organization/rbd"},
    })
}

/// Two people of one name, an allergy, a problem, and who looks.
pub(crate) fn dorset() -> Vec<Value> {
    let encounter = |id: &str, patient: &str| {
        json!({
            "resourceType": "Encounter", "id": id, "status": "in-progress",
            "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
            "subject": {"reference": format!("Patient/{patient}")}, "period": {"start": "2026-01-05T09:00:00Z"},
        })
    };
    let role = |id: &str, code: &str| {
        json!({
            "resourceType": "PractitionerRole", "id": id, "practitioner": {"reference": "Practitioner/hardy"},
            "organization": {"reference": "Organization/rbd"}, "code": [{"coding": [{"code": code}]}],
        })
    };
    vec![
        json!({"resourceType": "Organization", "id": "rbd", "name": "Dorset County Hospital",
               "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RBD"}]}),
        json!({"resourceType": "Practitioner", "id": "hardy", "name": [{"family": "Hardy", "given": ["Tess"]}],
               "identifier": [{"system": "urn:x-test", "value": "hardy"}]}),
        role("hardy-doctor", "R8000"),
        patient("rose", "9990000018", "Rose"),
        patient("jude", "9990000026", "Jude"),
        encounter("stay", "rose"),
        encounter("visit", "jude"),
        json!({"resourceType": "Condition", "id": "diabetes", "subject": {"reference": "Patient/rose"},
               "clinicalStatus": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]},
               "code": {"text": "Diabetes mellitus"}, "recordedDate": "2019-01-01"}),
        json!({"resourceType": "AllergyIntolerance", "id": "penicillin", "patient": {"reference": "Patient/rose"},
               "code": {"text": "Penicillin"}, "recordedDate": "2011-01-01"}),
        json!({"resourceType": "Condition", "id": "gout", "subject": {"reference": "Patient/jude"},
               "code": {"text": "Gout"}, "recordedDate": "2020-01-01"}),
    ]
}

/// A consent of somebody, after IHE PCF.
pub(crate) fn consent(id: &str, patient: &str, word: &str, provision: &Value) -> Value {
    json!({
        "resourceType": "Consent", "id": id, "status": "active",
        "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
        "category": [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
        "patient": {"reference": format!("Patient/{patient}")}, "dateTime": "2020-01-01T10:00:00Z",
        "performer": [{"reference": format!("Patient/{patient}")}],
        "organization": [{"reference": "Organization/rbd"}],
        "sourceReference": {"display": "form"},
        "policy": [{"uri": word}],
        "provision": provision,
    })
}

/// How a test asks.
pub(crate) struct How<'a> {
    pub(crate) base: String,
    pub(crate) limits: Limits,
    pub(crate) files: TlsFiles,
    pub(crate) authorisation: Authorisation,
    pub(crate) audit: RemoteAudit,
    pub(crate) outbox: Option<&'a Path>,
    pub(crate) timer: Arc<Patience>,
}

impl How<'_> {
    pub(crate) fn of(base: String) -> Self {
        let limits = Limits { total: Duration::from_secs(20), ..Limits::default() };
        Self {
            base,
            limits,
            files: TlsFiles::default(),
            authorisation: Authorisation::None,
            audit: RemoteAudit::Required,
            outbox: None,
            timer: Arc::default(),
        }
    }

    pub(crate) fn connect(self) -> Result<FhirStore, StoreError> {
        let base = Base::parse(&self.base).unwrap();
        let client = HttpClient::new(self.limits, &self.files, false, self.timer).unwrap();
        let connection = Connection {
            outbox: self.outbox.map(|path| Outbox::new(path.to_owned(), base.to_string())),
            base,
            client,
            authorisation: self.authorisation,
            audit: self.audit,
            practitioner: Some("urn:x-test|hardy".parse().unwrap()),
            intake: feeds::intake(),
        };
        FhirStore::connect(connection, Context::default())
    }
}

pub(crate) fn connect(fake: &Fake) -> FhirStore {
    How::of(fake.base()).connect().unwrap()
}

pub(crate) fn rose() -> PatientRef {
    "9990000018".parse().unwrap()
}

pub(crate) fn request(store: &mut FhirStore) -> ViewRequest {
    let user: User = store.user_by_uid(0).unwrap().unwrap();
    let reason = Reason { permission: Permission::Discussed, ..Reason::default() };
    ViewRequest { user, reason, request: "request-1".to_owned() }
}
