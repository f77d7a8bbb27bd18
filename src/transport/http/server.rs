//! Listening, and stopping.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_util::task::TaskTracker;

use super::connection::{Shared, serve};
use super::{Handler, Limits};
use crate::transport::ServerTls;

/// How many connections beyond the limit are told why before they are closed.
const TOLD: usize = 16;
/// How long to rest where the system has no descriptor left for another connection.
const REST: Duration = Duration::from_millis(50);

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened at.
    #[error("cannot listen at {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The threads that serve cannot be started.
    #[error("cannot start the threads that serve connections")]
    Threads(#[source] io::Error),
}

/// A server that listens, and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: tokio::net::TcpListener,
    address: SocketAddr,
    tls: Option<ServerTls>,
    limits: Limits,
    runtime: Runtime,
    stop: Arc<watch::Sender<bool>>,
}

/// Stops a server from outside.
#[derive(Debug, Clone)]
pub struct Stopper(Arc<watch::Sender<bool>>);

impl Stopper {
    /// No connection is taken any more; requests that are under way are answered, and then
    /// [`Server::run`] returns.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Listens at an address; port 0 lets the system choose one. With `tls`, everything that comes in
    /// is TLS.
    ///
    /// # Errors
    /// Where the address cannot be listened at, or no thread can be started.
    pub fn bind(address: SocketAddr, tls: Option<ServerTls>, limits: Limits) -> Result<Self, ServeError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("connections")
            .enable_all()
            .build()
            .map_err(ServeError::Threads)?;
        let failed = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let listener = runtime.block_on(async { tokio::net::TcpListener::from_std(listener) });
        let listener = listener.map_err(failed)?;
        Ok(Self { listener, address, tls, limits, runtime, stop: Arc::new(watch::Sender::new(false)) })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it.
    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.stop))
    }

    /// Serves until it is stopped and what was under way is answered, or the time for that is over.
    pub fn run(self, handler: Arc<dyn Handler>) {
        let Self { listener, tls, limits, runtime, stop, .. } = self;
        let shared = Arc::new(Shared { handler, limits, tls });
        runtime.block_on(async {
            let tasks = TaskTracker::new();
            let mut stopped = stop.subscribe();
            tokio::select! {
                () = accept(listener, &shared, &tasks, &stop) => {}
                _stopped = stopped.wait_for(|stop| *stop) => {}
            }
            tasks.close();
            let _in_time = timeout(limits.drain_time, tasks.wait()).await;
        });
        runtime.shutdown_background();
    }
}

async fn accept(
    listener: tokio::net::TcpListener,
    shared: &Arc<Shared>,
    tasks: &TaskTracker,
    stop: &watch::Sender<bool>,
) {
    let (places, told) = (Arc::new(Semaphore::new(shared.limits.connections)), Arc::new(Semaphore::new(TOLD)));
    loop {
        let Ok(client) = listener.accept().await else {
            // A client that gave up, or no descriptor left: neither ends the server.
            sleep(REST).await;
            continue;
        };
        let (place, crowded) = match Arc::clone(&places).try_acquire_owned() {
            Ok(place) => (place, false),
            Err(_) => match Arc::clone(&told).try_acquire_owned() {
                Ok(place) => (place, true),
                Err(_) => continue,
            },
        };
        let (shared, stop) = (Arc::clone(shared), stop.subscribe());
        tasks.spawn(async move {
            serve(shared, client, stop, crowded).await;
            drop(place);
        });
    }
}
