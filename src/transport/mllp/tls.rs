//! Certificates and keys for both ends of a connection.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};

use super::MllpError;

/// How a client proves itself and whom it believes.
#[derive(Clone)]
pub struct ClientTls(pub(super) Arc<ClientConfig>);

/// How a server proves itself and whom it believes.
#[derive(Clone)]
pub struct ServerTls(pub(super) Arc<ServerConfig>);

impl ClientTls {
    /// Believes servers whose certificate these authorities signed (PEM), and shows a certificate with
    /// its key (PEM, each) where the server asks for one.
    pub fn new(authorities: &[u8], identity: Option<(&[u8], &[u8])>) -> Result<Self, MllpError> {
        let builder = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| refused("the TLS configuration", &error))?
            .with_root_certificates(roots(authorities)?);
        let made = match identity {
            None => builder.with_no_client_auth(),
            Some((certificates, key)) => builder
                .with_client_auth_cert(chain(certificates)?, private_key(key)?)
                .map_err(|error| refused("the certificate of the client", &error))?,
        };
        Ok(Self(Arc::new(made)))
    }
}

impl ServerTls {
    /// Shows a certificate with its key (PEM, each); where authorities are given (PEM), only clients
    /// whose certificate they signed are let in.
    pub fn new(certificates: &[u8], key: &[u8], authorities: Option<&[u8]>) -> Result<Self, MllpError> {
        let builder = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| refused("the TLS configuration", &error))?;
        let builder = match authorities {
            None => builder.with_no_client_auth(),
            Some(pem) => {
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots(pem)?), provider());
                let verifier = verifier.build().map_err(|error| refused("the authorities for clients", &error))?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        let made = builder
            .with_single_cert(chain(certificates)?, private_key(key)?)
            .map_err(|error| refused("the certificate of the server", &error))?;
        Ok(Self(Arc::new(made)))
    }
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

fn roots(pem: &[u8]) -> Result<RootCertStore, MllpError> {
    let mut roots = RootCertStore::empty();
    for certificate in chain(pem)? {
        roots.add(certificate).map_err(|error| refused("a certificate of the authorities", &error))?;
    }
    Ok(roots)
}

fn chain(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, MllpError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let found = found.map_err(|error| refused("a certificate", &error))?;
    if found.is_empty() {
        return Err(refused("a certificate", &"there is none in the file"));
    }
    Ok(found)
}

fn private_key(pem: &[u8]) -> Result<PrivateKeyDer<'static>, MllpError> {
    PrivateKeyDer::from_pem_slice(pem).map_err(|error| refused("the private key", &error))
}

fn refused(what: &'static str, why: &dyn std::fmt::Display) -> MllpError {
    MllpError::Certificate { what, why: why.to_string() }
}
