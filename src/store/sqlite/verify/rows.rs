//! Every event against its hash, one after the other, and the tree over them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Connection, Row, Rows};
use serde::Deserialize;

use super::finding::{Break, BreakKind, Verification};
use super::tree::{Beside, Seen};
use crate::audit::{Hash, Leaf};
use crate::store::StoreError;
use crate::store::sqlite::times::instant;

/// How many events between two words about progress.
const STEP: u64 = 4_096;
/// The most events of which is looked whether they only stand in each other's place.
const MOST_MOVED: usize = 64;
/// The most events in a row that may be gone and what follows is still checked.
const MOST_GONE: i64 = 1 << 20;

/// What the scan leaves for the other checks.
pub(super) struct Scanned {
    pub(super) events: u64,
    pub(super) erased: u64,
    /// The root over everything; none where numbers are missing.
    pub(super) root: Option<Hash>,
    /// The root at each size that was asked for.
    pub(super) roots: BTreeMap<u64, Hash>,
    /// When the last of so many events was written, for each size that was asked for.
    pub(super) sums: Sums,
}

/// Sums over what events name, to be compared with the same sums over the tables: equal where both
/// name the same, whatever the order.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) random: RandomState,
    pub(super) patients: u64,
    pub(super) subjects: u64,
    pub(super) messages: u64,
}

/// The part of an event that names something elsewhere in the store.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    patients: Vec<i64>,
    message: Option<i64>,
    source: Option<NamedSource>,
}

#[derive(Deserialize)]
struct NamedSource {
    #[serde(default)]
    subjects: Vec<String>,
}

/// An event as it stands in its row.
struct Stored<'a> {
    sequence: i64,
    recorded: i64,
    action: &'a str,
    outcome: i64,
    user: &'a str,
    salt: Option<&'a [u8]>,
    body: Option<&'a str>,
}

impl<'a> Stored<'a> {
    fn read(row: &'a Row<'_>) -> Result<Self, StoreError> {
        let text = |column| row.get_ref(column).map(|value| value.as_str_or_null().ok().flatten());
        Ok(Self {
            sequence: row.get(0)?,
            recorded: row.get(1)?,
            action: text(2)?.unwrap_or_default(),
            outcome: row.get(3)?,
            user: text(4)?.unwrap_or_default(),
            salt: row.get_ref(5)?.as_blob_or_null().ok().flatten(),
            body: text(6)?,
        })
    }

    /// The leaf that the content gives; none where it is erased.
    fn leaf(&self, number: u64, buffer: &mut Vec<u8>) -> Option<Hash> {
        let leaf = Leaf {
            sequence: number,
            recorded: self.recorded,
            action: self.action,
            outcome: u8::try_from(self.outcome).unwrap_or(u8::MAX),
            user: self.user,
            salt: self.salt?,
            body: self.body?,
        };
        Some(leaf.hash(buffer))
    }
}

struct Scan<'a> {
    found: &'a mut Verification,
    tree: Beside,
    wanted: BTreeSet<u64>,
    scanned: Scanned,
    buffer: Vec<u8>,
    erased: Vec<(u64, i64, Hash)>,
    changed: Vec<(u64, Hash)>,
    latest: i64,
    /// Whether numbers were missing, so that the tree is not whole.
    torn: bool,
}

/// Reads every event and every hash in the order of their numbers.
pub(super) fn scan(
    connection: &Connection,
    wanted: BTreeSet<u64>,
    found: &mut Verification,
    progress: &mut impl FnMut(u64, u64),
) -> Result<Scanned, StoreError> {
    let total = connection.query_row("SELECT count(*) FROM audit_node", [], |row| row.get::<_, u64>(0))?;
    let scanned = Scanned { events: 0, erased: 0, root: None, roots: BTreeMap::new(), sums: Sums::default() };
    let mut scan = Scan {
        found,
        tree: Beside::default(),
        wanted,
        scanned,
        buffer: Vec::with_capacity(1_024),
        erased: Vec::new(),
        changed: Vec::new(),
        latest: i64::MIN,
        torn: false,
    };
    scan.note_root();
    let mut events = connection
        .prepare("SELECT sequence, recorded, action, outcome, user, salt, body FROM audit_event ORDER BY sequence")?;
    let mut nodes = connection.prepare("SELECT sequence, hashes FROM audit_node ORDER BY sequence")?;
    let whole = scan.side_by_side((&mut events.query([])?, &mut nodes.query([])?), total, progress)?;
    scan.scanned.root = (whole && !scan.torn).then(|| scan.tree.root());
    scan.find_moved(connection)?;
    scan.check_erased(connection)?;
    Ok(scan.scanned)
}

fn hashes(row: &Row<'_>) -> Result<(i64, Vec<Hash>), StoreError> {
    let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
    Ok((row.get(0)?, bytes.chunks(32).filter_map(Hash::read).collect()))
}

impl Scan<'_> {
    /// Walks both tables. Says whether no number was missing from both, so that the tree is whole.
    fn side_by_side(
        &mut self,
        (events, nodes): (&mut Rows<'_>, &mut Rows<'_>),
        total: u64,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<bool, StoreError> {
        let mut node = nodes.next()?.map(hashes).transpose()?;
        let mut expected = 1;
        events.advance()?;
        loop {
            let stored = events.get().map(Stored::read).transpose()?;
            let next = match (&stored, &node) {
                (None, None) => return Ok(true),
                (Some(stored), None) => stored.sequence,
                (None, Some((sequence, _))) => *sequence,
                (Some(stored), Some((sequence, _))) => stored.sequence.min(*sequence),
            };
            if next != expected {
                let last = next.saturating_sub(1);
                let what = if last == expected {
                    format!("event {expected} is gone, with its hashes")
                } else {
                    format!("the events from {expected} to {last} are gone, with their hashes")
                };
                self.found.broken(Break {
                    sequence: u64::try_from(expected).ok(),
                    kind: BreakKind::Missing,
                    action: None,
                    since: (self.latest > i64::MIN).then(|| instant(self.latest)),
                    what,
                });
                if !self.bridge(next - expected) {
                    return Ok(false);
                }
                expected = next;
            }
            let has_event = stored.as_ref().is_some_and(|stored| stored.sequence == next);
            let has_node = node.as_ref().is_some_and(|(sequence, _)| *sequence == next);
            let kept = node.as_ref().filter(|_| has_node).map(|(_, hashes)| hashes.as_slice());
            self.one(next, stored.filter(|_| has_event), kept)?;
            if has_node {
                node = nodes.next()?.map(hashes).transpose()?;
            }
            if has_event {
                events.advance()?;
            }
            expected += 1;
            if self.tree.size().is_multiple_of(STEP) {
                progress(self.tree.size(), total);
            }
        }
    }

    /// Puts something in the place of what is gone, so that what follows can be checked; not where so
    /// much is gone that a number must have been made up.
    fn bridge(&mut self, gone: i64) -> bool {
        self.torn = true;
        if !(0..=MOST_GONE).contains(&gone) {
            return false;
        }
        for _ in 0..gone {
            let nothing = Hash::of_nothing();
            self.tree.push(nothing, &[nothing]);
            self.note_root();
        }
        true
    }

    fn one(&mut self, sequence: i64, stored: Option<Stored<'_>>, kept: Option<&[Hash]>) -> Result<(), StoreError> {
        let number = u64::try_from(sequence).unwrap_or(0);
        let own = kept.and_then(|kept| kept.first().copied());
        let since = stored.as_ref().map_or(self.latest, |stored| stored.recorded);
        let action = stored.as_ref().map(|stored| stored.action.to_owned());
        let mut given = None;
        if let Some(stored) = &stored {
            self.scanned.events += 1;
            given = stored.leaf(number, &mut self.buffer);
            match (given, stored.body) {
                (Some(_), Some(body)) => self.name(sequence, stored, body)?,
                _ => {
                    self.scanned.erased += 1;
                    self.erased.push((number, stored.recorded, own.unwrap_or(Hash::of_nothing())));
                }
            }
        }
        let mut report = |sequence, kind, what: &str| {
            self.found.broken(Break {
                sequence: Some(sequence),
                kind,
                action: action.clone(),
                since: (since > i64::MIN).then(|| instant(since)),
                what: what.to_owned(),
            });
        };
        if stored.is_none() {
            report(number, BreakKind::Missing, "the event is gone; its hashes are still there");
        }
        if kept.is_none() {
            report(number, BreakKind::Missing, "the hashes of the event are gone");
        }
        let leaf = given.or(own).unwrap_or_else(Hash::of_nothing);
        let alone = [leaf];
        let seen = self.tree.push(leaf, kept.unwrap_or(&alone));
        match seen {
            Seen::Same => {}
            _ if kept.is_none() => {}
            // Above what is gone, no hash can be computed again.
            Seen::OtherNode if self.torn => {}
            Seen::OtherContent => {
                report(number, BreakKind::Content, "the content is not what was hashed when it was written");
                self.changed.push((number, own.unwrap_or(leaf)));
            }
            Seen::OtherLeaf => report(number, BreakKind::Hash, "the hash of the event was changed"),
            Seen::OtherLeafBefore => {
                // What looked like other content in the row before was another hash.
                let before = number.saturating_sub(1);
                self.changed.retain(|(number, _)| *number != before);
                for found in self.found.breaks.iter_mut().rev().filter(|found| found.sequence == Some(before)) {
                    found.kind = BreakKind::Hash;
                    "the hash of the event was changed".clone_into(&mut found.what);
                }
            }
            Seen::OtherNode => {
                report(number, BreakKind::Hash, "a hash above the event is not that of the events below it")
            }
        }
        self.note_root();
        Ok(())
    }

    /// Takes down what an event names, and when it happened.
    fn name(&mut self, sequence: i64, stored: &Stored<'_>, body: &str) -> Result<(), StoreError> {
        let Ok(named) = serde_json::from_str::<Named>(body) else {
            // Content that was changed is reported as such.
            return Ok(());
        };
        let sums = &mut self.scanned.sums;
        for (at, patient) in named.patients.iter().enumerate() {
            if !named.patients[..at].contains(patient) {
                sums.patients = sums.patients.wrapping_add(sums.random.hash_one((patient, sequence)));
            }
        }
        if let (Some(message), "ingest") = (named.message, stored.action) {
            sums.messages = sums.messages.wrapping_add(sums.random.hash_one(message));
        }
        if let Some(source) = named.source {
            for (at, subject) in source.subjects.iter().enumerate() {
                if !source.subjects[..at].contains(subject) {
                    sums.subjects = sums.subjects.wrapping_add(sums.random.hash_one((subject.as_str(), sequence)));
                }
            }
            return Ok(());
        }
        if stored.recorded < self.latest {
            self.found.clock_set_back += 1;
            self.found.clock_first.get_or_insert(u64::try_from(sequence).unwrap_or(0));
        }
        self.latest = stored.recorded;
        Ok(())
    }

    fn note_root(&mut self) {
        let size = self.tree.size();
        if self.wanted.remove(&size) {
            self.scanned.roots.insert(size, self.tree.root());
        }
    }

    /// Looks whether changed events only stand in each other's place.
    fn find_moved(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if self.changed.len() > MOST_MOVED {
            return Ok(());
        }
        let kept: HashMap<Hash, u64> = self.changed.iter().map(|(number, hash)| (*hash, *number)).collect();
        let mut statement = connection.prepare(
            "SELECT sequence, recorded, action, outcome, user, salt, body FROM audit_event WHERE sequence = ?1",
        )?;
        for (number, _) in &self.changed {
            let mut rows = statement.query([number])?;
            let Some(row) = rows.next()? else { continue };
            let stored = Stored::read(row)?;
            let was = self.changed.iter().find_map(|(other, _)| {
                let leaf = stored.leaf(*other, &mut self.buffer)?;
                kept.get(&leaf).filter(|was| *was == other)
            });
            let Some(was) = was else { continue };
            for found in &mut self.found.breaks {
                if found.sequence == Some(*number) && found.kind == BreakKind::Content {
                    found.kind = BreakKind::Order;
                    found.what = format!("here stands the event that was number {was}");
                }
            }
        }
        Ok(())
    }

    /// An erased event must be named, with its hash, by an event that tells of the erasure.
    fn check_erased(&mut self, connection: &Connection) -> Result<(), StoreError> {
        if self.erased.is_empty() {
            return Ok(());
        }
        let mut statement = connection.prepare(
            "SELECT body ->> '$.wrote' FROM audit_event WHERE action = 'erasure' AND outcome = 0 AND body IS NOT NULL",
        )?;
        let told = statement.query_map([], |row| row.get::<_, Option<String>>(0))?;
        let told: BTreeSet<String> = told.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        for (number, recorded, hash) in std::mem::take(&mut self.erased) {
            if !told.contains(&super::super::redact::mark(number, hash)) {
                self.found.broken(Break {
                    sequence: Some(number),
                    kind: BreakKind::Erasure,
                    action: None,
                    since: Some(instant(recorded)),
                    what: "the event is erased, and no erasure of it is in the log".to_owned(),
                });
            }
        }
        Ok(())
    }
}
