//! The rows of one table as they were read, and what was noticed on the way.

use std::collections::BTreeMap;

use super::tracked::Place;
use crate::dmd::layout::Table;
use crate::dmd::row::{Draft, Row};

/// The rows of one table, in the order of their file.
#[derive(Debug, Default)]
pub(in crate::dmd) struct Rows {
    pub(in crate::dmd) keys: Vec<u64>,
    ends: Vec<usize>,
    bytes: Vec<u8>,
    places: Vec<(u32, u32)>,
}

impl Rows {
    pub(in crate::dmd) fn push(&mut self, table: Table, draft: &Draft) {
        draft.encode(table, &mut self.bytes);
        self.keys.push(draft.key());
        self.ends.push(self.bytes.len());
    }

    pub(super) fn push_at(&mut self, table: Table, draft: &Draft, place: Place) {
        self.push(table, draft);
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        self.places.push((number(place.line), number(place.column)));
    }

    pub(in crate::dmd) fn len(&self) -> usize {
        self.keys.len()
    }

    pub(in crate::dmd) fn bytes(&self, at: usize) -> &[u8] {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[begin..self.ends[at]]
    }

    pub(in crate::dmd) fn row(&self, table: Table, at: usize) -> Row<'_> {
        Row::new(table, self.bytes(at))
    }

    /// The line and the column where a row begins; 0 where it comes from no file.
    pub(in crate::dmd) fn place(&self, at: usize) -> (u64, u64) {
        let (line, column) = self.places.get(at).copied().unwrap_or_default();
        (line.into(), column.into())
    }

    pub(in crate::dmd) fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// What was noticed and did not stop the load: how often, and the first.
#[derive(Debug, Default)]
pub(in crate::dmd) struct Noted(BTreeMap<String, (u64, String)>);

impl Noted {
    pub(in crate::dmd) fn add(&mut self, what: &str, first: impl FnOnce() -> String) {
        if let Some((count, _)) = self.0.get_mut(what) {
            *count += 1;
        } else {
            self.0.insert(what.to_owned(), (1, first()));
        }
    }

    /// As sentences, in order.
    pub(in crate::dmd) fn sentences(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(what, (count, first))| match count {
            1 => format!("{what}: {first}"),
            _ => format!("{what}: {count} times, first {first}"),
        })
    }
}
