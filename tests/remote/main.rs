//! A store on a server, against servers that behave well, badly and not at all.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod audit;
mod choices;
mod fake;
mod hostile;
mod network;
mod people;
mod records;
mod sekmet;
mod served;
mod tokens;
