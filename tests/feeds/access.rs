//! Who is let in and on what it stands: relationships derived and claimed, answers at the point of care,
//! settings of the policy, and one event for each decision.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use dcr::access::{AnsweredBy, Claim, Purpose, Reason, User};
use dcr::audit::Agent;
use dcr::consent::{ChoiceStatement, Emergency, Outcome, Overlay, Permission, PolicyBook, Standing, StandingChoice};
use dcr::feeds::{Ingest, Reception};
use dcr::store::sqlite::{AccessAsked, AlertFilter, SqliteStore};
use dcr::store::view::{AlertKind, Page};
use dcr::store::{Clock, Context, PatientQuery, PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::support::user;

const ANN: &str = "9990010013";
const CHILD: &str = "9990010021";

/// A clock that a test sets.
#[derive(Clone)]
struct Hand(Arc<AtomicI64>);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// A store in a file whose clock can be set, with Ann, whom RBD and RD3 know and RD3 has in a bed, and a
/// child of eight.
struct Place {
    store: SqliteStore,
    clock: Hand,
    folder: TempDir,
}

fn agent() -> Agent {
    Agent { user: "records".to_owned(), full_name: "Records".to_owned(), role: None, organisation: None }
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let start: Timestamp = "2018-07-02T09:00:00Z".parse().unwrap();
        let clock = Hand(Arc::new(AtomicI64::new(start.as_second())));
        let context = Context { clock: Arc::new(clock.clone()), ..Context::fixed(start) };
        let path = folder.path().join("store.db");
        let mut store = SqliteStore::init(&path, context, &user("dr.osei", "R8000", "RD3"), true).unwrap();
        for (name, role, organisation) in [
            ("dr.hardy", "R8000", "RBD"),
            ("student", "R8004", "RBD"),
            ("officer", "R0001", "RBD"),
            ("records", "R1984", "RBD"),
        ] {
            store.register_user(&user(name, role, organisation), "dr.osei").unwrap();
        }
        let mut place = Self { store, clock, folder };
        place.take_in("RBD", "A28", &format!("A1^^^RBD^MR~{ANN}^^^NHS^NH||Able^Ann||19500101|F"), "");
        place.take_in("RD3", "A01", &format!("B1^^^RD3^MR~{ANN}^^^NHS^NH||Able^Ann||19500101|F"), "I|W1^^^RD3");
        place.take_in("RD3", "A01", &format!("B2^^^RD3^MR~{CHILD}^^^NHS^NH||Able^Cal||20100101|M"), "I|W1^^^RD3");
        place
    }

    fn take_in(&mut self, organisation: &str, event: &str, person: &str, visit: &str) {
        let tail = "|".repeat(24);
        let visit =
            if visit.is_empty() { String::new() } else { format!("PV1|1|{visit}|||||||||||||||||V{}\r", person.len()) };
        let message = format!(
            "MSH|^~\\&|PAS|{organisation}|DCR|DORSET|20180701120000||ADT^{event}|{}{}|P|2.4\rEVN||20180701120000\r\
             PID|1||{person}{tail}01\r{visit}\r",
            organisation,
            person.len() + event.len() * 100 + usize::from(person.contains(CHILD)),
        );
        let ingest = Ingest { received: Reception::WhenSent, ..Ingest::new("test", agent()) };
        let totals = ingest.run(&mut self.store, message.as_bytes(), |_| {}).unwrap();
        assert_eq!(totals.applied, 1, "{message}");
    }

    fn pass(&self, hours: i64) {
        self.clock.0.fetch_add(hours * 3_600, Ordering::Relaxed);
    }

    fn choose(&mut self, statement: &ChoiceStatement) {
        self.store.state_choice(ANN.parse().unwrap(), statement, "form", &agent()).unwrap();
    }

    fn stand(&mut self, choice: StandingChoice) {
        let stated = self.clock.now();
        self.choose(&ChoiceStatement::Standing(Standing { choice, stated }));
    }

    fn adopt(&mut self, settings: &str) {
        let text = format!("from = \"2018-01-01\"\n[settings]\n{settings}");
        self.store.adopt_policy(&PolicyBook::shipped().unwrap().adoption(&text).unwrap(), &agent()).unwrap();
    }

    /// The row that decides, and whether it lets the user in.
    fn ask(&mut self, name: &str, reason: &Reason) -> String {
        self.ask_about(name, reason, ANN)
    }

    fn ask_about(&mut self, name: &str, reason: &Reason, number: &str) -> String {
        match self.store.open(&self.request(name, reason), &number.parse::<PatientRef>().unwrap()) {
            Ok(viewing) => format!("{} permit", viewing.decision().row.0),
            Err(Refusal::Denied(decision)) => format!("{} deny", decision.row.0),
            Err(Refusal::AskConsent(decision)) => format!("{} ask", decision.row.0),
            Err(Refusal::ClaimRequired(decision)) => format!("{} claim", decision.row.0),
            Err(Refusal::BreakGlassRequired(decision)) => format!("{} glass", decision.row.0),
            Err(Refusal::NotFound) => "unknown".to_owned(),
            Err(Refusal::OptedOut) => "opted out".to_owned(),
            Err(other) => format!("failed: {other}"),
        }
    }

    fn request(&self, name: &str, reason: &Reason) -> ViewRequest {
        let user: User = self.store.users().unwrap().into_iter().find(|user| user.name == name).unwrap();
        ViewRequest { user, reason: reason.clone(), request: "test".to_owned() }
    }

    /// How many rows a table holds, seen from outside.
    fn count(&self, what: &str) -> i64 {
        let connection = rusqlite::Connection::open(self.folder.path().join("store.db")).unwrap();
        connection.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0)).unwrap()
    }
}

fn answered(permission: Permission) -> Reason {
    Reason { permission, ..Reason::default() }
}

fn claiming() -> Reason {
    Reason { claim: Some(Claim::Attending), ..answered(Permission::Given) }
}

#[test]
fn who_has_the_person_in_a_bed_is_in_their_care_and_others_claim() {
    let mut place = Place::new();
    assert_eq!(place.ask("dr.osei", &answered(Permission::Given)), "15 permit");
    assert_eq!(place.ask("dr.hardy", &answered(Permission::Given)), "13 claim");
    assert_eq!(place.ask("student", &claiming()), "18 deny", "this role may not claim");
    assert_eq!(place.count("claimed_relationship"), 0, "a demand keeps nothing");
    assert_eq!(place.ask("dr.hardy", &claiming()), "13 permit");
    assert_eq!(place.ask("dr.hardy", &answered(Permission::Given)), "15 permit", "the claim stands");
    place.pass(11);
    assert_eq!(place.ask("dr.hardy", &answered(Permission::Given)), "15 permit");
    place.pass(1);
    assert_eq!(place.ask("dr.hardy", &answered(Permission::Given)), "13 claim", "and runs out");
    let officer = place.request("officer", &Reason::default());
    let kinds: Vec<AlertKind> = place
        .store
        .alerts(&officer, AlertFilter::default(), Page::ALL)
        .unwrap()
        .iter()
        .map(|alert| alert.kind)
        .collect();
    assert_eq!(kinds, [AlertKind::ClaimedRelationship]);
}

#[test]
fn an_answer_stands_for_the_user_until_the_end_of_the_local_day() {
    let mut place = Place::new();
    let nothing = answered(Permission::NotAsked);
    assert_eq!(place.ask("dr.osei", &nothing), "16 ask");
    assert_eq!(place.ask("dr.osei", &answered(Permission::Given)), "15 permit");
    assert_eq!(place.ask("dr.osei", &nothing), "15 permit");
    assert_eq!(place.ask("dr.osei", &answered(Permission::Refused)), "6 deny");
    assert_eq!(place.ask("dr.osei", &nothing), "6 deny", "a refusal holds against not asked");
    let unable = Reason {
        emergency: Some(Emergency::Medical),
        text: Some("collapsed".to_owned()),
        ..answered(Permission::Unable)
    };
    assert_eq!(place.ask("dr.osei", &unable), "6 deny", "and against not being able to ask");
    assert_eq!(place.ask("dr.osei", &answered(Permission::Given)), "15 permit", "until the person agrees");
    assert_eq!(place.ask("dr.osei", &answered(Permission::Refused)), "6 deny");
    place.pass(13);
    assert_eq!(place.ask("dr.osei", &nothing), "6 deny", "23:00 in London");
    place.pass(1);
    assert_eq!(place.ask("dr.osei", &nothing), "16 ask", "midnight in London");
}

#[test]
fn a_refusal_closes_the_view_that_an_earlier_yes_opened() {
    let mut place = Place::new();
    let ann: PatientRef = ANN.parse().unwrap();
    let request = place.request("dr.osei", &answered(Permission::Given));
    let viewing = place.store.open(&request, &ann).unwrap();
    assert!(place.store.record(&viewing, &RecordQuery::default()).is_ok());
    assert_eq!(place.ask("dr.osei", &answered(Permission::Refused)), "6 deny");
    let closed = place.store.record(&viewing, &RecordQuery::default());
    assert!(matches!(closed, Err(StoreError::OutsideView(_))));
}

#[test]
fn a_child_answers_through_somebody_who_may() {
    let mut place = Place::new();
    let by = |answered_by, evidence: Option<&str>| Reason {
        answered_by,
        evidence: evidence.map(str::to_owned),
        ..answered(Permission::Given)
    };
    assert_eq!(place.ask_about("dr.osei", &by(AnsweredBy::Person, None), CHILD), "16 ask");
    assert_eq!(place.ask_about("dr.osei", &by(AnsweredBy::Person, Some("note 1")), CHILD), "16 ask");
    assert_eq!(place.ask_about("dr.osei", &by(AnsweredBy::Parent, None), CHILD), "16 ask");
    assert_eq!(place.count("permission"), 0, "what does not count is not kept");
    assert_eq!(place.ask_about("dr.osei", &by(AnsweredBy::Parent, Some("birth certificate")), CHILD), "15 permit");
    let refused = Reason { answered_by: AnsweredBy::Parent, ..answered(Permission::Refused) };
    assert_eq!(place.ask_about("dr.osei", &refused, CHILD), "6 deny", "a refusal needs no authority");
}

#[test]
fn what_the_own_organisation_holds_shows_alone_where_it_is_all_that_is_asked() {
    let mut place = Place::new();
    let own = Reason { own_items: true, ..Reason::default() };
    let ann: PatientRef = ANN.parse().unwrap();
    for (name, organisation) in [("dr.osei", "RD3"), ("dr.hardy", "RBD")] {
        let request = place.request(name, &own);
        let viewing = place.store.open(&request, &ann).unwrap();
        assert_eq!(viewing.decision().row.0, "12");
        let person = place.store.person(&viewing, &RecordQuery::default()).unwrap();
        let sources: Vec<_> = person.sources.iter().map(|source| source.organisation.as_str()).collect();
        assert_eq!(sources, [organisation]);
    }
    place.stand(StandingChoice::No1);
    assert_eq!(place.ask("dr.osei", &own), "11 deny");
    place.stand(StandingChoice::No2);
    assert_eq!(place.ask("dr.osei", &own), "unknown");
}

#[test]
fn nobody_opens_their_own_record_their_households_or_a_colleagues() {
    let mut place = Place::new();
    let given = answered(Permission::Given);
    let own = User { nhs_number: Some(ANN.parse().unwrap()), ..user("ann", "R8001", "RD3") };
    place.store.register_user(&own, "dr.osei").unwrap();
    assert_eq!(place.ask("ann", &given), "4 deny");
    assert_eq!(place.ask("dr.osei", &given), "15 permit", "a colleague in care");
    let elsewhere = User { roles: user("ann", "R8001", "RBD").roles, ..own };
    place.store.register_user(&elsewhere, "dr.osei").unwrap();
    assert_eq!(place.ask("dr.hardy", &claiming()), "4 deny", "a colleague out of care, whatever is claimed");
    let officer = place.request("officer", &Reason::default());
    let alerts = place.store.alerts(&officer, AlertFilter::default(), Page::ALL).unwrap();
    assert_eq!(alerts.iter().map(|alert| alert.kind).collect::<Vec<_>>(), [AlertKind::OwnRecord; 2]);
}

/// P6: whatever is decided, it has exactly one event.
#[test]
fn each_decision_has_exactly_one_event() {
    let mut place = Place::new();
    let choices = [None, Some(StandingChoice::Yes3), Some(StandingChoice::No1), Some(StandingChoice::No2)];
    let permissions = [Permission::NotAsked, Permission::Given, Permission::Refused, Permission::Unable];
    let emergencies = [None, Some(Emergency::Medical), Some(Emergency::OverridingInterest)];
    for choice in choices {
        if let Some(choice) = choice {
            place.stand(choice);
        }
        for name in ["dr.osei", "dr.hardy", "student", "officer", "records"] {
            for (permission, emergency) in permissions.into_iter().flat_map(|one| emergencies.map(|two| (one, two))) {
                for (purpose, number) in
                    [(Purpose::DirectCare, ANN), (Purpose::SubjectAccess, ANN), (Purpose::DirectCare, "9990009996")]
                {
                    let text = Some("words".to_owned());
                    let reason = Reason { purpose, emergency, text, claim: Some(Claim::Cover), ..answered(permission) };
                    let before = place.count("audit_event");
                    let said = place.ask_about(name, &reason, number);
                    assert_eq!(place.count("audit_event"), before + 1, "{choice:?} {name} {reason:?}: {said}");
                }
            }
        }
    }
}

/// P9: a clock that is put back closes every view, and a decision made then is later in sequence and
/// earlier in time.
#[test]
fn a_clock_put_back_is_seen() {
    let mut place = Place::new();
    let request = place.request("dr.osei", &answered(Permission::Given));
    let viewing = place.store.open(&request, &ANN.parse().unwrap()).unwrap();
    place.pass(-1);
    assert!(matches!(
        place.store.record(&viewing, &RecordQuery::default()),
        Err(StoreError::OutsideView("the clock went back"))
    ));
    place.ask("dr.osei", &answered(Permission::Given));
    let back = "audit_event AS later JOIN audit_event AS before ON before.sequence < later.sequence
                WHERE before.recorded > later.recorded";
    assert!(place.count(back) > 0);
}

#[test]
fn a_store_that_was_found_changed_lets_nobody_in() {
    let mut place = Place::new();
    let connection = rusqlite::Connection::open(place.folder.path().join("store.db")).unwrap();
    connection.execute("INSERT INTO meta VALUES ('integrity-broken', 'found by a check')", []).unwrap();
    drop(connection);
    let emergency = Reason { emergency: Some(Emergency::Medical), text: Some("dying".to_owned()), ..claiming() };
    assert_eq!(place.ask("dr.osei", &emergency), "0 deny");
    assert_eq!(place.count("alert WHERE kind = 'operations'"), 1);
}

#[test]
fn a_policy_that_cannot_be_read_lets_nobody_in() {
    let mut place = Place::new();
    let connection = rusqlite::Connection::open(place.folder.path().join("store.db")).unwrap();
    let body = r#"{"from": "2018-01-01", "settings": {"time-box": 1}}"#;
    connection.execute("INSERT INTO adopted_policy (body, recorded, sequence) VALUES (?1, 0, 0)", [body]).unwrap();
    drop(connection);
    assert_eq!(place.ask("dr.osei", &answered(Permission::Given)), "0 deny");
}

/// No setting is for show: each changes what happens. Those about who is in whose care are tried with
/// the relationships.
#[test]
fn each_setting_takes_effect() {
    let given = answered(Permission::Given);
    let mut place = Place::new();
    place.adopt("claimed-relationship-hours = 0");
    assert_eq!(place.ask("dr.hardy", &claiming()), "18 deny");

    let mut place = Place::new();
    place.stand(StandingChoice::No2);
    assert_eq!(place.ask("dr.osei", &given), "unknown");
    place.adopt("no-2-hides-existence = false");
    assert_eq!(place.ask("dr.osei", &given), "3 deny");
    let find = PatientQuery { number: Some(ANN.parse().unwrap()), ..PatientQuery::default() };
    let request = place.request("dr.osei", &Reason::default());
    assert_eq!(place.store.find(&request, &find).unwrap().len(), 1, "that the record exists is told");

    let mut place = Place::new();
    place.stand(StandingChoice::No2);
    let investigation = Reason { purpose: Purpose::PrivacyInvestigation, ..Reason::default() };
    assert_eq!(place.ask("officer", &investigation), "opted out");
    assert_eq!(place.ask("records", &given), "opted out");
    place.adopt("opt-out-known-to = \"privacy-officers\"");
    assert_eq!(place.ask("officer", &investigation), "opted out");
    assert_eq!(place.ask("records", &given), "1 deny");
    place.adopt("opt-out-known-to = \"nobody\"");
    assert_eq!(place.ask("officer", &investigation), "unknown");

    let mut place = Place::new();
    place.stand(StandingChoice::No2);
    place.adopt("safeguarding-under-no-2 = \"refuse-and-tell-the-safeguarding-lead\"");
    let child = Reason { emergency: Some(Emergency::Safeguarding), text: Some("bruises".to_owned()), ..given.clone() };
    assert_eq!(place.ask("dr.osei", &child), "unknown", "refused as ever");
    assert_eq!(place.count("alert WHERE kind = 'safeguarding-view'"), 1);

    let mut place = Place::new();
    place.pass(24 * 365);
    assert_eq!(place.ask("dr.osei", &Reason::default()), "15 permit", "the discussion to view");
    place.adopt("discussion = \"recorded\"");
    assert_eq!(place.ask("dr.osei", &Reason::default()), "18 deny");
    assert_eq!(place.ask("dr.osei", &answered(Permission::Discussed)), "15 permit");

    let mut place = Place::new();
    let emergency = Reason { emergency: Some(Emergency::Medical), text: Some("collapsed".to_owned()), ..given.clone() };
    let lasts = |place: &mut Place| {
        let request = place.request("dr.osei", &emergency);
        let viewing = place.store.open(&request, &ANN.parse().unwrap()).unwrap();
        viewing.basis().expires.duration_since(place.clock.now()).as_mins()
    };
    assert_eq!(lasts(&mut place), 60);
    place.adopt("time-box-minutes = 15");
    assert_eq!(lasts(&mut place), 15);
}

#[test]
fn the_settings_of_a_yes_2_take_effect() {
    let mut place = Place::new();
    let now = place.clock.now();
    place.stand(StandingChoice::No1);
    place.choose(&ChoiceStatement::Overlay(Overlay::yes_2(now, None, now)));
    place.pass(24 * 10);
    assert_eq!(place.ask("dr.osei", &Reason::default()), "8 permit");
    place.adopt("open-yes-2-days = 10");
    assert_eq!(place.ask("dr.osei", &Reason::default()), "11 deny");
    let (now, until) = (place.clock.now(), place.clock.now() + SignedDuration::from_hours(100));
    place.choose(&ChoiceStatement::Overlay(Overlay::yes_2(now, Some(until), now)));
    let owed = |place: &mut Place| {
        let request = place.request("dr.osei", &Reason::default());
        let viewing = place.store.open(&request, &ANN.parse().unwrap()).unwrap();
        viewing.decision().obliges(dcr::consent::Obligation::WarnNearEnd)
    };
    assert!(!owed(&mut place));
    place.adopt("near-end-hours = 100");
    assert!(owed(&mut place));
}

/// A past decision replays from what stood and was known then.
#[test]
fn a_past_decision_replays() {
    let mut place = Place::new();
    let before = place.clock.now();
    place.pass(1);
    place.stand(StandingChoice::No1);
    place.pass(24 * 400);
    place.stand(StandingChoice::Yes3);
    let officer = place.request("officer", &Reason::default());
    let mut explain = |user: &str, at: Option<Timestamp>| {
        let asked = AccessAsked { user: user.to_owned(), reason: Reason::default(), at };
        let explained = place.store.explain_access(&officer, &ANN.parse().unwrap(), &asked).unwrap();
        (explained.explanation.decision.row.0, explained.explanation.decision.outcome, explained.relationship)
    };
    let in_bed = Some("an open encounter at RD3".to_owned());
    assert_eq!(explain("dr.osei", Some(before)), ("16", Outcome::AskConsent, in_bed.clone()));
    let later = before + SignedDuration::from_hours(2);
    assert_eq!(explain("dr.osei", Some(later)), ("11", Outcome::Deny, in_bed.clone()));
    assert_eq!(explain("dr.osei", None), ("14", Outcome::Permit, in_bed));
    assert_eq!(explain("nobody", None).0, "1");
}

#[test]
fn explaining_is_for_those_who_answer_for_consent_and_keeps_what_is_hidden() {
    let mut place = Place::new();
    let asked = AccessAsked { user: "dr.osei".to_owned(), ..AccessAsked::default() };
    place.store.register_user(&user("guardian", "R5105", "RBD"), "dr.osei").unwrap();
    let told = |place: &mut Place, caller: &str, number: &str| {
        let request = place.request(caller, &Reason::default());
        let before = place.count("audit_event");
        let told = match place.store.explain_access(&request, &number.parse().unwrap(), &asked) {
            Ok(explained) => format!("{} {:?}", explained.explanation.decision.row.0, explained.relationship),
            Err(refusal) => refusal.to_string(),
        };
        assert_eq!(place.count("audit_event"), before + 1, "{caller}");
        told
    };
    let unknown = "no shared record is available for this person";
    assert_eq!(told(&mut place, "dr.hardy", ANN), "no role of the user answers for consent");
    assert_eq!(told(&mut place, "guardian", ANN), "16 Some(\"an open encounter at RD3\")");
    place.stand(StandingChoice::No2);
    assert_eq!(told(&mut place, "guardian", ANN), unknown);
    assert_eq!(told(&mut place, "guardian", "9990009996"), unknown);
    assert_eq!(told(&mut place, "records", ANN), "3 None", "the opt-out is told, and nothing of care");
    let request = place.request("officer", &Reason::default());
    let who = place.store.onlookers(&request, &ANN.parse().unwrap(), None).unwrap();
    assert!(who.opted_out && who.users.iter().all(|user| user.outcome == Outcome::Deny && user.relationship.is_none()));
}
