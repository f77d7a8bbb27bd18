//! Synthetic releases are what they say: valid row by row, whole, the same for the same seed, and
//! their histories agree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../../examples/synthetic/make/mod.rs"]
#[expect(dead_code, reason = "what the program alone uses")]
mod make;

mod products;
mod releases;
mod rows;
