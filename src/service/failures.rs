//! Failed calls, which go into the audit as others do.

use jiff::Timestamp;

use super::problem::Problem;
use crate::access::{Reason, User};
use crate::store::sqlite::SqliteStore;
use crate::store::{StoreError, ViewRequest};
use crate::transport::http::Request;

/// How many calls of nobody known are written down one by one in a second. The rest is counted: a flood
/// must not fill the disk.
const IN_A_SECOND: u32 = 10;

/// What of the calls of nobody known was not written down one by one.
#[derive(Default)]
pub(super) struct Failures {
    second: i64,
    written: u32,
    counted: u64,
}

impl Failures {
    /// Whether one more call of nobody known is written down, and how many were only counted before it.
    fn admit(&mut self, now: Timestamp) -> Option<u64> {
        if self.second != now.as_second() {
            (self.second, self.written) = (now.as_second(), 0);
        }
        if self.written == IN_A_SECOND {
            self.counted += 1;
            return None;
        }
        self.written += 1;
        Some(std::mem::take(&mut self.counted))
    }

    /// Writes down a call that failed before the gate was asked.
    pub(super) fn record(
        &mut self,
        store: &mut SqliteStore,
        (request, id): (&Request, &str),
        user: Option<User>,
        problem: &Problem,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let known = user.is_some();
        let before = if known { Some(0) } else { self.admit(now) };
        let Some(before) = before else { return Ok(()) };
        let user = user.unwrap_or_else(|| User {
            name: "nobody known".to_owned(),
            full_name: "a caller without a token that is taken".to_owned(),
            ..User::default()
        });
        let more = if before == 0 { String::new() } else { format!("; {before} more before it were only counted") };
        // The type alone: an id or a parameter may name a person.
        let kind = request.path.split('/').nth(2).filter(|kind| kind.len() <= 32).unwrap_or_default();
        let kind: String = kind.chars().filter(char::is_ascii_alphanumeric).collect();
        let what = format!(
            "a call failed: {} {kind}: {} {}; from {}{more}",
            request.method,
            problem.status,
            problem.words(),
            request.peer.ip()
        );
        let request = ViewRequest { user, reason: Reason::default(), request: id.to_owned() };
        store.record_failed_call(&request, &what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_told_with_the_next() {
        let (mut failures, now) = (Failures::default(), Timestamp::UNIX_EPOCH);
        let admitted = (0..25).filter(|_| failures.admit(now).is_some()).count();
        assert_eq!(admitted, 10);
        assert_eq!(failures.admit(Timestamp::from_second(1).unwrap()), Some(15));
        assert_eq!(failures.admit(Timestamp::from_second(1).unwrap()), Some(0));
    }
}
