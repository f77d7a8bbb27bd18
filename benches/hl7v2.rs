//! HL7 v2 from bytes to typed values.
fn main() {}
