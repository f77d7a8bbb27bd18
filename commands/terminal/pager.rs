//! The pager: a program that shows what is longer than the screen.

use std::fmt;
use std::io::Write;
use std::process::{Command, Stdio};
use std::str::FromStr;

use crate::interrupt;

/// Which pager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pager {
    /// None: text is written as it is.
    Off,
    /// A program with its arguments, separated by spaces.
    Program(String),
}

impl FromStr for Pager {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        Ok(if text.is_empty() || text == "off" { Self::Off } else { Self::Program(text.to_owned()) })
    }
}

impl fmt::Display for Pager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Program(program) => f.write_str(program),
        }
    }
}

/// Shows a text in a pager; `false` where the pager cannot be started, so that the caller writes
/// the text itself. `less` is told to keep no history and to write no file: a copy would leave the
/// record without an audit event.
pub(super) fn show(program: &str, text: &str) -> bool {
    let mut words = program.split_whitespace();
    let Some(name) = words.next() else { return false };
    let mut command = Command::new(name);
    command
        .args(words)
        .stdin(Stdio::piped())
        .env("LESSSECURE", "1")
        .env("LESSHISTFILE", "-")
        .env("LESSCHARSET", "utf-8");
    interrupt::leave_interrupt_to(|| {
        let Ok(mut child) = command.spawn() else { return false };
        if let Some(mut stdin) = child.stdin.take() {
            // A reader who leaves before the end is no failure.
            let _written = stdin.write_all(text.as_bytes());
        }
        child.wait().is_ok()
    })
}
