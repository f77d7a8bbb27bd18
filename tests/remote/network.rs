//! The way to the server.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dcr::store::StoreError;
use dcr::store::fhir::{FhirStore, ServerError};
use dcr::transport::client::{CertificateFault, ClientError, Limits, TlsFiles};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::fake::{Fake, Reply, World, serve};
use crate::people::{How, Patience, dorset};

fn client_error(result: Result<FhirStore, StoreError>) -> ClientError {
    match result {
        Err(StoreError::Server(ServerError::Client(error))) => error,
        other => panic!("{other:?}"),
    }
}

fn fault(reply: impl Fn() -> Reply + Send + 'static, limits: Limits) -> ClientError {
    let fake = Fake::new(Vec::new());
    fake.behave(move |_, _| Some(reply()));
    client_error(How { limits, ..How::of(fake.base()) }.connect())
}

#[test]
fn nobody_there_is_told_from_somebody_silent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/fhir", listener.local_addr().unwrap());
    drop(listener);
    assert!(matches!(client_error(How::of(base).connect()), ClientError::Unreachable(_)));
    let short = Limits { read: Duration::from_millis(50), ..Limits::default() };
    assert_eq!(fault(|| Reply::Hang, short), ClientError::TimedOut);
    assert_eq!(fault(|| Reply::Raw(Vec::new()), Limits::default()), ClientError::ClosedEarly);
    let trickle = b"HTTP/1.1 200 X\r\ncontent-type: application/fhir+json\r\ncontent-length: 9\r\n\r\n{".to_vec();
    assert_eq!(fault(move || Reply::Raw(trickle.clone()), Limits::default()), ClientError::ClosedEarly);
}

#[test]
fn an_answer_without_end_is_left() {
    let bound = Limits { bytes: 1_000, ..Limits::default() };
    let long = format!("HTTP/1.1 200 X\r\ncontent-type: application/fhir+json\r\n\r\n{}", " ".repeat(5_000));
    assert_eq!(fault(move || Reply::Raw(long.clone().into_bytes()), bound), ClientError::TooLarge(1_000));
}

#[test]
fn another_place_is_not_followed() {
    let elsewhere = || {
        Reply::Json(302, serde_json::Value::Null, vec![("location", "https://evil.example/fhir?token=1".to_owned())])
    };
    let error = fault(elsewhere, Limits::default());
    assert_eq!(error, ClientError::Redirected("https://evil.example".to_owned()));
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let fake = Fake::new(Vec::new());
    fake.behave(|_, world| {
        let busy = world.asked.len() <= 2;
        busy.then(|| Reply::Json(429, serde_json::Value::Null, vec![("retry-after", "7".to_owned())]))
    });
    let timer = Arc::new(Patience::default());
    let how = How { timer: Arc::clone(&timer), ..How::of(fake.base()) };
    assert!(how.connect().is_ok());
    assert_eq!(*timer.0.lock().unwrap(), [Duration::from_secs(7); 2]);
}

#[test]
fn a_server_that_stays_busy_is_left() {
    let fake = Fake::new(Vec::new());
    fake.behave(|_, _| Reply::status(503));
    let timer = Arc::new(Patience::default());
    let how = How { timer: Arc::clone(&timer), ..How::of(fake.base()) };
    assert_eq!(client_error(how.connect()), ClientError::Busy { status: 503, tries: 5 });
    let pauses: Vec<u128> = timer.0.lock().unwrap().iter().map(Duration::as_millis).collect();
    assert_eq!(pauses, [250, 500, 1_000, 2_000], "each twice the one before");
}

/// An authority, and a server on this machine with a certificate of it for this name.
fn sealed(name: &str, ended: bool) -> (String, Vec<u8>) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    if ended {
        leaf.not_before = date_time_ymd(2020, 1, 1);
        leaf.not_after = date_time_ymd(2021, 1, 1);
    }
    let leaf = leaf.signed_by(&key, &authority).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())))
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}/fhir", listener.local_addr().unwrap());
    let world = Fake::new(dorset()).world;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            answer(stream, &config, &world);
        }
    });
    (base, authority.pem().into_bytes())
}

fn answer(mut stream: std::net::TcpStream, config: &Arc<rustls::ServerConfig>, world: &Mutex<World>) {
    let mut connection = rustls::ServerConnection::new(Arc::clone(config)).unwrap();
    while connection.is_handshaking() {
        if connection.complete_io(&mut stream).is_err() {
            return;
        }
    }
    let tls = Mutex::new(rustls::StreamOwned::new(connection, stream));
    serve(Half(&tls), Half(&tls), world);
    let mut tls = tls.into_inner().unwrap();
    tls.conn.send_close_notify();
    let _closed = tls.conn.complete_io(&mut tls.sock);
}

/// One half of a stream that is both read and written.
struct Half<'a>(&'a Mutex<rustls::StreamOwned<rustls::ServerConnection, std::net::TcpStream>>);

impl std::io::Read for Half<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().read(bytes)
    }
}

impl std::io::Write for Half<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.lock().unwrap().flush()
    }
}

#[test]
fn a_certificate_is_refused_with_the_reason() {
    let connect = |(base, authorities): (String, Vec<u8>), trusted: bool| {
        let files = TlsFiles { authorities: trusted.then_some(authorities), identity: None };
        How { files, ..How::of(base) }.connect()
    };
    assert!(connect(sealed("127.0.0.1", false), true).is_ok());
    let fault = |result| match client_error(result) {
        ClientError::Certificate(fault) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(connect(sealed("127.0.0.1", true), true)), CertificateFault::Expired);
    assert_eq!(fault(connect(sealed("other.example", false), true)), CertificateFault::OtherHost);
    assert_eq!(fault(connect(sealed("127.0.0.1", false), false)), CertificateFault::Unknown);
}
