//! Running simulated peers at addresses, in a thread of their own.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Zoned;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Deed, Peer, Receiver, ReceiverFault};
use crate::transport::mllp::{Connection, Frame, Limits, Listener, MllpError};

/// How long a connection may be idle for a peer that ends idle ones.
const IDLE: Duration = Duration::from_millis(200);
/// How long a peer looks whether the other side has ended.
const GLANCE: Duration = Duration::from_millis(50);

/// Why a peer could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimulatorError {
    /// The machine gave no thread for it.
    #[error("the simulator cannot be started")]
    Start(#[source] std::io::Error),
    /// The address cannot be listened at.
    #[error(transparent)]
    Listen(#[from] MllpError),
}

/// One exchange, for a log. Says how much was said and never what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The name of the peer.
    pub peer: String,
    /// Who called.
    pub caller: String,
    /// Type and event of the message, or what is wrong with the frame.
    pub what: String,
    /// What was done, in words.
    pub done: String,
}

/// Takes down each exchange.
type Log = Arc<dyn Fn(&Logged) + Send + Sync>;

/// Peers that run until they are stopped or dropped.
pub struct Simulator {
    /// Each peer's name and where it listens, in the order of the plan.
    pub addresses: Vec<(String, SocketAddr)>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Simulator({} peers)", self.addresses.len())
    }
}

impl Simulator {
    /// Starts peers; each exchange is given to `log`.
    pub fn start(
        peers: Vec<Peer>,
        limits: Limits,
        log: impl Fn(&Logged) + Send + Sync + 'static,
    ) -> Result<Self, SimulatorError> {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(SimulatorError::Start)?;
        let mut listening = Vec::new();
        for peer in peers {
            let listener = runtime.block_on(Listener::bind(&peer.listen, None, limits))?;
            listening.push((peer, listener));
        }
        let addresses = listening.iter().map(|(peer, listener)| (peer.name.clone(), listener.address())).collect();
        let (stop, mut stopped) = watch::channel(false);
        let log: Log = Arc::new(log);
        let work = move || {
            runtime.block_on(async move {
                let mut all = JoinSet::new();
                for (peer, listener) in listening {
                    all.spawn(listen(peer, listener, Arc::clone(&log)));
                }
                // The other end going away is a stop as well.
                let _stopped = stopped.wait_for(|stop| *stop).await;
                all.abort_all();
            });
            runtime.shutdown_background();
        };
        let thread =
            std::thread::Builder::new().name("simulator".to_owned()).spawn(work).map_err(SimulatorError::Start)?;
        Ok(Self { addresses, stop, thread: Some(thread) })
    }

    /// Stops the peers and waits for their end.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // A thread that has ended already is stopped too.
        let _sent = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _joined = thread.join();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.end();
    }
}

async fn listen(peer: Peer, listener: Listener, log: Log) {
    let receiver = Arc::new(Mutex::new(Receiver::new(peer.rules, peer.faults)));
    let mut connections = JoinSet::new();
    // A caller that cannot be taken is that caller's trouble.
    while let Ok(caller) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let (receiver, log, name) = (Arc::clone(&receiver), Arc::clone(&log), peer.name.clone());
        connections.spawn(async move {
            let Ok((connection, _place)) = caller.answer().await else { return };
            // A connection that breaks has ended.
            let _ended = converse(connection, &receiver, &name, &log).await;
        });
    }
}

async fn converse(
    mut connection: Connection,
    receiver: &Mutex<Receiver>,
    name: &str,
    log: &Log,
) -> Result<(), MllpError> {
    let lock = || receiver.lock().unwrap_or_else(PoisonError::into_inner);
    let (idle_close, half_close_drops) = {
        let receiver = lock();
        (receiver.has(ReceiverFault::IdleClose), receiver.has(ReceiverFault::HalfCloseDrops))
    };
    let mut ahead: Option<Frame> = None;
    loop {
        let before = connection.receiver.reads();
        let came = match ahead.take() {
            Some(frame) => Some(frame),
            None if idle_close => match tokio::time::timeout(IDLE, connection.receiver.receive()).await {
                Ok(came) => came?,
                Err(_) => return connection.sender.end().await,
            },
            None => connection.receiver.receive().await?,
        };
        let Some(frame) = came else { return connection.sender.end().await };
        let reads = connection.receiver.reads() - before;
        let deeds = lock().take(&frame, reads, &Zoned::now());
        log(&logged(name, &connection, &frame, &deeds));
        if half_close_drops {
            match tokio::time::timeout(GLANCE, connection.receiver.receive()).await {
                Ok(Ok(None)) => return connection.sender.end().await,
                Ok(next) => ahead = next?,
                Err(_) => {}
            }
        }
        for deed in deeds {
            match deed {
                Deed::Write(bytes) => connection.sender.write(&bytes).await?,
                Deed::Wait(time) => tokio::time::sleep(time).await,
                Deed::Close => return connection.sender.end().await,
            }
        }
    }
}

fn logged(name: &str, connection: &Connection, frame: &Frame, deeds: &[Deed]) -> Logged {
    let defects: Vec<&str> = frame.defects.iter().map(|defect| defect.meaning()).collect();
    let message = crate::interchange::hl7v2::Message::parse(&frame.payload);
    let what = match message {
        Ok(message) => message.trigger(),
        Err(_) => "not HL7 v2".to_owned(),
    };
    let what = if defects.is_empty() { what } else { format!("{what} ({})", defects.join(", ")) };
    let words = deeds.iter().map(|deed| match deed {
        Deed::Write(bytes) => format!("answered with {} bytes", bytes.len()),
        Deed::Wait(time) => format!("waited {time:?}"),
        Deed::Close => "ended the connection".to_owned(),
    });
    let done: Vec<String> = words.collect();
    let done = if done.is_empty() { "no answer".to_owned() } else { done.join(", ") };
    Logged { peer: name.to_owned(), caller: connection.peer.to_string(), what, done }
}
