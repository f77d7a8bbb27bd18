//! Why a request is made, as the server is told with each exchange of it.

use super::address::escaped;
use crate::access::{AnsweredBy, Purpose, Reason};
use crate::store::ViewRequest;

/// Why a request is made.
#[derive(Clone)]
pub(super) struct Asking {
    request: String,
    purpose: &'static str,
    more: Vec<(&'static str, String)>,
    permission: &'static str,
}

impl Asking {
    pub(super) fn of(request: &ViewRequest) -> Self {
        let reason = &request.reason;
        let mut more = Vec::new();
        let words = [("x-reason", &reason.text), ("x-incident", &reason.incident), ("x-evidence", &reason.evidence)];
        more.extend(words.into_iter().filter_map(|(name, words)| Some((name, escaped(words.as_ref()?)))));
        more.extend(reason.emergency.map(|ground| ("x-emergency", ground.slug().to_owned())));
        more.extend(reason.unseal.map(|ground| ("x-unseal", ground.slug().to_owned())));
        more.extend(reason.claim.map(|claim| ("x-claim", claim.slug().to_owned())));
        if !reason.answered_by.is_person() {
            more.push(("x-answered-by", answered_by(reason.answered_by).to_owned()));
        }
        if reason.own_items {
            more.push(("x-own-items", "true".to_owned()));
        }
        Self { request: request.request.clone(), purpose: purpose(reason), more, permission: reason.permission.slug() }
    }

    /// The header fields. Other servers than this project's leave them alone.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("x-request-id", escaped(&self.request)),
            ("x-purpose-of-use", self.purpose.to_owned()),
            ("x-permission", self.permission.to_owned()),
        ];
        headers.extend(self.more.iter().cloned());
        headers
    }
}

/// Who answered, as on the command line.
const fn answered_by(who: AnsweredBy) -> &'static str {
    match who {
        AnsweredBy::Person => "person",
        AnsweredBy::Parent => "parent",
        AnsweredBy::Attorney => "attorney",
    }
}

/// The purpose of use in HL7 v3 (`ActReason`).
const fn purpose(reason: &Reason) -> &'static str {
    match reason.purpose {
        Purpose::DirectCare if reason.emergency.is_some() => "ETREAT",
        Purpose::DirectCare => "TREAT",
        Purpose::RecordOperations => "HOPERAT",
        Purpose::SubjectAccess => "PATRQT",
        Purpose::PrivacyInvestigation => "HCOMPL",
    }
}
