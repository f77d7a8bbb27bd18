//! Time and names, so that a test can fix them.

use jiff::Zoned;

use crate::conformance::hash::hexadecimal;

/// Where time and new names come from.
pub struct Context {
    /// The time now.
    pub now: Box<dyn Fn() -> Zoned + Send + Sync>,
    /// A name that was never used, in the form of a UUID (RFC 9562, version 4), in upper case.
    pub uuid: Box<dyn Fn() -> String + Send + Sync>,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Context")
    }
}

impl Context {
    /// The time of the machine, and random names.
    pub fn real() -> Self {
        Self { now: Box::new(Zoned::now), uuid: Box::new(random_uuid) }
    }
}

fn random_uuid() -> String {
    let mut bytes = [0u8; 16];
    // Without randomness the time tells names apart well enough.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = Zoned::now().timestamp().as_nanosecond().to_be_bytes();
    }
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let hex = hexadecimal(&bytes).to_ascii_uppercase();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
