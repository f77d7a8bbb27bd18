//! `dcr store init`.

use clap::Args;
use dcr::access::{Duty, RoleProfile, User};
use dcr::store::sqlite::SqliteStore;

use crate::asking::{agent, context, store_path};
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::store_url::StoreUrl;
use crate::user::profile;

/// Make a new store and register yourself as its first user
///
/// The file is readable by you alone. Your first roles are self-approved, and the audit says so.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The ODS code of the organisation you act for, such as `RBD`
    #[arg(long, value_name = "CODE")]
    organisation: String,
    /// Your name in the store, such as `a.patel`
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Your name as people read it
    #[arg(long, value_name = "TEXT")]
    full_name: Option<String>,
    /// A national job role code you act in (can be repeated); R8015 administers, R8000 cares for people
    #[arg(long, value_name = "CODE", default_value = "R8015")]
    role: Vec<String>,
    /// Let one user both care for people and run or watch the record, at a site too small to
    /// separate them; the audit says so
    #[arg(long)]
    combined_duties: bool,
}

/// Makes the store.
pub(crate) fn run(session: &mut Session<'_>, args: &InitArgs) -> Result<ExitCode, CommandError> {
    if session.settings.store.value == StoreUrl::Demo {
        return Err(CommandError::usage("the demo store is built from its own messages").hint("run `dcr demo`"));
    }
    let user = first_user(session, args)?;
    let path = store_path(session)?;
    let mut store = SqliteStore::init(&path, context(), &user, false)?;
    if args.combined_duties {
        store.combine_duties(&agent(&user))?;
    }
    session.terminal.status(&format!("Made a store at {}", path.display()));
    Ok(ExitCode::Done)
}

fn first_user(session: &mut Session<'_>, args: &InitArgs) -> Result<User, CommandError> {
    let mut roles: Vec<RoleProfile> = Vec::new();
    for code in &args.role {
        let profile = profile(session, code, &args.organisation)?;
        if !roles.contains(&profile) {
            roles.push(profile);
        }
    }
    let mut duties: Vec<Duty> = roles.iter().filter_map(|profile| profile.role.duty()).collect();
    duties.sort_unstable();
    duties.dedup();
    if let ([first, .., last], false) = (duties.as_slice(), args.combined_duties) {
        let error = format!("one of these roles is for {first}, another for {last}: one user does not do both");
        return Err(CommandError::new(ErrorKind::Refused, error)
            .hint("register a second user with `dcr user add`; a site too small for that says `--combined-duties`"));
    }
    Ok(User {
        name: args.name.clone(),
        full_name: args.full_name.clone().unwrap_or_else(|| args.name.clone()),
        uid: Some(session.environment.uid),
        roles,
        ..User::default()
    })
}
