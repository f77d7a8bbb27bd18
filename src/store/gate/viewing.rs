//! The licence to see one thing for a while.

use jiff::Timestamp;
use serde::Serialize;

use crate::access::{Purpose, Reason, User};
use crate::consent::Decision;
use crate::store::{PatientId, StoreError};

/// What a view may hand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The hits of one search.
    Search,
    /// One person's record.
    Record,
    /// Conflicts and dead letters.
    WorkList,
    /// The audit.
    Audit,
}

/// What is hidden inside what may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each hides one thing, in any combination")]
pub struct Mask {
    /// Address, telephone, electronic mail, next of kin, practice and GP (S-flag).
    pub whereabouts: bool,
    /// Clinical text (record operations, until a need is stated).
    pub clinical: bool,
    /// Everything but message numbers, times and outcomes (record operations on somebody who
    /// chose that nobody may look).
    pub technical_only: bool,
    /// What is about others than the person: next of kin (reports of governance).
    pub third_parties: bool,
}

/// On what a view stands, as the footer of a screen and the head of a file say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// The user's name in the store.
    pub user: String,
    /// The purpose, by its name on the command line.
    pub purpose: &'static str,
    /// The user's own words, the incident, or the emergency.
    pub reason: String,
    /// The row of the decision table, and its sentence.
    pub consent: String,
    /// When the view closes.
    pub expires: Timestamp,
    /// What is hidden.
    pub mask: Mask,
}

/// Proof that an audit event is on disk: what a view cannot be made without.
#[derive(Debug)]
pub(in crate::store) struct Committed(());

impl Committed {
    /// Said by whoever wrote the event, after the commit returned; or, in a group, by whoever holds back
    /// all that the group makes until its commit returned.
    pub(in crate::store) const fn after_sync() -> Self {
        Self(())
    }
}

/// The licence to see one thing for a while. Only the gate makes one.
///
/// It is not `Clone`, has no public constructor and no public field:
///
/// ```compile_fail
/// fn twice(viewing: &dcr::store::Viewing) -> dcr::store::Viewing {
///     viewing.clone()
/// }
/// ```
#[derive(Debug)]
#[must_use = "a view that is opened is audited: open it only to show something"]
pub struct Viewing {
    user: User,
    reason: Reason,
    scope: Scope,
    patients: Vec<PatientId>,
    decision: Decision,
    mask: Mask,
    opened: Timestamp,
    expires: Timestamp,
    request: String,
}

impl Viewing {
    /// Made only with the proof that the audit event of `decision` is on disk.
    pub(in crate::store) fn after_audit(
        _proof: Committed,
        (user, reason): (User, Reason),
        scope: Scope,
        patients: Vec<PatientId>,
        decision: Decision,
        mask: Mask,
        (opened, expires, request): (Timestamp, Timestamp, String),
    ) -> Self {
        Self { user, reason, scope, patients, decision, mask, opened, expires, request }
    }

    /// Whether the view still covers `scope`, now.
    pub(in crate::store) fn check(&self, scope: Scope, now: Timestamp) -> Result<(), StoreError> {
        if self.scope != scope {
            return Err(StoreError::OutsideView("it was opened for something else"));
        }
        if now >= self.expires {
            return Err(StoreError::OutsideView("its time is over; open the record again"));
        }
        if now < self.opened {
            return Err(StoreError::OutsideView("the clock went back"));
        }
        Ok(())
    }

    /// The source patients of the person, as linked when the view was opened.
    pub(in crate::store) fn patients(&self) -> &[PatientId] {
        &self.patients
    }

    pub(in crate::store) const fn user(&self) -> &User {
        &self.user
    }

    pub(in crate::store) const fn reason(&self) -> &Reason {
        &self.reason
    }

    pub(in crate::store) fn request(&self) -> &str {
        &self.request
    }

    /// What is hidden in this view.
    pub const fn mask(&self) -> Mask {
        self.mask
    }

    /// The decision that opened the view.
    pub const fn decision(&self) -> &Decision {
        &self.decision
    }

    /// On what the view stands, for the footer of a screen.
    pub fn basis(&self) -> Basis {
        let emergency = self.reason.emergency.map(|emergency| format!("emergency: {emergency:?}").to_lowercase());
        let incident = self.reason.incident.as_ref().map(|incident| format!("incident {incident}"));
        let permission = (self.reason.purpose == Purpose::DirectCare).then(|| match self.reason.permission {
            crate::consent::Permission::Given => "permission given".to_owned(),
            crate::consent::Permission::NotAsked => "permission not asked".to_owned(),
            crate::consent::Permission::Refused => "permission refused".to_owned(),
            crate::consent::Permission::Unable => "unable to ask".to_owned(),
            crate::consent::Permission::Discussed => "discussed".to_owned(),
        });
        let unseal = self.reason.unseal.map(|ground| format!("unsealed: {}", ground.slug()));
        let parts = [self.reason.text.clone(), incident, emergency, unseal, permission];
        Basis {
            user: self.user.name.clone(),
            purpose: self.reason.purpose.slug(),
            reason: parts.into_iter().flatten().collect::<Vec<_>>().join("; "),
            consent: format!("row {}: {}", self.decision.row.0, self.decision.reason),
            expires: self.expires,
            mask: self.mask,
        }
    }
}
