//! What expression constraints take, to be read and to be worked out over a release:
//! `cargo bench -p dcr-terminology --bench ecl`.
//!
//! The release is made here, or named by `DCR_SNOMED`: a zip, or an index that is loaded already.
//! `DCR_CONCEPTS` sets how many concepts are made: 350,000 by default. The concepts that are asked for
//! are found in the release, by how much is below them and what points at them; each expression is
//! shown with how much it finds.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use dcr_terminology::archive::{Limits, items};
use dcr_terminology::ecl::{Answer, Bounds, evaluate};
use dcr_terminology::snomed::metadata::ROOT;
use dcr_terminology::snomed::{Refset, Snomed, Value, load, recognise};
use divan::Bencher;
use snomed_ct_parsing::ecl::{ExpressionConstraint, parse};
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
    let _ = LOADED.set(snomed);
    let found = count("^ * : * = *");
    line(&format!("open, and a first answer that needs every set of concepts: {found} in {:?}", begun.elapsed()));
    for (name, text) in asked() {
        line(&format!("{name}: {} finds {}", parse(text).expect("an expression constraint"), count(text)));
    }
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
    zip.to_owned()
}

fn loaded(zip: &Path, index: &Path) {
    let files = items(&[zip.to_owned()], &Limits::default()).expect("a zip").into_iter();
    let files: Vec<_> =
        files.filter_map(|item| recognise(&item).expect("it can be read").map(|role| (item, role))).collect();
    load(&files, None, index, &|_| (), &AtomicBool::new(false)).expect("it loads");
}

/// The expression constraints by name.
fn asked() -> &'static [(&'static str, String)] {
    static ASKED: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    ASKED.get_or_init(|| {
        let snomed = snomed();
        let id = |ordinal| snomed.sctid(ordinal);
        let below = with_below();
        let nearest = |wanted: u64| {
            let found = below.iter().min_by_key(|(_, count)| count.abs_diff(wanted));
            found.map(|(concept, _)| id(*concept)).expect("a concept")
        };
        let (one, other) = kinds_together();
        let (site, shape) = (values_of(one), values_of(other));
        let narrow = id(pointed_at_by(one, 20));
        let simple = snomed.refsets().filter(Refset::is_simple);
        let refset = simple.max_by_key(|refset| refset.active).expect("a reference set").sctid;
        let (one, other, wide, forty) = (id(one), id(other), nearest(150_000), nearest(40_000));
        vec![
            ("40 000 below", format!("<< {forty}")),
            ("members", format!("^ {refset}")),
            ("narrow refinement", format!("< {wide} : {one} = << {narrow}")),
            ("narrow group", format!("< {wide} : {{ {one} = << {narrow}, {other} = * }}")),
            ("broad refinement", format!("< {wide} : {one} = << {site}")),
            ("broad group", format!("< {wide} : {{ {one} = << {site}, {other} = << {shape} }}")),
            ("broad group, everything", format!("* : {{ {one} = << {site}, {other} = << {shape} }}")),
            ("counted", format!("< {wide} : [2..*] {one} = *")),
            ("none of it", format!("<< {forty} : [0..0] {one} = *")),
            ("dotted", format!("<< {forty} . {one}")),
            ("reversed", format!("< {site} : R {one} = << {forty}")),
            ("joined", format!("(<< {forty} AND ^ {refset}) MINUS << {}", nearest(1000))),
            ("everything below the root", format!("<< {ROOT}")),
            ("concept filter", format!("<< {forty} {{{{ C definitionStatus = defined }}}}")),
            ("term filter", format!("<< {forty} {{{{ D term = \"acute\" }}}}")),
            ("wild term filter", format!("<< {forty} {{{{ D term = wild:\"*itis\" }}}}")),
            ("term filter, everything", "* {{ D term = \"acute pain\" }}".to_owned()),
            ("dialect filter", format!("<< {forty} {{{{ D type = syn, dialect = en-gb (prefer) }}}}")),
            ("history", format!("<< {forty} {{{{ + HISTORY-MAX }}}}")),
            ("member filter", "^ 447562003 {{ M mapTarget = \"J45\" }}".to_owned()),
            ("refsets of a concept", format!("^R {forty}")),
        ]
    })
}

/// Concepts with much below them, and how much.
fn with_below() -> Vec<(u32, u64)> {
    let wide = (0..snomed().count()).filter(|ordinal| snomed().children(*ordinal).len() > 3);
    wide.map(|ordinal| (ordinal, snomed().descendants(ordinal).len())).filter(|(_, count)| *count > 500).collect()
}

/// The two types that stand most often in one group.
fn kinds_together() -> (u32, u32) {
    let mut pairs: HashMap<(u32, u32), usize> = HashMap::new();
    for ordinal in (0..snomed().count()).step_by(5) {
        let attributes: Vec<_> = snomed().attributes(ordinal).filter(|attribute| attribute.group > 0).collect();
        for (at, one) in attributes.iter().enumerate() {
            let rest = attributes.iter().skip(at + 1).filter(|other| other.group == one.group && other.kind > one.kind);
            let concepts =
                rest.filter(|other| matches!((one.value, other.value), (Value::Concept(_), Value::Concept(_))));
            concepts.for_each(|other| *pairs.entry((one.kind, other.kind)).or_default() += 1);
        }
    }
    pairs.into_iter().max_by_key(|(pair, count)| (*count, *pair)).expect("attributes in groups").0
}

/// The lowest concept that is above all values that a type mostly has.
fn values_of(kind: u32) -> u64 {
    let mut above: HashMap<u32, usize> = HashMap::new();
    let sources = snomed().having(kind).into_iter().step_by(50);
    let values = sources.flat_map(|source| snomed().attributes(source).filter(move |attribute| attribute.kind == kind));
    let mut count = 0;
    for attribute in values {
        if let Value::Concept(value) = attribute.value {
            count += 1;
            snomed().ancestors(value).iter().for_each(|ancestor| *above.entry(ancestor).or_default() += 1);
        }
    }
    let most = above.into_iter().filter(|(_, values)| *values * 10 >= count * 9);
    let lowest = most.min_by_key(|(concept, _)| snomed().descendants(*concept).len());
    snomed().sctid(lowest.expect("a concept above").0)
}

/// A concept with a few below it that some attributes of a type point at.
fn pointed_at_by(kind: u32, below: u64) -> u32 {
    let points = |value: &u32| snomed().incoming(*value).any(|(of, _)| of == kind);
    let wide = (0..snomed().count()).filter(|value| snomed().children(*value).len() > 1 && points(value));
    wide.min_by_key(|value| snomed().descendants(*value).len().abs_diff(below)).expect("a value")
}

fn found(expression: &ExpressionConstraint) -> u64 {
    match evaluate(expression, snomed(), Bounds::default()).expect("an answer").answer {
        Answer::Concepts(concepts) => concepts.len(),
        Answer::Values(values) => values.rows.len() as u64,
    }
}

fn count(text: &str) -> u64 {
    found(&parse(text).expect("an expression constraint"))
}

#[divan::bench(args = asked().iter().map(|(name, _)| *name))]
fn worked_out(bencher: Bencher<'_, '_>, name: &str) {
    let (_, text) = asked().iter().find(|(known, _)| *known == name).expect("a name");
    let expression = parse(text).expect("an expression constraint");
    bencher.bench_local(|| found(&expression));
}

#[divan::bench]
fn read_a_short_one(bencher: Bencher<'_, '_>) {
    let text = "< 404684003 |Clinical finding| : { 363698007 = << 39057004, 116676008 = << 415582006 |Stenosis| }";
    bencher.bench_local(|| parse(text));
}

#[divan::bench]
fn read_ten_thousand_identifiers(bencher: Bencher<'_, '_>) {
    let text = vec!["<< 404684003 |Clinical finding|"; 10_000].join(" OR ");
    bencher.bench_local(|| parse(&text));
}

fn line(text: &str) {
    // A reader who closed the pipe has seen enough.
    let _ = writeln!(io::stdout(), "{text}");
}
