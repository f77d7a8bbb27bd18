//! How long the tool takes to say its version: `cargo bench --bench start`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::process::{Command, Stdio};

use divan::Bencher;

fn main() {
    divan::main();
}

/// From spawn to exit, the operating system's part included.
#[divan::bench(sample_count = 200, sample_size = 1)]
fn version(bencher: Bencher<'_, '_>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dcr"));
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    bencher.bench_local(|| assert!(command.status().expect("the tool starts").success()));
}
