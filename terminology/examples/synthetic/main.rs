//! Makes synthetic releases of any size, the same for the same seed: SNOMED CT as RF2, and dm+d.
//!
//! ```text
//! cargo run --release -p dcr-terminology --example synthetic -- --out snomed.zip
//! cargo run --release -p dcr-terminology --example synthetic -- --out next.zip --dates 20250101,20250701
//! cargo run --release -p dcr-terminology --example synthetic -- --monolith --out monolith.zip
//! cargo run --release -p dcr-terminology --example synthetic -- dmd --out dmd.zip --bonus bonus.zip
//! ```
//!
//! Identifiers are valid, those that the specification fixes are the real ones, and the words are
//! used as often as words are in real terms. All else is invented.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

mod arguments;
mod make;

use std::process::ExitCode;

use arguments::Arguments;
use make::archive::Written;
use make::dmd;
use make::dmd::products::Products;
use make::snomed::calendar::Calendar;
use make::snomed::model::Model;
use make::snomed::release;

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)).and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    match arguments {
        Arguments::Snomed { plan, out, dates, kinds } => {
            let model = Model::new(plan.clone(), Calendar::new(dates))?;
            told(release::write(&model, kinds, out))?;
            summary(&model);
        }
        Arguments::Dmd { plan, out, bonus, dates } => {
            let products = Products::new(plan.clone(), dates.clone());
            told(dmd::release::write(&products, out))?;
            if let Some(bonus) = bonus {
                told(dmd::release::write_bonus(&products, bonus))?;
            }
        }
    }
    Ok(())
}

fn told(written: std::io::Result<Vec<Written>>) -> Result<(), String> {
    for file in written.map_err(|error| error.to_string())? {
        println!("{:>10} rows {:>12} bytes  {}", file.rows, file.bytes, file.path);
    }
    Ok(())
}

/// What benchmarks want to know: how deep, how wide, and a concept with about as many below it.
fn summary(model: &Model) {
    let date = model.calendar.date();
    let active = model.nodes.iter().filter(|node| node.life.lasts(date)).count();
    let deepest = model.nodes.iter().map(|node| node.depth).max().unwrap_or_default();
    println!("{} concepts, {active} active, at most {deepest} deep", model.nodes.len());
    println!("{} pairs of an active concept and one above it", model.closure());
    let mut below = vec![0_usize; model.nodes.len()];
    for number in (0..).take(model.nodes.len()).filter(|number| model.nodes[*number as usize].life.lasts(date)) {
        model.ancestors(number).iter().for_each(|above| below[*above as usize] += 1);
    }
    for wanted in [100, 1000, 10_000, 40_000, 100_000] {
        let nearest = (0..below.len()).min_by_key(|at| below[*at].abs_diff(wanted)).unwrap_or_default();
        println!("{} has {} below it", model.nodes[nearest].id, below[nearest]);
    }
}
