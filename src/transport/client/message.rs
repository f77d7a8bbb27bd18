//! A question and its answer.

use super::{ClientError, Secret};

/// What is to be done with the resource that an address names (RFC 9110, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Read.
    Get,
    /// Put in this place.
    Put,
    /// Take in.
    Post,
}

/// A question.
#[derive(Clone)]
pub struct HttpRequest {
    /// What to do.
    pub verb: Verb,
    /// The whole address.
    pub url: String,
    /// Further header fields.
    pub headers: Vec<(&'static str, String)>,
    /// The value of `Authorization`.
    pub authorisation: Option<Secret>,
    /// The body and its type.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// Whether it may be asked again without doing anything twice.
    pub idempotent: bool,
}

impl HttpRequest {
    /// A question that only reads.
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            verb: Verb::Get,
            url: url.into(),
            headers: Vec::new(),
            authorisation: None,
            body: None,
            idempotent: true,
        }
    }
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpRequest({:?} ‹masked›)", self.verb)
    }
}

/// An answer, whole.
#[derive(Clone)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// `Content-Type`, without its parameters, in lower case.
    pub content_type: Option<String>,
    /// `ETag`, as sent.
    pub etag: Option<String>,
    /// `Location`, as sent.
    pub location: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// Whether the status says that it was done.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// Refuses a body of any other type.
    ///
    /// # Errors
    /// Names the type that was found.
    pub fn require_type(&self, types: &[&str]) -> Result<(), ClientError> {
        match &self.content_type {
            Some(found) if types.contains(&found.as_str()) => Ok(()),
            Some(found) => Err(ClientError::ContentType(found.chars().take(80).collect())),
            None => Err(ClientError::ContentType("none".to_owned())),
        }
    }
}

impl std::fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpResponse({}, {} bytes)", self.status, self.body.len())
    }
}
