//! One HTTP request and its answer, bounded in size and time: nothing is followed, nothing is kept.

use std::time::Duration;

use reqwest::{Client, Method};
use tokio_util::bytes::{Bytes, BytesMut};

/// One request.
#[derive(Clone)]
pub struct HttpCall {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// Headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// The answer.
#[derive(Clone)]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// Headers in order, as text; a value that is not text is left as escapes.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl std::fmt::Debug for HttpCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpCall({}, {} bytes)", self.method, self.body.len())
    }
}

impl std::fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpAnswer({}, {} bytes)", self.status, self.body.len())
    }
}

/// Why there was no answer. Never holds the address, which may name a person.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpError {
    /// The request cannot be made: its method, address or a header.
    #[error("the request cannot be made: {0}")]
    Request(String),
    /// Nobody answered.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// The answer is too long.
    #[error("the answer has more than {0} bytes")]
    TooLong(usize),
}

/// Makes requests one by one over connections that are kept open.
#[derive(Debug, Clone)]
pub struct HttpCaller {
    client: Client,
    most_bytes: usize,
}

impl HttpCaller {
    /// A caller that waits for so long and reads so much.
    pub fn new(limit: Duration, most_bytes: usize) -> Result<Self, HttpError> {
        let client = Client::builder()
            .timeout(limit)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|error| HttpError::Request(words(&error)))?;
        Ok(Self { client, most_bytes })
    }

    /// Makes one request.
    pub async fn call(&self, call: &HttpCall) -> Result<HttpAnswer, HttpError> {
        let method = Method::from_bytes(call.method.as_bytes())
            .map_err(|_| HttpError::Request("the method is not one".to_owned()))?;
        let mut request = self.client.request(method, &call.url).body(call.body.clone());
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(|error| {
            if error.is_builder() { HttpError::Request(words(&error)) } else { HttpError::NoAnswer(words(&error)) }
        })?;
        let text = |value: &reqwest::header::HeaderValue| {
            value.to_str().map_or_else(|_| value.as_bytes().escape_ascii().to_string(), str::to_owned)
        };
        let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        let (status, mut body) = (response.status().as_u16(), BytesMut::new());
        while let Some(piece) = response.chunk().await.map_err(|error| HttpError::NoAnswer(words(&error)))? {
            if body.len() + piece.len() > self.most_bytes {
                return Err(HttpError::TooLong(self.most_bytes));
            }
            body.extend_from_slice(&piece);
        }
        Ok(HttpAnswer { status, headers, body: body.freeze() })
    }
}

/// An error and its causes without the address.
fn words(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() {
        "it took too long"
    } else if error.is_connect() {
        "no connection"
    } else if error.is_builder() {
        "the address or a header is not one"
    } else {
        "the connection broke or the answer is not HTTP"
    };
    let mut words = kind.to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        if deeper.source().is_none() {
            words.push_str(": ");
            words.push_str(&deeper.to_string());
        }
        cause = deeper.source();
    }
    words
}
