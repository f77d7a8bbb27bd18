//! The real binary in a pseudo-terminal: what a person sees, types, and is left with.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod browse;
mod faulty;
mod leaving;
mod pty;
