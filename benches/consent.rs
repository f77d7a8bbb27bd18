//! How long a decision takes: `cargo bench --bench consent`.
//!
//! The whole decision is measured, from the user's roles to the outcome, once the store has gathered
//! what it needs. Time is that of the clock, in one thread; see `README.md` for what it was on.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use dcr::access::{AccessQuestion, JobRole, PersonFacts, Reason, Relationship, RoleProfile, User, decide, explain};
use dcr::consent::StoreState;
use dcr::consent::{
    Choices, Emergency, Outcome, Overlay, Permission, PolicyBook, PolicyInForce, Standing, StandingChoice,
};
use dcr::record::{directory, london};
use divan::{Bencher, black_box};
use jiff::{SignedDuration, Timestamp};

fn main() {
    divan::main();
}

const CASES: [&str; 6] = ["yes-3", "default", "yes-1", "yes-2", "no-1-emergency", "nothing-permits"];

struct Case {
    user: User,
    reason: Reason,
    choices: Choices,
    person: PersonFacts,
    policy: PolicyInForce,
    now: Timestamp,
}

impl Case {
    fn of(name: &str) -> Self {
        let now: Timestamp = "2018-06-01T11:00:00Z".parse().expect("a time");
        let standing = |choice| Some(Standing { choice, stated: now - SignedDuration::from_hours(1_000) });
        let (choices, reason) = match name {
            "yes-3" => (Choices { standing: standing(StandingChoice::Yes3), overlay: None }, Reason::default()),
            "yes-1" => {
                let overlay = Some(Overlay::yes_1("a.patel", now - SignedDuration::from_hours(2)));
                (Choices { standing: standing(StandingChoice::No2), overlay }, Reason::default())
            }
            "yes-2" => {
                let until = Some(now + SignedDuration::from_hours(500));
                let overlay = Some(Overlay::yes_2(now - SignedDuration::from_hours(2), until, now));
                (Choices { standing: standing(StandingChoice::No1), overlay }, Reason::default())
            }
            "no-1-emergency" => {
                let text = Some("found unconscious".to_owned());
                let reason = Reason { emergency: Some(Emergency::Medical), text, ..Reason::default() };
                (Choices { standing: standing(StandingChoice::No1), overlay: None }, reason)
            }
            "default" => (Choices::default(), Reason { permission: Permission::Given, ..Reason::default() }),
            _ => (Choices::default(), Reason { permission: Permission::Unable, ..Reason::default() }),
        };
        let role = |role: &str, organisation: &str| RoleProfile {
            role: JobRole(role.to_owned()),
            organisation: organisation.to_owned(),
        };
        let roles = vec![role("R8009", "RD3"), role("S8000:G8000:R8000", "RBD01")];
        let relationship = Some(Relationship::OpenEncounter { organisation: "RBD01".to_owned() });
        let case = Self {
            user: User { name: "a.patel".to_owned(), roles, ..User::default() },
            reason,
            choices,
            person: PersonFacts { relationship, ..PersonFacts::default() },
            policy: PolicyBook::shipped_on(now.to_zoned(london().clone()).date()).expect("a policy"),
            now,
        };
        case.check(name);
        case
    }

    /// A question that is turned away before the person's choices are looked at measures nothing.
    fn check(&self, name: &str) {
        let explained = explain(&self.question());
        assert!(explained.trace.len() > 5, "{name} is decided by row {}", explained.decision.row.0);
        let is_open = explained.decision.outcome == Outcome::Permit;
        assert_eq!(is_open, name != "nothing-permits", "{name} ends with {}", explained.decision.outcome.slug());
    }

    fn question(&self) -> AccessQuestion<'_> {
        AccessQuestion {
            user: Some(&self.user),
            reason: &self.reason,
            site: directory(),
            choices: &self.choices,
            person: &self.person,
            policy: Some(&self.policy),
            store: StoreState::Sound,
            now: self.now,
        }
    }
}

/// Promised: 300 ns.
#[divan::bench(args = CASES, sample_count = 200, sample_size = 1_000)]
fn decision(bencher: Bencher<'_, '_>, name: &str) {
    let case = Case::of(name);
    bencher.bench_local(|| decide(black_box(&case.question())));
}

/// Promised: 20 µs.
#[divan::bench(args = CASES, sample_count = 200, sample_size = 100)]
fn explanation(bencher: Bencher<'_, '_>, name: &str) {
    let case = Case::of(name);
    bencher.bench_local(|| explain(black_box(&case.question())));
}
