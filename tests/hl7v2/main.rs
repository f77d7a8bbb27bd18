//! HL7 v2: from bytes to what a message says, by the public door.

mod clinical;
mod corpus;
mod documents;
mod encounters;
mod identity;
mod laws;
mod masks;
mod nulls;
mod reader;
mod refusals;
mod results;
mod support;
mod text;
