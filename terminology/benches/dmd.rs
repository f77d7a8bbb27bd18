//! A full release of dm+d: loading it, and asking: `cargo bench -p dcr-terminology --bench dmd`.
//!
//! The release is made here: 25,000 VMPs, 160,000 AMPs, 200,000 AMPPs and what is said of them, in
//! a zip with another for the barcodes. Processor time is that of the whole process, all threads.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dcr_terminology::archive::{Limits, items};
use dcr_terminology::dmd::{Amp, Ampp, Barcode, Dmd, Entry, Level, Vmp, load, recognise};
use divan::Bencher;
use tempfile::TempDir;

#[path = "dmd/release.rs"]
mod release;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let zip = folder.path().join("nhsbsa_dmd_2.0.0_20240205000001.zip");
    let size = release::write(&zip).expect("a release");
    line(&format!("release: {size} bytes of XML, {} of zip", fs::metadata(&zip).map_or(0, |found| found.len())));
    for _ in 0..3 {
        let index = folder.path().join("index");
        let (before, begun) = (processor_seconds(), Instant::now());
        load_into(&zip, &index);
        line(&format!(
            "load: {:.2} s of processor time, {:.2} s, {} bytes of index, {} kB of memory at most",
            processor_seconds() - before,
            begun.elapsed().as_secs_f64(),
            fs::metadata(&index).map_or(0, |found| found.len()),
            most_memory(),
        ));
    }
    let _ = LOADED.set((Dmd::open(&folder.path().join("index")).expect("an index"), folder));
    divan::main();
}

static LOADED: OnceLock<(Dmd, TempDir)> = OnceLock::new();

fn dmd() -> &'static Dmd {
    &LOADED.get().expect("it is loaded").0
}

fn load_into(zip: &Path, index: &Path) {
    let files = items(&[PathBuf::from(zip)], &Limits::default()).expect("a zip");
    let files: Vec<_> = files
        .into_iter()
        .filter_map(|item| recognise(&item).expect("it can be read").map(|role| (item, role)))
        .collect();
    load(&files, None, index, &|_| (), &AtomicBool::new(false)).expect("it loads");
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

/// The most memory of this process so far, in kilobytes.
fn most_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(String::new, |peak| peak.trim().trim_end_matches(" kB").to_owned())
}

/// Identifiers of a level, far apart.
fn some(level: Level) -> Vec<u64> {
    let all: Vec<u64> = dmd().entries_at(level).map(Entry::id).collect();
    (0..1000_usize).map(|at| all[at * 7919 % all.len()]).collect()
}

fn ask(bencher: Bencher<'_, '_>, ids: &[u64], question: impl Fn(u64)) {
    let mut next = ids.iter().cycle();
    bencher.bench_local(|| question(*next.next().expect("there are some")));
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    let path = dmd().container().path().to_owned();
    bencher.bench_local(|| Dmd::open(&path).expect("an index"));
}

#[divan::bench(args = [Level::Vtm, Level::Vmp, Level::Amp, Level::Vmpp, Level::Ampp])]
fn name_of_an_identifier(bencher: Bencher<'_, '_>, level: Level) {
    ask(bencher, &some(level), |id| {
        black_box(dmd().entry(id).map(|entry| entry.name().len()));
    });
}

#[divan::bench]
fn from_pack_up_to_moiety(bencher: Bencher<'_, '_>) {
    ask(bencher, &some(Level::Ampp), |id| {
        let moiety = dmd().ampp(id).and_then(Ampp::amp).and_then(Amp::vmp).and_then(Vmp::vtm);
        black_box(moiety.map(|moiety| moiety.id()));
    });
}

#[divan::bench]
fn from_product_down_to_packs(bencher: Bencher<'_, '_>) {
    ask(bencher, &some(Level::Vmp), |id| {
        let packs = dmd().vmp(id).map(|vmp| vmp.amps().map(|amp| amp.ampps().count()).sum::<usize>());
        black_box(packs);
    });
}

#[divan::bench]
fn by_barcode(bencher: Bencher<'_, '_>) {
    let packs = some(Level::Ampp);
    let barcodes = packs.iter().filter_map(|id| dmd().ampp(*id)?.barcodes().find_map(Barcode::digits));
    let barcodes: Vec<&str> = barcodes.collect();
    let mut next = barcodes.iter().cycle();
    bencher.bench_local(|| dmd().by_barcode(next.next().expect("there are some")).len());
}

#[divan::bench]
fn by_bnf_paragraph(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| dmd().by_bnf("0501").len());
}

#[divan::bench(args = ["exam", "sampl tab", "examplamine 10mg tablets", "test 28"])]
fn search(bencher: Bencher<'_, '_>, query: &str) {
    bencher.bench_local(|| dmd().search(query, &[], 20).expect("an answer").entries.len());
}
