//! The fictional Dorset and its defects, through the public doors: bytes in, views out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod alerts;
mod bearers;
mod care;
mod defects;
mod disclosure;
mod doors;
mod late;
mod practices;
mod reports;
mod signals;
mod stories;
mod support;
mod times;
mod whereabouts;
