//! What a person, or a pipe, is asked for.

use std::io::{BufRead, IsTerminal, Read, Write};

use dcr::output::Tone;

use super::Terminal;
use crate::error::CommandError;

/// The longest line that is read.
const LONGEST: u64 = 4096;

impl Terminal {
    /// Whether there is a person to ask: standard input and standard error are both a terminal.
    pub(crate) fn can_ask(&self) -> bool {
        self.err().is_terminal && std::io::stdin().is_terminal()
    }

    /// Whether there is a whole screen to draw on and a keyboard to read.
    pub(crate) fn can_browse(&self) -> bool {
        self.out().is_terminal && !self.out().is_dumb && std::io::stdin().is_terminal()
    }

    /// Asks a question on standard error and reads the answer, trimmed.
    pub(crate) fn ask(&mut self, question: &str) -> Result<String, CommandError> {
        let question = (self.err().style().paint)(Tone::Strong, question);
        let mut stderr = std::io::stderr().lock();
        // A question that cannot be written is answered by the end of input below.
        let _written = write!(stderr, "{question} ").and_then(|()| stderr.flush());
        drop(stderr);
        read_line()
    }
}

impl Terminal {
    /// Asks before something that is hard to undo; `what` says it, beginning with a verb. `agreed` is
    /// whether the user said `--yes`.
    pub(crate) fn confirm(&mut self, what: &str, agreed: bool) -> Result<(), CommandError> {
        if agreed {
            return Ok(());
        }
        if !self.can_ask() {
            return Err(CommandError::usage(format!("nobody is there to agree to {what}")).hint("agree with `--yes`"));
        }
        let answer = self.ask(&format!("About to {what}. Go on? [y/N]"))?;
        if matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes") {
            return Ok(());
        }
        Err(CommandError::failed("nothing was changed"))
    }
}

/// One line of standard input, trimmed.
pub(crate) fn read_line() -> Result<String, CommandError> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_line(&mut line);
    match read {
        Ok(0) => Err(CommandError::usage("standard input ended before an answer came")),
        Ok(_) => Ok(line.trim().to_owned()),
        Err(error) => Err(CommandError::file("cannot read standard input".to_owned(), error)),
    }
}
