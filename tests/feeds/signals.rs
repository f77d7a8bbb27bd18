//! What feeds say about consent is kept with its date and source, and reconciled.

use dcr::access::Reason;
use dcr::consent::{ChoiceStatement, Disagreement, Standing, StandingChoice};
use dcr::feeds::{Ingest, Reception};
use dcr::record::{SignalKind, Stance};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::SignalConflict;
use dcr::store::{Refusal, ViewRequest};

use super::support::{care, ingest, operations, store, user};

const NUMBER: &str = "9990010013";

fn message(number: &str, organisation: &str, at: u32, rest: &str) -> String {
    format!(
        "MSH|^~\\&|PAS|{organisation}|DCR|DORSET|201805{at:02}120000||ADT^A31|{number}{organisation}{at}|P|2.4\r\
         EVN||201805{at:02}120000\r\
         PID|1||L{number}^^^{organisation}^MR~{number}^^^NHS^NH||Able^Ann||19500101|F{}01\r{rest}\r\r",
        "|".repeat(24)
    )
}

fn officer() -> ViewRequest {
    ViewRequest { user: user("officer", "R0001", "RBD"), reason: Reason::default(), request: "test".to_owned() }
}

fn signals(store: &mut SqliteStore) -> SignalConflict {
    store.consent_signals(&officer(), &NUMBER.parse().unwrap()).unwrap()
}

fn chose(store: &mut SqliteStore, number: &str, choice: StandingChoice) {
    let agent = dcr::audit::Agent { user: "s".into(), full_name: "s".into(), role: None, organisation: None };
    let stated = "2018-04-05T10:00:00Z".parse().unwrap();
    let choice = ChoiceStatement::Standing(Standing { choice, stated });
    store.state_choice(number.parse().unwrap(), &choice, "form", &agent).unwrap();
}

#[test]
fn a_dissent_stands_beside_a_yes_until_the_source_takes_it_back() {
    let mut store = store();
    ingest(&mut store, "one", message(NUMBER, "RBD", 1, "ZU8||2|No").as_bytes());
    assert_eq!(
        signals(&mut store).disagreements,
        [Disagreement::DissentWithoutChoice, Disagreement::SummaryCareRecord]
    );
    chose(&mut store, NUMBER, StandingChoice::Yes3);
    // Silence, and "unknown", take nothing back.
    ingest(&mut store, "two", message(NUMBER, "RBD", 2, "ZU8|").as_bytes());
    ingest(&mut store, "three", message(NUMBER, "RBD", 3, "ZU8||3").as_bytes());
    let said = signals(&mut store);
    assert_eq!(said.disagreements, [Disagreement::DissentAgainstYes, Disagreement::SummaryCareRecord]);
    let detailed = said.signals.iter().find(|said| said.kind == SignalKind::ShareDetailedRecord).unwrap();
    assert_eq!((detailed.stance, detailed.value.as_str(), detailed.message.0), (Stance::Dissents, "2", 1));
    assert_eq!(
        (detailed.organisation.as_str(), detailed.stated.unwrap().to_string().get(..10)),
        ("RBD", Some("2018-05-01"))
    );
    // Another source says otherwise, then the first agrees.
    ingest(&mut store, "four", message(NUMBER, "RD3", 4, "ZU8||1").as_bytes());
    let expected = [Disagreement::DissentAgainstYes, Disagreement::SourcesDisagree, Disagreement::SummaryCareRecord];
    assert_eq!(signals(&mut store).disagreements, expected);
    ingest(&mut store, "five", message(NUMBER, "RBD", 5, "ZU8||1|Yes").as_bytes());
    assert_eq!(signals(&mut store).disagreements, []);
    // An older dissent that comes late changes nothing: the later word counts.
    ingest(&mut store, "six", message(NUMBER, "RBD", 1, "ZU8||2").replace("RBD1|", "RBDx|").as_bytes());
    assert_eq!(signals(&mut store).disagreements, []);
}

#[test]
fn codes_in_a_record_are_signals_and_no_choices() {
    let mut store = store();
    let coded = |at, code: &str| message(NUMBER, "RBD", at, &format!("DG1|1||{code}||201805{at:02}|W"));
    ingest(&mut store, "one", coded(1, "9Ndo.00^Express dissent^RC2").as_bytes());
    let said = signals(&mut store);
    assert_eq!(said.disagreements, [Disagreement::SummaryCareRecord]);
    assert!(Disagreement::SummaryCareRecord.meaning().contains("no choice about this record"));
    let viewing = super::support::open(&mut store, NUMBER);
    assert_eq!(viewing.decision().row.0, "13", "claimed, as the default lets: the code decides nothing");
    drop(viewing);
    ingest(&mut store, "two", coded(2, "416409005^Refused^SCT").as_bytes());
    ingest(&mut store, "three", coded(3, "9Nu0.^Dissent^RC2").as_bytes());
    let said = signals(&mut store);
    let kinds: Vec<_> = said.signals.iter().map(|said| (said.kind, said.stance, said.value.as_str())).collect();
    assert!(kinds.contains(&(SignalKind::UseBeyondCare, Stance::Dissents, "9Nu0.")), "{kinds:?}");
}

#[test]
fn a_refusal_by_gp_connect_is_kept_with_whom_was_asked_for() {
    let mut store = store();
    ingest(&mut store, "one", message(NUMBER, "RBD", 1, "").as_bytes());
    let refusal = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"forbidden","details":{"coding":[{"system":"https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1","code":"NO_PATIENT_CONSENT"}]}}]}"#;
    let agent = dcr::audit::Agent { user: "s".into(), full_name: "s".into(), role: None, organisation: None };
    let answer = Ingest {
        received: Reception::At("2018-06-01T10:00:00Z".parse().unwrap()),
        asked: Some(NUMBER.parse().unwrap()),
        ..Ingest::new("gp", agent)
    };
    assert_eq!(answer.run(&mut store, refusal.as_bytes(), |_| {}).unwrap().dead, 1);
    let said = signals(&mut store);
    assert_eq!(said.disagreements, [Disagreement::DissentWithoutChoice]);
    assert_eq!(said.signals.iter().map(|said| said.kind).collect::<Vec<_>>(), [SignalKind::GpConnect]);
    let other = refusal.replace("NO_PATIENT_CONSENT", "NO_RELATIONSHIP");
    answer.run(&mut store, other.as_bytes(), |_| {}).unwrap();
    assert_eq!(signals(&mut store).signals.len(), 1);
}

#[test]
fn the_list_is_paged_and_for_those_who_watch() {
    let mut store = store();
    let numbers = ["9990010013", "9990000018", "9990000026"];
    for number in numbers {
        ingest(&mut store, number, message(number, "RBD", 1, "ZU8||2").as_bytes());
    }
    ingest(&mut store, "fine", message("9990000034", "RBD", 1, "ZU8||1").as_bytes());
    chose(&mut store, "9990000026", StandingChoice::No2);
    let first = store.consent_conflicts(&officer(), None, 1).unwrap();
    assert_eq!(first.conflicts.len(), 1);
    let second = store.consent_conflicts(&officer(), first.next_after, 1).unwrap();
    assert_eq!((second.conflicts.len(), second.next_after), (1, None), "a No 2 agrees with a dissent");
    assert_ne!(first.conflicts[0].person, second.conflicts[0].person);
    for request in [care(), operations()] {
        for known in ["9990010013", "9990000026", "9990009996"] {
            let refusal = store.consent_signals(&request, &known.parse().unwrap()).unwrap_err();
            assert!(matches!(refusal, Refusal::Denied(_)), "{refusal}");
        }
        assert!(matches!(store.consent_conflicts(&request, None, 0), Err(Refusal::Denied(_))));
    }
}
