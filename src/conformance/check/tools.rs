//! What checks need besides what came: definitions, validators, the time.

use std::sync::OnceLock;

use jiff::Zoned;

use crate::validation::definitions::{Definitions, FhirVersion};
use crate::validation::fhir::{Options, Report, Severity, Validator, Verdict};
use crate::validation::{hl7v2, itk};

/// A standard that a message can be valid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// FHIR R4 (4.0.1), base definitions.
    FhirR4,
    /// FHIR STU3 (3.0.1), base definitions.
    FhirStu3,
    /// HL7 v2.3 to v2.5.1, by the version of the message.
    Hl7v2,
    /// ITK 2 messages (SOAP, envelope, acknowledgements) and clinical documents.
    Itk,
}

impl Standard {
    /// By its word in a script.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "fhir-r4" => Self::FhirR4,
            "fhir-stu3" => Self::FhirStu3,
            "hl7v2" => Self::Hl7v2,
            "itk" => Self::Itk,
            _ => return None,
        })
    }
}

/// What checks need besides what came. Validators are made when they are first needed.
pub struct Tools {
    /// The time of the run.
    pub now: Zoned,
    r4: OnceLock<Validator>,
    stu3: OnceLock<Validator>,
    hl7v2: OnceLock<hl7v2::Validator>,
}

impl std::fmt::Debug for Tools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tools")
    }
}

impl Tools {
    /// Tools at a moment.
    pub const fn new(now: Zoned) -> Self {
        Self { now, r4: OnceLock::new(), stu3: OnceLock::new(), hl7v2: OnceLock::new() }
    }

    /// The validator of a version of FHIR.
    pub(super) fn fhir(&self, version: FhirVersion) -> &Validator {
        let slot = match version {
            FhirVersion::R4 => &self.r4,
            FhirVersion::Stu3 => &self.stu3,
        };
        slot.get_or_init(|| Validator::new(Definitions::base(version), self.now.clone()))
    }

    /// Whether a body is valid; what is wrong, or cannot be checked, otherwise.
    pub(super) fn validate(&self, standard: Standard, body: &[u8]) -> (Verdict, String) {
        let version = match standard {
            Standard::FhirR4 => FhirVersion::R4,
            Standard::FhirStu3 => FhirVersion::Stu3,
            Standard::Hl7v2 => return self.validate_hl7v2(body),
            Standard::Itk => return judged(&itk::validate(body, None)),
        };
        let Ok(text) = std::str::from_utf8(body) else {
            return (Verdict::Invalid, "bytes that are not UTF-8".to_owned());
        };
        judged(&self.fhir(version).validate(text, &Options::default()))
    }

    fn validate_hl7v2(&self, body: &[u8]) -> (Verdict, String) {
        let report = self.hl7v2.get_or_init(|| hl7v2::Validator::new(Vec::new())).validate(body);
        let is_invalid = report.verdict() == Verdict::Invalid;
        let grave = report.findings.iter().filter(|finding| !is_invalid || finding.severity == Severity::Error);
        let words = grave.map(|finding| (finding.position.line, finding.place.to_string(), finding.message.clone()));
        (report.verdict(), told(words.collect()))
    }
}

/// A verdict with what it stands on: of what is invalid the errors alone.
fn judged(report: &Report) -> (Verdict, String) {
    let is_invalid = report.verdict() == Verdict::Invalid;
    let grave = report.findings.iter().filter(|finding| !is_invalid || finding.severity == Severity::Error);
    let words = grave.map(|finding| (finding.position.line, finding.path.clone(), finding.message.clone()));
    (report.verdict(), told(words.collect()))
}

/// Findings in words: line, place and message; of many the first.
fn told(findings: Vec<(u32, String, String)>) -> String {
    let all = findings.len();
    let mut words: Vec<String> =
        findings.into_iter().take(5).map(|(line, place, message)| format!("line {line}, {place}: {message}")).collect();
    if all > words.len() {
        words.push(format!("and {} more", all - words.len()));
    }
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_standard_judges_its_own_messages() {
        let tools = Tools::new("2026-03-09T10:00:00+00:00[Europe/London]".parse().expect("a moment"));
        let acknowledgement = b"MSH|^~\\&|LAB|RD3|DCR|RD3|20180403143000||ACK|1|P|2.3\rMSA|AA|1\r";
        let envelope = br#"<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"/>"#;
        let table: [(&str, &[u8], Verdict); 5] = [
            ("hl7v2", acknowledgement, Verdict::Valid),
            ("hl7v2", &acknowledgement[..60], Verdict::Invalid),
            ("itk", envelope, Verdict::Invalid),
            ("fhir-r4", br#"{"resourceType":"Patient","gender":"female"}"#, Verdict::Valid),
            ("fhir-stu3", br#"{"resourceType":"Patient","gender":"lady"}"#, Verdict::Invalid),
        ];
        for (word, body, expected) in table {
            let standard = Standard::named(word).expect(word);
            let (verdict, why) = tools.validate(standard, body);
            assert_eq!(verdict, expected, "{word}: {why}");
        }
    }
}
