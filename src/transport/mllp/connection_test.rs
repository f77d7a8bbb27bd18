//! Connections over loopback, with and without TLS.

use std::time::Duration;

use super::{ClientTls, FrameDefect, Limits, Listener, MllpError, ServerTls, connect};

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

#[test]
fn a_message_goes_there_and_back() {
    wait(async {
        let listener = Listener::bind("127.0.0.1:0", None, Limits::default()).await.unwrap();
        let address = listener.address().to_string();
        let mut client = connect(&address, None, &Limits::default()).await.unwrap();
        let (mut server, _place) = listener.accept().await.unwrap().answer().await.unwrap();
        client.sender.send(b"MSH|one").await.unwrap();
        let came = server.receiver.receive().await.unwrap().unwrap();
        assert_eq!(&came.payload[..], b"MSH|one");
        // Half closed: the answer still comes.
        client.sender.end().await.unwrap();
        assert!(server.receiver.receive().await.unwrap().is_none() && server.receiver.has_ended());
        server.sender.send(b"MSH|two").await.unwrap();
        assert_eq!(&client.receiver.receive().await.unwrap().unwrap().payload[..], b"MSH|two");
    });
}

#[test]
fn silence_ends_at_the_limit() {
    wait(async {
        let listener = Listener::bind("127.0.0.1:0", None, Limits::default()).await.unwrap();
        let mut client = connect(&listener.address().to_string(), None, &Limits::default()).await.unwrap();
        let (mut server, _place) = listener.accept().await.unwrap().answer().await.unwrap();
        let limit = Duration::from_millis(10);
        let nothing = server.receiver.receive_within(limit).await.unwrap_err();
        assert!(matches!(nothing, MllpError::TimeOut { .. }), "{nothing}");
        client.sender.write(b"\x0bhalf").await.unwrap();
        let half = loop {
            match server.receiver.receive_within(limit).await {
                Ok(frame) => break frame.unwrap(),
                Err(error) => assert!(matches!(error, MllpError::TimeOut { .. }), "{error}"),
            }
        };
        assert_eq!(half.defects, [FrameDefect::CutOff]);
    });
}

#[test]
fn more_connections_than_the_limit_wait() {
    wait(async {
        let limits = Limits { connections: 1, ..Limits::default() };
        let listener = Listener::bind("127.0.0.1:0", None, limits).await.unwrap();
        let address = listener.address().to_string();
        let _first = connect(&address, None, &limits).await.unwrap();
        let _second = connect(&address, None, &limits).await.unwrap();
        let taken = listener.accept().await.unwrap().answer().await.unwrap();
        assert!(tokio::time::timeout(Duration::from_millis(20), listener.accept()).await.is_err());
        drop(taken);
        assert!(tokio::time::timeout(Duration::from_secs(5), listener.accept()).await.is_ok());
    });
}

#[test]
fn tls_is_asked_of_both_sides() {
    let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (own.cert.pem(), own.signing_key.serialize_pem());
    let (certificate, key) = (certificate.as_bytes(), key.as_bytes());
    wait(async {
        let server_tls = ServerTls::new(certificate, key, Some(certificate)).unwrap();
        let listener = Listener::bind("localhost:0", Some(server_tls), Limits::default()).await.unwrap();
        let address = format!("localhost:{}", listener.address().port());
        let client_tls = ClientTls::new(certificate, Some((certificate, key))).unwrap();
        let limits = Limits::default();
        let (client, server) = tokio::join!(connect(&address, Some(&client_tls), &limits), async {
            listener.accept().await.unwrap().answer().await
        });
        let ((mut server, _place), mut client) = (server.unwrap(), client.unwrap());
        assert_eq!((client.certificates.len(), server.certificates.len()), (1, 1));
        client.sender.send(b"MSH|one").await.unwrap();
        assert_eq!(&server.receiver.receive().await.unwrap().unwrap().payload[..], b"MSH|one");
    });
    assert!(ClientTls::new(b"nothing", None).is_err());
}
