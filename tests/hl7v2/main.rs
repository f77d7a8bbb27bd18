//! HL7 v2: from bytes to what a message says, by the public door.

mod corpus;
