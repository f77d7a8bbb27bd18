//! What a message is made of before it is read, within the bounds that reading has: for the validator,
//! which reports on messages that are refused here.

pub(crate) use super::limits::DECODED_BYTES;
pub(crate) use super::payload::{base64, gunzip};
pub(crate) use super::xml::{HL7, ITK, SOAP, open, text};
