//! The same behind TLS.

use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dcr::transport::ServerTls;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tempfile::TempDir;

use super::client::{Answer, Call, connect, exchange};
use super::server::{How, Served};

/// An authority, and what it signed, as PEM files.
struct Papers {
    folder: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Papers {
    fn make() -> Self {
        let folder = TempDir::new().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap();
        std::fs::write(folder.path().join("authority.pem"), authority.pem()).unwrap();
        Self { folder, issuer: Issuer::new(params, key) }
    }

    fn sign(&self, name: &str, host: &str) -> (PathBuf, PathBuf) {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let (paper, secret) = (self.path(&format!("{name}.pem")), self.path(&format!("{name}.key")));
        std::fs::write(&paper, certificate.pem()).unwrap();
        std::fs::write(&secret, key.serialize_pem()).unwrap();
        (paper, secret)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn client(&self, own: Option<&(PathBuf, PathBuf)>) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(self.path("authority.pem")).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        Arc::new(match own {
            None => builder.with_no_client_auth(),
            Some((paper, secret)) => {
                let chain = vec![CertificateDer::from_pem_file(paper).unwrap()];
                builder.with_client_auth_cert(chain, PrivateKeyDer::from_pem_file(secret).unwrap()).unwrap()
            }
        })
    }
}

fn served(papers: &Papers, clients: Option<&Path>) -> Served {
    let (paper, secret) = papers.sign("server", "localhost");
    let tls = ServerTls::from_files(&paper, &secret, clients).unwrap();
    Served::with(How { tls: Some(tls), ..How::default() })
}

fn ask(address: SocketAddr, client: Arc<ClientConfig>, call: &Call) -> std::io::Result<Answer> {
    let connection = ClientConnection::new(client, ServerName::try_from("localhost").unwrap()).unwrap();
    let mut stream = StreamOwned::new(connection, connect(address));
    stream.write_all(&call.bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(Answer::read(&answer))
}

#[test]
fn links_are_of_the_scheme_that_was_asked() {
    let papers = Papers::make();
    let served = served(&papers, None);
    let answer = ask(served.address, papers.client(None), &Call::get("/fhir/metadata")).unwrap();
    assert_eq!(answer.json()["implementation"]["url"], "https://test/fhir");
    let token = served.token("dr.hardy");
    let answer = ask(served.address, papers.client(None), &Call::get("/fhir/$whoami").token(&token)).unwrap();
    assert_eq!(answer.status, 200);
    // Whoever speaks no TLS is told nothing, and harms nobody.
    assert!(!exchange(served.address, &Call::get("/fhir/metadata").bytes()).starts_with(b"HTTP"));
}

#[test]
fn where_clients_need_a_certificate_nobody_else_comes_in() {
    let papers = Papers::make();
    let authority = papers.path("authority.pem");
    let served = served(&papers, Some(&authority));
    let known = papers.sign("client", "laptop");
    let answer = ask(served.address, papers.client(Some(&known)), &Call::get("/fhir/metadata")).unwrap();
    assert_eq!(answer.status, 200);
    assert!(ask(served.address, papers.client(None), &Call::get("/fhir/metadata")).is_err());
    let others = Papers::make();
    let stranger = others.sign("client", "laptop");
    assert!(ask(served.address, papers.client(Some(&stranger)), &Call::get("/fhir/metadata")).is_err());
}

#[test]
fn papers_that_cannot_be_used_are_named() {
    let papers = Papers::make();
    let (paper, secret) = papers.sign("server", "localhost");
    let (_, other) = papers.sign("other", "localhost");
    let empty = papers.path("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let refused = |paper: &Path, secret: &Path, clients: Option<&Path>| {
        let words = ServerTls::from_files(paper, secret, clients).unwrap_err().to_string();
        words.replace(&papers.folder.path().display().to_string(), "~")
    };
    assert_eq!(refused(&paper, &other, None), "the certificate and the key cannot be used");
    assert_eq!(refused(&empty, &secret, None), "~/empty.pem holds no certificates");
    assert_eq!(refused(&paper, &empty, None), "~/empty.pem cannot be read as a private key in PEM");
    assert_eq!(refused(&papers.path("none.pem"), &secret, None), "~/none.pem cannot be read as certificates in PEM");
    assert_eq!(refused(&paper, &secret, Some(&empty)), "~/empty.pem holds no certificates");
}
