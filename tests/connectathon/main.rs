//! Scripts, their playing, the catalogue against the simulators, and evidence.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod catalogue;
mod evidence;
mod playing;
mod scripts;
mod support;
