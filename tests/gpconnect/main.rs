//! FHIR in: GP Connect Structured, Care Connect and UK Core, by the public door.

#[cfg(test)]
mod clinical;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod masks;
#[cfg(test)]
#[path = "../fhir/person.rs"]
mod person;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod support;
#[cfg(test)]
mod uk_core;
