//! What people chose, kept on a server.

use dcr::audit::Agent;
use dcr::consent::{ChoiceStatement, Standing, StandingChoice};
use dcr::store::fhir::{FhirStore, ServerError};
use dcr::store::sqlite::{Changed, ChoiceChange};
use dcr::store::{Store, StoreError};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::fake::{Fake, Reply, usual};
use crate::people::{connect, dorset, request, rose};

fn agent(store: &mut FhirStore) -> Agent {
    let user = store.user_by_uid(0).unwrap().unwrap();
    Agent { user: user.name, full_name: user.full_name, role: None, organisation: Some("RBD".to_owned()) }
}

fn choosing(choice: StandingChoice, stated: &str) -> ChoiceChange {
    let stated: Timestamp = stated.parse().unwrap();
    let statement = ChoiceStatement::Standing(Standing { choice, stated });
    ChoiceChange::stating("9990000018".parse().unwrap(), statement, "leaflet form")
}

fn set(store: &mut FhirStore, change: &ChoiceChange) -> Result<Changed, StoreError> {
    let agent = agent(store);
    store.change_choice(change, &agent, "request-2")
}

/// The transactions that were sent.
fn transactions(fake: &Fake) -> Vec<Value> {
    let world = fake.world.lock().unwrap();
    world.asked.iter().filter(|it| it.method == "POST").map(|it| it.body.clone()).collect()
}

#[test]
fn a_choice_its_provenance_and_its_event_are_one_transaction() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let change = choosing(StandingChoice::No1, "2026-02-03T10:00:00Z");
    assert!(matches!(set(&mut store, &change).unwrap(), Changed::Done(..)));
    let [transaction] = &transactions(&fake)[..] else { panic!("one transaction") };
    let entries = transaction["entry"].as_array().unwrap();
    let kinds: Vec<&str> = entries.iter().filter_map(|entry| entry["resource"]["resourceType"].as_str()).collect();
    assert_eq!(kinds, ["Consent", "Provenance", "AuditEvent"]);
    assert!(entries.iter().all(|entry| entry["request"]["method"] == "PUT"), "sent twice it is done once");
    let consent = &entries[0]["resource"];
    assert_eq!(consent["patient"]["reference"], "Patient/rose");
    assert_eq!(consent["status"], "active");
    assert_eq!(entries[1]["resource"]["target"][0]["reference"], entries[0]["request"]["url"]);
    // It is read back as what was said.
    let agent = agent(&mut store);
    let stands = store.choices_of(&rose(), &agent, "request-3").unwrap().stands;
    assert_eq!(stands.standing.map(|standing| standing.choice), Some(StandingChoice::No1));
    let asking = request(&mut store);
    assert!(store.open(&asking, &rose()).is_err(), "it holds at once");
}

#[test]
fn a_later_choice_takes_the_place_of_the_one_before_by_its_version() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    set(&mut store, &choosing(StandingChoice::No1, "2026-02-03T10:00:00Z")).unwrap();
    set(&mut store, &choosing(StandingChoice::No2, "2026-02-04T10:00:00Z")).unwrap();
    let consents = fake.all("Consent");
    assert_eq!(consents.len(), 1);
    assert_eq!(consents[0]["meta"]["versionId"], "2");
    let last = transactions(&fake).pop().unwrap();
    assert_eq!(last["entry"][0]["request"]["ifMatch"], "W/\"1\"");
    assert!(matches!(
        set(&mut store, &choosing(StandingChoice::No2, "2026-02-04T10:00:00Z")).unwrap(),
        Changed::Unchanged(_)
    ));
}

#[test]
fn somebody_elses_change_in_the_meantime_is_not_overwritten() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    set(&mut store, &choosing(StandingChoice::No1, "2026-02-03T10:00:00Z")).unwrap();
    fake.behave(|request, world| {
        if request.method == "POST" {
            let (key, mut consent) = world
                .resources
                .iter()
                .find(|((kind, _), _)| kind == "Consent")
                .map(|(key, it)| (key.clone(), it.clone()))
                .unwrap();
            consent["meta"]["versionId"] = json!("9");
            world.resources.insert(key, consent);
        }
        None
    });
    let error = set(&mut store, &choosing(StandingChoice::No2, "2026-02-04T10:00:00Z")).unwrap_err();
    let StoreError::Server(ServerError::Stale { status: 412, .. }) = error else { panic!("{error}") };
}

#[test]
fn an_answer_that_got_lost_is_not_taken_for_a_failure() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    fake.behave(|request, world| {
        (request.method == "POST").then(|| {
            let _done = usual(request, world);
            Reply::Raw(Vec::new())
        })
    });
    assert!(matches!(
        set(&mut store, &choosing(StandingChoice::No1, "2026-02-03T10:00:00Z")).unwrap(),
        Changed::Done(..)
    ));
    assert_eq!(fake.all("Consent").len(), 1);
    // Where nothing was done, it is one.
    fake.behave(|request, _| (request.method == "POST").then(|| Reply::Raw(Vec::new())));
    assert!(set(&mut store, &choosing(StandingChoice::No2, "2026-02-04T10:00:00Z")).is_err());
}

#[test]
fn what_needs_a_second_user_is_refused_by_name() {
    let fake = Fake::new(dorset());
    let mut store = connect(&fake);
    let error = set(&mut store, &choosing(StandingChoice::Yes3, "2026-02-03T10:00:00Z")).unwrap_err();
    assert!(matches!(error, StoreError::Server(ServerError::NeedsSecondUser)), "{error}");
    let unknown =
        ChoiceChange { number: "9990000034".parse().unwrap(), ..choosing(StandingChoice::No1, "2026-02-03T10:00:00Z") };
    assert!(matches!(set(&mut store, &unknown), Err(StoreError::Server(ServerError::CannotDo(_)))));
    assert!(fake.all("Consent").is_empty());
}
