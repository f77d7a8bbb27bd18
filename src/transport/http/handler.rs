//! Who answers.

use tokio::sync::oneshot;

use super::{Request, Response};

/// Answers requests.
pub trait Handler: Send + Sync + 'static {
    /// Takes a request and answers it through `reply`, now or later, from any thread. It must not
    /// wait here for anything: the thread belongs to the connections.
    fn take(&self, request: Request, reply: Reply);

    /// The answer where the server cannot hand a request over, or nobody answered it.
    fn trouble(&self, trouble: Trouble) -> Response;
}

/// Where the answer to one request goes. Dropped without an answer, the client is told that the
/// server failed.
#[derive(Debug)]
pub struct Reply(pub(super) oneshot::Sender<Response>);

impl Reply {
    /// Answers. A client that has gone away meanwhile is no failure.
    pub fn send(self, response: Response) {
        let _gone = self.0.send(response);
    }
}

/// Why the server answers by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// Too many connections are open.
    Crowded,
    /// The body is larger than allowed.
    TooLarge,
    /// The body did not come in time.
    TooSlow,
    /// The body broke off, or is not framed as HTTP/1.1 says.
    Broken,
    /// The handler did not answer in time.
    TimedOut,
    /// The handler gave no answer.
    Failed,
}
