//! The real binary in a pseudo-terminal: what a person sees, types, and is left with.

mod browse;
mod faulty;
mod leaving;
mod pty;
