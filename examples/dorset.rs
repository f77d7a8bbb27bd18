//! Makes the test data of the fictional Dorset under `testdata/` from its one truth file.
//!
//! `cargo run --example dorset` writes what is made of the truth; `-- --check` writes nothing and
//! fails when a committed file differs; `-- --truth` draws the people without a story afresh first.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

#[path = "dorset/mod.rs"]
mod dorset;

use dorset::{Truth, draw, files};

fn main() -> ExitCode {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let result = match mode.as_str() {
        "" => write(false),
        "--truth" => write(true),
        "--check" => check(),
        _ => Err("usage: dorset [--check | --truth]".into()),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata"))
}

fn write(afresh: bool) -> Outcome {
    let file = folder().join("truth.json");
    let mut truth: Truth = serde_json::from_slice(&fs::read(&file)?)?;
    if afresh {
        truth = draw(&truth);
        fs::write(&file, truth.write()?)?;
    }
    let made = files(&truth)?;
    for (path, bytes) in &made {
        let path = folder().join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder()))?;
        fs::write(path, bytes)?;
    }
    writeln!(io::stdout(), "{} files for {} people.", made.len(), truth.everybody().count())?;
    Ok(ExitCode::SUCCESS)
}

fn check() -> Outcome {
    let truth: Truth = serde_json::from_slice(&fs::read(folder().join("truth.json"))?)?;
    let mut stale = 0;
    for (path, bytes) in files(&truth)? {
        if fs::read(folder().join(&path)).ok().as_deref() != Some(bytes.as_slice()) {
            writeln!(io::stdout(), "stale: testdata/{path}")?;
            stale += 1;
        }
    }
    Ok(if stale == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
