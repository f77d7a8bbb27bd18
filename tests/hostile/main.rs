//! Bad input at the library's door: bytes that are no messages, files that are no stores. Each
//! gets an error that says what and where, and leaves nothing half-written.

mod broken_streams;
mod files;
mod messages;
mod support;
