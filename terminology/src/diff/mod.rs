//! What is different between two releases of one kind.
//!
//! Every code is a set of facts: its status, its terms, its parents, its maps. What only the old
//! release says is gone, what only the new one says is new. Which facts a code has is said kind by
//! kind below; nothing is compared by its place in a file, so that a renumbering is no difference.

mod ctv3;
mod data_migration;
mod dmd;
mod read_v2;
mod snomed;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::atomic::{self, AtomicBool};

use serde::Serialize;

use crate::catalogue::{Kind, Loaded};
use crate::container::ContainerError;
use crate::load::{LoadError, Progress, Told};

/// Whether a release gained a fact or lost it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Only the old release says it.
    Gone,
    /// Only the new release says it.
    New,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Whether it was gained or lost.
    pub change: Change,
    /// What it is about: `code`, `status`, `term`, `parent`, `map`.
    pub fact: &'static str,
    /// The code.
    pub code: String,
    /// Its term in the new release, or in the old one where only that has it.
    pub term: String,
    /// What was gained or lost.
    pub value: String,
}

/// A fact of a code: what it is about, and what it says.
type Fact = (&'static str, String);

/// A code of a release, with its facts.
struct Coded {
    code: String,
    term: String,
    facts: BTreeSet<Fact>,
}

/// Why two releases cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffError {
    /// They are of different kinds.
    #[error("{0} and {1} are of different kinds")]
    Kinds(String, String),
    /// An index cannot be read.
    #[error(transparent)]
    Container(#[from] ContainerError),
    /// The caller asked to stop.
    #[error(transparent)]
    Stopped(LoadError),
}

/// Tells every difference, code by code in their order. Told of progress, code by code of the new
/// release, as bytes.
pub fn diff(
    old: &Loaded,
    new: &Loaded,
    told: Told<'_>,
    stop: &AtomicBool,
    each: &mut dyn FnMut(Difference),
) -> Result<(), DiffError> {
    if old.release.kind != new.release.kind {
        return Err(DiffError::Kinds(old.name.clone(), new.name.clone()));
    }
    let kind = old.release.kind;
    let (old, new) = (old.index(), new.index());
    let mut compare = Compare { told, stop, each };
    match kind {
        Kind::SnomedCt => {
            let (old, new) = (crate::snomed::Snomed::open(&old)?, crate::snomed::Snomed::open(&new)?);
            compare.all(snomed::codes(&old), snomed::codes(&new), u64::cmp, snomed::coded(&old), snomed::coded(&new))
        }
        Kind::ReadV2 => {
            let (old, new) = (crate::read_v2::ReadV2::open(&old)?, crate::read_v2::ReadV2::open(&new)?);
            let key = crate::read_code::ReadCode::cmp;
            compare.all(read_v2::codes(&old), read_v2::codes(&new), key, read_v2::coded(&old), read_v2::coded(&new))
        }
        Kind::Ctv3 => {
            let (old, new) = (crate::ctv3::Ctv3::open(&old)?, crate::ctv3::Ctv3::open(&new)?);
            let key = crate::read_code::ReadCode::cmp;
            compare.all(ctv3::codes(&old), ctv3::codes(&new), key, ctv3::coded(&old), ctv3::coded(&new))
        }
        Kind::DataMigration => {
            let open = crate::data_migration::DataMigration::open;
            let (old, new) = (data_migration::gathered(&open(&old)?), data_migration::gathered(&open(&new)?));
            let coded = |maps: &data_migration::Maps| {
                let maps = maps.clone();
                move |code: &String| data_migration::coded(&maps, code)
            };
            compare.all(old.keys().cloned(), new.keys().cloned(), String::cmp, coded(&old), coded(&new))
        }
        Kind::Dmd => {
            let (old, new) = (crate::dmd::Dmd::open(&old)?, crate::dmd::Dmd::open(&new)?);
            let key = <(u64, crate::dmd::Level)>::cmp;
            compare.all(dmd::codes(&old), dmd::codes(&new), key, dmd::coded(&old), dmd::coded(&new))
        }
    }
}

struct Compare<'a> {
    told: Told<'a>,
    stop: &'a AtomicBool,
    each: &'a mut dyn FnMut(Difference),
}

impl Compare<'_> {
    /// Walks through the codes of both releases, each in rising order.
    fn all<K>(
        &mut self,
        old: impl Iterator<Item = K>,
        new: impl Iterator<Item = K>,
        order: impl Fn(&K, &K) -> Ordering,
        of_old: impl Fn(&K) -> Coded,
        of_new: impl Fn(&K) -> Coded,
    ) -> Result<(), DiffError> {
        let (mut old, mut new) = (old.peekable(), new.peekable());
        loop {
            if self.stop.load(atomic::Ordering::Relaxed) {
                return Err(DiffError::Stopped(LoadError::Interrupted));
            }
            match (old.peek(), new.peek()) {
                (None, None) => return Ok(()),
                (before, after) => {
                    let order = match (before, after) {
                        (Some(before), Some(after)) => order(before, after),
                        (Some(_), None) => Ordering::Less,
                        _ => Ordering::Greater,
                    };
                    let before = if order.is_le() { old.next().map(|key| of_old(&key)) } else { None };
                    let after = if order.is_ge() { new.next().map(|key| of_new(&key)) } else { None };
                    (self.told)(Progress::Read { file: "", bytes: u64::from(after.is_some()) });
                    self.one(before, after);
                }
            }
        }
    }

    fn one(&mut self, old: Option<Coded>, new: Option<Coded>) {
        match (old, new) {
            (Some(old), None) => self.tell(Change::Gone, "code", &old, String::new()),
            (None, Some(new)) => self.tell(Change::New, "code", &new, String::new()),
            (Some(old), Some(new)) => {
                for (fact, value) in old.facts.difference(&new.facts) {
                    self.tell(Change::Gone, fact, &new, value.clone());
                }
                for (fact, value) in new.facts.difference(&old.facts) {
                    self.tell(Change::New, fact, &new, value.clone());
                }
            }
            (None, None) => {}
        }
    }

    fn tell(&mut self, change: Change, fact: &'static str, coded: &Coded, value: String) {
        (self.each)(Difference { change, fact, code: coded.code.clone(), term: coded.term.clone(), value });
    }
}
