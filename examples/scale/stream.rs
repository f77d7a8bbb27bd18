//! The messages of a plan as a stream that is made while it is read.

use std::io::{self, Read};

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use super::person::Person;
use super::plan::Plan;
use super::random::Random;
use super::wire::Wire;

/// Which of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everybody is registered, some stay in hospital; then reports until there are entries enough.
    Everything,
    /// Only what an administration system sends: every other person stays once.
    Admissions,
    /// Only reports about people who are known, one after another at random.
    Reports,
}

/// About as much is made at a time.
const CHUNK: usize = 64 << 10;

/// Messages, made as they are read.
pub(crate) struct Stream {
    plan: Plan,
    part: Part,
    wire: Wire,
    taken: usize,
    random: Random,
    registered: u64,
    entries: u64,
    heaviest: u64,
    reports: u64,
}

impl Stream {
    /// The messages of a part; `run` tells them from those of any other run.
    pub(crate) fn new(plan: Plan, part: Part, run: &str) -> Self {
        let wire = Wire { text: Vec::with_capacity(CHUNK + 8192), number: 0, run: run.to_owned() };
        let random = Random::new(plan.seed, u64::MAX);
        Self { plan, part, wire, taken: 0, random, registered: 0, entries: 0, heaviest: 0, reports: 0 }
    }

    fn refill(&mut self) {
        self.wire.text.clear();
        self.taken = 0;
        while self.wire.text.len() < CHUNK && self.more() {}
    }

    /// Writes the next messages; false at the end.
    fn more(&mut self) -> bool {
        if self.part != Part::Reports && self.registered < self.plan.people {
            let mut person = Person::draw(self.plan.seed, self.registered);
            let mut random = std::mem::replace(&mut person.more, Random::new(0, 0));
            let at = moment(self.registered, self.plan.people, date(2018, 1, 1).at(0, 0, 0, 0));
            self.entries += self.wire.register(&person, at, &mut random);
            let stays = if self.part == Part::Admissions { 50 } else { 10 };
            if random.chance(stays) {
                self.entries += self.wire.stay(&person, at, &mut random);
            }
            self.registered += 1;
            return true;
        }
        self.part != Part::Admissions && self.report()
    }

    fn report(&mut self) -> bool {
        let missing = self.plan.entries.saturating_sub(self.entries);
        let heavy = self.heaviest < self.plan.heaviest;
        if missing == 0 && !heavy {
            return false;
        }
        // The first person's reports are spread over everybody's, as a long illness is over years.
        let every = (self.plan.entries / self.plan.heaviest.max(1)).max(1);
        let first = heavy && (self.reports.is_multiple_of(every) || missing == 0);
        let place = if first { 0 } else { self.random.below(self.plan.people) };
        let person = Person::draw(self.plan.seed, place);
        let at = moment(self.entries, self.plan.entries.max(1), date(2018, 7, 1).at(0, 0, 0, 0));
        let made = self.wire.report(&person, at, &mut self.random);
        self.entries += made;
        self.heaviest += if place == 0 { made } else { 0 };
        self.reports += 1;
        true
    }
}

/// A moment of the half year after `from`, as far into it as `done` is of `all`.
fn moment(done: u64, all: u64, from: DateTime) -> DateTime {
    let seconds = 180 * 86_400 * done.min(all) / all.max(1);
    from.checked_add(SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(0))).unwrap_or(from)
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.wire.text.len() {
            self.refill();
        }
        let rest = &self.wire.text[self.taken..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.taken += length;
        Ok(length)
    }
}
