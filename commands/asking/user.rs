//! Who asks: the operating-system user, as registered in the store.

use dcr::access::{Activity, User};
use dcr::audit::Agent;
use dcr::store::{Refusal, Store};

use crate::error::{CommandError, ErrorKind};
use crate::session::Session;
use crate::store_url::StoreUrl;

/// The user who asks. On a demo store `--as` names another.
pub(crate) fn caller(session: &Session<'_>, store: &mut dyn Store) -> Result<User, CommandError> {
    if let Some(name) = &session.acting_as {
        if !store.is_demo() {
            return Err(CommandError::usage("`--as` works only in a demo store: here you are who you are"));
        }
        let user = store.user_by_name(name)?;
        return user.ok_or_else(|| {
            CommandError::usage("no user of the demo store has that name").hint("see who there is: `dcr demo --users`")
        });
    }
    let uid = session.environment.uid;
    store.user_by_uid(uid)?.ok_or_else(|| {
        let hint = format!("ask an administrator of the store to register you, operating-system user {uid}");
        CommandError::from(Refusal::UnknownUser).hint(hint)
    })
}

/// Refuses where no role of the user allows any of some activities.
pub(crate) fn require(
    session: &Session<'_>,
    user: &User,
    activities: &[Activity],
    what: &str,
) -> Result<(), CommandError> {
    if activities.iter().any(|activity| user.may(*activity)) {
        return Ok(());
    }
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
