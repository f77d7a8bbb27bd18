//! How much a client may send and hold, how long it may take, and how the server stops.

use std::io::{Read, Write};
use std::time::Duration;

use dcr::transport::http::Limits;

use super::client::{Answer, Call, connect, exchange};
use super::server::{How, KNOWN, Served};

fn limited(limits: Limits) -> Served {
    Served::with(How { limits, ..How::default() })
}

#[test]
fn a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let served = limited(Limits { body: 1000, ..Limits::default() });
    let token = served.token("dr.hardy");
    let call = Call::new("POST", "/fhir").care(&token).with("content-type", "application/json");
    assert!(call.clone().body(&[b' '; 1001]).send(served.address).outcome().starts_with("413 too-long"));
    let chunked = call.with("transfer-encoding", "chunked").bytes();
    let chunks = [chunked, b"400\r\n".to_vec(), vec![b' '; 1024], b"\r\n0\r\n\r\n".to_vec()].concat();
    assert!(Answer::read(&exchange(served.address, &chunks)).outcome().starts_with("413 too-long"));
    let announced = b"POST /fhir HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n";
    assert!(Answer::read(&exchange(served.address, announced)).outcome().starts_with("413 too-long"));
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let served = limited(Limits::default());
    let large = Call::get("/fhir/metadata").with("x-large", &"a".repeat(40_000)).bytes();
    assert!(exchange(served.address, &large).starts_with(b"HTTP/1.1 431"));
    let mut many = Call::get("/fhir/metadata");
    for number in 0..100 {
        many = many.with(&format!("x-{number}"), "a");
    }
    assert!(exchange(served.address, &many.bytes()).starts_with(b"HTTP/1.1 431"));
}

/// A head that does not end, a connection on which nothing is said, and one that is kept and says no
/// more: each is closed.
#[test]
fn a_head_that_does_not_come_closes_the_connection() {
    let served = limited(Limits { head_time: Duration::from_millis(200), ..Limits::default() });
    for said in [
        &b"GET /fhir/metadata HTTP/1.1\r\nhost: a\r\nx-slow: "[..],
        b"",
        b"GET /fhir/metadata HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        let mut stream = connect(served.address);
        stream.write_all(said).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert_eq!(answer.starts_with(b"HTTP/1.1 200"), said.ends_with(b"\r\n\r\n"));
    }
}

#[test]
fn a_body_that_does_not_come_is_told_so() {
    let served = limited(Limits { body_time: Duration::from_millis(200), ..Limits::default() });
    let answer = exchange(served.address, b"POST /fhir HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc");
    assert!(Answer::read(&answer).outcome().starts_with("408 timeout"));
}

#[test]
fn one_connection_too_many_is_told_to_come_again() {
    let served = limited(Limits { connections: 2, ..Limits::default() });
    // Each is known to be served before the next comes.
    let hold = || {
        let mut stream = connect(served.address);
        stream.write_all(b"GET /fhir/metadata HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        stream
    };
    let both = [hold(), hold()];
    let refused = Call::get("/fhir/metadata").send(served.address);
    assert!(refused.outcome().starts_with("503 transient"));
    assert_eq!(refused.header("retry-after"), Some("1"));
    drop(both);
    // The places become free as soon as the server has seen the connections end.
    for attempt in 0.. {
        let answer = Call::get("/fhir/metadata").send(served.address);
        if answer.status == 200 {
            break;
        }
        assert!(attempt < 10_000, "a place becomes free");
    }
}

/// What was begun is answered, what comes later is not taken.
#[test]
fn a_request_under_way_is_answered_before_the_server_stops() {
    let mut served = Served::start();
    let token = served.token("dr.hardy");
    let call = Call::get(&format!("/fhir/Patient?identifier={KNOWN}")).care(&token).bytes();
    let (most, last) = call.split_at(call.len() - 2);
    let mut begun = connect(served.address);
    begun.write_all(most).unwrap();
    // Another request on a connection of its own shows that the first has been accepted.
    assert_eq!(Call::get("/fhir/metadata").send(served.address).status, 200);
    let idle = connect(served.address);
    begun.write_all(last).unwrap();
    let mut first = [0; 12];
    begun.read_exact(&mut first).unwrap();
    served.stop();
    assert_eq!(&first, b"HTTP/1.1 200");
    let mut rest = Vec::new();
    begun.read_to_end(&mut rest).unwrap();
    let answer = Answer::read(&[&first[..], &rest].concat());
    assert_eq!(answer.found("match").len(), 1);
    drop(idle);
    assert!(std::net::TcpStream::connect(served.address).is_err());
}
