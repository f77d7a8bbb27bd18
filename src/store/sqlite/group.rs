//! Several acts in one commit.
//!
//! Waiting for the disk costs more than anything else a read does. A group lets many reads wait for
//! it once: each decides, writes its event and reads inside one transaction, and nothing that they
//! made is handed out before that transaction is on disk. Where it cannot be committed, none of it
//! leaves.

use std::ops::Deref;

use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};

use super::SqliteStore;
use super::place::Place;
use crate::store::StoreError;

/// A transaction, or the part of one that a group holds open.
pub(super) enum Step<'a> {
    /// On disk once it is committed.
    Whole(Transaction<'a>),
    /// On disk once the group is.
    Part(Savepoint<'a>),
}

impl Deref for Step<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Whole(transaction) => transaction,
            Self::Part(savepoint) => savepoint,
        }
    }
}

/// Begins to write: a transaction of its own, or, in a group, a part of the group's.
pub(super) fn step(connection: &mut Connection) -> Result<Step<'_>, StoreError> {
    Ok(if connection.is_autocommit() {
        Step::Whole(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    } else {
        Step::Part(connection.savepoint()?)
    })
}

impl Step<'_> {
    /// Keeps it: on disk, or with the group.
    pub(super) fn commit(self) -> rusqlite::Result<()> {
        match self {
            Self::Whole(transaction) => transaction.commit(),
            Self::Part(savepoint) => savepoint.commit(),
        }
    }
}

/// A group that is open: rolled back where it is not committed, whatever the reason.
struct Open<'a, H: AsMut<SqliteStore>>(&'a mut H);

impl<H: AsMut<SqliteStore>> Open<'_, H> {
    fn store(&mut self) -> &mut SqliteStore {
        self.0.as_mut()
    }
}

impl<H: AsMut<SqliteStore>> Drop for Open<'_, H> {
    fn drop(&mut self) {
        if !self.store().connection.is_autocommit() {
            // A connection that cannot roll back does so when it is closed.
            let _rolled_back = self.store().connection.execute_batch("ROLLBACK");
        }
    }
}

impl AsMut<Self> for SqliteStore {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

/// Does several acts on the store that `holder` holds in one commit, and hands out what they made once
/// all of it is on disk.
///
/// Whatever `act` makes, a [`Viewing`](crate::store::Viewing) too, must leave it by its return value
/// alone.
///
/// # Errors
/// Where it cannot be committed: then nothing was done, and nothing is handed out.
pub(crate) fn grouped<H: AsMut<SqliteStore>, A, T>(
    holder: &mut H,
    acts: impl IntoIterator<Item = A>,
    mut act: impl FnMut(&mut H, A) -> T,
) -> Result<Vec<T>, StoreError> {
    holder.as_mut().connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut group = Open(holder);
    group.store().place.as_ref().map_or(Ok(()), Place::check)?;
    let made = acts.into_iter().map(|one| act(group.0, one)).collect();
    if group.store().connection.is_autocommit() {
        // SQLite itself rolled it back, as it does where the disk is full.
        return Err(StoreError::Full);
    }
    group.store().connection.execute_batch("COMMIT")?;
    Ok(made)
}

impl SqliteStore {
    /// Holds one snapshot for several reads; a group holds one already.
    pub(super) fn snapshot(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        Ok(if self.connection.is_autocommit() { Some(self.connection.unchecked_transaction()?) } else { None })
    }

    /// Does all of an act or nothing of it. Within a group.
    ///
    /// # Errors
    /// That of the act; then the store is as it was before it.
    pub(crate) fn all_or_nothing<T, E: From<StoreError>>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let say = |store: &Self, sql: &str| store.connection.execute_batch(sql).map_err(StoreError::from);
        say(self, "SAVEPOINT act")?;
        let made = act(self);
        if made.is_err() && !self.connection.is_autocommit() {
            say(self, "ROLLBACK TO act")?;
        }
        say(self, "RELEASE act")?;
        made
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::access::User;
    use crate::audit::{Action, Agent, Event, EventOutcome};
    use crate::store::Context;

    fn store() -> SqliteStore {
        let now: Timestamp = "2018-07-01T09:00:00Z".parse().unwrap();
        let user = User { name: "a.patel".to_owned(), ..User::default() };
        SqliteStore::in_memory(Context::fixed(now), &user, true).unwrap()
    }

    fn event(what: &str) -> Event {
        let agent =
            Agent { user: "a.patel".to_owned(), full_name: "A Patel".to_owned(), role: None, organisation: None };
        Event {
            detail: Some(what.to_owned()),
            ..Event::new(Timestamp::UNIX_EPOCH, Action::View, EventOutcome::Success, agent)
        }
    }

    #[test]
    fn a_group_is_kept_whole_and_in_order() {
        let mut store = store();
        let before = store.last_event().unwrap();
        let made = grouped(&mut store, 0..5, |store, number| {
            store.commit_event(&event("one")).unwrap();
            number * 2
        });
        assert_eq!(made.unwrap(), [0, 2, 4, 6, 8]);
        assert_eq!(store.last_event().unwrap(), before + 5);
        assert!(store.connection.is_autocommit());
    }

    #[test]
    fn a_panic_in_an_act_leaves_nothing_of_the_group() {
        let mut store = store();
        let before = store.last_event().unwrap();
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            grouped(&mut store, 0..2, |store, number| {
                store.commit_event(&event("one")).unwrap();
                assert!(number == 0, "the second act fails");
            })
        }));
        assert!(caught.is_err());
        assert!(store.connection.is_autocommit());
        assert_eq!(store.last_event().unwrap(), before);
    }

    #[test]
    fn an_act_that_fails_leaves_nothing_and_its_neighbours_stand() {
        let mut store = store();
        let before = store.last_event().unwrap();
        grouped(&mut store, 0..3, |store, number| {
            store.all_or_nothing(|store| {
                store.commit_event(&event("one"))?;
                if number == 1 { Err(StoreError::Unfit("no".to_owned())) } else { Ok(()) }
            })
        })
        .unwrap();
        assert_eq!(store.last_event().unwrap(), before + 2);
    }
}
