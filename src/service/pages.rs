//! Where the next page of an answer is: behind a random name that tells nothing, for the user and the
//! purpose of the first page alone, for a while.

use std::collections::HashMap;

use base64::Engine as _;
use jiff::{SignedDuration, Timestamp};

use super::problem::Problem;
use super::question::Question;
use crate::access::Purpose;
use crate::store::{Context, ViewRequest};

/// How long a page waits to be asked for.
const LASTS: SignedDuration = SignedDuration::from_mins(10);
/// The most pages that wait.
const MOST: usize = 4096;
/// The most pages of one user that wait.
const MOST_OF_ONE: usize = 64;

/// A page that waits: what was asked, never what was found. It is decided again when it is asked for.
struct Waiting {
    user: String,
    purpose: Purpose,
    question: Question,
    until: Timestamp,
    /// Counts up: the lowest is the oldest.
    number: u64,
}

/// The pages that wait.
#[derive(Default)]
pub(super) struct Pages {
    waiting: HashMap<String, Waiting>,
    count: u64,
}

impl Pages {
    /// Keeps a page, and says its name. The oldest gives way where there are too many.
    pub(super) fn keep(
        &mut self,
        context: &Context,
        request: &ViewRequest,
        question: Question,
    ) -> Result<String, Problem> {
        let now = context.now();
        self.waiting.retain(|_, page| now < page.until);
        let user = request.user.name.as_str();
        while self.waiting.values().filter(|page| page.user == user).count() >= MOST_OF_ONE {
            self.drop_oldest(|page| page.user == user);
        }
        while self.waiting.len() >= MOST {
            self.drop_oldest(|_| true);
        }
        let mut random = [0; 24];
        context.randomness.fill(&mut random).map_err(|_| Problem::busy("the system gives no random bytes"))?;
        let name = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random);
        let until = now.checked_add(LASTS).unwrap_or(now);
        self.count += 1;
        let purpose = request.reason.purpose;
        let page = Waiting { user: user.to_owned(), purpose, question, until, number: self.count };
        self.waiting.insert(name.clone(), page);
        Ok(name)
    }

    fn drop_oldest(&mut self, among: impl Fn(&Waiting) -> bool) {
        let oldest = self.waiting.iter().filter(|(_, page)| among(page)).min_by_key(|(_, page)| page.number);
        if let Some(name) = oldest.map(|(name, _)| name.clone()) {
            self.waiting.remove(&name);
        }
    }

    /// The question behind a name. One that is unknown, over, or of another user or purpose is all the
    /// same: there is no such page.
    pub(super) fn find(&self, name: &str, request: &ViewRequest, now: Timestamp) -> Result<Question, Problem> {
        let found = self.waiting.get(name).filter(|page| {
            now < page.until && page.user == request.user.name && page.purpose == request.reason.purpose
        });
        let gone = || Problem::new(404, "not-found", "there is no such page, or its time is over; ask again");
        found.map(|page| page.question.clone()).ok_or_else(gone)
    }
}
