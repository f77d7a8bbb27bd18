//! What the commands that change users have in common: a dry run, the change, and what is said of it.

use clap::Args;
use dcr::access::{UserChange, Way};
use dcr::store::sqlite::UserChanged;

use super::changed::Changes;
use crate::asking::{agent, caller, open_store};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Whether to make the change, and how to end.
#[derive(Debug, Args)]
pub(super) struct MakingArgs {
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run, end with exit code 5 where something would change
    #[arg(long, requires = "dry_run")]
    exit_code: bool,
}

impl MakingArgs {
    /// Judges the changes, makes them unless it is a dry run, and shows them.
    pub(super) fn make(&self, session: &mut Session<'_>, changes: &[UserChange]) -> Result<ExitCode, CommandError> {
        let mut store = open_store(session)?;
        let user = caller(session, &mut store)?;
        let made = store.change_users(changes, &agent(&user), self.dry_run)?;
        let full_name = |name: &str| -> Option<String> {
            store.roster().ok()?.find(name).map(|found| found.user.full_name.clone())
        };
        let shown = Changes::of(&made, self.dry_run, full_name);
        session.terminal.present(session.settings.output.value, &shown)?;
        if !self.dry_run {
            let roster = store.roster()?;
            tell(session, &made, roster.two_people && roster.approvers() < 2);
        }
        let changing = made.iter().any(|one| one.way != Way::Unchanged);
        let waiting = made.iter().any(|one| one.way == Way::SecondUser);
        Ok(match (self.dry_run, self.exit_code) {
            (true, true) if changing => ExitCode::ChangesPending,
            (false, _) if waiting => ExitCode::Refused,
            _ => ExitCode::Done,
        })
    }
}

/// Says what a reader of the table must know besides.
fn tell(session: &mut Session<'_>, made: &[UserChanged], stuck: bool) {
    if made.iter().any(|changed| changed.way == Way::SelfApproved) {
        session.terminal.warning("you approved this alone, and the audit says so: no second user may approve yet");
    }
    let restricted = made.iter().any(|changed| {
        matches!(changed.change, UserChange::Suspend { .. } | UserChange::Revoke { .. }) && changed.way == Way::AtOnce
    });
    if restricted && stuck {
        session
            .terminal
            .warning("fewer than two users are left who may approve: until there is another, no role can be granted");
    }
    if let Some(request) = made.iter().find_map(|changed| changed.request.as_ref()) {
        session.terminal.hint(&format!(
            "a second user who administers or watches runs `dcr consent approve {request}`; it waits seven days"
        ));
    }
}
