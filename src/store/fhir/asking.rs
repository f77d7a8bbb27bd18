//! Why a request is made, as the server is told with each exchange of it.

use super::address::escaped;
use crate::access::{Purpose, Reason};
use crate::store::ViewRequest;

/// Why a request is made.
#[derive(Clone)]
pub(super) struct Asking {
    request: String,
    purpose: &'static str,
    reason: Option<String>,
    permission: &'static str,
}

impl Asking {
    pub(super) fn of(request: &ViewRequest) -> Self {
        let reason = &request.reason;
        let incident = reason.incident.as_ref().map(|incident| format!("incident {incident}"));
        let words: Vec<String> = [incident, reason.text.clone()].into_iter().flatten().collect();
        Self {
            request: request.request.clone(),
            purpose: purpose(reason),
            reason: (!words.is_empty()).then(|| words.join("; ")),
            permission: reason.permission.slug(),
        }
    }

    /// The header fields. Other servers than this project's leave them alone.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("x-request-id", escaped(&self.request)),
            ("x-purpose-of-use", self.purpose.to_owned()),
            ("x-permission", self.permission.to_owned()),
        ];
        headers.extend(self.reason.as_ref().map(|words| ("x-reason", escaped(words))));
        headers
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
