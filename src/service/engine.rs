//! The thread that owns the store, and the queue before it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use super::desk::Desk;
use super::problem::Problem;
use crate::store::sqlite::{SqliteStore, grouped};
use crate::store::{Context, StoreError};
use crate::transport::http::{Handler, Reply, Request, Response, Trouble};

/// How many requests wait at most; one more is told to come again.
const WAITING: usize = 1024;
/// How many requests are answered in one commit at most.
const GROUP: usize = 64;

/// An embedded store that answers over FHIR R4.
///
/// The store is owned by one thread: SQLite has one writer, and every read writes its event first.
/// Requests that wait at the same time are answered in one commit, and none of the answers leaves
/// before that commit is on disk. When the service is dropped, what waits is answered, and the thread
/// ends.
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
    /// Where the store cannot be read, or no thread can be started.
    pub fn start(store: SqliteStore, context: Context, tls: bool) -> Result<(Self, JoinHandle<()>), StoreError> {
        let (queue, waiting) = sync_channel(WAITING);
        let desk = Desk::new(store, context, if tls { "https" } else { "http" })?;
        let failed = |source| StoreError::Io { context: "cannot start the thread of the store".to_owned(), source };
        let thread = thread::Builder::new().name("store".to_owned()).spawn(move || work(desk, &waiting));
        Ok((Self { queue }, thread.map_err(failed)?))
    }
}

fn work(mut desk: Desk, waiting: &Receiver<Waiting>) {
    while let Ok(first) = waiting.recv() {
        let group: Vec<Waiting> = std::iter::once(first).chain(waiting.try_iter().take(GROUP - 1)).collect();
        // A mistake of the program's own must not end the service for everybody: what the group did is
        // rolled back, and each of its requests is told that the server failed.
        let answered = catch_unwind(AssertUnwindSafe(|| answer(&mut desk, &group)));
        let failed = |trouble: &Problem| group.iter().map(|_| trouble.clone().response()).collect();
        let answers: Vec<Response> = match answered {
            Ok(Ok(answers)) => answers,
            Ok(Err(error)) => failed(&error.into()),
            Err(_) => failed(&Trouble::Failed.into()),
        };
        for (waiting, response) in group.into_iter().zip(answers) {
            waiting.reply.send(response);
        }
    }
}

/// Answers a group in one commit, and gives the answers when it is on disk.
fn answer(desk: &mut Desk, group: &[Waiting]) -> Result<Vec<Response>, StoreError> {
    grouped(desk, group, |desk, waiting| desk.answer(&waiting.request))
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
