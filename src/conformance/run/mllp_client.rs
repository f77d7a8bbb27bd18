//! An actor that sends HL7 v2 messages over MLLP.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::frame_bytes::on_the_wire;
use super::inbox::{Arrival, Inbox};
use super::reading::{Reading, label, words};
use super::record::Direction;
use super::recorder::{Note, Recorder};
use crate::conformance::script::Wire;
use crate::transport::mllp::{ClientTls, Limits, MllpError, Sender, connect};

pub(super) struct MllpClient {
    name: String,
    address: String,
    tls: Option<ClientTls>,
    limits: Limits,
    recorder: Recorder,
    pub(super) inbox: Inbox,
    to_inbox: mpsc::Sender<Arrival>,
    open: Option<Open>,
    connections: u64,
    /// What waits to go out with the next message.
    held: Vec<u8>,
}

struct Open {
    sender: Sender,
    reading: JoinHandle<()>,
}

impl MllpClient {
    pub(super) fn new(
        name: &str,
        address: String,
        tls: Option<ClientTls>,
        limits: Limits,
        recorder: &Recorder,
    ) -> Self {
        let (to_inbox, inbox) = Inbox::new();
        let (name, recorder) = (name.to_owned(), recorder.clone());
        Self { name, address, tls, limits, recorder, inbox, to_inbox, open: None, connections: 0, held: Vec::new() }
    }

    /// Sends a message in a frame as a script says; when its last byte went.
    pub(super) async fn send(&mut self, payload: &[u8], wire: &Wire) -> Result<Instant, String> {
        let mut at = Instant::now();
        for _ in 0..wire.times {
            let (mut first, late) = on_the_wire(payload, wire);
            if !self.held.is_empty() {
                first = [std::mem::take(&mut self.held), first].concat();
            }
            if wire.hold {
                self.held = first;
                continue;
            }
            self.take_down(payload, [&first[..], &late].concat().as_slice());
            at = Instant::now();
            self.write(&first, wire).await?;
            if !late.is_empty() {
                tokio::time::sleep(wire.pause).await;
                at = Instant::now();
                self.write(&late, wire).await?;
            }
        }
        Ok(at)
    }

    /// Sends bytes as they are.
    pub(super) async fn send_bytes(&mut self, bytes: &[u8], wire: &Wire) -> Result<Instant, String> {
        let mut at = Instant::now();
        for _ in 0..wire.times {
            self.take_down(bytes, bytes);
            at = Instant::now();
            self.write(bytes, wire).await?;
        }
        Ok(at)
    }

    async fn write(&mut self, bytes: &[u8], wire: &Wire) -> Result<(), String> {
        let size = wire.split.unwrap_or(bytes.len()).max(1);
        let sender = self.sender().await?;
        for (number, piece) in bytes.chunks(size).enumerate() {
            if number > 0 {
                // Without a pause the pieces would join on their way.
                tokio::time::sleep(wire.pause).await;
            }
            match sender.write(piece).await {
                Ok(()) => {}
                // A peer that will not hear more has answered in its way: the end of the connection comes
                // to whoever expects an answer.
                Err(MllpError::Broken { .. }) => return Ok(()),
                Err(error) => return Err(words(&error)),
            }
        }
        Ok(())
    }

    /// The connection, made anew where there is none or the peer ended it.
    async fn sender(&mut self) -> Result<&mut Sender, String> {
        if self.open.as_ref().is_some_and(|open| open.reading.is_finished()) {
            self.open = None;
        }
        if self.open.is_none() {
            let made = connect(&self.address, self.tls.as_ref(), &self.limits).await.map_err(|error| words(&error))?;
            self.connections += 1;
            let reading = Reading {
                receiver: made.receiver,
                recorder: self.recorder.clone(),
                actor: self.name.clone(),
                connection: self.connections,
                certificates: Arc::new(made.certificates),
                inbox: self.to_inbox.clone(),
            };
            self.open = Some(Open { sender: made.sender, reading: tokio::spawn(reading.run()) });
        }
        self.open.as_mut().map(|open| &mut open.sender).ok_or_else(|| "there is no connection".to_owned())
    }

    /// Ends the connection, or only its own side.
    pub(super) async fn close(&mut self, half: bool) -> Result<(), String> {
        let Some(open) = &mut self.open else { return Ok(()) };
        // A peer that is gone already has ended it too.
        let _ended = open.sender.end().await;
        if !half && let Some(open) = self.open.take() {
            open.reading.abort();
        }
        Ok(())
    }

    fn take_down(&self, payload: &[u8], bytes: &[u8]) {
        self.recorder.take(Note {
            at: Instant::now(),
            actor: &self.name,
            direction: Direction::Sent,
            transport: "mllp",
            connection: self.connections.max(1),
            label: label(payload),
            size: bytes.len() as u64,
            defects: Vec::new(),
            bytes,
        });
    }
}

impl Drop for MllpClient {
    fn drop(&mut self) {
        if let Some(open) = &self.open {
            open.reading.abort();
        }
    }
}
