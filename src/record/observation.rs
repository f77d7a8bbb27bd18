//! Results, measurements and the reports they are grouped in.

use serde::{Deserialize, Serialize};

use super::{CodeableConcept, PartialDateTime, SourceLocation};

/// How final a result is (FHIR R4 `ObservationStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObservationStatus {
    /// Ordered or in progress, no value yet.
    Registered,
    /// A value that may still change.
    Preliminary,
    /// Final.
    #[default]
    Final,
    /// Corrected after it was final.
    Corrected,
    /// Could not be obtained.
    Cancelled,
    /// The source does not say.
    Unknown,
}

/// The source's judgement of a value (FHIR R4 `ObservationInterpretation`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interpretation {
    /// N: within the range.
    Normal,
    /// H: above the range.
    High,
    /// HH: far above the range.
    CriticalHigh,
    /// L: below the range.
    Low,
    /// LL: far below the range.
    CriticalLow,
    /// A, AA: abnormal.
    Abnormal,
    /// Anything else, as sent.
    Other(String),
}

impl Interpretation {
    /// Whether a reader should be warned.
    pub const fn is_abnormal(&self) -> bool {
        !matches!(self, Self::Normal | Self::Other(_))
    }
}

/// A value as its source gave it. Numbers stay text, so that `98.00` keeps its zeros.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Value {
    /// A number with its unit, perhaps with a comparator.
    Quantity {
        /// `<`, `<=`, `>=` or `>`, where the source gave one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comparator: Option<String>,
        /// The number as sent.
        value: String,
        /// The unit as sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// A coded answer.
    Concept {
        /// The answer.
        concept: CodeableConcept,
    },
    /// Text; line breaks are kept.
    Text {
        /// The text as sent.
        text: String,
        /// A unit that came with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// A date or a time.
    DateTime {
        /// The time.
        at: PartialDateTime,
    },
    /// Something encapsulated in the message, which is opened from the raw message.
    Attachment {
        /// What it is.
        attachment: super::Attachment,
    },
}

impl Value {
    /// What to show in one line or, for text, in its lines.
    pub fn label(&self) -> String {
        match self {
            Self::Quantity { comparator, value, unit } => {
                let comparator = comparator.as_deref().unwrap_or_default();
                unit.as_deref()
                    .map_or_else(|| format!("{comparator}{value}"), |unit| format!("{comparator}{value} {unit}"))
            }
            Self::Concept { concept } => concept.label().to_owned(),
            Self::Text { text, unit } => unit.as_deref().map_or_else(|| text.clone(), |unit| format!("{text} {unit}")),
            Self::DateTime { at } => at.display(),
            Self::Attachment { attachment } => attachment.label(),
        }
    }
}

/// A comment that came with a result or a report (HL7 v2 NTE).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The words.
    pub text: String,
    /// Where in the message they stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<SourceLocation>,
}

/// One part of an observation that has several under one code (FHIR R4 `Observation.component`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ObservationComponent {
    /// What was observed.
    pub code: CodeableConcept,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The reference range as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<String>,
    /// The source's judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpretation: Option<Interpretation>,
}

impl ObservationComponent {
    /// Its name and value in one line.
    pub fn line(&self) -> String {
        let value = self.value.as_ref().map(Value::label).unwrap_or_default();
        format!("{} {value}", self.code.label()).trim_end().to_owned()
    }
}

/// A result, a measurement, or a report that groups them (UK Core `Observation`; a group is what
/// FHIR calls a `DiagnosticReport`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Observation {
    /// What was observed.
    pub code: CodeableConcept,
    /// How final it is.
    #[serde(default)]
    pub status: ObservationStatus,
    /// The value; a group has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The reference range as sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<String>,
    /// The source's judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpretation: Option<Interpretation>,
    /// When it was observed, or the specimen taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<PartialDateTime>,
    /// When it was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<PartialDateTime>,
    /// Comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Whether this is a report that groups others.
    #[serde(default)]
    pub is_group: bool,
    /// The key of the report that this belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The place in its report, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// The specimen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specimen: Option<CodeableConcept>,
    /// The order number of whoever asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placer_order_number: Option<String>,
    /// The order number of whoever answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler_order_number: Option<String>,
    /// Who did it, or is responsible for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<String>,
    /// The visit during which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_number: Option<String>,
    /// Parts that belong together under one code, such as the two pressures of a blood pressure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ObservationComponent>,
}
