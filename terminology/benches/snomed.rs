//! A release of SNOMED CT: loading it, and asking: `cargo bench -p dcr-terminology --bench snomed`.
//!
//! The release is made here, or named by `DCR_SNOMED`: a zip, or an index that is loaded already.
//! `DCR_CONCEPTS` sets how many concepts are made, with descriptions, relationships and members in
//! proportion: 350,000 by default. Processor time is that of the whole process, all threads.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dcr_terminology::archive::{Limits, items};
use dcr_terminology::snomed::metadata::DIALECTS;
use dcr_terminology::snomed::{Refset, SearchOptions, Snomed, load, recognise};
use divan::Bencher;
use snomed_ct_parsing::rf2::Release;

#[path = "../examples/synthetic/make/mod.rs"]
#[expect(dead_code, reason = "what the program alone uses")]
mod make;

use make::snomed::calendar::Calendar;
use make::snomed::model::Model;
use make::snomed::plan::Plan;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let given = std::env::var_os("DCR_SNOMED").map(PathBuf::from);
    let is_zip = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let index = match given {
        Some(given) if !is_zip(&given) => given,
        given => {
            let zip = given.unwrap_or_else(|| made(&folder.path().join("release.zip")));
            let index = folder.path().join("index");
            loaded(&zip, &index);
            index
        }
    };
    let begun = Instant::now();
    let snomed = Snomed::open(&index).expect("an index");
    black_box(snomed.ordinal(404_684_003).map(|finding| snomed.fsn(finding).map(str::len)));
    line(&format!("open and a first answer: {:?}", begun.elapsed()));
    sizes(&snomed);
    let _ = LOADED.set(snomed);
    medians();
    divan::main();
}

static LOADED: OnceLock<Snomed> = OnceLock::new();

fn snomed() -> &'static Snomed {
    LOADED.get().expect("it is loaded")
}

/// Makes a release.
fn made(zip: &Path) -> PathBuf {
    let mut plan = Plan::default();
    let concepts = std::env::var("DCR_CONCEPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(plan.concepts);
    for count in [&mut plan.descriptions, &mut plan.relationships, &mut plan.numbers, &mut plan.refsets] {
        *count = (*count * concepts).div_ceil(plan.concepts);
    }
    plan.concepts = concepts;
    let model = Model::new(plan, Calendar::new(&[20_250_101])).expect("a model");
    make::snomed::release::write(&model, &[Release::Snapshot], zip).expect("a release");
    line(&format!("release: {concepts} concepts, {} bytes of zip", fs::metadata(zip).map_or(0, |found| found.len())));
    zip.to_owned()
}

/// Loads a release and says what that took.
fn loaded(zip: &Path, index: &Path) {
    let (before, begun) = (processor_seconds(), Instant::now());
    let files = items(&[zip.to_owned()], &Limits::default()).expect("a zip").into_iter();
    let files: Vec<_> =
        files.filter_map(|item| recognise(&item).expect("it can be read").map(|role| (item, role))).collect();
    load(&files, None, index, &|_| (), &AtomicBool::new(false)).expect("it loads");
    line(&format!(
        "load: {:.2} s of processor time, {:.2} s, {} kB of memory at most",
        processor_seconds() - before,
        begun.elapsed().as_secs_f64(),
        most_memory(),
    ));
}

/// Says how large the index is, random member ids apart.
fn sizes(snomed: &Snomed) {
    let is_id = |name: &str| name.starts_with("members/") && name.ends_with("/id");
    let sections = snomed.container().sections().iter();
    let ids: u64 = sections.filter(|section| is_id(&section.name)).map(|section| section.length).sum();
    let all = snomed.container().bytes_in_all();
    line(&format!("index: {} bytes, and {ids} of member ids", all - ids));
}

/// Says the medians of single questions, each about another concept: a benchmark that asks the same
/// again finds all it needs in the cache.
fn medians() {
    let snomed = snomed();
    let ids = some();
    let ordinals: Vec<u32> = ids.iter().filter_map(|id| snomed.ordinal(*id)).collect();
    let wide = wide();
    median("ordinal of an SCTID", &ids, |id| _ = black_box(snomed.ordinal(*id)));
    median("concept of an SCTID", &ids, |id| {
        _ = black_box(snomed.ordinal(*id).and_then(|ordinal| snomed.concept(ordinal)));
    });
    let pairs: Vec<(u32, u32)> = ordinals.iter().copied().zip(ordinals.iter().rev().copied()).collect();
    median("subsumption of any two", &pairs, |(one, other)| _ = black_box(snomed.subsumes(*one, *other)));
    let pairs: Vec<(u32, u32)> = wide.iter().cycle().copied().zip(ordinals.iter().copied()).collect();
    median("subsumption by a wide one", &pairs, |(one, other)| _ = black_box(snomed.subsumes(*one, *other)));
    median("preferred term", &ordinals, |ordinal| {
        _ = black_box(snomed.preferred_term(*ordinal, &DIALECTS).map(str::len));
    });
    median("attributes", &ordinals, |ordinal| _ = black_box(snomed.attributes(*ordinal).count()));
    median("ancestors", &ordinals, |ordinal| _ = black_box(snomed.ancestors(*ordinal).len()));
}

/// Says the median time of a question, asked in batches so that the clock does not count.
fn median<T>(name: &str, about: &[T], ask: impl Fn(&T)) {
    const BATCH: u32 = 16;
    let mut times: Vec<Duration> = about
        .chunks_exact(BATCH as usize)
        .map(|batch| {
            let begun = Instant::now();
            batch.iter().for_each(&ask);
            begun.elapsed() / BATCH
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    line(&format!("{name}: {:?} median, {:?} of 100 the 90th", at(50), at(90)));
}

/// Identifiers of concepts, far apart.
fn some() -> Vec<u64> {
    let (snomed, count) = (snomed(), u64::from(snomed().count()));
    let at = |at: u64| u32::try_from(at * 7_368_787 % count).unwrap_or(0);
    (0..100_000).map(|number| snomed.sctid(at(number))).collect()
}

/// Concepts with much below them that is not below one parent alone.
fn wide() -> Vec<u32> {
    let all = (0..snomed().count()).step_by(7).filter(|ordinal| snomed().children(*ordinal).len() > 3);
    all.filter(|ordinal| snomed().descendants(*ordinal).len() > 1000).collect()
}

/// The concept with nearest to 40,000 below it.
fn forty_thousand() -> u32 {
    let off = |ordinal: &u32| snomed().descendants(*ordinal).len().abs_diff(40_000);
    (0..snomed().count()).filter(|ordinal| snomed().children(*ordinal).len() > 1).min_by_key(off).expect("a concept")
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    let path = snomed().container().path().to_owned();
    bencher.bench_local(|| Snomed::open(&path).expect("an index"));
}

#[divan::bench]
fn descendants_some_40_000(bencher: Bencher<'_, '_>) {
    let concept = forty_thousand();
    bencher.bench_local(|| snomed().descendants_or_self(concept));
}

#[divan::bench]
fn members_of_the_largest(bencher: Bencher<'_, '_>) {
    let simple = snomed().refsets().filter(Refset::is_simple);
    let largest = simple.max_by_key(|refset| refset.active).expect("a reference set").sctid;
    bencher.bench_local(|| snomed().members(largest));
}

#[divan::bench]
fn every_attribute(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| (0..snomed().count()).map(|ordinal| snomed().attributes(ordinal).len()).sum::<usize>());
}

#[divan::bench(args = ["a", "dis", "fr le", "acute dis of"])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    bencher.bench_local(|| snomed().search(query, 20, SearchOptions::default()).expect("an answer").hits.len());
}

fn line(text: &str) {
    // A reader who closed the pipe has seen enough.
    let _ = writeln!(io::stdout(), "{text}");
}

/// The processor time of this process so far, in seconds (`proc_pid_stat(5)`, fields 14 and 15).
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks: f64 = after.split(' ').skip(12).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The most memory of this process so far, in kilobytes: making the release counts too.
fn most_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(String::new, |peak| peak.trim().trim_end_matches(" kB").to_owned())
}
