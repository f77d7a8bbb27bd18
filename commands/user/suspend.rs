//! `dcr user suspend`.

use clap::Args;
use dcr::access::UserChange;
use dcr::record::london;
use jiff::Timestamp;
use jiff::civil::Date;

use super::making::MakingArgs;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Suspend a user, at once or from a day on, or ask for the end of a suspension
///
/// For leavers, and for whoever must not look for a while. Views that are open close at their next
/// page. A suspension is in force without waiting for anybody; its end waits for a second user. The
/// last administrator cannot be suspended.
#[derive(Debug, Args)]
pub(crate) struct SuspendArgs {
    /// The user's name in the store
    name: String,
    /// The first day on which the user may do nothing [default: today]
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "lift")]
    from: Option<Date>,
    /// Ask for the end of the suspension
    #[arg(long)]
    lift: bool,
    #[command(flatten)]
    making: MakingArgs,
}

/// A text that is no day.
#[derive(Debug, thiserror::Error)]
#[error("a day is written like 2026-03-31")]
struct NotADay;

fn day(text: &str) -> Result<Date, NotADay> {
    text.trim().parse().map_err(|_| NotADay)
}

/// Suspends the user, or asks for the end of the suspension.
pub(crate) fn run(session: &mut Session<'_>, args: &SuspendArgs) -> Result<ExitCode, CommandError> {
    let name = args.name.clone();
    let today = || Timestamp::now().to_zoned(london().clone()).date();
    let change = if args.lift {
        UserChange::Lift { name }
    } else {
        UserChange::Suspend { name, from: args.from.unwrap_or_else(today) }
    };
    args.making.make(session, &[change])
}
