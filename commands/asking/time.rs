//! As of when, and as true when.

use clap::Args;
use dcr::record::{PartialDateTime, PartialDateTimeError, Precision};
use jiff::{SignedDuration, Timestamp};

/// The heading of these options in help.
const WHICH: &str = "Which time";

/// As of when, and as true when.
#[derive(Debug, Args)]
pub(crate) struct TimeArgs {
    /// What the store knew then; a date means the end of that day in London
    #[arg(long, help_heading = WHICH, value_name = "TIME", value_parser = instant)]
    pub(crate) as_of: Option<Timestamp>,
    /// What was true then; a date means the end of that day in London
    #[arg(long, help_heading = WHICH, value_name = "TIME", value_parser = instant)]
    pub(crate) valid_at: Option<Timestamp>,
}

/// As of when, for what has no time at which it is true.
#[derive(Debug, Args)]
pub(crate) struct AsOfArgs {
    /// What the store knew then; a date means the end of that day in London
    #[arg(long, help_heading = WHICH, value_name = "TIME", value_parser = instant)]
    pub(crate) as_of: Option<Timestamp>,
}

/// Reads a date or a time in Europe/London. Less than a time means its last instant.
pub(crate) fn instant(text: &str) -> Result<Timestamp, PartialDateTimeError> {
    let time: PartialDateTime = text.trim().parse()?;
    if time.precision() == Precision::Time {
        return Ok(time.earliest());
    }
    time.end().checked_sub(SignedDuration::from_nanos(1)).map_err(|_| PartialDateTimeError)
}

/// An instant as a reader in London sees it.
pub(crate) fn shown(instant: Timestamp) -> String {
    PartialDateTime::from(instant).display()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_means_its_end_in_london() {
        assert_eq!(instant("2018-07-01").unwrap().to_string(), "2018-07-01T22:59:59.999999999Z");
        assert_eq!(instant("2018-07-01T09:00").unwrap().to_string(), "2018-07-01T08:00:00Z");
        assert_eq!(instant("2018-07-01 09:00:00").unwrap().to_string(), "2018-07-01T08:00:00Z");
        assert!(instant("yesterday").is_err());
    }
}
