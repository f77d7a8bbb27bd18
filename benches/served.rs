//! A store that is served: `cargo bench --bench served`.
//!
//! 64 clients, each on a connection that it keeps, ask for people one request after the other, in the
//! same process and on the same processors as the server. Each answer has its audit event on disk
//! before it leaves. `DCR_SCALE_STORE` names the store; without it a small one is made.
//! `DCR_SERVED_REQUESTS` says how many requests; 100,000 where it is not set.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dcr::record::NhsNumber;
use dcr::service::Service;
use dcr::store::Context;
use dcr::store::sqlite::NewToken;
use dcr::transport::http::{Limits, Server};
use jiff::{SignedDuration, Timestamp};
use rustix::time::{ClockId, clock_gettime};

#[path = "common/memory.rs"]
mod memory;
#[path = "common/say.rs"]
mod say;
#[path = "../examples/scale/mod.rs"]
mod scale;
#[path = "common/subject.rs"]
mod subject;

use say::line;
use scale::person::Person;
use scale::random::Random;
use subject::Subject;

const CLIENTS: u64 = 64;

fn processor() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default()
}

/// What one client asks, again and again.
struct Client {
    stream: TcpStream,
    head: String,
    answer: Vec<u8>,
}

impl Client {
    fn connect(address: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("a socket");
        let head = format!(
            "host: bench\r\nauthorization: Bearer {token}\r\nx-purpose-of-use: TREAT\r\nx-permission: given\r\nx-claim: attending\r\n\r\n"
        );
        Self { stream, head, answer: vec![0; 1 << 16] }
    }

    /// Asks, and reads the whole answer: its status and its body.
    fn ask(&mut self, path: &str) -> (&[u8], &[u8]) {
        let request = format!("GET {path} HTTP/1.1\r\n{}", self.head);
        self.stream.write_all(request.as_bytes()).expect("the server reads");
        let (mut filled, mut whole) = (0, None);
        while whole.is_none_or(|(_, end)| filled < end) {
            if filled == self.answer.len() {
                self.answer.resize(filled * 2, 0);
            }
            let read = self.stream.read(&mut self.answer[filled..]).expect("the server answers");
            assert!(read > 0, "the server keeps the connection");
            filled += read;
            whole = whole.or_else(|| measure(&self.answer[..filled]));
        }
        let (body, end) = whole.unwrap_or_default();
        (&self.answer[9..12], &self.answer[body..end])
    }
}

/// Where the body begins and ends, once the head is there.
fn measure(answer: &[u8]) -> Option<(usize, usize)> {
    let body = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..body]).ok()?;
    let length = head.split("\r\n").find_map(|line| line.strip_prefix("content-length: "))?;
    Some((body, body + length.parse::<usize>().ok()?))
}

fn main() {
    let subject = Subject::open();
    let (mut store, plan) = (subject.store, subject.plan);
    let user = scale::store::user();
    let expires = Timestamp::now() + SignedDuration::from_hours(24);
    let new = NewToken { user: user.name.clone(), name: "bench".to_owned(), expires };
    let (_, token) = store.make_token(&new, &scale::agent()).expect("a token can be made");
    let sync = sync_alone(&mut store);
    line(&format!("One synced event of an administrator takes {:.2} ms (median of 200).", sync.as_secs_f64() * 1e3));
    let server = Server::bind(([127, 0, 0, 1], 0).into(), None, Limits::default()).expect("a port is free");
    let (service, thread) = Service::start(store, Context::default(), false).expect("the store serves");
    let (address, stopper) = (server.address(), server.stopper());
    let running = std::thread::spawn(move || server.run(Arc::new(service)));
    let requests = std::env::var("DCR_SERVED_REQUESTS").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let numbers: Vec<NhsNumber> = (0..10_000)
        .filter_map(|turn| Person::draw(plan.seed, Random::new(plan.seed, turn).below(plan.people)).nhs_number)
        .collect();
    let ids = ids(address, &token, &numbers[..1_000]);
    let by_number = |turn: u64| {
        let number = numbers[usize::try_from(turn).unwrap_or(0) % numbers.len()];
        format!("/fhir/Patient?identifier={}", number.plain())
    };
    let by_id = |turn: u64| format!("/fhir/Patient/{}", ids[usize::try_from(turn).unwrap_or(0) % ids.len()]);
    let encounters =
        |turn: u64| format!("/fhir/Encounter?patient={}", ids[usize::try_from(turn).unwrap_or(0) % ids.len()]);
    measured("a search by NHS number", address, &token, requests, &by_number);
    measured("a patient by id", address, &token, requests / 5, &by_id);
    measured("the encounters of a patient", address, &token, requests / 5, &encounters);
    stopper.stop();
    running.join().expect("the server stops");
    thread.join().expect("the store is left");
}

/// How long one commit with one event takes.
fn sync_alone(store: &mut dcr::store::sqlite::SqliteStore) -> Duration {
    let mut times: Vec<Duration> = (0..200)
        .map(|_| {
            let begun = Instant::now();
            store.record_serving("bench", &scale::agent()).expect("the audit is written");
            begun.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn ids(address: SocketAddr, token: &str, numbers: &[NhsNumber]) -> Vec<String> {
    let mut client = Client::connect(address, token);
    let mut found = Vec::new();
    for number in numbers {
        let (_, body) = client.ask(&format!("/fhir/Patient?identifier={}", number.plain()));
        let bundle: serde_json::Value = serde_json::from_slice(body).expect("a bundle");
        found.extend(bundle["entry"][0]["resource"]["id"].as_str().map(ToOwned::to_owned));
    }
    found
}

fn measured(name: &str, address: SocketAddr, token: &str, requests: u64, path: &(dyn Fn(u64) -> String + Sync)) {
    memory::forget();
    let before = memory::most();
    let (next, begun, ran) = (AtomicU64::new(0), Instant::now(), processor());
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let (mut client, mut times) = (Client::connect(address, token), Vec::new());
                    loop {
                        let turn = next.fetch_add(1, Ordering::Relaxed);
                        if turn >= requests {
                            return times;
                        }
                        let path = path(turn);
                        let asked = Instant::now();
                        let (status, _) = client.ask(&path);
                        assert_eq!(status, b"200", "{path}");
                        times.push(asked.elapsed());
                    }
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().expect("a client ends")).collect()
    });
    let (wall, used) = (begun.elapsed(), processor().saturating_sub(ran));
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    #[expect(clippy::cast_precision_loss, reason = "for a reader")]
    let rate = requests as f64 / wall.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "for a reader")]
    let each = used.as_secs_f64() * 1e6 / requests as f64;
    line(&format!(
        "{name}: {requests} requests of {CLIENTS} clients in {:.1} s, {rate:.0} a second; {each:.0} µs of processor each, clients included; median {:.1} ms, p99 {:.1} ms; memory {before} MB before, {} MB at most",
        wall.as_secs_f64(),
        at(50),
        at(99),
        memory::most(),
    ));
}
