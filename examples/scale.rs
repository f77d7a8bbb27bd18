//! Makes a store of any size, filled from wire messages as any other is.
//!
//! `cargo run --release --example scale -- --out /tmp/scale/store.db`; `--people`, `--entries`,
//! `--heaviest` and `--seed` change what is made. Beside the store lies a `.plan.json` from which
//! the benchmarks know whom it holds.

use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use dcr::feeds::{Ingest, Progress, Reception};

#[path = "scale/mod.rs"]
mod scale;

use scale::{Part, Plan, Stream};

/// Make a store of made-up people to measure with
#[derive(Parser)]
struct Args {
    /// Where to make the store
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// How many people
    #[arg(long, default_value_t = Plan::default().people)]
    people: u64,
    /// How many entries in all
    #[arg(long, default_value_t = Plan::default().entries)]
    entries: u64,
    /// How many entries the first person has
    #[arg(long, default_value_t = Plan::default().heaviest)]
    heaviest: u64,
    /// From what everything is drawn
    #[arg(long, default_value_t = Plan::default().seed)]
    seed: u64,
}

fn main() -> ExitCode {
    let Args { out, people, entries, heaviest, seed } = Args::parse();
    match make(&out, Plan { people: people.max(1), entries, heaviest, seed }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make(out: &Path, plan: Plan) -> Result<(), Box<dyn std::error::Error>> {
    let mut store = scale::make(out)?;
    let stream = BufReader::with_capacity(1 << 18, Stream::new(plan, Part::Everything, ""));
    let ingest = Ingest { received: Reception::WhenSent, batch: Ingest::BULK, ..Ingest::new("scale", scale::agent()) };
    let (begun, mut told) = (Instant::now(), Instant::now());
    let totals = ingest.run(&mut store, stream, |progress| {
        if told.elapsed() > Duration::from_secs(5) {
            told = Instant::now();
            let _ = tell(progress, begun.elapsed());
        }
    })?;
    let _ = tell(Progress { offset: 0, totals }, begun.elapsed());
    let info = store.info()?;
    std::fs::write(Plan::beside(out), serde_json::to_vec(&plan)?)?;
    let mut output = io::stdout();
    writeln!(output, "{}", serde_json::to_string_pretty(&info)?)?;
    Ok(())
}

/// One line on standard error; whoever closed it does not want to know.
#[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
fn tell(progress: Progress, since: Duration) -> io::Result<()> {
    let done = progress.totals.received;
    let rate = done as f64 / since.as_secs_f64().max(0.001);
    writeln!(io::stderr(), "{done} messages, {:.0} s, {rate:.0} a second", since.as_secs_f64())
}
