//! Bad input at the library's door: bytes that are no messages, files that are no stores. Each
//! gets an error that says what and where, and leaves nothing half-written.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod broken_streams;
mod files;
mod messages;
mod replaced;
mod support;
