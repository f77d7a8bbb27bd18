//! Why a list cannot be used.

use std::io;

/// A list that cannot be used, and the line, from 1. It never names a number.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// A line is wrong.
    #[error("line {line}: {fault}")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        fault: ListFault,
    },
    /// The file could not be read.
    #[error("the list could not be read after line {line}")]
    Read {
        /// The last line that could.
        line: u64,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// What is wrong with a line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// The service's answer to a list that held a bad number: it checked nothing.
    #[error("the service refused the whole list, because it held one or more invalid NHS numbers: nothing was checked")]
    RefusedByService,
    /// Something else than ten digits, a comma and a line feed.
    #[error("expected ten digits, a comma and a line feed, found something else")]
    NotANumber,
    /// Lines end as on Windows.
    #[error("the line ends in a carriage return and a line feed, expected a line feed alone: was the file edited?")]
    CarriageReturn,
    /// The last line has no end.
    #[error("the list ends in the middle of a line: it was cut short")]
    CutShort,
    /// The check digit is wrong.
    #[error("the check digit is wrong: this is not what was sent to be checked")]
    CheckDigit,
    /// A number that was not asked about.
    #[error("the list that was sent does not hold this number: the cleaned list belongs to another request")]
    NotRequested,
}
