//! Where benchmarks print.

use std::io::{self, Write};

/// Prints one line.
pub(crate) fn line(text: &str) {
    // A reader who closed the pipe has seen enough.
    let _ = writeln!(io::stdout(), "{text}");
}
