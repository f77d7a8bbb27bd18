//! The committed test data is what its truth makes, and keeps its promises.

#[path = "../../examples/dorset/mod.rs"]
mod dorset;

#[cfg(test)]
mod committed;
#[cfg(test)]
mod people;
#[cfg(test)]
mod wire;
