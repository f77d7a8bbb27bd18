//! `dcr terminology` as a user meets it: the real binary over the fictional releases of
//! `testdata/terminology`, each session in one snapshot.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod asking;
mod bad_input;
mod beside;
mod checking;
mod killed;
mod loading;
#[path = "../cli/sandbox.rs"]
mod sandbox;
mod support;
mod validating;
