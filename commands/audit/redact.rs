//! `dcr audit redact`.

use clap::Args;
use dcr::access::Activity;

use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Erase events, with two people
///
/// One person asks, for a reason; a second one approves, and then what the events say is gone, with
/// the salt of their hashes. The hashes stay, so that the rest can still be proved. Copies elsewhere,
/// such as backups, still hold them. An event that a message, a choice or an alert stands on is not erased.
#[derive(Debug, Args)]
pub(crate) struct RedactArgs {
    /// The numbers of the events to ask for
    #[arg(value_name = "EVENT", required_unless_present_any = ["approve", "turn_down", "apply"])]
    events: Vec<i64>,
    /// Why; written to the audit
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["approve", "turn_down", "apply"])]
    reason: Option<String>,
    /// Approve a request that somebody else made, and erase
    #[arg(long, value_name = "REQUEST", conflicts_with_all = ["events", "reason"])]
    approve: Option<String>,
    /// Turn a request down
    #[arg(long, value_name = "REQUEST", conflicts_with_all = ["events", "reason", "approve"])]
    turn_down: Option<String>,
    /// Erase what was approved, where that was cut short
    #[arg(long, value_name = "REQUEST", conflicts_with_all = ["events", "reason", "approve", "turn_down"])]
    apply: Option<String>,
}

/// Asks, decides or erases.
pub(crate) fn run(session: &mut Session<'_>, args: &RedactArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Governance], "erase events of the audit"))?;
    let agent = agent(&user);
    if let Some(id) = &args.turn_down {
        store.decide_request(id, false, &agent)?;
        session.terminal.status(&format!("Turned down {id}: nothing is erased."));
        return Ok(ExitCode::Done);
    }
    if let Some(id) = args.approve.as_ref().or(args.apply.as_ref()) {
        let what = format!("erase what {id} asks for (it cannot be brought back)");
        session.terminal.confirm(&what, session.agreed)?;
        if args.approve.is_some() {
            store.decide_request(id, true, &agent)?;
        }
        let erased = store.erase(id, &agent)?;
        let numbers: Vec<_> = erased.iter().map(ToString::to_string).collect();
        session.terminal.status(&format!("Erased: event {}. The hashes stay.", numbers.join(", ")));
        return Ok(ExitCode::Done);
    }
    let id = store.ask_for_erasure(&args.events, args.reason.as_deref().unwrap_or_default(), &agent)?;
    session.terminal.status(&format!("Asked for: {id}."));
    session.terminal.hint(&format!("somebody else approves it: `dcr audit redact --approve {id}`"));
    Ok(ExitCode::Done)
}
