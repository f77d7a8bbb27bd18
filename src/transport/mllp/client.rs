//! Making a connection.

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{ClientTls, Connection, Limits, MllpError};

/// Connects to `host:port`, over TLS where asked.
pub async fn connect(address: &str, tls: Option<&ClientTls>, limits: &Limits) -> Result<Connection, MllpError> {
    let made = timeout(limits.connect, connect_now(address, tls, limits)).await;
    made.map_err(|_| MllpError::TimeOut { doing: "connecting", limit: limits.connect })?
}

async fn connect_now(address: &str, tls: Option<&ClientTls>, limits: &Limits) -> Result<Connection, MllpError> {
    let failed = |source| MllpError::Connect { address: address.to_owned(), source };
    let Some((host, _)) = address.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()) else {
        return Err(MllpError::Address { address: address.to_owned() });
    };
    let stream = TcpStream::connect(address).await.map_err(failed)?;
    let peer = stream.peer_addr().map_err(failed)?;
    // An acknowledgement waits for the whole message; holding back small pieces only delays it.
    stream.set_nodelay(true).map_err(failed)?;
    let Some(ClientTls(config)) = tls else { return Ok(Connection::new(Box::new(stream), peer, limits)) };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned()).map_err(|_| MllpError::Address { address: address.to_owned() })?;
    let secured = TlsConnector::from(config.clone()).connect(name, stream).await;
    let secured = secured.map_err(|source| MllpError::Handshake { address: address.to_owned(), source })?;
    let shown = secured.get_ref().1.peer_certificates().unwrap_or_default();
    let certificates = shown.iter().map(|certificate| certificate.to_vec()).collect();
    Ok(Connection { certificates, ..Connection::new(Box::new(secured), peer, limits) })
}
