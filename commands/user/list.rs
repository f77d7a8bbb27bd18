//! `dcr user list`.

use clap::Args;
use dcr::access::{Activity, Registered, RoleProfile};
use dcr::output::{Cell, Column, Tone};
use jiff::Timestamp;
use serde_json::json;

use crate::asking::{caller, open_store, require, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// List the users of the store: roles, organisation, when they were last seen
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only those who are suspended, or will be
    #[arg(long)]
    leavers: bool,
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Administer, Activity::Governance], "list the users"))?;
    let (everybody, seen) = (store.roster()?.users, store.last_seen()?);
    let columns = [
        Column::new("name", "Name"),
        Column::new("full_name", "Full name").flexible(),
        Column::new("uid", "Account"),
        Column::new("roles", "Roles").flexible(),
        Column::new("last_seen", "Last seen"),
        Column::new("suspended_from", "Suspended from"),
    ];
    let none = if args.leavers { "Nobody is suspended." } else { "The store has no users." };
    let mut listing = Listing::new("users", &columns, none);
    for registered in everybody.iter().filter(|user| !args.leavers || user.suspended_from.is_some()) {
        let last = seen.get(&registered.user.name).copied();
        listing.push(cells(registered, last), &value(registered, last))?;
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn cells(registered: &Registered, last: Option<Timestamp>) -> Vec<Cell> {
    let user = &registered.user;
    let in_words = |profile: &RoleProfile| {
        let title = profile.role.title().unwrap_or("unknown role");
        format!("{} {title} at {}", profile.role.0, profile.organisation)
    };
    let roles = user.roles.iter().map(in_words).collect::<Vec<_>>().join("\n");
    let suspended = registered.suspended_from.map(|day| Cell::toned(Tone::Warning, day.to_string()));
    vec![
        (&user.name).into(),
        (&user.full_name).into(),
        Cell::optional(user.uid.map(|uid| uid.to_string())),
        if roles.is_empty() { Cell::toned(Tone::Muted, "none") } else { roles.into() },
        last.map_or_else(|| Cell::toned(Tone::Muted, "never"), |last| shown(last).into()),
        suspended.unwrap_or_default(),
    ]
}

fn value(registered: &Registered, last: Option<Timestamp>) -> serde_json::Value {
    let user = &registered.user;
    let role = |profile: &RoleProfile| json!({"role": profile.role, "title": profile.role.title(), "organisation": profile.organisation});
    json!({
        "name": user.name,
        "full_name": user.full_name,
        "uid": user.uid,
        "roles": user.roles.iter().map(role).collect::<Vec<_>>(),
        "last_seen": last.map(|last| last.to_string()),
        "suspended": user.suspended,
        "suspended_from": registered.suspended_from,
    })
}
