//! MLLP, the Minimal Lower Layer Protocol of HL7 (version 1): messages in frames on a TCP connection.
//!
//! A frame is a start byte, a payload, an end byte and a carriage return. [`FrameDecoder`] cuts a
//! stream into frames and names each defect of one; [`Connection`] reads and writes them with bounds
//! and time limits; [`connect`] and [`Listener`] make connections, over TLS where asked. What a
//! payload says is not known here: acknowledging is the caller's.

mod client;
mod connection;
#[cfg(test)]
mod connection_test;
mod decoder;
#[cfg(test)]
mod decoder_test;
mod error;
mod frame;
mod limits;
mod server;
mod tls;

pub use client::connect;
pub use connection::{Connection, Receiver, Sender};
pub use decoder::FrameDecoder;
pub use error::MllpError;
pub use frame::{END, Frame, FrameDefect, RETURN, START, framed};
pub use limits::Limits;
pub use server::{Caller, Listener};
pub use tls::{ClientTls, ServerTls};
