//! `dcr consent undo`.

use std::path::PathBuf;

use clap::Args;

use super::plan::{Making, exit_code};
use super::who_asks::{Administering, administer};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::refuse_existing;
use crate::session::Session;

/// Make the plan that takes an applied plan back
///
/// What the plan added is marked as entered in error, what it had marked so is stated again; the history
/// keeps all of it. Whoever changed their choice since keeps what they said. It is a plan like any other:
/// apply it with `dcr consent apply`, after a second user approved what lets somebody see more.
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// The name of the plan, as `dcr consent plan` gave it
    #[arg(value_name = "PLAN-ID")]
    plan: String,
    /// Where to save the plan that takes it back; without it, what it would do is only said
    #[arg(long, value_name = "PLAN")]
    save: Option<PathBuf>,
    /// Replace a plan that is there already
    #[arg(long, requires = "save")]
    force: bool,
    /// End with exit code 5 where something would change
    #[arg(long)]
    exit_code: bool,
}

/// Makes it.
pub(crate) fn run(session: &mut Session<'_>, args: &UndoArgs) -> Result<ExitCode, CommandError> {
    if let Some(path) = &args.save {
        refuse_existing(path, args.force)?;
    }
    let Administering { mut store, agent } = administer(session, "change what people chose")?;
    let proposals = store.reversal(&args.plan, &agent)?;
    let mut head = store.plan_head(&format!("undo of plan {}", args.plan), &agent)?;
    head.reverses = Some(args.plan.clone());
    let mut making = Making { store, agent, save: args.save.clone() };
    let totals = making.make(session, head, proposals.into_iter().map(|proposal| Ok(Ok(proposal))), |_| {})?;
    Ok(exit_code(&totals, args.exit_code))
}
