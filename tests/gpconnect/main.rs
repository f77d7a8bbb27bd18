//! FHIR in: GP Connect Structured, Care Connect and UK Core, by the public door.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(test)]
mod corpus;
