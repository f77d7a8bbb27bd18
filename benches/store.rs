//! Finding people and opening records in a large store: `cargo bench --bench store`.
//!
//! `DCR_SCALE_STORE` names the store; without it a small one is made. Every search and every
//! opening writes its audit event and waits for the disk; how long that alone takes is measured by
//! searches that ask for nobody. Time on the processor is time without that wait. It is also
//! without waiting for pages to be read: a store on a file system in memory shows both as one.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use dcr::access::{Claim, Reason};
use dcr::consent::Permission;
use dcr::record::Section;
use dcr::store::view::PatientHit;
use dcr::store::{PatientQuery, PatientRef, RecordQuery, Store, ViewRequest};

#[path = "common/figures.rs"]
mod figures;
#[path = "common/say.rs"]
mod say;
#[path = "../examples/scale/mod.rs"]
mod scale;
#[path = "common/subject.rs"]
mod subject;

use figures::Figures;
use say::line;
use scale::person::Person;
use scale::random::Random;
use subject::Subject;

/// How many searches of each kind.
const SEARCHES: usize = 1_000;
/// How many openings.
const OPENINGS: usize = 100;
/// The entries that the browser asks for first.
const PAGE: usize = 200;

/// A way to search, from a person who is in the store.
type Way = (&'static str, fn(&Person) -> PatientQuery);

const WAYS: &[Way] = &[
    ("NHS number", |person| PatientQuery { number: person.nhs_number.map(PatientRef::NhsNumber), ..none() }),
    ("local number", |person| PatientQuery { local: Some(person.local.clone()), ..none() }),
    ("family name and birth date", |person| PatientQuery { birth_date: birth(person), ..family(person) }),
    ("family and given name, birth year", |person| PatientQuery {
        given: Some(person.given.to_owned()),
        birth_date: person.birth[..4].parse().ok(),
        ..family(person)
    }),
    ("postcode", |person| PatientQuery { postcode: Some(person.postcode.clone()), ..none() }),
    ("family name and postcode", |person| PatientQuery { postcode: Some(person.postcode.clone()), ..family(person) }),
];

fn none() -> PatientQuery {
    PatientQuery::default()
}

fn family(person: &Person) -> PatientQuery {
    PatientQuery { family: Some(person.family.clone()), ..none() }
}

fn birth(person: &Person) -> Option<dcr::record::PartialDateTime> {
    format!("{}-{}-{}", &person.birth[..4], &person.birth[4..6], &person.birth[6..]).parse().ok()
}

fn main() {
    let mut subject = Subject::open();
    // `cargo bench --bench store -- open` measures only that.
    let only: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|word| word == part);
    Figures::print_head();
    sync_alone(&mut subject);
    if wanted("find") {
        find(&mut subject);
    }
    if wanted("open") {
        open(&mut subject);
    }
}

/// A view for direct care with permission.
fn request() -> ViewRequest {
    let reason = Reason { permission: Permission::Given, claim: Some(Claim::Attending), ..Reason::default() };
    ViewRequest { user: scale::store::user(), reason, request: "bench".to_owned() }
}

/// A search that asks for nobody writes its event, and no more.
fn sync_alone(subject: &mut Subject) {
    let mut sync = Figures::default();
    for _ in 0..SEARCHES {
        sync.time(|| subject.store.find(&request(), &none())).expect("a search for nobody finds nobody");
    }
    sync.print("audit event and sync alone");
}

fn find(subject: &mut Subject) {
    let mut random = Random::new(subject.plan.seed, 7);
    let mut all = Figures::default();
    for (name, query) in WAYS {
        let (mut figures, mut found) = (Figures::default(), 0);
        for _ in 0..SEARCHES {
            let person = Person::draw(subject.plan.seed, random.below(subject.plan.people));
            let hits: Vec<PatientHit> =
                figures.time(|| subject.store.find(&request(), &query(&person))).expect("the search is permitted");
            assert!(hits.iter().any(|hit| hit.nhs_number == person.nhs_number), "the person is found by {name}");
            found += hits.len();
        }
        figures.print(&format!("find by {name}"));
        line(&format!("    {} people found on average", (found + SEARCHES / 2) / SEARCHES));
        all.extend(&figures);
    }
    all.print("find, all ways");
    // Half of the Dorset of the plan would fit: the search looks at as many as it may.
    let mut wide = Figures::default();
    for _ in 0..20 {
        let query = PatientQuery { family: Some("A*".to_owned()), ..none() };
        wide.time(|| subject.store.find(&request(), &query)).expect("the search is permitted");
    }
    wide.print("find by the first letter of a family name");
}

/// What the browser does between Enter and the first page, and each part of it.
fn open(subject: &mut Subject) {
    let heaviest = Person::draw(subject.plan.seed, 0);
    let number = PatientRef::NhsNumber(heaviest.nhs_number.expect("the first person has a number"));
    let store = &mut subject.store;
    let [mut whole, mut gate, mut person, mut page, mut everything] = std::array::from_fn(|_| Figures::default());
    let allergies = RecordQuery { sections: vec![Section::Allergies], limit: 20, ..RecordQuery::default() };
    let first = RecordQuery { limit: PAGE, timeline: true, ..RecordQuery::default() };
    let mut total = 0;
    for _ in 0..OPENINGS {
        whole.time(|| {
            let viewing = gate.time(|| store.open(&request(), &number)).expect("the record opens");
            person.time(|| store.person(&viewing, &RecordQuery::default())).expect("the person is shown");
            let record = page.time(|| store.record(&viewing, &first)).expect("the first page is shown");
            store.record(&viewing, &allergies).expect("the allergies are shown");
            total = record.total;
        });
        let viewing = store.open(&request(), &number).expect("the record opens");
        everything.time(|| store.record(&viewing, &RecordQuery::default())).expect("the record is shown");
    }
    line(&format!("The heaviest person has {total} entries."));
    gate.print("open: decision, event, sync");
    person.print("open: the person");
    page.print(&format!("open: the first {PAGE} entries of the timeline"));
    whole.print("open, as the browser does");
    everything.print("the whole record, as a table or a file");
}
