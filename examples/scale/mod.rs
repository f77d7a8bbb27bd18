//! Made-up people and messages in any number, for measuring.
//!
//! [`Plan`] says how many and with which seed, [`Person`] is drawn from seed and place alone, and
//! [`Stream`] writes their HL7 v2 messages as they are read, so that nothing large is ever held.

mod names;
mod panel;
pub(crate) mod person;
mod plan;
pub(crate) mod random;
pub(crate) mod store;
mod stream;
mod wire;

pub(crate) use plan::Plan;
pub(crate) use store::{agent, make};
pub(crate) use stream::{Part, Stream};
