//! What a validation of an HL7 v2 message finds.

use std::fmt;

use super::rule::{ErrorCode, Rule};
pub use crate::validation::fhir::{Severity, Verdict};
use crate::validation::instance::Position;

/// Where a finding stands in a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The name of the segment; empty where the message as a whole is meant.
    pub segment: String,
    /// Which segment of that name, from 1; 0 where there is none.
    pub occurrence: u32,
    /// The group of the message structure, where one is meant.
    pub group: Option<String>,
    /// The field, from 1.
    pub field: Option<u16>,
    /// Which repetition of the field, from 1.
    pub repetition: Option<u16>,
    /// The component, from 1.
    pub component: Option<u16>,
    /// The subcomponent, from 1.
    pub subcomponent: Option<u16>,
}

impl fmt::Display for Place {
    /// Writes `OBX[2]-5[3].1.2`: the second OBX, its fifth field, third repetition, first component,
    /// second subcomponent. A number of one is left out, but for components.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.segment)?;
        if self.occurrence > 1 {
            write!(f, "[{}]", self.occurrence)?;
        }
        let Some(field) = self.field else { return Ok(()) };
        write!(f, "-{field}")?;
        if let Some(repetition) = self.repetition.filter(|repetition| *repetition > 1) {
            write!(f, "[{repetition}]")?;
        }
        for part in [self.component, self.subcomponent].into_iter().flatten() {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Which rule speaks.
    pub rule: Rule,
    /// Where, in the terms of HL7.
    pub place: Place,
    /// Where: bytes from the beginning of what was given.
    pub offset: usize,
    /// Where: line and column; CR, LF and CRLF each end a line.
    pub position: Position,
    /// What was expected, and what was found: names and codes are repeated, what may be about a person
    /// is shown by its form alone.
    pub message: String,
    /// The profile that says so, where it is not the standard.
    pub profile: Option<String>,
    /// What could be done about it, where there is one plain thing.
    pub proposal: Option<String>,
}

impl Finding {
    /// The code of table 0357 to answer the sender with; none where there is nothing to answer.
    pub fn error_code(&self) -> Option<ErrorCode> {
        matches!(self.severity, Severity::Error | Severity::NotCheckable).then(|| self.rule.error_code()).flatten()
    }

    /// The ERR segment to answer with, as a version of HL7 writes it: ERR-1 up to v2.4, and ERR-2 to
    /// ERR-4 from v2.5. None where there is nothing to answer.
    pub fn error_segment(&self, version: &str) -> Option<String> {
        let code = self.error_code()?;
        let part = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        let place = &self.place;
        let occurrence = place.occurrence.max(1);
        let (number, text) = (code.number(), code.text());
        let segment = if place.segment.is_empty() { "MSH" } else { &place.segment };
        if matches!(version, "2.5" | "2.5.1") {
            let mut location = format!("{segment}^{occurrence}");
            for number in [place.field, place.repetition, place.component, place.subcomponent] {
                location = format!("{location}^{}", part(number));
            }
            let location = location.trim_end_matches('^');
            let severity = if self.severity == Severity::Error { 'E' } else { 'W' };
            return Some(format!("ERR||{location}|{number}^{text}^HL70357|{severity}"));
        }
        Some(format!("ERR|{segment}^{occurrence}^{}^{number}&{text}&HL70357", part(place.field)))
    }
}

/// Everything that was found of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What MSH-9 says: type, event and structure; empty where it says nothing that can be repeated.
    pub message_type: String,
    /// The version that it was put to; empty where it was put to none.
    pub version: String,
    /// The message structure that it was put to; empty where it was put to none.
    pub structure: String,
    /// The profiles that it was put to besides the standard.
    pub profiles: Vec<String>,
    /// The findings, by place.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The answer.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.findings.iter().map(|finding| finding.severity))
    }
}
