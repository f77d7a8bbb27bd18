//! Raw messages as a view shows them.

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::record::{Defect, MessageId, PartialDateTime};
use crate::store::PatientId;

/// One message that touched a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraceItem {
    /// The message.
    pub message: MessageId,
    /// When it came.
    pub received: Timestamp,
    /// When the source says that it wrote it.
    pub stated: Option<PartialDateTime>,
    /// The feed.
    pub feed: String,
    /// The source's number for it.
    pub control_id: String,
    /// What happened, such as `ADT^A01`.
    pub trigger: String,
    /// `applied`, `duplicate`, `conflict` or `dead`.
    pub outcome: String,
    /// The source patient it was about.
    pub patient: PatientId,
    /// How many entries it made or changed.
    pub entries: u64,
    /// What was odd, without values.
    pub defects: Vec<Defect>,
    /// Segments that were carried into no entry.
    pub unread: Vec<String>,
    /// SHA-256 of the raw message, in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
}

/// One field of a segment.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FieldView {
    /// The field's number, from 1.
    pub number: u16,
    /// The text as sent, masked where the view is.
    pub text: String,
}

/// One segment.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SegmentView {
    /// The name, such as `PID`.
    pub name: String,
    /// Which segment of the message, from 1.
    pub ordinal: u32,
    /// The fields.
    pub fields: Vec<FieldView>,
}

/// One raw message.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct MessageView {
    /// The version of this form.
    pub format_version: &'static str,
    /// The message.
    pub message: MessageId,
    /// The feed.
    pub feed: String,
    /// The source's number for it.
    pub control_id: String,
    /// What happened.
    pub trigger: String,
    /// When it came.
    pub received: Timestamp,
    /// `applied`, `duplicate`, `conflict` or `dead`.
    pub outcome: String,
    /// Whether something is hidden.
    pub masked: bool,
    /// The segments; a message that cannot be split is one segment without a name.
    pub segments: Vec<SegmentView>,
    /// What was odd.
    pub defects: Vec<Defect>,
}

/// A decoded attachment.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachmentView {
    /// The media type.
    pub content_type: String,
    /// The content.
    pub content: Vec<u8>,
}

impl fmt::Debug for FieldView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldView({}, ‹masked›)", self.number)
    }
}

impl fmt::Debug for SegmentView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SegmentView({} {})", self.ordinal, self.name)
    }
}

impl fmt::Debug for MessageView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageView({})", self.message)
    }
}

impl fmt::Debug for AttachmentView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AttachmentView({}, {} bytes)", self.content_type, self.content.len())
    }
}
