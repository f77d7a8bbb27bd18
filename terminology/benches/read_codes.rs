//! Read codes and their maps at full size, loading and asking: `cargo bench -p dcr-terminology --bench
//! read_codes`.
//!
//! The releases are made here. Processor time is that of the whole process, all threads, and so is
//! the most memory, which never falls.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dcr_terminology::archive::{Item, Limits, items};
use dcr_terminology::ctv3::{self, Ctv3};
use dcr_terminology::data_migration::{self, DataMigration, End};
use dcr_terminology::load::{LoadError, Summary};
use dcr_terminology::map::{Maps, Source, System};
use dcr_terminology::read_code::ReadCode;
use dcr_terminology::read_v2::{self, ReadV2};
use divan::Bencher;
use divan::counter::ItemsCount;
use tempfile::TempDir;

#[path = "read_codes/release.rs"]
mod release;

struct Loaded {
    read_v2: ReadV2,
    ctv3: Ctv3,
    maps: DataMigration,
    _folder: TempDir,
}

static LOADED: OnceLock<Loaded> = OnceLock::new();

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    release::write(folder.path()).expect("a release");
    let stop = AtomicBool::new(false);
    let at = |name: &str| (folder.path().join(name), folder.path().join(format!("{name}.index")));
    for _ in 0..3 {
        let (from, to) = at("read-v2");
        let files = recognised(&from, read_v2::recognise);
        timed("Read v2", &to, || read_v2::load(&files, None, &to, &|_| (), &stop));
        let (from, to) = at("ctv3");
        let files = recognised(&from, ctv3::recognise);
        timed("CTV3", &to, || ctv3::load(&files, None, &to, &|_| (), &stop));
        let (from, to) = at("maps");
        let files = recognised(&from, data_migration::recognise);
        timed("Data Migration", &to, || data_migration::load(&files, None, &to, &|_| (), &stop));
    }
    let _ = LOADED.set(Loaded {
        read_v2: ReadV2::open(&at("read-v2").1).expect("an index"),
        ctv3: Ctv3::open(&at("ctv3").1).expect("an index"),
        maps: DataMigration::open(&at("maps").1).expect("an index"),
        _folder: folder,
    });
    divan::main();
}

fn recognised<R>(path: &Path, recognise: impl Fn(&Item) -> Result<Option<R>, LoadError>) -> Vec<(Item, R)> {
    let files = items(&[path.to_owned()], &Limits::default()).expect("a folder");
    let role = |item: Item| recognise(&item).expect("it can be read").map(|role| (item, role));
    files.into_iter().filter_map(role).collect()
}

fn timed(what: &str, index: &Path, load: impl FnOnce() -> Result<Summary, LoadError>) {
    let (before, begun) = (processor_seconds(), Instant::now());
    let summary = load().expect("it loads");
    let line = format!(
        "{what}: {:.2} s of processor time, {:.2} s, {} bytes of index, {} kB of memory at most; {:?}",
        processor_seconds() - before,
        begun.elapsed().as_secs_f64(),
        fs::metadata(index).map_or(0, |found| found.len()),
        most_memory(),
        summary.counts,
    );
    // A reader who closed the pipe has seen enough.
    let _ = writeln!(io::stdout(), "{line}");
}

/// The processor time of this process so far, in seconds (`proc_pid_stat(5)`, fields 14 and 15).
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: f64 = after.split(' ').skip(12).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The most memory of this process so far, in kilobytes.
fn most_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(String::new, |peak| peak.trim().trim_end_matches(" kB").to_owned())
}

fn loaded() -> &'static Loaded {
    LOADED.get().expect("it is loaded")
}

/// Asks about a thousand, far apart, in each iteration: the time of one is a thousandth.
fn ask<T>(bencher: Bencher<'_, '_>, among: usize, make: impl Fn(usize) -> T, question: impl Fn(&T)) {
    let asked: Vec<T> = (0..1000).map(|at| make(at * 7919 % among)).collect();
    bencher.counter(ItemsCount::new(asked.len())).bench_local(|| asked.iter().for_each(&question));
}

fn code(text: &str) -> ReadCode {
    ReadCode::parse(text).expect("a code")
}

#[divan::bench]
fn open_all_three(bencher: Bencher<'_, '_>) {
    let all = loaded();
    let paths = [all.read_v2.container(), all.ctv3.container(), all.maps.container()].map(|it| it.path().to_owned());
    bencher.bench_local(|| {
        let maps = DataMigration::open(&paths[2]).expect("an index");
        (ReadV2::open(&paths[0]).expect("an index"), Ctv3::open(&paths[1]).expect("an index"), maps)
    });
}

#[divan::bench]
fn preferred_term_of_a_read_v2_code(bencher: Bencher<'_, '_>) {
    let make = |at| code(&release::read_code(at));
    ask(bencher, 100_000, make, |code| {
        black_box(loaded().read_v2.lookup(*code).map(|concept| concept.preferred_term().len()));
    });
}

#[divan::bench]
fn preferred_term_of_a_ctv3_code(bencher: Bencher<'_, '_>) {
    let make = |at| code(&release::ctv3_code(at));
    ask(bencher, 300_000, make, |code| {
        black_box(loaded().ctv3.lookup(*code).map(|concept| concept.preferred_term().len()));
    });
}

#[divan::bench]
fn ancestors_of_a_ctv3_code(bencher: Bencher<'_, '_>) {
    let make = |at| code(&release::ctv3_code(at));
    ask(bencher, 300_000, make, |code| {
        black_box(loaded().ctv3.ancestors(*code).len());
    });
}

#[divan::bench]
fn rows_of_a_read_v2_code(bencher: Bencher<'_, '_>) {
    let make = |at| End::ReadV2(code(&release::read_code(at)), None);
    ask(bencher, 100_000, make, |end| {
        black_box(loaded().maps.rows_from(*end).count());
    });
}

#[divan::bench]
fn rows_to_a_concept(bencher: Bencher<'_, '_>) {
    ask(
        bencher,
        250_000,
        |at| End::Snomed(release::concept(at), None),
        |end| {
            black_box(loaded().maps.rows_to(*end).count());
        },
    );
}

#[divan::bench]
fn chain_from_read_v2_to_snomed_ct(bencher: Bencher<'_, '_>) {
    let maps = Maps {
        data_migration: Some(Source { release: "maps", index: &loaded().maps }),
        read_v2: Some(Source { release: "read-v2", index: &loaded().read_v2 }),
        ..Maps::default()
    };
    ask(bencher, 100_000, release::read_code, |code| {
        black_box(maps.map(code, System::ReadV2, System::SnomedCt).len());
    });
}

#[divan::bench]
fn two_words_in_ctv3(bencher: Bencher<'_, '_>) {
    ask(
        bencher,
        40,
        |at| ["shou dra", "left gust", "winter um", "fam hist"][at % 4],
        |query| {
            black_box(loaded().ctv3.search(query, 50, |_| true).expect("a query").concepts.len());
        },
    );
}
