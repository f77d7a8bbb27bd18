//! Runs that end before their stream does.

use std::io::{self, BufReader, Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use dcr::access::Reason;
use dcr::feeds::{FeedError, Ingest, Totals};
use dcr::store::sqlite::SqliteStore;
use dcr::store::{PatientQuery, Store, ViewRequest};

use super::support::{assert_sound, content, context, ingest, job, on_disk, path, registration, user};

/// Fails as a disk or a connection does.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the cable was pulled"))
    }
}

fn registrations(count: usize) -> String {
    (0..count).map(registration).collect()
}

#[test]
fn a_stream_that_fails_keeps_whole_batches_and_can_be_taken_in_again() {
    let mut disk = on_disk();
    let text = registrations(1_500);
    let stream = BufReader::new(Cursor::new(&text).chain(Failing));
    let mut kept = Totals::default();
    let failed = job("cut").run(&mut disk.store, stream, |progress| kept = progress.totals);
    assert!(matches!(failed, Err(FeedError::Read(..))), "{failed:?}");
    assert_eq!(kept.applied, content(&disk.store).patients, "what was reported as done is in the store, and no more");
    assert!(kept.applied > 0 && kept.applied < 1_500, "{kept:?}");
    assert_sound(&disk.store);
    let again = ingest(&mut disk.store, Cursor::new(&text));
    assert_eq!((again.duplicate, again.applied), (kept.applied, 1_500 - kept.applied));
    assert_eq!(content(&disk.store).patients, 1_500);
    assert_sound(&disk.store);
}

#[test]
fn a_run_that_is_stopped_keeps_what_it_read() {
    let mut disk = on_disk();
    let stop = AtomicBool::new(false);
    let text = registrations(2_500);
    let ingest = Ingest { stop: Some(&stop), ..job("stopped") };
    let stopped = ingest.run(&mut disk.store, Cursor::new(&text), |_| stop.store(true, Ordering::Relaxed));
    let Err(FeedError::Interrupted(totals)) = stopped else { panic!("{stopped:?}") };
    assert_eq!(totals.applied, content(&disk.store).patients);
    assert!(totals.applied > 0 && totals.applied < 2_500, "{totals:?}");
    assert_sound(&disk.store);
}

/// Copies the store's files in the middle of a run, as a power cut would leave them.
struct PowerCut<'a> {
    from: &'a std::path::Path,
    to: &'a std::path::Path,
}

impl Read for PowerCut<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        for suffix in ["", "-wal"] {
            let name = format!("store.db{suffix}");
            std::fs::copy(self.from.join(&name), self.to.join(&name))?;
        }
        Ok(0)
    }
}

#[test]
fn what_a_power_cut_leaves_holds_whole_batches() {
    let mut disk = on_disk();
    let after = tempfile::tempdir().unwrap();
    let text = registrations(1_500);
    let cut = PowerCut { from: disk.folder.path(), to: after.path() };
    job("cut").run(&mut disk.store, BufReader::new(Cursor::new(&text).chain(cut)), |_| {}).unwrap();
    assert_eq!(content(&disk.store).patients, 1_500);
    let mut left = SqliteStore::open(&path(after.path()), context()).unwrap();
    assert_eq!(content(&left).patients, 1_000, "what was not committed is not there");
    assert_eq!(content(&left).messages, 1_000);
    assert_sound(&left);
    let again = ingest(&mut left, Cursor::new(&text));
    assert_eq!((again.duplicate, again.applied), (1_000, 500));
    assert_sound(&left);
}

/// Gives nothing more until somebody else has been served.
struct Waiting<'a> {
    store: &'a std::path::Path,
}

impl Read for Waiting<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let mut store = SqliteStore::open(&path(self.store), context()).map_err(io::Error::other)?;
        find_anybody(&mut store).map_err(io::Error::other)?;
        Ok(0)
    }
}

fn find_anybody(store: &mut SqliteStore) -> Result<usize, dcr::store::Refusal> {
    let request = ViewRequest { user: user(), reason: Reason::default(), request: "test".to_owned() };
    let query = PatientQuery { family: Some("trial1".to_owned()), ..PatientQuery::default() };
    store.find(&request, &query).map(|hits| hits.len())
}

#[test]
fn a_stream_that_waits_holds_nobody_up() {
    let mut disk = on_disk();
    let text = registrations(10);
    let waiting = Waiting { store: disk.folder.path() };
    let totals = job("slow").run(&mut disk.store, BufReader::new(Cursor::new(&text).chain(waiting)), |_| {}).unwrap();
    assert_eq!(totals.applied, 10);
}

#[test]
fn people_are_found_while_a_long_run_goes_on() {
    let mut disk = on_disk();
    let mut other = SqliteStore::open(&path(disk.folder.path()), context()).unwrap();
    let (told, begun) = std::sync::mpsc::channel();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let text = registrations(6_000);
            let run = job("long").run(&mut disk.store, Cursor::new(&text), |_| {
                let _nobody_listens_any_more = told.send(());
            });
            over.store(true, Ordering::Relaxed);
            assert_eq!(run.unwrap().applied, 6_000);
        });
        begun.recv().unwrap();
        assert_eq!(find_anybody(&mut other).unwrap(), 1);
        assert!(!over.load(Ordering::Relaxed), "the search was answered only when the run was over");
    });
}
