//! The `dcr` binary: reads the command line, runs one verb, and turns what became of it into an
//! exit code. What a verb does is in the file of its name; everything printed goes through
//! [`terminal::Terminal`].

mod asking;
mod audit;
mod browse;
mod cli;
mod completions;
mod config;
mod connectathon;
mod consent;
mod demo;
mod doctor;
mod environment;
mod error;
mod error_plan;
mod error_store;
mod exit_code;
mod feed;
mod file;
mod generate;
mod help;
mod identity;
mod interrupt;
mod man;
mod ndop;
mod patient;
mod purpose;
mod record;
mod section;
mod session;
mod settings;
mod store;
mod store_url;
mod terminal;
mod terminology;
mod tour;
mod usage;
mod user;
mod views;
mod words;

use environment::Environment;
use exit_code::ExitCode;
use terminal::Terminal;

/// Reading a message makes many small texts: this allocator makes them in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    interrupt::report_panics();
    interrupt::exit_on_interrupt();
    let outcome = std::panic::catch_unwind(|| {
        let environment = Environment::of_process();
        let mut terminal = Terminal::new(&environment);
        match cli::start(environment, &mut terminal) {
            Ok(code) => code,
            Err(error) => error.report(&mut terminal),
        }
    });
    outcome.unwrap_or(ExitCode::Internal).into()
}
