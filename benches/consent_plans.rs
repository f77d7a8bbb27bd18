//! Plans over many people: `cargo bench --bench consent_plans`.
//!
//! `DCR_PEOPLE` says how many people there are (20,000 unless said). `DCR_CONSENT_STORE` is where
//! their store lies; it is made where it is not there, and belongs to whoever makes it, so that the
//! command can be measured over it too. What is measured happens in a copy, and nothing is left of
//! that. Half of the people have a choice already. The plan has a row for each; then plans for an
//! eighth of them are applied.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fmt::Write as _;
use std::io::{BufReader, BufWriter, Cursor, Read, Write as _};
use std::path::{Path, PathBuf};

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::plan::{Proposal, Rejection, Source, SourceError};
use dcr::feeds::Ingest;
use dcr::record::NhsNumber;
use dcr::store::Context;
use dcr::store::sqlite::{How, Planned, SqliteStore};

#[expect(dead_code, reason = "nothing is measured elsewhere")]
#[path = "common/figures.rs"]
mod figures;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/say.rs"]
mod say;

use figures::Figures;
use say::line;

/// How often each is measured.
const TIMES: usize = 3;

fn main() {
    let people = std::env::var("DCR_PEOPLE").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made");
    let whole = folder.path().join("whole.csv");
    let parts: Vec<PathBuf> = (0..TIMES).map(|part| folder.path().join(format!("part-{part}.csv"))).collect();
    let path = folder.path().join("store.db");
    {
        let numbers: Vec<NhsNumber> = (999_000_000_u64..).filter_map(number).take(people).collect();
        match std::env::var_os("DCR_CONSENT_STORE").map(PathBuf::from) {
            Some(kept) => {
                if !kept.exists() {
                    make(&kept, folder.path(), &numbers);
                }
                std::fs::copy(kept, &path).expect("the store can be copied");
            }
            None => make(&path, folder.path(), &numbers),
        }
        write(&whole, &numbers);
        for (part, some) in parts.iter().zip(numbers.chunks((people / 8).max(1))) {
            write(part, some);
        }
    }
    let mut store = SqliteStore::open(&path, Context::default()).expect("the store opens");
    measure(&mut store, &whole, &parts);
}

fn measure(store: &mut SqliteStore, whole: &Path, parts: &[PathBuf]) {
    Figures::print_head();
    let mut figures = Figures::default();
    memory::forget();
    let totals = (0..TIMES).map(|_| figures.time(|| plan(store, whole)).made.totals).last().unwrap_or_default();
    figures.print(&format!("plan over a CSV of {} rows", totals.rows));
    line(&format!("    {totals:?}"));
    line(&format!("    at most {} MB of memory", memory::most()));
    let (mut figures, mut rows) = (Figures::default(), 0);
    for part in parts {
        rows = plan(store, part).made.totals.rows;
        let saved = std::fs::File::open(part.with_extension("plan")).expect("the plan is there");
        let applied = figures.time(|| store.apply_plan(saved, How::default(), &agent(), |_| true));
        assert_eq!(applied.expect("it is applied").totals.applied, rows, "every row is applied");
    }
    figures.print(&format!("apply {rows} rows with their audit events"));
}

/// The number of nine digits, where there is one.
fn number(nine: u64) -> Option<NhsNumber> {
    (0..10).find_map(|last| NhsNumber::from_digits(nine * 10 + last).filter(|number| number.check_digit_holds()))
}

fn write(path: &Path, numbers: &[NhsNumber]) {
    let mut file = BufWriter::with_capacity(1 << 18, std::fs::File::create(path).expect("the file can be made"));
    writeln!(file, "nhs_number,choice,stated,org,evidence_ref").expect("the file can be written");
    for (index, number) in numbers.iter().enumerate() {
        let choice = if index % 5 == 0 { "no-1" } else { "no-2" };
        writeln!(file, "{},{choice},2019-05-14T10:00:00Z,RBD,form-{index}", number.plain())
            .expect("the file can be written");
    }
    file.flush().expect("the file can be written");
}

fn proposals(path: &Path) -> impl Iterator<Item = Result<Result<Proposal, Rejection>, SourceError>> {
    let file = std::fs::File::open(path).expect("the file is there");
    Source::open(BufReader::with_capacity(1 << 18, file), jiff::Timestamp::now()).expect("the file is one of choices")
}

/// Makes the plan of a file and saves it beside it, under the same name.
fn plan(store: &mut SqliteStore, csv: &Path) -> Planned {
    let source = csv.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let head = store.plan_head(&source, &agent()).expect("the store is read");
    let saved = std::fs::File::create(csv.with_extension("plan")).expect("the plan can be written");
    let writer = BufWriter::with_capacity(1 << 18, saved);
    store.make_plan(head, proposals(csv), writer, &agent(), |_| Ok(())).expect("the plan is made")
}

fn agent() -> Agent {
    Agent {
        user: "bench".to_owned(),
        full_name: "Bench".to_owned(),
        role: Some("R1984".to_owned()),
        organisation: Some("RBD".to_owned()),
    }
}

/// A store with these people, half of whom chose already.
fn make(path: &Path, folder: &Path, numbers: &[NhsNumber]) {
    line(&format!("A store of {} people is made first.", numbers.len()));
    let roles =
        ["R1984", "R8015"].map(|role| RoleProfile { role: JobRole(role.to_owned()), organisation: "RBD".to_owned() });
    let user = User {
        name: "bench".to_owned(),
        full_name: "Bench".to_owned(),
        uid: Some(rustix::process::getuid().as_raw()),
        roles: roles.to_vec(),
        ..User::default()
    };
    let mut store = SqliteStore::init(path, Context::default(), &user, false).expect("a store can be made");
    store.expect_bulk().expect("the store is set");
    let stream = BufReader::with_capacity(1 << 18, Registrations { numbers, next: 0, text: Cursor::default() });
    let ingest = Ingest { batch: Ingest::BULK, ..Ingest::new("bench", agent()) };
    ingest.run(&mut store, stream, |_| {}).expect("the store takes it in");
    let mut half = "nhs_number,choice,stated\n".to_owned();
    for number in numbers.iter().step_by(2) {
        writeln!(half, "{},yes-3,2018-04-05T10:00:00Z", number.plain()).expect("a string takes it");
    }
    let csv = folder.join("before.csv");
    std::fs::write(&csv, half).expect("the file can be written");
    let planned = plan(&mut store, &csv);
    // What loosens is approved, as it has to be.
    store.ask_for_plan(&planned, &agent()).expect("it is asked for");
    let other = Agent { user: "other".to_owned(), ..agent() };
    store.decide_request(&planned.made.id, true, &other).expect("another approves it");
    let saved = std::fs::File::open(csv.with_extension("plan")).expect("the plan is there");
    let how = How { batch: 10_000, ..How::default() };
    store.apply_plan(saved, how, &agent(), |_| true).expect("it is applied");
}

/// A message for each person that registers them.
struct Registrations<'a> {
    numbers: &'a [NhsNumber],
    next: usize,
    text: Cursor<Vec<u8>>,
}

impl Read for Registrations<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.text.read(bytes)?;
            let Some(number) = self.numbers.get(self.next).filter(|_| count == 0) else { return Ok(count) };
            let (index, number) = (self.next, number.plain());
            self.text = Cursor::new(
                format!(
                    "MSH|^~\\&|PAS|RBD|DCR|DCR|20180601090000||ADT^A28|B{index}|P|2.4\rEVN|A28|20180601090000\r\
                     PID|1||B{index}^^^RBD^MR~{number}^^^NHS^NH||BENCHTON^JO||19651213|2\r\r\n"
                )
                .into_bytes(),
            );
            self.next += 1;
        }
    }
}
