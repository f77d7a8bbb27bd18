//! Negative tests made from one good message.
//!
//! A [`Mutation`] spoils a message at one [`Layer`] in one way that has a name, and says what the
//! standard asks of a receiver then ([`Demand`]). [`mutants`] gives every one that can be made of a
//! message. Sending them and judging the answers is `run`'s. One layer is one file; a standard other
//! than HL7 v2 gets a folder of its own beside these.

mod charset;
mod delimiter;
mod frame;
mod layer;
mod mutation;
#[cfg(test)]
mod mutation_test;
mod segment;

pub use layer::Layer;
pub use mutation::{Demand, Mutant, Mutation, mutants};
