//! Findings counted: each fault of each code once, with how often it was met and where first.

use std::collections::HashMap;

use serde::Serialize;

use super::{FaultKind, Finding, Uncheckable};
use crate::record::Coding;

/// How many places are kept of each.
const PLACES: usize = 20;

/// One fault of one code, and where it was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TallyRow {
    /// The system as sent.
    pub system: Option<String>,
    /// The code as sent.
    pub code: Option<String>,
    /// The words as sent.
    pub display: Option<String>,
    /// What is wrong; absent where nothing can be said.
    pub fault: Option<FaultKind>,
    /// Whether it keeps the whole from being sound: a fault, or a code that could not be checked
    /// because nothing is loaded.
    pub is_failure: bool,
    /// What is right or what to use; why nothing can be said.
    pub remark: String,
    /// How often it was met.
    pub count: u64,
    /// The first places, in the order met.
    pub places: Vec<String>,
}

/// Findings counted.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// How many codes were looked at.
    pub checked: u64,
    /// How many of them had nothing wrong.
    pub sound: u64,
    /// How many had a fault.
    pub faulty: u64,
    /// How many nothing can be said of, because no release of their system is loaded.
    pub not_loaded: u64,
    /// How many nothing can be said of, because their system is not held.
    pub not_held: u64,
    rows: Vec<TallyRow>,
    places: HashMap<(Coding, Option<FaultKind>), usize>,
}

impl Tally {
    /// Counts a finding of a code at a place.
    pub fn count(&mut self, coding: &Coding, finding: &Finding, place: impl FnOnce() -> String) {
        self.count_many(coding, finding, 1, |places| places.push(place()));
    }

    /// Counts a finding of a code that was met so often; `first` adds places to those kept.
    pub fn count_many(&mut self, coding: &Coding, finding: &Finding, times: u64, first: impl FnOnce(&mut Vec<String>)) {
        self.checked += times;
        let mut found = Vec::new();
        match finding {
            Finding::Sound => self.sound += times,
            Finding::Faulty(faults) => {
                self.faulty += times;
                found.extend(faults.iter().map(|fault| (Some(fault.kind()), fault.remark())));
            }
            Finding::Uncheckable(why) => {
                match why {
                    Uncheckable::NotLoaded(_) => self.not_loaded += times,
                    Uncheckable::NotHeld(_) => self.not_held += times,
                }
                found.push((None, why.sentence()));
            }
        }
        let mut places = Vec::new();
        if !found.is_empty() {
            first(&mut places);
        }
        for (fault, remark) in found {
            let is_failure = fault.is_some() || matches!(finding, Finding::Uncheckable(Uncheckable::NotLoaded(_)));
            let row = self.row(coding, fault, remark, is_failure);
            row.count += times;
            row.places.extend(places.iter().take(PLACES.saturating_sub(row.places.len())).cloned());
        }
    }

    fn row(&mut self, coding: &Coding, fault: Option<FaultKind>, remark: String, is_failure: bool) -> &mut TallyRow {
        let at = *self.places.entry((coding.clone(), fault)).or_insert_with(|| {
            let Coding { system, code, display } = coding.clone();
            self.rows.push(TallyRow { system, code, display, fault, is_failure, remark, count: 0, places: Vec::new() });
            self.rows.len() - 1
        });
        &mut self.rows[at]
    }

    /// Faults first, the most frequent first within each kind; what cannot be checked last.
    pub fn rows(&self) -> Vec<TallyRow> {
        let mut rows = self.rows.clone();
        rows.sort_by(|one, other| {
            let rank = |row: &TallyRow| (row.fault.is_none(), row.fault, std::cmp::Reverse(row.count));
            rank(one)
                .cmp(&rank(other))
                .then_with(|| (&one.system, &one.code, &one.display).cmp(&(&other.system, &other.code, &other.display)))
        });
        rows
    }

    /// Whether every code whose system is held could be checked and had nothing wrong.
    pub const fn is_sound(&self) -> bool {
        self.faulty == 0 && self.not_loaded == 0
    }
}
