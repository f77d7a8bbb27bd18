//! The thread that owns the store, and the queue before it.

use std::fmt;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use super::desk::Desk;
use super::problem::Problem;
use crate::store::Context;
use crate::store::sqlite::SqliteStore;
use crate::transport::http::{Handler, Reply, Request, Response, Trouble};

/// How many requests wait at most; one more is told to come again.
const WAITING: usize = 1024;

/// An embedded store that answers over FHIR R4.
///
/// The store is owned by one thread: SQLite has one writer, and every read writes its event first.
/// When the service is dropped, what waits is answered, and the thread ends.
pub struct Service {
    queue: SyncSender<Waiting>,
}

struct Waiting {
    request: Request,
    reply: Reply,
}

impl Service {
    /// Starts answering over a store, whose context is given again; `tls` says whether clients come over
    /// TLS. The second value ends when the service was dropped and its last answer given.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub fn start(store: SqliteStore, context: Context, tls: bool) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, waiting) = sync_channel(WAITING);
        let desk = Desk::new(store, context, if tls { "https" } else { "http" });
        let thread = thread::Builder::new().name("store".to_owned()).spawn(move || work(desk, &waiting))?;
        Ok((Self { queue }, thread))
    }
}

fn work(mut desk: Desk, waiting: &Receiver<Waiting>) {
    while let Ok(Waiting { request, reply }) = waiting.recv() {
        reply.send(desk.answer(&request));
    }
}

impl Handler for Service {
    fn take(&self, request: Request, reply: Reply) {
        match self.queue.try_send(Waiting { request, reply }) {
            Ok(()) => {}
            Err(TrySendError::Full(waiting)) => {
                waiting.reply.send(Problem::busy("too many requests wait").response());
            }
            Err(TrySendError::Disconnected(waiting)) => waiting.reply.send(self.trouble(Trouble::Failed)),
        }
    }

    fn trouble(&self, trouble: Trouble) -> Response {
        Problem::from(trouble).response()
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Service")
    }
}
