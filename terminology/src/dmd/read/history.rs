//! Identifiers of earlier releases.

use std::collections::{HashMap, HashSet, VecDeque};

use jiff::civil::Date;

use super::{Dmd, Entry};
use crate::dmd::index::Link;
use crate::dmd::layout::{Level, Table};
use crate::dmd::row::Row;

/// One change of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// What it stands for.
    pub level: Level,
    /// The old identifier.
    pub previous: u64,
    /// The new one.
    pub current: u64,
    /// The element that tells of it: `VPIDPREV`, or `IDPREVIOUS` of the history file.
    pub element: &'a str,
    /// The file that tells of it.
    pub file: &'a str,
    /// The date of the release that the file is of.
    pub release: Option<Date>,
    /// The day from which the new one holds.
    pub changed: Option<Date>,
    /// The first day of the old one.
    pub from: Option<Date>,
    /// The last day of the old one.
    pub to: Option<Date>,
}

impl<'a> Change<'a> {
    fn of(row: Row<'a>) -> Option<Self> {
        const LEVEL: usize = Table::Changed.position("level");
        Some(Self {
            level: Level::numbered(row.number(LEVEL)?)?,
            previous: row.number(const { Table::Changed.position("previous") })?,
            current: row.number(const { Table::Changed.position("current") })?,
            element: row.text(const { Table::Changed.position("element") }).unwrap_or_default(),
            file: row.text(const { Table::Changed.position("file") }).unwrap_or_default(),
            release: row.date(const { Table::Changed.position("release") }),
            changed: row.date(const { Table::Changed.position("changed") }),
            from: row.date(const { Table::Changed.position("from") }),
            to: row.date(const { Table::Changed.position("to") }),
        })
    }
}

/// What an identifier has become: the changes in their order, and what stands at their end.
#[derive(Debug, Clone, PartialEq)]
pub struct Succession<'a> {
    /// The changes; none when the identifier is of this release.
    pub changes: Vec<Change<'a>>,
    /// What the last identifier stands for; none when it is not in this release either.
    pub entry: Option<Entry<'a>>,
}

/// An identifier of an earlier release that was neither kept nor replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone<'a> {
    /// What it stood for.
    pub level: Level,
    /// The identifier.
    pub id: u64,
    /// What it was called last (see [`Entry::description`]).
    pub name: &'a str,
    /// The date of the last release that had it.
    pub release: Option<Date>,
}

impl<'a> Gone<'a> {
    fn of(row: Row<'a>) -> Option<Self> {
        const LEVEL: usize = Table::Gone.position("level");
        Some(Self {
            level: Level::numbered(row.number(LEVEL)?)?,
            id: row.number(0)?,
            name: row.text(const { Table::Gone.position("name") }).unwrap_or_default(),
            release: row.date(const { Table::Gone.position("release") }),
        })
    }
}

impl Dmd {
    /// What an identifier of this or an earlier release has become: itself when this release has it,
    /// and whatever changes lead to. Several answers are several successors. None is an identifier
    /// that no release known here had, or one that is [gone](Dmd::gone).
    pub fn resolve(&self, id: u64) -> Vec<Succession<'_>> {
        let own = self.entry(id).map(|entry| Succession { changes: Vec::new(), entry: Some(entry) });
        let levels: HashSet<Level> = self.changes_from(id).map(|change| change.level).collect();
        let later = Level::ALL.into_iter().filter(|level| levels.contains(level));
        own.into_iter().chain(later.flat_map(|level| self.successions(level, id))).collect()
    }

    /// Follows changes at one level, each identifier once, to the identifiers of this release and
    /// to those that lead nowhere. Changes that lead round and nowhere else end with the last.
    fn successions(&self, level: Level, id: u64) -> Vec<Succession<'_>> {
        let mut came: HashMap<u64, Option<Change<'_>>> = HashMap::from([(id, None)]);
        let mut ends = Vec::new();
        let mut next = VecDeque::from([id]);
        let mut last = id;
        while let Some(at) = next.pop_front() {
            last = at;
            let entry = self.entry_at(level, at).filter(|_| at != id);
            let mut leads = false;
            for change in self.changes_from(at).filter(|change| change.level == level && entry.is_none()) {
                leads = true;
                came.entry(change.current).or_insert_with(|| {
                    next.push_back(change.current);
                    Some(change)
                });
            }
            if !leads {
                ends.push(Succession { changes: path(&came, at), entry });
            }
        }
        if ends.is_empty() {
            ends.push(Succession { changes: path(&came, last), entry: None });
        }
        ends
    }

    /// The changes that this release and those before it tell of, in the order of the old identifiers.
    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        self.rows(Table::Changed).filter_map(Change::of)
    }

    /// The changes of an identifier.
    pub fn changes_from(&self, id: u64) -> impl Iterator<Item = Change<'_>> {
        self.rows_of(Table::Changed, id).filter_map(Change::of)
    }

    /// The identifiers of earlier releases that were neither kept nor replaced.
    pub fn gone(&self) -> impl Iterator<Item = Gone<'_>> {
        self.rows(Table::Gone).filter_map(Gone::of)
    }

    /// An identifier of earlier releases that was neither kept nor replaced.
    pub fn gone_with(&self, id: u64) -> impl Iterator<Item = Gone<'_>> {
        self.rows_of(Table::Gone, id).filter_map(Gone::of)
    }

    /// Every identifier that became this one, in order.
    pub(super) fn previous_ids(&self, level: Level, id: u64) -> Vec<u64> {
        let mut seen = HashSet::from([id]);
        let mut next = vec![id];
        while let Some(at) = next.pop() {
            for change in self.linked(Link::CHANGE_TO, at).filter_map(Change::of) {
                if change.level == level && seen.insert(change.previous) {
                    next.push(change.previous);
                }
            }
        }
        seen.remove(&id);
        let mut previous: Vec<u64> = seen.into_iter().collect();
        previous.sort_unstable();
        previous
    }
}

/// The changes that led to an identifier.
fn path<'a>(came: &HashMap<u64, Option<Change<'a>>>, to: u64) -> Vec<Change<'a>> {
    let mut path = Vec::new();
    let mut at = to;
    while let Some(Some(change)) = came.get(&at) {
        path.push(*change);
        at = change.previous;
    }
    path.reverse();
    path
}
