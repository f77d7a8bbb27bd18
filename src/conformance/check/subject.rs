//! What is asked about: where values come from.

use super::{CertificatePart, Hl7Path, JsonPath, Received, Tools, XPath, fhir};
use crate::interchange::hl7v2::Message;
use crate::validation::fhirpath::Expression;

/// What is asked about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A place in an HL7 v2 message.
    Hl7(Hl7Path),
    /// A path in JSON.
    Json(JsonPath),
    /// A path in XML.
    XPath(XPath),
    /// An expression over a FHIR resource.
    FhirPath(Box<Expression>),
    /// A header of HTTP, whatever its case.
    Header(String),
    /// The peer's certificate.
    Certificate(CertificatePart),
    /// The bytes as they came, with escapes for what is not printable ASCII.
    Bytes,
    /// The defects of the frame by their names; `whole` where there are none.
    Frame,
    /// The status of HTTP.
    Status,
    /// The message or body as text.
    Text,
    /// How long it took, in milliseconds.
    Duration,
    /// That it came at all.
    Arrival,
}

/// What a subject gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These values; none is an answer too.
    Values(Vec<String>),
    /// What came cannot be read so.
    Unreadable(String),
}

impl Subject {
    /// Its values in what came.
    pub fn find(&self, received: &Received, tools: &Tools) -> Found {
        match self.values(received, tools) {
            Ok(values) => Found::Values(values),
            Err(why) => Found::Unreadable(why),
        }
    }

    fn values(&self, received: &Received, tools: &Tools) -> Result<Vec<String>, String> {
        let text = || received.text().ok_or_else(|| "not UTF-8".to_owned());
        Ok(match self {
            Self::Hl7(path) => {
                let message = Message::parse(&received.body).map_err(|error| format!("not HL7 v2: {error}"))?;
                path.values(&message)
            }
            Self::Json(path) => {
                // The reader's own words would quote the text.
                let document = serde_json::from_slice(&received.body)
                    .map_err(|error| format!("not JSON, at line {} column {}", error.line(), error.column()))?;
                path.values(&document)?
            }
            Self::XPath(path) => path.values(text()?)?,
            Self::FhirPath(expression) => fhir::values(expression, text()?, tools)?,
            Self::Header(name) => {
                let named = received.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name));
                named.map(|(_, value)| value.clone()).collect()
            }
            Self::Certificate(part) => match received.certificates.first() {
                None => Vec::new(),
                Some(certificate) => vec![part.value(certificate, tools.now.timestamp())?],
            },
            Self::Bytes => vec![received.raw.escape_ascii().to_string()],
            Self::Frame if received.defects.is_empty() => vec!["whole".to_owned()],
            Self::Frame => received.defects.iter().map(|defect| defect.name().to_owned()).collect(),
            Self::Status => received.status.iter().map(u16::to_string).collect(),
            Self::Text => vec![text()?.to_owned()],
            Self::Duration => vec![received.duration.as_millis().to_string()],
            Self::Arrival => vec!["it came".to_owned()],
        })
    }
}
