//! What stays the same from screen to screen.

use jiff::Timestamp;

use crate::access::{Purpose, Reason};
use crate::store::{RecordQuery, view::Page};

/// Who looks, for what, and at which time.
pub(in crate::browser) struct Session {
    /// The user's name in the store.
    pub(in crate::browser) user: String,
    /// The name shown to people.
    pub(in crate::browser) full_name: String,
    /// The purpose that the next view will name.
    pub(in crate::browser) purpose: Purpose,
    /// The incident that record operations serve.
    pub(in crate::browser) incident: Option<String>,
    /// The global arguments that name this store again.
    pub(in crate::browser) arguments: String,
    /// What the store knew then.
    pub(in crate::browser) as_of: Option<Timestamp>,
    /// What was true then.
    pub(in crate::browser) valid_at: Option<Timestamp>,
}

impl Session {
    /// The reason of a search.
    pub(in crate::browser) fn reason(&self) -> Reason {
        let incident = (self.purpose == Purpose::RecordOperations).then(|| self.incident.clone()).flatten();
        Reason { purpose: self.purpose, incident, ..Reason::default() }
    }

    /// A page of a list, of what was known at the time that the browser shows.
    pub(in crate::browser) fn page(&self, page: Page) -> Page {
        Page { as_of: self.as_of, ..page }
    }

    /// A page of the open record: all sections, or one.
    pub(in crate::browser) fn record_query(&self, section: Option<crate::record::Section>, page: Page) -> RecordQuery {
        RecordQuery {
            sections: section.into_iter().collect(),
            as_of: self.as_of,
            valid_at: self.valid_at,
            offset: page.offset,
            limit: page.limit,
            timeline: section.is_none(),
        }
    }
}

/// The purpose as people say it.
pub(in crate::browser) const fn purpose_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::DirectCare => "direct care",
        Purpose::RecordOperations => "record operations",
        Purpose::SubjectAccess => "subject access",
        Purpose::PrivacyInvestigation => "privacy investigation",
    }
}
