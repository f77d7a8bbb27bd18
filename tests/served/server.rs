//! The server that is asked, and the store behind it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::{AdoptedSettings, ChoiceStatement, PolicyBook, Standing, StandingChoice};
use dcr::feeds::{Ingest, Reception};
use dcr::record::NhsNumber;
use dcr::service::Service;
use dcr::store::sqlite::{NewToken, SqliteStore};
use dcr::store::{Clock, Context, Counted};
use dcr::transport::ServerTls;
use dcr::transport::http::{Limits, Server, Stopper};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::client::{Answer, Call};

/// Known to three trusts, chose Yes 3, in the care of `dr.hardy`.
pub(crate) const KNOWN: &str = "9990000018";
/// Chose nobody.
pub(crate) const HIDDEN: &str = "9990000026";
/// Nobody has it.
pub(crate) const UNKNOWN: &str = "9990001375";

/// A clock that a test puts forward.
pub(crate) struct Moving(AtomicI64);

impl Clock for Moving {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// A server and its store.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) path: PathBuf,
    pub(crate) context: Context,
    clock: Arc<Moving>,
    pub(crate) stopper: Stopper,
    threads: Vec<JoinHandle<()>>,
    _folder: TempDir,
}

fn user(name: &str, role: &str, organisations: &[&str]) -> User {
    let profile = |code: &&str| RoleProfile { role: JobRole(role.to_owned()), organisation: (*code).to_owned() };
    let roles = organisations.iter().map(profile).collect();
    User { name: name.to_owned(), full_name: name.to_owned(), roles, ..User::default() }
}

pub(crate) fn agent(name: &str) -> Agent {
    Agent { user: name.to_owned(), full_name: name.to_owned(), role: None, organisation: None }
}

fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)
}

/// In the fictional Dorset time stands still.
fn policy() -> AdoptedSettings {
    let settings = "from = \"2018-02-26\"\n[settings]\nrecent-encounter-days = 36500\n";
    PolicyBook::shipped().unwrap().adoption(settings).unwrap()
}

fn fill(path: &Path, context: Context) {
    let clinician = user("dr.hardy", "R8000", &["RBD", "R0D"]);
    let mut store = SqliteStore::init(path, context, &clinician, true).unwrap();
    for other in [
        user("support.frost", "R8015", &["RBD"]),
        user("records.moss", "R1984", &["RD3"]),
        user("privacy.ford", "R0001", &["RBD"]),
        user("dr.osei", "R8000", &["RD3"]),
    ] {
        store.register_user(&other, "dr.hardy").unwrap();
    }
    store.adopt_policy(&policy(), &agent("dr.hardy")).unwrap();
    let stated = "2018-04-17T09:00:00Z".parse().unwrap();
    for (number, choice) in [(KNOWN, StandingChoice::Yes3), (HIDDEN, StandingChoice::No2)] {
        let number: NhsNumber = number.parse().unwrap();
        let choice = ChoiceStatement::Standing(Standing { choice, stated });
        store.state_choice(number, &choice, "form", &agent("dr.hardy")).unwrap();
    }
    for file in ["dch-pas.hl7", "poole-lab.hl7", "poole-pas.hl7"] {
        let bytes = std::fs::read(testdata("messages").join(file)).unwrap();
        let ingest = Ingest { received: Reception::WhenSent, ..Ingest::new("test", agent("support.frost")) };
        ingest.run(&mut store, bytes.as_slice(), |_| {}).unwrap();
    }
}

/// The store is filled once, and copied for each server.
fn filled() -> &'static Path {
    static FILLED: OnceLock<TempDir> = OnceLock::new();
    let folder = FILLED.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        fill(&folder.path().join("record.db"), Context::fixed("2018-07-01T08:00:00Z".parse().unwrap()));
        folder
    });
    folder.path()
}

/// How a test serves.
#[derive(Default)]
pub(crate) struct How {
    pub(crate) limits: Limits,
    pub(crate) tls: Option<ServerTls>,
}

impl Served {
    pub(crate) fn start() -> Self {
        Self::with(How::default())
    }

    pub(crate) fn with(how: How) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("record.db");
        std::fs::copy(filled().join("record.db"), &path).unwrap();
        let start: Timestamp = "2018-07-01T09:00:00Z".parse().unwrap();
        let clock = Arc::new(Moving(AtomicI64::new(start.as_second())));
        let context = Context { clock: clock.clone(), randomness: Arc::new(Counted::default()), ..Context::default() };
        let tls = how.tls.is_some();
        let store = SqliteStore::open(&path, context.clone()).unwrap();
        let server = Server::bind("127.0.0.1:0".parse().unwrap(), how.tls, how.limits).unwrap();
        let (service, thread) = Service::start(store, context.clone(), tls).unwrap();
        let (address, stopper) = (server.address(), server.stopper());
        let running = std::thread::spawn(move || server.run(Arc::new(service)));
        Self { address, path, context, clock, stopper, threads: vec![running, thread], _folder: folder }
    }

    /// The same store, opened beside the server.
    pub(crate) fn store(&self) -> SqliteStore {
        // Randomness of its own: two stores that count alike would make the same tokens.
        SqliteStore::open(&self.path, Context { clock: self.clock.clone(), ..Context::default() }).unwrap()
    }

    pub(crate) fn events(&self) -> i64 {
        self.store().last_event().unwrap()
    }

    /// A token of a user that lasts a day.
    pub(crate) fn token(&self, user: &str) -> String {
        let expires = self.clock.now() + SignedDuration::from_hours(24);
        let new = NewToken { user: user.to_owned(), name: "test".to_owned(), expires };
        self.store().make_token(&new, &agent("support.frost")).unwrap().1
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.0.fetch_add(time.as_secs(), Ordering::SeqCst);
    }

    pub(crate) fn get(&self, path: &str, token: &str) -> Answer {
        Call::get(path).care(token).send(self.address)
    }

    /// The id of the one person of an NHS number.
    pub(crate) fn id(&self, number: &str, token: &str) -> String {
        let found = self.get(&format!("/fhir/Patient?identifier={number}"), token).found("match");
        found[0]["id"].as_str().unwrap().to_owned()
    }

    /// Stops, and waits until everything is answered.
    pub(crate) fn stop(&mut self) {
        self.stopper.stop();
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stopper.stop();
        for thread in self.threads.drain(..) {
            let _ended = thread.join();
        }
    }
}
