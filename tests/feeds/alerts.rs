//! Alerts stand or fall with the event that causes them, and nobody closes their own.

use dcr::access::{JobRole, Reason, RoleProfile};
use dcr::consent::{ChoiceStatement, Emergency, Permission, Standing, StandingChoice};
use dcr::store::sqlite::AlertFilter;
use dcr::store::view::{AlertKind, AlertOutcome, Page};
use dcr::store::{Refusal, Store, StoreError, ViewRequest};

use super::support::{care, ingest, store, user};

const ANN: &str = "MSH|^~\\&|PAS|RBD|DCR|DORSET|20180101120000||ADT^A28|1|P|2.4\rEVN||20180101120000\r\
PID|1||A1^^^RBD^MR~9990010013^^^NHS^NH||Able^Ann||19500101|F|||||||||||||||||||||||01\r\r";

fn emergency(ground: Emergency, permission: Permission) -> ViewRequest {
    let reason = Reason {
        permission,
        emergency: Some(ground),
        text: Some("found on the floor".to_owned()),
        ..Reason::default()
    };
    ViewRequest { reason, ..care() }
}

fn officer() -> ViewRequest {
    ViewRequest { user: user("officer", "R0001", "RBD"), reason: Reason::default(), request: "test".to_owned() }
}

#[test]
fn each_way_past_a_no_alerts_once_and_a_demand_alerts_nobody() {
    let mut store = store();
    ingest(&mut store, "ann", ANN.as_bytes());
    let agent = dcr::audit::Agent { user: "s".into(), full_name: "s".into(), role: None, organisation: None };
    let stated = "2018-04-05T10:00:00Z".parse().unwrap();
    let no_1 = ChoiceStatement::Standing(Standing { choice: StandingChoice::No1, stated });
    store.state_choice("9990010013".parse().unwrap(), &no_1, "form", &agent).unwrap();
    let ann = "9990010013".parse().unwrap();
    // A demand: nothing was seen.
    let demand = ViewRequest { reason: Reason { emergency: Some(Emergency::Medical), ..Reason::default() }, ..care() };
    assert!(matches!(store.open(&demand, &ann), Err(Refusal::BreakGlassRequired(_))));
    assert!(matches!(store.open(&care(), &ann), Err(Refusal::Denied(_))));
    assert_eq!(store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap(), []);
    let opened = [
        (Emergency::Medical, Permission::NotAsked, AlertKind::EmergencyView),
        (Emergency::Safeguarding, Permission::NotAsked, AlertKind::SafeguardingView),
        (Emergency::OverridingInterest, Permission::Refused, AlertKind::DissentOverride),
    ];
    for (ground, permission, _) in opened {
        assert!(store.open(&emergency(ground, permission), &ann).is_ok(), "{ground:?}");
    }
    let alerts = store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap();
    let kinds: Vec<AlertKind> = alerts.iter().rev().map(|alert| alert.kind).collect();
    assert_eq!(kinds, opened.map(|(.., kind)| kind));
    assert!(
        alerts.iter().all(|alert| alert.caused_by == "dr.osei" && alert.patients.is_empty() && alert.words.is_none())
    );
    let shown = store.alert(&officer(), alerts[0].id).unwrap();
    assert_eq!((shown.patients.len(), shown.words.as_deref()), (1, Some("found on the floor")));
    assert_eq!(store.alerts(&officer(), AlertFilter::default(), Page::of(1, 1)).unwrap()[0].id, alerts[1].id);
}

#[test]
fn nobody_closes_the_alert_that_they_caused_whatever_their_roles() {
    let mut store = store();
    ingest(&mut store, "ann", ANN.as_bytes());
    let mut both = user("both", "R8000", "RBD");
    both.roles.push(RoleProfile { role: JobRole("R0001".to_owned()), organisation: "RBD".to_owned() });
    store.register_user(&both, "dr.osei").unwrap();
    let mine = ViewRequest { user: both.clone(), ..emergency(Emergency::Medical, Permission::Unable) };
    assert!(store.open(&mine, &"9990010013".parse().unwrap()).is_ok());
    let request = ViewRequest { user: both, ..officer() };
    let close = |store: &mut dcr::store::sqlite::SqliteStore, request: &ViewRequest| {
        store.close_alert(request, 1, AlertOutcome::Justified, "asked the ward")
    };
    assert!(matches!(close(&mut store, &request), Err(Refusal::Store(StoreError::OwnAlert(1)))));
    assert!(matches!(close(&mut store, &care()), Err(Refusal::Denied(_))), "nor a clinician");
    let mut suspended = officer();
    suspended.user.suspended = true;
    assert!(matches!(close(&mut store, &suspended), Err(Refusal::Denied(_))), "nor who is suspended");
    let closed = close(&mut store, &officer()).unwrap();
    assert_eq!(
        closed.closed.map(|closing| (closing.by, closing.outcome)),
        Some(("officer".to_owned(), AlertOutcome::Justified))
    );
    assert!(matches!(close(&mut store, &officer()), Err(Refusal::Store(StoreError::ClosedAlert(1)))));
    assert_eq!(store.alerts(&officer(), AlertFilter::default(), Page::ALL).unwrap(), []);
    let all = AlertFilter { closed: true, ..AlertFilter::default() };
    assert_eq!(store.alerts(&officer(), all, Page::ALL).unwrap().len(), 1);
}
