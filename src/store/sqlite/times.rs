//! Times as the file keeps them.

use jiff::Timestamp;

use crate::store::{PatientQuery, RecordQuery};

/// Microseconds since the epoch.
pub(super) fn micros(instant: Timestamp) -> i64 {
    instant.as_microsecond()
}

/// The instant of a stored number.
pub(super) fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Which time a read is about.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Times {
    /// What was known then; now where nothing is said.
    pub(super) as_of: Option<Timestamp>,
    /// What was true then; whatever is true where nothing is said.
    pub(super) valid_at: Option<Timestamp>,
}

impl Times {
    pub(super) const NOW: Self = Self { as_of: None, valid_at: None };

    pub(super) fn of(query: &RecordQuery) -> Self {
        Self { as_of: query.as_of, valid_at: query.valid_at }
    }

    pub(super) const fn of_search(query: &PatientQuery) -> Self {
        Self { as_of: query.as_of, valid_at: query.valid_at }
    }

    /// The last microsecond of what was known.
    pub(super) fn known(self) -> i64 {
        self.as_of.map_or(i64::MAX - 1, micros)
    }

    /// The microsecond of what was true.
    pub(super) fn valid(self) -> Option<i64> {
        self.valid_at.map(micros)
    }
}
