//! What happens to people: registrations, stays, visits, bookings, results and documents.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// One thing that a hospital recorded of a person.
///
/// `number` names the local number it was recorded under, where that is not the one in use.
/// `arrives` is when the message came, where that is not when it was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Event {
    Registered(Registered),
    Changed(Registered),
    Merged(Merged),
    Stay(Stay),
    Visit(Visit),
    Appointment(Appointment),
    Report(Report),
    Imaging(Imaging),
    Letter(Letter),
}

/// A person is put on, or changed in, a patient administration system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Registered {
    pub(crate) trust: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    pub(crate) at: DateTime,
}

/// Two local numbers turn out to be one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Merged {
    pub(crate) trust: String,
    pub(crate) at: DateTime,
    pub(crate) kept: String,
    pub(crate) gone: String,
}

/// A code with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Coded {
    pub(crate) code: String,
    pub(crate) text: String,
}

/// How a stay is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StayClass {
    Inpatient,
    DayCase,
    Emergency,
}

/// A stay in hospital, from admission to discharge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stay {
    pub(crate) trust: String,
    pub(crate) visit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    pub(crate) class: StayClass,
    /// When the bed was booked, for a planned stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) planned: Option<DateTime>,
    pub(crate) admitted: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) admission_arrives: Option<DateTime>,
    /// Admission method, NHS Data Dictionary.
    pub(crate) method: String,
    pub(crate) ward: String,
    pub(crate) bed: String,
    pub(crate) specialty: String,
    /// Code of a clinician.
    pub(crate) consultant: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) diagnosis: Option<Coded>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) procedure: Option<Coded>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) transfers: Vec<Transfer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) updates: Vec<Update>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) discharged: Option<DateTime>,
    /// When the discharge was taken back: the person is in hospital still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) discharge_cancelled: Option<DateTime>,
    /// When the person left after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) discharged_again: Option<DateTime>,
    /// When the admission was taken back: it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cancelled: Option<DateTime>,
}

/// A move to another bed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transfer {
    pub(crate) at: DateTime,
    pub(crate) ward: String,
    pub(crate) bed: String,
    /// When the move was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cancelled: Option<DateTime>,
}

/// A correction to a stay: the consultant, as known from `at`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Update {
    pub(crate) at: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) arrives: Option<DateTime>,
    pub(crate) consultant: String,
}

/// An attendance at a clinic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub(crate) trust: String,
    pub(crate) id: String,
    pub(crate) at: DateTime,
    pub(crate) clinic: String,
    pub(crate) specialty: String,
    pub(crate) consultant: String,
}

/// A booked appointment and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Appointment {
    pub(crate) trust: String,
    pub(crate) id: String,
    pub(crate) booked: DateTime,
    pub(crate) at: DateTime,
    pub(crate) clinic: String,
    pub(crate) reason: String,
    pub(crate) specialty: String,
    pub(crate) consultant: String,
    /// Told when, and to what new time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rebooked: Option<[DateTime; 2]>,
    /// When the reason was reworded, and its new words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reworded: Option<(DateTime, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cancelled: Option<DateTime>,
}

/// One message of a laboratory: a report, or a later state of it under the same `filler` number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) trust: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<String>,
    pub(crate) filler: String,
    /// Key of the battery in the catalogue of tests.
    pub(crate) battery: String,
    pub(crate) taken: DateTime,
    pub(crate) reported: DateTime,
    /// OBR-25: `P`, `F` or `C`.
    pub(crate) status: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) results: Vec<TestResult>,
    /// Lines of a text report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lines: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
}

/// One result of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TestResult {
    /// Local code of the test.
    pub(crate) test: String,
    pub(crate) value: String,
    /// OBX-11, where it is not that of the report.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) status: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
}

/// A radiology report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Imaging {
    pub(crate) trust: String,
    pub(crate) filler: String,
    /// Exam code and name.
    pub(crate) exam: Coded,
    pub(crate) at: DateTime,
    pub(crate) reported: DateTime,
    pub(crate) status: String,
    pub(crate) lines: Vec<String>,
}

/// A document, or a later act on one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Letter {
    pub(crate) trust: String,
    pub(crate) document: String,
    pub(crate) act: LetterAct,
    /// Local code and title.
    pub(crate) kind: Coded,
    pub(crate) written: DateTime,
    pub(crate) author: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) visit: Option<String>,
    /// The document that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replaces: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) pdf: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) lines: Vec<String>,
}

/// What an MDM message does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LetterAct {
    Sent,
    Replaced,
    Cancelled,
}
