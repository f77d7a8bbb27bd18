//! Which sources share what they sent, in one request.

use jiff::Timestamp;

use super::SqliteStore;
use super::times::instant;
use crate::access::{self, Purpose, Reason, User};
use crate::record::{directory, london};

/// The right of each source to share, at the date of each item. Who acts for the source sees what
/// it already holds; record operations see the structure of everything, its content masked.
pub(super) struct Sharing {
    own: Option<String>,
    /// Whether nothing but what the source's own people hold was asked for.
    own_only: bool,
    everything: bool,
    now: Timestamp,
}

impl Sharing {
    /// The rights as they bear on this user and reason.
    pub(super) fn of(store: &SqliteStore, user: &User, reason: &Reason) -> Self {
        let now = store.context.now();
        let own = access::acting_as(user, reason, directory(), now).map(|profile| profile.organisation.clone());
        Self { own, own_only: reason.own_items, everything: reason.purpose == Purpose::RecordOperations, now }
    }

    /// Whether something of this source at this time (microseconds; now where unknown) may be shown.
    pub(super) fn allows(&self, organisation: &str, at: Option<i64>) -> bool {
        let day = at.map_or(self.now, instant).to_zoned(london().clone()).date();
        if self.own_only {
            return self.is_own(organisation);
        }
        self.everything || directory().may_share(organisation, day) || self.is_own(organisation)
    }

    /// Whether the user acts for this source, or for who took over from it: whatever the date of an
    /// item, they hold it now.
    pub(super) fn is_own(&self, organisation: &str) -> bool {
        let today = self.now.to_zoned(london().clone()).date();
        self.own.as_deref().is_some_and(|own| directory().same(own, organisation, today))
    }
}
