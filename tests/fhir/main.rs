//! The FHIR R4 export at its door: one whole bundle, its inner references, that nothing of the record
//! is lost on the way, and that the base definitions of R4 agree.

// Every module is marked as a test, helpers too: they may unwrap.
#[cfg(test)]
mod bundle;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod definitions;
#[cfg(test)]
mod loss;
#[cfg(test)]
mod person;
#[cfg(test)]
mod structure;
