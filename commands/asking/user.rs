//! Who asks: the operating-system user, as registered in the store.

use dcr::access::{Activity, User};
use dcr::audit::Agent;
use dcr::store::{Refusal, Store};

use crate::error::{CommandError, ErrorKind};
use crate::session::Session;
use crate::store_url::StoreUrl;

/// The user who asks. On a demo store `--as` names another. Whoever the store does not know is refused,
/// and the audit says so first.
pub(crate) fn caller(session: &Session<'_>, store: &mut dyn Store) -> Result<User, CommandError> {
    let uid = session.environment.uid;
    if let Some(name) = &session.acting_as {
        if !store.is_demo() {
            return Err(CommandError::usage("`--as` works only in a demo store: here you are who you are"));
        }
        if let Some(user) = store.user_by_name(name)? {
            return Ok(user);
        }
        let what = format!("no user of the demo store has the name given with `--as`; tried `{}`", tried(session));
        store.record_refused(&stranger(uid), &what)?;
        return Err(
            CommandError::usage("no user of the demo store has that name").hint("see who there is: `dcr demo --users`")
        );
    }
    if let Some(user) = store.user_by_uid(uid)? {
        return Ok(user);
    }
    store.record_refused(&stranger(uid), &format!("not a registered user; tried `{}`", tried(session)))?;
    let hint = format!("ask an administrator of the store to register you, operating-system user {uid}");
    Err(CommandError::from(Refusal::UnknownUser).hint(hint))
}

/// The user who asks for what needs no role, and is not suspended.
pub(crate) fn member(session: &Session<'_>, store: &mut dyn Store) -> Result<User, CommandError> {
    let user = caller(session, store)?;
    if user.suspended {
        store.record_refused(&agent(&user), &format!("suspended; tried `{}`", tried(session)))?;
        return Err(CommandError::new(ErrorKind::Refused, "you are suspended: you may do nothing with this store"));
    }
    Ok(user)
}

/// The command that was tried, without what was given to it.
fn tried(session: &Session<'_>) -> String {
    crate::cli::verb(&session.environment.arguments)
}

/// Somebody who is no user of the store, as the audit names them.
fn stranger(uid: u32) -> Agent {
    let (user, full_name) = (format!("uid {uid}"), format!("operating-system user {uid}"));
    Agent { user, full_name, role: None, organisation: None }
}

/// Refuses where no role of the user allows any of some activities; the audit says so first.
pub(crate) fn require(
    session: &Session<'_>,
    store: &mut dyn Store,
    user: &User,
    (activities, what): (&[Activity], &str),
) -> Result<(), CommandError> {
    if activities.iter().any(|activity| user.may(*activity)) {
        return Ok(());
    }
    let why = if user.suspended { "suspended: may not" } else { "no role allows to" };
    store.record_refused(&agent(user), &format!("{why} {what}"))?;
    let error = CommandError::new(ErrorKind::Refused, format!("no role of yours allows to {what}"));
    let is_demo = session.settings.store.value == StoreUrl::Demo;
    Err(error.hint(if is_demo {
        "act as another user with `--as`: `dcr demo --users` lists them"
    } else {
        "an administrator grants roles"
    }))
}

/// The user as the audit names them.
pub(crate) fn agent(user: &User) -> Agent {
    let profile = user.roles.first();
    Agent {
        user: user.name.clone(),
        full_name: user.full_name.clone(),
        role: profile.map(|profile| profile.role.0.clone()),
        organisation: profile.map(|profile| profile.organisation.clone()),
    }
}
