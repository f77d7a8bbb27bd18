//! Peers for a script to talk to: they answer by rules, and have faults that can be switched on.
//!
//! [`Receiver`] is what an MLLP receiver does with one frame, without a network; [`ReceiverFault`] are
//! its faults by name; a [`Rule`] answers, delays, drops or breaks off. [`Simulator`] runs one at an
//! address in a thread of its own until it is stopped. A kind of peer is one file here beside
//! `receiver`, with its own list of faults; [`Plan`] reads several from one file.

mod fault;
mod plan;
mod receiver;
#[cfg(test)]
mod receiver_test;
mod rule;
mod serve;

pub use fault::ReceiverFault;
pub use plan::{Peer, Plan};
pub use receiver::{Deed, Receiver};
pub use rule::{Deal, Rule};
pub use serve::{Logged, Simulator, SimulatorError};
