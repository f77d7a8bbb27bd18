//! What is withheld from a record that may be seen is withheld at every door, raw messages too.

use dcr::access::Reason;
use dcr::consent::{Permission, PolicyBook, Unsealing};
use dcr::record::Section;
use dcr::store::sqlite::{AlertFilter, SqliteStore};
use dcr::store::view::{AlertKind, Page, RecordView};
use dcr::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest};

use super::support::{care, ingest, operations, store, store_at, user};

const NUMBER: &str = "9990010013";

fn pid(organisation: &str) -> String {
    format!(
        "PID|1||{organisation}1^^^{organisation}^MR~{NUMBER}^^^NHS^NH||Able^Ann||19500101|F|||1 Lane^^Poole^^BH15 1AA{}01",
        "|".repeat(21)
    )
}

fn message(organisation: &str, system: &str, event: &str, control: &str, rest: &str) -> String {
    format!(
        "MSH|^~\\&|{system}|{organisation}|DCR|DORSET|20180501120000||{event}|{control}|P|2.4\rEVN||20180501120000\r{}\r{rest}\r\r",
        pid(organisation)
    )
}

/// An admission with two diagnoses, one of which the list that is built in singles out.
fn admission() -> String {
    message(
        "RBD",
        "PAS",
        "ADT^A01",
        "1",
        "PV1|1|I|SEALEDWARD^1^2|||||||||||||||||V1|||||||||||||||||||||||||20180501120000\r\
         DG1|1||F64.0^Transsexualism SECRETWORD^I10|||W\rDG1|2||J45.9^Asthma OPENWORD^I10|||W",
    )
}

/// A letter.
fn letter() -> String {
    message(
        "RBD",
        "DOC",
        "MDM^T02",
        "2",
        "TXA|1|LET||20180501||||||||D1\rOBX|1|TX|L^Letter LETTERWORD^L||Dear Doctor, LETTERWORD||||||F",
    )
}

/// Everything that every door hands out about Ann, as one text; and how many entries are said to be
/// withheld.
fn shown(store: &mut SqliteStore, request: &ViewRequest) -> (String, Option<usize>) {
    let patient: PatientRef = NUMBER.parse().unwrap();
    let viewing = store.open(request, &patient).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let timeline = RecordQuery { timeline: true, ..RecordQuery::default() };
    let mut text = [serde_json::to_string(&record).unwrap()].concat();
    text += &serde_json::to_string(&store.record(&viewing, &timeline).unwrap()).unwrap();
    text += &serde_json::to_string(&store.person(&viewing, &RecordQuery::default()).unwrap()).unwrap();
    for entry in record.entries() {
        text += &serde_json::to_string(&store.entry(&viewing, &entry.id, None).unwrap()).unwrap();
        if let Ok(attachment) = store.attachment(&viewing, &entry.id, 0) {
            text += &String::from_utf8_lossy(&attachment.content);
        }
    }
    for item in store.trace(&viewing, Page::ALL).unwrap() {
        text += &serde_json::to_string(&item).unwrap();
        if let Ok(message) = store.message(&viewing, item.message, Some("need")) {
            text += &serde_json::to_string(&message).unwrap();
        }
    }
    let query = PatientQuery { number: Some(patient), ..PatientQuery::default() };
    text += &serde_json::to_string(&store.find(request, &query).unwrap()).unwrap();
    (text, record.withheld)
}

fn total(record: &RecordView, section: Section) -> usize {
    record.sections.iter().find(|it| it.section == section).map_or(0, |it| it.total)
}

fn unsealing(role: &str, text: Option<&str>) -> ViewRequest {
    let reason = Reason {
        permission: Permission::Given,
        unseal: Some(Unsealing::ExpressConsent),
        text: text.map(ToOwned::to_owned),
        ..Reason::default()
    };
    ViewRequest { user: user("dr.osei", role, "RBD"), reason, ..care() }
}

fn officer() -> ViewRequest {
    ViewRequest { user: user("officer", "R0001", "RBD"), reason: Reason::default(), request: "test".to_owned() }
}

fn adopt(store: &mut SqliteStore, setting: &str) {
    let text = format!("from = \"2018-01-01\"\n[settings]\n{setting}");
    let settings = PolicyBook::shipped().unwrap().adoption(&text).unwrap();
    store.adopt_policy(&settings, &administrator()).unwrap();
}

#[test]
fn a_sealed_entry_shows_nowhere_until_it_is_unsealed() {
    let mut store = store();
    assert_eq!(ingest(&mut store, "one", admission().as_bytes()).applied, 1);
    // The same message again: its repeat lends no other way in.
    let again = admission().replace("20180501120000||ADT", "20180502120000||ADT").replace("|1|P|2.4", "|11|P|2.4");
    assert_eq!(ingest(&mut store, "again", again.as_bytes()).applied, 1);
    assert_eq!(ingest(&mut store, "copy", admission().as_bytes()).duplicate, 1);
    let (text, withheld) = shown(&mut store, &care());
    assert!(text.contains("OPENWORD") && text.contains("SEALEDWARD"), "{text}");
    assert!(!text.contains("SECRETWORD") && !text.contains("F64"), "{text}");
    assert_eq!(withheld, Some(1));
    assert_eq!(store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap(), []);
    let (text, withheld) = shown(&mut store, &unsealing("R8000", Some("she asked me to look")));
    assert!(text.contains("SECRETWORD") && text.matches("F64").count() > 3, "{text}");
    assert_eq!(withheld, None);
    let alerts = store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap();
    let told: Vec<_> = alerts.iter().map(|alert| (alert.kind, alert.ground.as_deref())).collect();
    assert_eq!(told, [(AlertKind::Unsealing, Some("express-consent"))]);
}

#[test]
fn support_unmasks_nothing_that_is_sealed() {
    let mut store = store();
    ingest(&mut store, "one", admission().as_bytes());
    let (text, _) = shown(&mut store, &operations());
    assert!(!text.contains("SECRETWORD") && !text.contains("F64"), "{text}");
    // A second message of the number, which was never taken in, says it too.
    let other = admission().replace("OPENWORD", "OTHERWORD");
    assert_eq!(ingest(&mut store, "other", other.as_bytes()).conflict, 1);
    let (text, _) = shown(&mut store, &operations());
    assert!(!text.contains("SECRETWORD"), "{text}");
    let (text, _) = shown(&mut store, &care());
    assert!(!text.contains("OTHERWORD") && !text.contains("SECRETWORD"), "what was never taken in: {text}");
}

#[test]
fn unsealing_needs_a_role_words_and_care() {
    let mut store = store();
    ingest(&mut store, "one", admission().as_bytes());
    let ann: PatientRef = NUMBER.parse().unwrap();
    for request in [unsealing("R8004", Some("curious")), unsealing("R8000", None), unsealing("R8000", Some("  "))] {
        let refusal = store.open(&request, &ann).unwrap_err();
        assert!(matches!(refusal, Refusal::Denied(_)), "{refusal}");
    }
    let mut support = operations();
    support.reason.unseal = Some(Unsealing::LegalRequirement);
    support.reason.text = Some("court".to_owned());
    assert!(matches!(store.open(&support, &ann), Err(Refusal::Denied(_))));
    assert_eq!(store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap(), [], "nothing was opened");
    let viewing = store.open(&unsealing("R8000", Some("words")), &ann).unwrap();
    let lasts = viewing.basis().expires.duration_since(store.now());
    assert_eq!(lasts.as_mins(), 60);
}

#[test]
fn an_emergency_opens_no_envelope() {
    let mut store = store();
    ingest(&mut store, "one", admission().as_bytes());
    let reason = Reason {
        permission: Permission::Unable,
        emergency: Some(dcr::consent::Emergency::Medical),
        text: Some("unconscious".to_owned()),
        ..Reason::default()
    };
    let (text, _) = shown(&mut store, &ViewRequest { reason, ..care() });
    assert!(!text.contains("SECRETWORD") && text.contains("OPENWORD"), "{text}");
}

#[test]
fn what_no_list_can_classify_follows_the_policy() {
    let mut store = store();
    ingest(&mut store, "one", admission().as_bytes());
    ingest(&mut store, "two", letter().as_bytes());
    assert!(shown(&mut store, &care()).0.contains("LETTERWORD"), "shown, where nothing else is set");
    adopt(&mut store, "unclassifiable-codes = \"withhold\"");
    let (text, withheld) = shown(&mut store, &care());
    assert!(!text.contains("LETTERWORD") && text.contains("OPENWORD"), "{text}");
    assert_eq!(withheld, Some(2), "the letter and the diagnosis");
    assert!(shown(&mut store, &unsealing("R8000", Some("words"))).0.contains("LETTERWORD"));
}

fn administrator() -> dcr::audit::Agent {
    dcr::audit::Agent { user: "support".into(), full_name: "support".into(), role: None, organisation: None }
}

#[test]
fn what_is_withheld_is_not_said_where_policy_says_nothing() {
    let mut store = store();
    let only = message("RBD", "PAS", "ADT^A31", "9", "DG1|1||F64.0^Transsexualism SECRETWORD^I10|||W");
    ingest(&mut store, "two", letter().as_bytes());
    adopt(&mut store, "withheld = \"nothing\"");
    let before = shown(&mut store, &care());
    ingest(&mut store, "only", only.as_bytes());
    let after = shown(&mut store, &care());
    assert_eq!(after.1, None);
    let made = |text: &str| text.matches("\"entries\":").count();
    assert_eq!(made(&before.0), made(&after.0), "not even a message that said nothing else");
    assert!(!after.0.contains("ADT^A31"), "{}", after.0);
    let viewing = store.open(&care(), &NUMBER.parse().unwrap()).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    assert_eq!((record.total, total(&record, Section::Problems)), (1, 0));
}

#[test]
fn a_denied_document_is_denied_at_once_and_seen_again_only_after_approval() {
    let mut store = store();
    ingest(&mut store, "one", admission().as_bytes());
    ingest(&mut store, "two", letter().as_bytes());
    let ann: PatientRef = NUMBER.parse().unwrap();
    let viewing = store.open(&care(), &ann).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let letter = record.entries().find(|entry| entry.kind == "DocumentReference").unwrap().id.clone();
    let clerk = ViewRequest { user: user("clerk", "R1984", "RD3"), reason: Reason::default(), ..care() };
    let refused = store.deny_entry(&care(), &ann, &letter, (None, "form"));
    assert!(matches!(refused, Err(Refusal::Denied(_))), "a clinician does not administer consent");
    let denial = store.deny_entry(&clerk, &ann, &letter, (None, "form 7")).unwrap();
    assert_eq!(store.deny_entry(&clerk, &ann, &letter, (None, "form 7")).unwrap().id, denial.id, "once is enough");
    let (text, withheld) = shown(&mut store, &care());
    assert!(!text.contains("LETTERWORD") && text.contains("OPENWORD"), "{text}");
    assert_eq!(withheld, Some(2), "the letter and what is sealed");
    assert!(!shown(&mut store, &unsealing("R8000", Some("words"))).0.contains("LETTERWORD"), "no envelope");
    assert!(!shown(&mut store, &operations()).0.contains("LETTERWORD"));
    // An open view ends no sooner than it must, and shows it no more.
    assert!(store.entry(&viewing, &letter, None).is_err());
    let needs = store.lift_denial(&clerk, &ann, &letter, None).unwrap_err();
    let Refusal::Store(StoreError::NeedsApproval(id)) = needs else { panic!("{needs}") };
    let agent = |name: &str| dcr::audit::Agent { user: name.to_owned(), ..administrator() };
    assert!(store.decide_request(&id, true, &agent("clerk")).is_err(), "not by who asked");
    assert!(!shown(&mut store, &care()).0.contains("LETTERWORD"));
    store.decide_request(&id, true, &agent("second")).unwrap();
    store.lift_denial(&clerk, &ann, &letter, None).unwrap();
    assert!(shown(&mut store, &care()).0.contains("LETTERWORD"));
}

#[test]
fn a_document_denied_to_one_organisation_shows_to_the_others() {
    let mut store = store();
    ingest(&mut store, "two", letter().as_bytes());
    let ann: PatientRef = NUMBER.parse().unwrap();
    let viewing = store.open(&care(), &ann).unwrap();
    let letter = store.record(&viewing, &RecordQuery::default()).unwrap().entries().next().unwrap().id.clone();
    let clerk = ViewRequest { user: user("clerk", "R1984", "RD3"), reason: Reason::default(), ..care() };
    store.deny_entry(&clerk, &ann, &letter, (Some("RDZ"), "form")).unwrap();
    let other = ViewRequest { user: user("dr.osei", "R8000", "RDZ"), ..care() };
    assert!(shown(&mut store, &care()).0.contains("LETTERWORD"));
    assert!(!shown(&mut store, &other).0.contains("LETTERWORD"));
}

#[test]
fn what_an_organisation_took_over_is_its_own() {
    // In 2018 Dorset HealthCare shares nothing; its people see what they hold.
    let mut store = store();
    ingest(&mut store, "trust", admission().replace("|RBD|", "|RDY|").replace("^RBD^", "^RDY^").as_bytes());
    let own = ViewRequest { user: user("dr.osei", "R8000", "RDY"), ..care() };
    assert!(shown(&mut store, &own).0.contains("OPENWORD"));
    // Two years on, the trust that took over from Poole denies one of Poole's letters to itself.
    let mut store = store_at("2021-07-01T09:00:00Z");
    ingest(&mut store, "poole", letter().replace("RBD", "RD3").as_bytes());
    let ann: PatientRef = NUMBER.parse().unwrap();
    let heir = ViewRequest { user: user("dr.osei", "R8000", "R0D"), ..care() };
    let viewing = store.open(&heir, &ann).unwrap();
    let letter = store.record(&viewing, &RecordQuery::default()).unwrap().entries().next().unwrap().id.clone();
    let clerk = ViewRequest { user: user("clerk", "R1984", "RBD"), reason: Reason::default(), ..care() };
    store.deny_entry(&clerk, &ann, &letter, (Some("RD3"), "form")).unwrap();
    assert!(!shown(&mut store, &heir).0.contains("LETTERWORD"), "a denial follows the succession");
    assert!(shown(&mut store, &care()).0.contains("LETTERWORD"));
}
