//! Throws changed inputs at what reads files of strangers, for a while: the functions that the
//! targets in `fuzz/` call, on any toolchain.
//!
//! ```text
//! cargo run -p dcr-terminology --example hammer -- rf2 --seconds 60 --seed 1
//! ```
//!
//! Targets are `rf2`, `ecl` and `dmd`. It fails at the first input that breaks a law, takes too
//! long, or needs too much memory, and says where it left that input.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

#[path = "../../../fuzz/checks/mod.rs"]
#[expect(clippy::panic, reason = "a law that is broken")]
mod checks;
mod mutate;
mod run;
mod target;

use std::process::ExitCode;
use std::time::Duration;

use run::Run;
use target::Target;

const HELP: &str = "hammer rf2|ecl|dmd [--seconds N] [--seed N]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(run) = read(&arguments) else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    match run.go() {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: &[String]) -> Option<Run> {
    let (target, options) = arguments.split_first()?;
    let (mut seconds, mut seed) = (60, 1);
    for option in options.chunks(2) {
        match option {
            [name, value] if name == "--seconds" => seconds = value.parse().ok()?,
            [name, value] if name == "--seed" => seed = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(Run { target: Target::named(target)?, time: Duration::from_secs(seconds), seed })
}
