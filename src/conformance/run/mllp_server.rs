//! An actor that receives HL7 v2 messages over MLLP, and answers when its script says so.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Mutex, OwnedSemaphorePermit};
use tokio::task::JoinHandle;

use super::inbox::Inbox;
use super::reading::{Reading, label, words};
use super::record::Direction;
use super::recorder::{Note, Recorder};
use crate::transport::mllp::{Limits, Listener, Sender, ServerTls, framed};

/// The connections that are open, each with its place among those that may be.
type Open = Arc<Mutex<BTreeMap<u64, (Sender, OwnedSemaphorePermit)>>>;

pub(super) struct MllpServer {
    name: String,
    recorder: Recorder,
    pub(super) inbox: Inbox,
    open: Open,
    accepting: JoinHandle<()>,
}

impl MllpServer {
    pub(super) async fn start(
        name: &str,
        address: &str,
        tls: Option<ServerTls>,
        limits: Limits,
        recorder: &Recorder,
    ) -> Result<Self, String> {
        let listener = Listener::bind(address, tls, limits).await.map_err(|error| words(&error))?;
        let (to_inbox, inbox) = Inbox::new();
        let open = Open::default();
        let (kept, taken, actor) = (Arc::clone(&open), recorder.clone(), name.to_owned());
        let accepting = tokio::spawn(async move {
            let mut connections = 0;
            // A caller that cannot be taken is that caller's trouble.
            while let Ok(caller) = listener.accept().await {
                connections += 1;
                let (number, kept, recorder) = (connections, Arc::clone(&kept), taken.clone());
                let (actor, inbox) = (actor.clone(), to_inbox.clone());
                tokio::spawn(async move {
                    let Ok((connection, place)) = caller.answer().await else { return };
                    kept.lock().await.insert(number, (connection.sender, place));
                    let certificates = Arc::new(connection.certificates);
                    let receiver = connection.receiver;
                    Reading { receiver, recorder, actor, connection: number, certificates, inbox }.run().await;
                });
            }
        });
        Ok(Self { name: name.to_owned(), recorder: recorder.clone(), inbox, open, accepting })
    }

    /// Answers on a connection.
    pub(super) async fn reply(&self, connection: u64, payload: &[u8]) -> Result<Instant, String> {
        let mut open = self.open.lock().await;
        let (sender, _) = open.get_mut(&connection).ok_or("the connection is closed")?;
        let bytes = framed(payload);
        self.recorder.take(Note {
            at: Instant::now(),
            actor: &self.name,
            direction: Direction::Sent,
            transport: "mllp",
            connection,
            label: label(payload),
            size: bytes.len() as u64,
            defects: Vec::new(),
            bytes: &bytes,
        });
        sender.write(&bytes).await.map_err(|error| words(&error))?;
        Ok(Instant::now())
    }

    /// Ends every connection.
    pub(super) async fn close(&self) {
        let mut open = self.open.lock().await;
        for (sender, _) in open.values_mut() {
            // A peer that is gone already has ended it too.
            let _ended = sender.end().await;
        }
        open.clear();
    }
}

impl Drop for MllpServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
