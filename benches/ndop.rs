//! An extract of five million rows filtered by a cleaned list: `cargo bench --bench ndop`.
//!
//! Everybody in it is somebody else, with a number between 900 000 0000 and 998 999 9999, none of
//! which is issued. One in twenty opted out. Both files are read from the disk and what stays is
//! written to it, without the sync.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use dcr::interchange::opt_out::{CleanedList, Form, NumberSet, RequestList, Rule, Tally, filter};
use dcr::record::NhsNumber;

#[expect(dead_code, reason = "nothing is measured elsewhere")]
#[path = "common/figures.rs"]
mod figures;
#[path = "common/memory.rs"]
mod memory;
#[path = "common/say.rs"]
mod say;

use figures::Figures;
use say::line;

const ROWS: u64 = 5_000_000;
const TIMES: u32 = 7;

/// Numbers of which every one is another, in no order.
fn numbers() -> impl Iterator<Item = NhsNumber> {
    // A step without a divisor in common with the count of stems reaches each of them once.
    let stems = (0..).map(|place: u64| 900_000_000 + place * 48_271_009 % 98_999_999);
    let number = |stem: u64| {
        let ends = (0..10).filter_map(move |digit| NhsNumber::from_digits(stem * 10 + digit));
        ends.into_iter().find(|number| number.may_identify())
    };
    stems.filter_map(number)
}

fn make(folder: &Path) -> io::Result<()> {
    let mut extract = BufWriter::with_capacity(1 << 20, File::create(folder.join("extract.csv"))?);
    let cleaned = BufWriter::with_capacity(1 << 20, File::create(folder.join("cleaned.dat"))?);
    let mut cleaned = RequestList::new(cleaned);
    writeln!(extract, "row,nhs_number,admitted,ward,score")?;
    for (row, number) in (0..ROWS).zip(numbers()) {
        writeln!(extract, "{row},{},2018-04-03,WARD {},{}", number.plain(), row % 40, row % 7)?;
        if row % 20 != 0 {
            cleaned.add(number)?;
        }
    }
    cleaned.finish()?;
    extract.flush()
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    Ok(Box::new(BufReader::with_capacity(1 << 20, File::open(path)?)))
}

fn run(folder: &Path) -> Tally {
    let list = open(&folder.join("cleaned.dat")).expect("the list opens");
    let cleaned = CleanedList::read(list, None).expect("the list is in its format");
    let nobody = NumberSet::new();
    let rule = Rule { cleaned: &cleaned.numbers, requested: None, type_1: &nobody, test_range_only: false };
    let out = BufWriter::with_capacity(1 << 20, File::create(folder.join("out.csv")).expect("a file can be made"));
    filter(&|| open(&folder.join("extract.csv")), Form::Csv, "nhs_number", &rule, out).expect("the extract is read")
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    make(folder.path()).expect("the files can be written");
    let size = fs::metadata(folder.path().join("extract.csv")).map_or(0, |file| file.len());
    line(&format!("{ROWS} rows, {} MB.", size >> 20));
    memory::forget();
    let mut figures = Figures::default();
    for _ in 0..TIMES {
        let tally = figures.time(|| run(folder.path()));
        assert_eq!((tally.read, tally.removed, tally.withheld), (ROWS, ROWS / 20, 0));
    }
    Figures::print_head();
    figures.print("cleaned list read, extract filtered");
    line(&format!("At most {} MB of memory.", memory::most()));
}
