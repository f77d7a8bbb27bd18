//! Messages that nobody here wrote, read where `DCR_CORPUS` points. Without it there is nothing to
//! read, and each test says so.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod consent;
mod hospital;
mod practices;
mod published;
mod reports;
mod samples;
mod support;
