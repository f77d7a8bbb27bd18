//! What a command reports when it cannot do what was asked: a kind, an error with its causes, and
//! hints that can be run.

use std::error::Error;
use std::io;

use dcr::output::OutputError;

use crate::exit_code::ExitCode;
use crate::terminal::Terminal;

/// What kind of failure, which fixes the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// It failed, or there is nothing of the kind.
    Failed,
    /// The command line or the configuration is wrong.
    Usage,
    /// Not authorised, or refused by consent.
    Refused,
    /// What is stored contradicts itself.
    Integrity,
    /// It exists already, or somebody else changed it.
    Conflict,
    /// The store cannot be opened, read or written.
    Unreachable,
    /// A mistake of the program's own.
    Internal,
    /// Ctrl-C.
    Interrupted,
    /// Whoever reads the output went away: silence, and no failure.
    ClosedPipe,
}

/// A failure at the edge, ready to be reported.
#[derive(Debug)]
pub(crate) struct CommandError {
    kind: ErrorKind,
    error: Box<dyn Error + Send + Sync>,
    hints: Vec<String>,
}

impl CommandError {
    /// A failure of a kind.
    pub(crate) fn new(kind: ErrorKind, error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, error: error.into(), hints: Vec::new() }
    }

    /// A mistake in the command line or the configuration.
    pub(crate) fn usage(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Usage, error)
    }

    /// Something that failed.
    pub(crate) fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Failed, error)
    }

    /// A file that could not be read or written; `doing` says what, with its path.
    pub(crate) fn file(doing: String, source: io::Error) -> Self {
        Self::failed(FileError { doing, source })
    }

    /// Adds something to do about it, best a command that can be run.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Prints the error, its causes and the hints, and says how the program ends.
    pub(crate) fn report(self, terminal: &mut Terminal) -> ExitCode {
        if self.kind == ErrorKind::ClosedPipe {
            return ExitCode::Done;
        }
        terminal.error(&self.error.to_string());
        let mut cause = self.error.source();
        while let Some(error) = cause {
            terminal.cause(&without_values(error));
            cause = error.source();
        }
        for hint in &self.hints {
            terminal.hint(hint);
        }
        self.kind.exit_code()
    }
}

impl ErrorKind {
    const fn exit_code(self) -> ExitCode {
        match self {
            Self::Failed => ExitCode::Failed,
            Self::Usage => ExitCode::Usage,
            Self::Refused => ExitCode::Refused,
            Self::Integrity => ExitCode::IntegrityBroken,
            Self::Conflict => ExitCode::Conflict,
            Self::Unreachable => ExitCode::Unreachable,
            Self::Internal => ExitCode::Internal,
            Self::Interrupted => ExitCode::Interrupted,
            Self::ClosedPipe => ExitCode::Done,
        }
    }
}

/// A cause in words. An error of the JSON reader quotes the value it stumbled over, which may be a
/// person's: only its place is said. Of a statement that SQLite refuses, only the reason is.
fn without_values(error: &(dyn Error + 'static)) -> String {
    if let Some(json) = error.downcast_ref::<serde_json::Error>() {
        return format!("JSON that does not fit, at line {} column {}", json.line(), json.column());
    }
    if let Some(rusqlite::Error::SqlInputError { msg, .. }) = error.downcast_ref() {
        return msg.clone();
    }
    error.to_string().trim_end().to_owned()
}

#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
struct FileError {
    doing: String,
    source: io::Error,
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        OutputError::Io(error).into()
    }
}

impl From<OutputError> for CommandError {
    fn from(error: OutputError) -> Self {
        match &error {
            OutputError::Io(io) if io.kind() == io::ErrorKind::BrokenPipe => Self::new(ErrorKind::ClosedPipe, error),
            _ => Self::failed(error),
        }
    }
}
