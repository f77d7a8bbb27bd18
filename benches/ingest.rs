//! Messages from bytes to a store on disk, each commit synced: `cargo bench --bench ingest`.
//!
//! `DCR_CORPUS` names the corpus whose mix is taken in, `DCR_SCALE_STORE` the large store that
//! takes it in and keeps it. Items a second are messages a second.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::cell::RefCell;
use std::io::{BufReader, Cursor, Read};
use std::path::PathBuf;

use dcr::feeds::{Ingest, Totals};
use dcr::store::sqlite::SqliteStore;
use divan::Bencher;
use divan::counter::ItemsCount;

#[path = "common/mix.rs"]
mod mix;
#[path = "common/say.rs"]
mod say;
#[path = "../examples/scale/mod.rs"]
mod scale;
#[path = "common/subject.rs"]
mod subject;

use say::line;
use scale::{Part, Plan, Stream};
use subject::{Subject, folder};

fn main() {
    divan::main();
}

/// How many people the empty store is told of; each makes about 2.2 messages.
const PEOPLE: u64 = 20_000;
/// How many times the corpus is taken in.
const ROUNDS: u64 = 10;

fn ingest(store: &mut SqliteStore, stream: impl Read) -> Totals {
    let stream = BufReader::with_capacity(1 << 18, stream);
    let totals = Ingest::new("bench", scale::agent()).run(store, stream, |_| {}).expect("the store takes it in");
    assert_eq!(totals.applied, totals.received, "everything is applied, not {totals:?}");
    totals
}

fn all(mut stream: Stream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a made stream does not fail");
    bytes
}

fn messages(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|window| window == b"MSH|").count()
}

/// Registrations and stays into an empty store.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn adt_into_an_empty_store(bencher: Bencher<'_, '_>) {
    let plan = Plan { people: PEOPLE, entries: 0, heaviest: 0, ..Plan::default() };
    let bytes = all(Stream::new(plan, Part::Admissions, ""));
    bencher
        .counter(ItemsCount::new(messages(&bytes)))
        .with_inputs(|| {
            let folder = folder();
            let store = scale::make(&folder.path().join("store.db")).expect("a store can be made");
            (folder, store)
        })
        .bench_local_values(|(folder, mut store)| {
            ingest(&mut store, Cursor::new(&bytes));
            (store, folder)
        });
}

/// The hospital corpus, each time about new people, into a large store.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn hospital_mix_into_a_large_store(bencher: Bencher<'_, '_>) {
    let Some(corpus) = std::env::var_os("DCR_CORPUS").map(PathBuf::from) else {
        line("DCR_CORPUS is not set: there is no mix to take in.");
        return;
    };
    let subject = RefCell::new(large());
    // Each sample is a run of its own: the same messages again would be duplicates.
    let mut sample = 0;
    bencher
        .counter(ItemsCount::new(ROUNDS * 1_013))
        .with_inputs(|| {
            sample += 1;
            mix::mix(&corpus, sample, ROUNDS)
        })
        .bench_local_values(|bytes| ingest(&mut subject.borrow_mut().store, Cursor::new(bytes)));
}

/// Reports about people who are known already, at random over the whole of a large store.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn reports_into_a_large_store(bencher: Bencher<'_, '_>) {
    let subject = RefCell::new(large());
    let plan = Plan { entries: 60_000, heaviest: 0, ..subject.borrow().plan };
    let mut sample = 0;
    bencher
        .with_inputs(|| {
            sample += 1;
            let run = format!("{}-{sample}-", mix::run());
            all(Stream::new(plan, Part::Reports, &run))
        })
        .input_counter(|bytes| ItemsCount::new(messages(bytes)))
        .bench_local_values(|bytes| ingest(&mut subject.borrow_mut().store, Cursor::new(bytes)));
}

fn large() -> Subject {
    let mut subject = Subject::open();
    subject.store.expect_bulk().expect("the store can be set for much writing");
    subject
}
