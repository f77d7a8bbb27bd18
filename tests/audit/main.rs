//! The log against what others published, read where `DCR_CORPUS` points.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod balp;
mod published;
