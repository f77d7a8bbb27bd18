//! What may be handed out of a record that may be seen, item by item: the one place that every read
//! passes, raw messages too.
//!
//! A permit says that the record may be seen. Of it, this withholds what its source had no right to
//! share at the item's date, what is not of the user's own organisation where only that may be seen,
//! what is sealed, and what the person denies. How the rest is masked is for the
//! [`Mask`](crate::store::Mask).

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::entries::{EntryHead, StoredEntry};
use super::patients::StoredPatient;
use super::sharing::Sharing;
use super::times::micros;
use super::{SqliteStore, denials};
use crate::access::{Purpose, Reason, User};
use crate::coding::Sensitivity;
use crate::consent::{Decision, DisclosurePolicy, Obligation, TellWithheld, Unclassifiable};
use crate::store::{PatientId, StoreError, Viewing};

/// What may be handed out in one view, or of one hit of a search.
pub(super) struct Disclosure {
    sharing: Sharing,
    /// Whether nothing but what the user's own organisation sent may be seen.
    own_only: bool,
    /// Whether what is sealed is open, or the report is the person's own.
    unsealed: bool,
    policy: DisclosurePolicy,
    denied: Keys<PatientId>,
}

/// Keys of entries, by whose they are.
pub(super) type Keys<Whose> = HashMap<Whose, HashSet<String>>;

/// Whether a key is among them.
pub(super) fn holds<Whose: Hash + Eq>(keys: &Keys<Whose>, whose: &Whose, key: &str) -> bool {
    keys.get(whose).is_some_and(|keys| keys.contains(key))
}

impl Disclosure {
    /// What an open view may hand out, as things stand now.
    pub(super) fn of(store: &SqliteStore, viewing: &Viewing) -> Result<Self, StoreError> {
        Self::to(store, (viewing.user(), viewing.reason()), viewing.decision(), viewing.patients())
    }

    /// What a decision lets this user see of these patients.
    pub(super) fn to(
        store: &SqliteStore,
        (user, reason): (&User, &Reason),
        decision: &Decision,
        patients: &[PatientId],
    ) -> Result<Self, StoreError> {
        let sharing = Sharing::of(store, user, reason);
        // It is the person's own report, whatever they keep from others.
        let is_report = reason.purpose == Purpose::SubjectAccess;
        let denied = if is_report {
            Keys::new()
        } else {
            denials::of(&store.connection, patients, |organisation| sharing.is_own(organisation))?
        };
        let unsealed = is_report || reason.unseal.is_some() && store.may_unseal(user, reason).is_ok();
        let own_only = own_items_only(decision);
        Ok(Self { sharing, own_only, unsealed, policy: store.disclosure_policy()?, denied })
    }

    /// Whether anything of a source may be seen that it said at a time (microseconds; now where
    /// unknown): who the person is, a message.
    pub(super) fn allows_source(&self, organisation: &str, at: Option<i64>) -> bool {
        self.sharing.allows(organisation, at) && (!self.own_only || self.sharing.is_own(organisation))
    }

    /// Whether who the person is may be seen as this source tells it.
    pub(super) fn allows_patient(&self, stored: &StoredPatient) -> bool {
        self.allows_source(&stored.organisation, stored.stated.map(|stated| micros(stated.earliest())))
    }

    /// Whether a version of an entry of this source may be seen.
    pub(super) fn allows(&self, stored: &StoredPatient, entry: StoredEntry<'_>) -> bool {
        self.allows_source(&stored.organisation, entry.time)
            && !holds(&self.denied, &stored.id, entry.key)
            && (self.unsealed || !self.is_sealed(entry.sensitivity))
    }

    fn is_sealed(&self, sensitivity: Sensitivity) -> bool {
        let withholds = self.policy.unclassifiable == Unclassifiable::Withhold;
        sensitivity.is_labelled() || withholds && sensitivity.is_unclassified()
    }

    /// Parts what may be seen from what may not; what belongs to something withheld is withheld
    /// with it.
    pub(super) fn part(&self, heads: Vec<EntryHead>, stored: &[StoredPatient]) -> Visible {
        let mut gone: Keys<usize> = Keys::new();
        for head in heads.iter().filter(|head| !self.allows(&stored[head.patient], head.stored())) {
            gone.entry(head.patient).or_default().insert(head.key.clone());
        }
        if gone.is_empty() {
            return Visible { heads, withheld: 0, gone };
        }
        // A result of a panel of a report: as deep as things nest.
        for _ in 0..MOST_LEVELS {
            let below = |head: &&EntryHead| {
                let in_whole = head.shelf.whole().is_some_and(|whole| holds(&gone, &head.patient, whole));
                in_whole && !holds(&gone, &head.patient, &head.key)
            };
            let more: Vec<_> = heads.iter().filter(below).map(|head| (head.patient, head.key.clone())).collect();
            if more.is_empty() {
                break;
            }
            for (patient, key) in more {
                gone.entry(patient).or_default().insert(key);
            }
        }
        let before = heads.len();
        let heads: Vec<EntryHead> = heads.into_iter().filter(|head| !holds(&gone, &head.patient, &head.key)).collect();
        Visible { withheld: before - heads.len(), heads, gone }
    }

    /// How many entries were withheld, where policy lets that be said and there are any.
    pub(super) fn told(&self, withheld: usize) -> Option<usize> {
        Some(withheld).filter(|count| *count > 0 && self.policy.withheld == TellWithheld::Count)
    }

    /// Whether policy keeps from telling that anything was withheld.
    pub(super) fn is_silent(&self) -> bool {
        self.policy.withheld == TellWithheld::Nothing
    }
}

/// How far an entry is followed up to what it belongs to.
const MOST_LEVELS: usize = 16;

/// What of a record may be seen.
pub(super) struct Visible {
    /// The entries that may.
    pub(super) heads: Vec<EntryHead>,
    /// How many may not.
    pub(super) withheld: usize,
    /// Those that may not, by place of the patient and key.
    pub(super) gone: Keys<usize>,
}

/// Whether a decision opens only what the user's own organisation sent (row 12).
fn own_items_only(decision: &Decision) -> bool {
    decision.obligations.contains(&Obligation::OwnItemsOnly)
}

impl SqliteStore {
    /// What the policy in force says of what is disclosed.
    ///
    /// # Errors
    /// Where it cannot be read: then nothing shows.
    pub fn disclosure_policy(&self) -> Result<DisclosurePolicy, StoreError> {
        Ok(self.policy_now()?.settings.disclosure())
    }
}
