//! The log on a disk, each commit synced: `cargo bench --bench audit`.
//!
//! `DCR_AUDIT_EVENTS` says how many events are verified and queried; a million where it is not set.
//! Times are of the processor and of the clock, since a machine that is shared makes the two differ.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::time::{Duration, Instant};

use dcr::access::{JobRole, Purpose, Reason, RoleProfile, User};
use dcr::audit::{Action, Agent, Event, EventOutcome, ForeignSource};
use dcr::store::sqlite::{AuditImport, SqliteStore};
use dcr::store::view::AuditQuery;
use dcr::store::{Context, PatientId, PatientQuery, Store as _, ViewRequest, Viewing};
use jiff::{SignedDuration, Timestamp};
use rustix::time::{ClockId, clock_gettime};

#[path = "common/say.rs"]
mod say;

use say::line;

fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn agent(user: &str) -> Agent {
    Agent {
        user: user.to_owned(),
        full_name: format!("Dr {user}"),
        role: Some("R8000".to_owned()),
        organisation: Some("RBD".to_owned()),
    }
}

fn user() -> User {
    let roles =
        ["R8000", "R0001"].map(|code| RoleProfile { role: JobRole(code.to_owned()), organisation: "RBD".to_owned() });
    User { name: "bench".to_owned(), full_name: "Bench".to_owned(), roles: roles.to_vec(), ..User::default() }
}

/// A view as a hospital's portal would record one: some 600 bytes.
fn event(number: u64) -> Event {
    let begin: Timestamp = "2018-01-01T00:00:00Z".parse().expect("a time");
    let happened = begin + SignedDuration::from_secs(i64::try_from(number).expect("a small number") * 20);
    let outcome = if number.is_multiple_of(97) { EventOutcome::SeriousFailure } else { EventOutcome::Success };
    let source = ForeignSource {
        system: "portal".to_owned(),
        id: Some(format!("{number:032x}")),
        file: "0".repeat(64),
        entry: number + 1,
        happened,
        subjects: vec![format!("999{:07}", number.wrapping_mul(7_919) % 500_000)],
    };
    Event {
        purpose: Some("direct-care".to_owned()),
        reason: Some("clinic this morning".to_owned()),
        decision: Some("row 15: opted in by default, and permission was given".to_owned()),
        permission: Some("given".to_owned()),
        request: Some(format!("{number:032x}")),
        source: Some(source),
        ..Event::new(happened, Action::View, outcome, agent(&format!("user{}", number.wrapping_mul(31) % 3_000)))
    }
}

struct Bench {
    store: SqliteStore,
    events: u64,
    _folder: tempfile::TempDir,
}

fn fill(events: u64) -> Bench {
    let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    let mut store =
        SqliteStore::init(&folder.path().join("store.db"), Context::default(), &user(), true).expect("a store");
    let (mut clock, mut cpu) = (Duration::ZERO, Duration::ZERO);
    for first in (0..events).step_by(50_000) {
        let part: Vec<Event> = (first..(first + 50_000).min(events)).map(event).collect();
        let import = AuditImport { system: "portal".to_owned(), file: first.to_string(), agent: agent("bench") };
        let (began, used) = (Instant::now(), processor());
        store.import_audit(&import, &part, |_, _| {}).expect("the events are taken in");
        clock += began.elapsed();
        cpu += processor().saturating_sub(used);
    }
    let rate = |time: Duration| f64::from(u32::try_from(events).expect("a small number")) / time.as_secs_f64();
    line(&format!(
        "grouped commit, 500 events each, synced: {events} events, {:.0}/s on the clock, {:.0}/s of processor time",
        rate(clock),
        rate(cpu)
    ));
    Bench { store, events, _folder: folder }
}

fn verify(bench: &Bench) {
    for _ in 0..3 {
        let (began, used) = (Instant::now(), processor());
        let found = bench.store.verify_audit(&[], &[], |_, _| {}).expect("the log can be read");
        assert!(found.is_sound(), "{:?}", found.breaks.first());
        let (clock, cpu) = (began.elapsed(), processor().saturating_sub(used));
        line(&format!(
            "verify {} events: {:.2} s on the clock, {:.2} s of processor time",
            found.events,
            clock.as_secs_f64(),
            cpu.as_secs_f64()
        ));
    }
}

fn open(store: &mut SqliteStore) -> Viewing {
    let reason = Reason { purpose: Purpose::PrivacyInvestigation, ..Reason::default() };
    let request = ViewRequest { user: user(), reason, request: "bench".to_owned() };
    store.open_audit(&request, "bench", &[]).expect("the audit opens")
}

/// The median and the 95th of a hundred.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |place: usize| times.get(place * times.len() / 100).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
    format!("{:.2} ms, 95th {:.2} ms", at(50), at(95))
}

fn queries(bench: &mut Bench) {
    type Filter = fn(u64) -> String;
    let viewing = open(&mut bench.store);
    let day = |number: u64| event(number).happened().to_string()[..10].to_owned();
    let kinds: [(&str, Filter); 4] = [
        ("user", |number| format!("user:user{}", number % 3_000)),
        ("time window", |number| format!("on:{number}")),
        ("time window and outcome", |number| format!("on:{number} outcome:refused")),
        ("patient", |number| number.to_string()),
    ];
    for (name, make) in kinds {
        let mut times = Vec::new();
        for turn in 0..100_u64 {
            let number = turn.wrapping_mul(7_919_111) % bench.events;
            let mut query = AuditQuery::default();
            if name == "patient" {
                query.patients = Some(vec![PatientId(0)]);
                query.subjects = event(number).source.map(|source| source.subjects).unwrap_or_default();
            } else {
                let text = if name == "user" {
                    make(number)
                } else {
                    make(number).replacen(&number.to_string(), &day(number), 1)
                };
                query.filter = text.parse().expect("a filter");
            }
            let began = Instant::now();
            let page = bench.store.audit_page(&viewing, &query).expect("the audit can be read");
            times.push(began.elapsed());
            assert!(!page.entries.is_empty(), "{name}: {}", make(number));
        }
        line(&format!("query by {name} over {} events: median {}", bench.events, spread(times)));
    }
}

fn single(bench: &mut Bench) {
    let reason = Reason::default();
    let request = ViewRequest { user: user(), reason, request: "bench".to_owned() };
    let mut times = Vec::new();
    for _ in 0..500 {
        let began = Instant::now();
        bench.store.find(&request, &PatientQuery::default()).expect("a search");
        times.push(began.elapsed());
    }
    times.sort_unstable();
    line(&format!(
        "one synced event per search: median {:.2} ms, 99th {:.2} ms",
        times[times.len() / 2].as_secs_f64() * 1_000.0,
        times[times.len() * 99 / 100].as_secs_f64() * 1_000.0
    ));
}

fn main() {
    let events = std::env::var("DCR_AUDIT_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let mut bench = fill(events);
    single(&mut bench);
    verify(&bench);
    queries(&mut bench);
}
