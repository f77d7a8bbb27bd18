//! The client.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{
    AUTHORIZATION, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Identity, Method, Url};
use tokio::runtime::{Builder, Runtime};

use super::retry::{pause, retry_after};
use super::{ClientError, HttpRequest, HttpResponse, Limits, Timer, TlsFiles, Verb};

/// Asks servers. One serves many questions, one at a time.
pub struct HttpClient {
    client: Client,
    runtime: Runtime,
    limits: Limits,
    timer: Arc<dyn Timer>,
}

impl std::fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HttpClient")
    }
}

/// What one try came to.
struct Answer {
    response: HttpResponse,
    retry_after: Option<Duration>,
}

impl HttpClient {
    /// Makes a client. `through_proxy` says whether the proxy that the environment names is used.
    ///
    /// # Errors
    /// Where a certificate cannot be read, or the system gives no threads.
    pub fn new(
        limits: Limits,
        files: &TlsFiles,
        through_proxy: bool,
        timer: Arc<dyn Timer>,
    ) -> Result<Self, ClientError> {
        let mut builder = Client::builder()
            .connect_timeout(limits.connect)
            .read_timeout(limits.read)
            .timeout(limits.total)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .user_agent(concat!("dcr/", env!("CARGO_PKG_VERSION")));
        if !through_proxy {
            builder = builder.no_proxy();
        }
        if let Some(pem) = &files.authorities {
            let certificates = Certificate::from_pem_bundle(pem).ok().filter(|found| !found.is_empty());
            let unfit = || ClientError::Setting("the file of authorities holds no certificate in PEM".to_owned());
            builder = builder.tls_certs_merge(certificates.ok_or_else(unfit)?);
        }
        if let Some(pem) = &files.identity {
            let unfit = |_| ClientError::Setting("the client certificate and its key cannot be read as PEM".to_owned());
            builder = builder.identity(Identity::from_pem(pem).map_err(unfit)?);
        }
        let unfit = |_| ClientError::Setting("TLS cannot be set up with these certificates".to_owned());
        let client = builder.build().map_err(unfit)?;
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("http").enable_all().build();
        let runtime = runtime.map_err(|error| ClientError::Setting(format!("no thread for the network: {error}")))?;
        Ok(Self { client, runtime, limits, timer })
    }

    /// Time and chance.
    pub fn timer(&self) -> &dyn Timer {
        &*self.timer
    }

    /// Asks, and waits for the whole answer. Where a server says that it is busy (429, 503), a question
    /// that does nothing twice is asked again.
    ///
    /// # Errors
    /// By kind; a status that is no success is an answer, and no error.
    pub fn send(&self, request: &HttpRequest) -> Result<HttpResponse, ClientError> {
        let mut tried = 0;
        loop {
            tried += 1;
            let Answer { response, retry_after } = self.runtime.block_on(self.once(request))?;
            if !matches!(response.status, 429 | 503) {
                return redirected(response, &request.url);
            }
            let busy = ClientError::Busy { status: response.status, tries: tried };
            let again = request.idempotent && tried < self.limits.tries;
            let pause = pause(&self.limits, tried, retry_after, self.timer.jitter()).filter(|_| again);
            self.timer.wait(pause.ok_or(busy)?);
        }
    }

    async fn once(&self, request: &HttpRequest) -> Result<Answer, ClientError> {
        let method = match request.verb {
            Verb::Get => Method::GET,
            Verb::Put => Method::PUT,
            Verb::Post => Method::POST,
        };
        let mut headers = HeaderMap::new();
        let unfit = |_| ClientError::Setting("a header cannot be sent with these characters".to_owned());
        for (name, value) in &request.headers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).map_err(unfit)?);
        }
        if let Some(secret) = &request.authorisation {
            let mut value = HeaderValue::from_str(secret.reveal()).map_err(unfit)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let mut asked = self.client.request(method, &request.url).headers(headers);
        if let Some((kind, body)) = &request.body {
            asked = asked.header(CONTENT_TYPE, *kind).body(body.clone());
        }
        let mut response = asked.send().await?;
        let header = |name: HeaderName| response.headers().get(name)?.to_str().ok().map(ToOwned::to_owned);
        let retry_after =
            header(RETRY_AFTER).and_then(|value| retry_after(&value, header(DATE).as_deref(), self.timer.now()));
        let content_type =
            header(CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let (status, etag, location) = (response.status().as_u16(), header(ETAG), header(LOCATION));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > self.limits.bytes {
                return Err(ClientError::TooLarge(self.limits.bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { response: HttpResponse { status, content_type, etag, location, body }, retry_after })
    }
}

/// Refuses an answer that only names another place, by the origin of that.
fn redirected(response: HttpResponse, asked: &str) -> Result<HttpResponse, ClientError> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(response);
    }
    let there = Url::parse(asked).ok().zip(response.location).and_then(|(base, place)| base.join(&place).ok());
    let origin = there.map_or_else(|| "not named".to_owned(), |url| url.origin().ascii_serialization());
    Err(ClientError::Redirected(origin))
}
