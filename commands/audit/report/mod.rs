//! `dcr audit report`: what the audit says, put together for a reader.

mod counts;
mod html;
mod unusual;
mod who_saw;

use clap::{Args, Subcommand};
use dcr::audit::Filter;
use jiff::Timestamp;

use crate::asking::ReasonArgs;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Put together what the audit says
#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    WhoSaw(who_saw::WhoSawArgs),
    Emergency(counts::EmergencyArgs),
    Organisation(counts::OrganisationArgs),
    User(counts::UserArgs),
    Unusual(unusual::UnusualArgs),
}

/// Runs one of them.
pub(crate) fn run(session: &mut Session<'_>, command: &ReportCommand) -> Result<ExitCode, CommandError> {
    match command {
        ReportCommand::WhoSaw(args) => who_saw::run(session, args),
        ReportCommand::Emergency(args) => counts::emergency(session, args),
        ReportCommand::Organisation(args) => counts::organisation(session, args),
        ReportCommand::User(args) => counts::user(session, args),
        ReportCommand::Unusual(args) => unusual::run(session, args),
    }
}

/// Of which time, and why it is read.
#[derive(Debug, Args)]
pub(crate) struct PeriodArgs {
    /// From this date or time in London on
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Up to this date or time in London
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    #[command(flatten)]
    pub(crate) reason: ReasonArgs,
}

impl PeriodArgs {
    /// The filter of the period.
    pub(crate) fn filter(&self) -> Result<Filter, CommandError> {
        let part = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key}:\"{value}\""));
        let parts: Vec<_> = [part("since", &self.since), part("until", &self.until)].into_iter().flatten().collect();
        parts.join(" ").parse().map_err(|error| CommandError::usage(format!("the period cannot be read: {error}")))
    }

    /// The period.
    pub(crate) fn bounds(filter: &Filter) -> (Option<Timestamp>, Option<Timestamp>) {
        (filter.since, filter.until)
    }
}
