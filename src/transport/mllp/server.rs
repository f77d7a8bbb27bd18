//! Being connected to.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::{Connection, Limits, MllpError, ServerTls};

/// Takes connections at an address.
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    tls: Option<ServerTls>,
    limits: Limits,
    places: Arc<Semaphore>,
}

impl Listener {
    /// Listens at `host:port`; port 0 takes any that is free.
    pub async fn bind(address: &str, tls: Option<ServerTls>, limits: Limits) -> Result<Self, MllpError> {
        let failed = |source| MllpError::Listen { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        let places = Arc::new(Semaphore::new(limits.connections));
        Ok(Self { socket: listener, address: bound, tls, limits, places })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The next caller. An error concerns this one caller; the listener goes on.
    pub async fn accept(&self) -> Result<Caller, MllpError> {
        let failed = |source| MllpError::Broken { source };
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| failed(std::io::ErrorKind::NotConnected.into()))?;
        let (stream, peer) = self.socket.accept().await.map_err(failed)?;
        stream.set_nodelay(true).map_err(failed)?;
        Ok(Caller { stream, peer, tls: self.tls.clone(), limits: self.limits, place })
    }
}

/// Somebody who connected and has not been answered: the handshake of TLS, which a peer can draw out,
/// is still to be made, and holds up nobody else.
pub struct Caller {
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<ServerTls>,
    limits: Limits,
    place: OwnedSemaphorePermit,
}

impl Caller {
    /// The connection, and its place among those that are held at once: keep it as long as the
    /// connection.
    pub async fn answer(self) -> Result<(Connection, OwnedSemaphorePermit), MllpError> {
        let Some(ServerTls(config)) = self.tls else {
            return Ok((Connection::new(Box::new(self.stream), self.peer, &self.limits), self.place));
        };
        let limit = self.limits.connect;
        let secured = timeout(limit, TlsAcceptor::from(config).accept(self.stream)).await;
        let secured = secured.map_err(|_| MllpError::TimeOut { doing: "the TLS handshake", limit })?;
        let secured = secured.map_err(|source| MllpError::Handshake { address: self.peer.to_string(), source })?;
        let shown = secured.get_ref().1.peer_certificates().unwrap_or_default();
        let certificates = shown.iter().map(|certificate| certificate.to_vec()).collect();
        let connection = Connection::new(Box::new(secured), self.peer, &self.limits);
        Ok((Connection { certificates, ..connection }, self.place))
    }
}
