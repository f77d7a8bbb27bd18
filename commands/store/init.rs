//! `dcr store init`.

use clap::Args;
use dcr::access::{JobRole, RoleProfile, User};
use dcr::record::directory;
use dcr::store::Context;
use dcr::store::sqlite::SqliteStore;

use crate::asking::store_path;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::store_url::StoreUrl;

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
}

/// Makes the store.
pub(crate) fn run(session: &mut Session<'_>, args: &InitArgs) -> Result<ExitCode, CommandError> {
    if session.settings.store.value == StoreUrl::Demo {
        return Err(CommandError::usage("the demo store is built from its own messages").hint("run `dcr demo`"));
    }
    if directory().find(&args.organisation).is_none() {
        session.terminal.warning("no organisation of that code is known here, so its users cannot view records yet");
    }
    let user = first_user(session, args)?;
    let path = store_path(session)?;
    let _store = SqliteStore::init(&path, Context::default(), &user, false)?;
    session.terminal.status(&format!("Made a store at {}", path.display()));
    Ok(ExitCode::Done)
}

fn first_user(session: &Session<'_>, args: &InitArgs) -> Result<User, CommandError> {
    let known = || JobRole::all().map(|role| format!("{} {}", role.0, role.title().unwrap_or_default()));
    if args.role.iter().any(|code| JobRole(code.clone()).title().is_none()) {
        let error = CommandError::usage("there is no role of that code");
        return Err(error.hint(format!("the roles are {}", known().collect::<Vec<_>>().join(", "))));
    }
    let profile = |code: &String| RoleProfile { role: JobRole(code.clone()), organisation: args.organisation.clone() };
    Ok(User {
        name: args.name.clone(),
        full_name: args.full_name.clone().unwrap_or_else(|| args.name.clone()),
        uid: Some(session.environment.uid),
        roles: args.role.iter().map(profile).collect(),
        ..User::default()
    })
}
