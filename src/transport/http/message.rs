//! Requests and answers as plain values.

use std::fmt;
use std::net::SocketAddr;

use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::header::{HeaderName, HeaderValue};

/// A whole request. Its `Debug` shows the method alone: the rest may hold a person's data.
#[derive(Clone)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path as it was sent, percent-encoded.
    pub path: String,
    /// What follows the question mark, percent-encoded.
    pub query: Option<String>,
    /// The body.
    pub body: Bytes,
    /// The client's address.
    pub peer: SocketAddr,
    headers: HeaderMap,
}

/// Why a header cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderFault {
    /// It came more than once.
    #[error("it came more than once")]
    Repeated,
    /// It holds something else than visible ASCII.
    #[error("it holds other characters than visible ASCII")]
    NotText,
}

impl Request {
    pub(super) fn new(head: hyper::http::request::Parts, body: Bytes, peer: SocketAddr) -> Self {
        Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(ToOwned::to_owned),
            body,
            peer,
            headers: head.headers,
        }
    }

    /// The value of a header that may come once; the name in small letters.
    ///
    /// # Errors
    /// Where it came more than once, or is no text.
    pub fn header(&self, name: &str) -> Result<Option<&str>, HeaderFault> {
        let mut values = self.headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some(value), None) => value.to_str().map(Some).map_err(|_| HeaderFault::NotText),
            (Some(_), Some(_)) => Err(HeaderFault::Repeated),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({}, ‹masked›)", self.method)
    }
}

/// A whole answer. Its `Debug` shows the status alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code (RFC 9110).
    pub status: u16,
    /// Headers, but for those of the body's length and of the connection.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    pub(super) fn into_http(self) -> hyper::Response<axum::body::Body> {
        let mut response = hyper::Response::new(axum::body::Body::from(self.body));
        let status = hyper::StatusCode::from_u16(self.status);
        *response.status_mut() = status.unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            // A value that no header can hold is left out rather than sent in another form.
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, ‹masked›)", self.status)
    }
}
