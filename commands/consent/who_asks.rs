//! Who may change or see what people chose.

use dcr::access::{Activity, User};
use dcr::audit::Agent;
use dcr::store::sqlite::SqliteStore;

use crate::asking::{AnyStore, caller, open_any, open_store, require};
use crate::error::CommandError;
use crate::session::Session;

/// The store, and the user as the audit names them, acting for what they do here.
pub(super) struct Administering {
    pub(super) store: SqliteStore,
    pub(super) agent: Agent,
}

/// Opens the store for somebody who administers consent.
pub(super) fn administer(session: &mut Session<'_>, what: &str) -> Result<Administering, CommandError> {
    open_for(session, &[Activity::ConsentAdministration], what)
}

/// Opens the store for somebody who administers consent or watches over privacy.
pub(super) fn look(session: &mut Session<'_>, what: &str) -> Result<Administering, CommandError> {
    open_for(session, &[Activity::ConsentAdministration, Activity::Governance], what)
}

fn open_for(session: &mut Session<'_>, activities: &[Activity], what: &str) -> Result<Administering, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (activities, what))?;
    let agent = acting(&user, activities);
    Ok(Administering { store, agent })
}

/// A store of either kind, and the user as the audit names them.
pub(super) struct AdministeringAny {
    pub(super) store: AnyStore,
    pub(super) agent: Agent,
}

/// Opens a store of either kind for somebody who administers consent or watches over privacy.
pub(super) fn look_anywhere(session: &mut Session<'_>, what: &str) -> Result<AdministeringAny, CommandError> {
    open_anywhere(session, &[Activity::ConsentAdministration, Activity::Governance], what)
}

/// Opens a store of either kind for somebody who administers consent.
pub(super) fn administer_anywhere(session: &mut Session<'_>, what: &str) -> Result<AdministeringAny, CommandError> {
    open_anywhere(session, &[Activity::ConsentAdministration], what)
}

fn open_anywhere(
    session: &mut Session<'_>,
    activities: &[Activity],
    what: &str,
) -> Result<AdministeringAny, CommandError> {
    let mut store = open_any(session, Vec::new())?;
    let user = caller(session, &mut *store)?;
    require(session, &mut *store, &user, (activities, what))?;
    let agent = acting(&user, activities);
    Ok(AdministeringAny { store, agent })
}

/// The user in the role that allows one of these activities.
pub(super) fn acting(user: &User, activities: &[Activity]) -> Agent {
    let profile = activities.iter().find_map(|activity| user.profile_for(*activity));
    Agent {
        user: user.name.clone(),
        full_name: user.full_name.clone(),
        role: profile.map(|profile| profile.role.0.clone()),
        organisation: profile.map(|profile| profile.organisation.clone()),
    }
}
