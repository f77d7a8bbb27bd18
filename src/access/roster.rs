//! Everybody who is registered, and the rules by which that changes.
//!
//! Restrictions (taking a role away, suspending) never wait. Whatever lets somebody do more (a
//! role, an end of a suspension) waits for a second user, unless the store has nobody else yet who
//! could approve.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::duty::conflicting;
use super::{Activity, ChangeRefusal, User, UserChange};

/// A user as the store keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// The user; suspended where the day of suspension has come.
    #[serde(flatten)]
    pub user: User,
    /// The first day, in Europe/London, on which the user may do nothing.
    pub suspended_from: Option<Date>,
}

/// Everybody who is registered, and how grants are made here.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The users.
    pub users: Vec<Registered>,
    /// Whether one user may hold roles of several duties.
    pub combined_duties: bool,
    /// Whether there was ever a second user who may approve: from then on nobody approves alone,
    /// even where that second user is suspended later.
    pub two_people: bool,
    /// Whether it is a demo store, in which users need no account of their own.
    pub demo: bool,
}

/// How a change is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// It is so already.
    Unchanged,
    /// At once.
    AtOnce,
    /// At once, by one person alone, because nobody else may approve yet. The audit says so.
    SelfApproved,
    /// Once a second user has approved it.
    SecondUser,
}

/// Whether a user may approve what lets another do more: who administers, and who watches.
pub fn may_approve_users(user: &User) -> bool {
    user.may(Activity::Administer) || user.may(Activity::Governance)
}

impl Roster {
    /// Says how a change asked for by a user of that name is to be made.
    ///
    /// # Errors
    /// Where it may not be made.
    pub fn judge(&self, change: &UserChange, by: &str) -> Result<Way, ChangeRefusal> {
        if !self.find(by).is_some_and(|asking| asking.user.may(Activity::Administer)) {
            return Err(ChangeRefusal::NotAdministrator);
        }
        match change {
            UserChange::Register { name, full_name, uid } => self.register(name, full_name, *uid),
            UserChange::Grant { profile, .. } => {
                let user = self.changed(change)?;
                if user.user.roles.contains(profile) {
                    return Ok(Way::Unchanged);
                }
                self.duties_go_together(user, profile)?;
                self.loosening(user, by)
            }
            UserChange::Revoke { profile, .. } => {
                let user = self.changed(change)?;
                if !user.user.roles.contains(profile) {
                    return Err(ChangeRefusal::NotHeld { name: user.user.name.clone(), role: profile.role.0.clone() });
                }
                let mut after = user.user.clone();
                after.roles.retain(|held| held != profile);
                self.keeps_an_administrator(&after, None)?;
                Ok(Way::AtOnce)
            }
            UserChange::Suspend { from, .. } => {
                let user = self.changed(change)?;
                if user.suspended_from.is_some_and(|held| held <= *from) {
                    return Ok(Way::Unchanged);
                }
                self.keeps_an_administrator(&user.user, Some(*from))?;
                Ok(Way::AtOnce)
            }
            UserChange::Lift { .. } => {
                let user = self.changed(change)?;
                if user.suspended_from.is_none() { Ok(Way::Unchanged) } else { self.loosening(user, by) }
            }
        }
    }

    /// Says whether a user may approve what another asked for.
    ///
    /// # Errors
    /// Where not.
    pub fn may_approve(&self, change: &UserChange, approver: &str) -> Result<(), ChangeRefusal> {
        if change.name() == approver {
            return Err(ChangeRefusal::OwnGrant);
        }
        let may = self.find(approver).is_some_and(|user| may_approve_users(&user.user));
        may.then_some(()).ok_or(ChangeRefusal::MayNotApprove)
    }

    /// How many users may approve on a day after which no suspension is known.
    pub fn approvers(&self) -> usize {
        self.users.iter().filter(|user| user.suspended_from.is_none() && may_approve_users(&user.user)).count()
    }

    /// The user of a name.
    pub fn find(&self, name: &str) -> Option<&Registered> {
        self.users.iter().find(|user| user.user.name == name)
    }

    fn changed(&self, change: &UserChange) -> Result<&Registered, ChangeRefusal> {
        self.find(change.name()).ok_or_else(|| ChangeRefusal::NoSuchUser(change.name().to_owned()))
    }

    fn register(&self, name: &str, full_name: &str, uid: Option<u32>) -> Result<Way, ChangeRefusal> {
        let plain =
            |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || ".-_".contains(character);
        let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
        if !begins || name.len() > 64 || !name.chars().all(plain) {
            return Err(ChangeRefusal::BadName);
        }
        if full_name.trim().is_empty() || full_name.chars().count() > 200 || full_name.chars().any(char::is_control) {
            return Err(ChangeRefusal::BadFullName);
        }
        if self.find(name).is_some() {
            return Err(ChangeRefusal::NameTaken(name.to_owned()));
        }
        let holder = self.users.iter().find(|user| uid.is_some() && user.user.uid == uid);
        match (holder, uid) {
            (_, None) if !self.demo => Err(ChangeRefusal::NoAccount),
            (Some(holder), Some(uid)) => Err(ChangeRefusal::AccountTaken { uid, name: holder.user.name.clone() }),
            _ => Ok(Way::AtOnce),
        }
    }

    fn duties_go_together(&self, user: &Registered, profile: &super::RoleProfile) -> Result<(), ChangeRefusal> {
        let held = if self.combined_duties { None } else { conflicting(&user.user.roles, &profile.role) };
        let Some(held) = held else { return Ok(()) };
        let (Some(duty), Some(other)) = (profile.role.duty(), held.role.duty()) else { return Ok(()) };
        Err(ChangeRefusal::Duties {
            role: profile.role.0.clone(),
            duty,
            name: user.user.name.clone(),
            held: held.role.0.clone(),
            other,
        })
    }

    /// What lets a user do more. Alone one may do so only until a second user may approve, and then
    /// even for oneself: the first of a store has nobody else.
    fn loosening(&self, user: &Registered, by: &str) -> Result<Way, ChangeRefusal> {
        if !self.two_people {
            return Ok(Way::SelfApproved);
        }
        if user.user.name == by { Err(ChangeRefusal::OwnGrant) } else { Ok(Way::SecondUser) }
    }

    /// Refuses what would leave nobody who administers, today or on the day of a suspension that is
    /// known already.
    fn keeps_an_administrator(&self, after: &User, suspended_from: Option<Date>) -> Result<(), ChangeRefusal> {
        let stays = |user: &User, from: Option<Date>| from.is_none() && user.may(Activity::Administer);
        let others = self.users.iter().filter(|user| user.user.name != after.name);
        let own = self.find(&after.name).and_then(|user| user.suspended_from).or(suspended_from);
        let is_one = self.find(&after.name).is_some_and(|user| stays(&user.user, user.suspended_from));
        let left =
            others.filter(|user| stays(&user.user, user.suspended_from)).count() + usize::from(stays(after, own));
        if is_one && left == 0 { Err(ChangeRefusal::LastAdministrator) } else { Ok(()) }
    }
}
