//! Documents: letters, summaries and reports that came as a whole.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, Coding, Note, PartialDateTime, SourceLocation};

/// Whether a document is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// Authenticated or final.
    #[default]
    Final,
    /// Not yet signed.
    Preliminary,
}

/// Content that stays in the raw message and is opened from there, through the gate.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Attachment {
    /// The media type, as far as it is known.
    pub content_type: String,
    /// The size of the decoded content in bytes.
    pub size: u64,
    /// SHA-256 of the decoded content, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Where in the message it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<SourceLocation>,
    /// Where the source keeps the content, where the message does not carry it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Attachment {
    /// One line for a reader.
    pub fn label(&self) -> String {
        format!("[{}, {} bytes]", self.content_type, self.size)
    }
}

/// A document about the patient (UK Core `DocumentReference`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DocumentReference {
    /// What kind of document.
    pub kind: CodeableConcept,
    /// Its title, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it is final.
    #[serde(default)]
    pub status: DocumentStatus,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<PartialDateTime>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The source's number for the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
    /// How confidential the source calls it, where it says so (FHIR R4 `securityLabel`, CDA
    /// `confidentialityCode`). It is told to the reader; it decides nothing by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidentiality: Option<Coding>,
    /// Its text, one item a line or paragraph of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Note>,
    /// Its content in another form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}
