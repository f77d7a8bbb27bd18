//! Release Format 2 through the public doors: names, every table, what is refused and how, laws.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::panic, reason = "a test that cannot go on fails")]

mod corpus;
mod laws;
mod names;
mod refsets;
mod refusals;
mod support;
mod tables;
