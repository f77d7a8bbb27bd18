//! What goes wrong, as an `OperationOutcome` (FHIR R4 section 3.1.0.5).

use serde_json::{Value, json};

use super::answer;
use crate::store::{Refusal, StoreError};
use crate::transport::http::{Response, Trouble};

/// Tells the refusals of this record apart, in `issue.details`.
const REFUSAL: &str = "urn:x-dcr:fhir:refusal";

/// A request that is not answered as it was asked. Its words repeat no value of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: u16,
    /// Of the value set `issue-type`.
    code: &'static str,
    words: String,
    /// Which of the refusals it is.
    refusal: Option<&'static str>,
    headers: Vec<(&'static str, String)>,
}

impl Problem {
    pub(super) fn new(status: u16, code: &'static str, words: impl Into<String>) -> Self {
        Self { status, code, words: words.into(), refusal: None, headers: Vec::new() }
    }

    /// 400: what was asked cannot be understood.
    pub(super) fn invalid(words: impl Into<String>) -> Self {
        Self::new(400, "invalid", words)
    }

    /// 400: what was asked is understood and not done here.
    pub(super) fn not_supported(words: impl Into<String>) -> Self {
        Self::new(400, "not-supported", words)
    }

    /// 401: nobody is known by what was shown.
    pub(super) fn unknown_caller(words: &str) -> Self {
        Self::new(401, "login", words).with("www-authenticate", "Bearer realm=\"dcr\"")
    }

    /// 403.
    pub(super) fn forbidden(words: impl Into<String>) -> Self {
        Self::new(403, "forbidden", words)
    }

    /// 404: there is nothing, or nothing that the user may know of.
    pub(super) fn not_found() -> Self {
        Self::new(404, "not-found", "no shared record is available under that name")
    }

    /// 503: it may be there in a moment.
    pub(super) fn busy(words: &str) -> Self {
        Self::new(503, "transient", words).with("retry-after", "1")
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What is wrong, in words.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// The same, with the place where it is wrong.
    pub(super) fn within(self, place: &str) -> Self {
        Self { words: format!("{place}: {}", self.words), ..self }
    }

    fn refused(status: u16, refusal: &'static str, words: impl Into<String>) -> Self {
        Self { refusal: Some(refusal), ..Self::new(status, "forbidden", words) }
    }

    /// The resource.
    pub(super) fn outcome(&self) -> Value {
        let mut details = json!({ "text": self.words });
        if let Some(refusal) = self.refusal {
            details["coding"] = json!([{ "system": REFUSAL, "code": refusal }]);
        }
        json!({
            "resourceType": "OperationOutcome",
            "issue": [{ "severity": "error", "code": self.code, "details": details }],
        })
    }

    /// The answer.
    pub(super) fn response(self) -> Response {
        let mut response = answer::json(self.status, &self.outcome());
        response.headers.extend(self.headers);
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let words = refusal.to_string();
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Ambiguous(_) => Self::new(409, "multiple-matches", words),
            Refusal::Denied(_) => Self::refused(403, "denied", words),
            Refusal::MayNotSearch => Self::refused(403, "may-not-search", words),
            Refusal::AskConsent(_) => Self::refused(403, "ask-consent", words),
            Refusal::BreakGlassRequired(_) => Self::refused(403, "break-glass-required", words),
            Refusal::ClaimRequired(_) => Self::refused(403, "claim-required", words),
            Refusal::OptedOut => Self::refused(403, "opted-out", words),
            Refusal::UnknownUser => Self::unknown_caller("the user is not registered here"),
            Refusal::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // The words of these say what is there and what is not, and name nobody.
        let words = error.to_string();
        match error {
            StoreError::Locked | StoreError::Full | StoreError::ReadOnly => Self::busy(&words),
            StoreError::OutsideView(_) => Self::refused(403, "denied", words),
            StoreError::Missing(_) => Self::not_found(),
            StoreError::Stale(_) | StoreError::Exists(_) => Self::new(409, "conflict", words),
            StoreError::NotForDemo | StoreError::Unidentified | StoreError::Statement(_) | StoreError::Unfit(_) => {
                Self::new(422, "business-rule", words)
            }
            // What SQLite or a stored value says may hold a person's data.
            _ => Self::new(500, "exception", "the store failed; its operator must look"),
        }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Crowded => Self::busy("too many connections are open"),
            Trouble::TooLarge => Self::new(413, "too-long", "the body is larger than this server takes"),
            Trouble::TooSlow => Self::new(408, "timeout", "the body did not come in time"),
            Trouble::Broken => Self::new(400, "structure", "the body broke off or is not framed as HTTP/1.1 says"),
            Trouble::TimedOut => Self::busy("the answer took too long; what was asked may have been done"),
            Trouble::Failed => Self::new(500, "exception", "the server failed; its operator must look"),
        }
    }
}
