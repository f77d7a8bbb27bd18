//! HL7 v2.3 to v2.5.1 as the UK sends it.
//!
//! [`MessageReader`] cuts a stream into messages, [`Message`] finds fields in one without copying
//! them, a [`Dialect`] says what a kind of feed means by them, and [`interpret`] turns a message
//! into a [`Statement`](crate::record::Statement). [`lines`], [`masked_lines`] and [`mask`] show a
//! raw message, whole or with parts hidden, and [`attachment`] opens what is encapsulated in one.
//! Acknowledgements and sockets are not here.

mod attachment;
mod charset;
mod coded;
mod delimiters;
mod dialect;
mod element;
mod escape;
mod framing;
mod index;
mod interpret;
mod limits;
mod lines;
mod mask;
mod mask_table;
mod message;
mod reader;
mod rejection;
mod segment;
pub(in crate::interchange) mod timestamp;

pub use attachment::attachment;
pub(in crate::interchange) use coded::coded_elements;
pub use delimiters::Delimiters;
pub use dialect::{
    BareNumber, Dialect, IdentityRule, NullPolicy, NumberField, OrganisationRule, Pattern, StatusPlace, VisitRule,
};
pub use element::{Element, Presence};
pub use framing::Framed;
pub use interpret::interpret;
pub use limits::Limits;
pub use lines::{FieldText, SegmentLine, lines, masked_lines};
pub use mask::{HIDDEN, Mask, mask};
pub use message::Message;
pub use reader::MessageReader;
pub use rejection::{Rejection, RejectionReason};
pub use segment::Segment;
