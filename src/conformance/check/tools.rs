//! What checks need besides what came: definitions, validators, the time.

use std::sync::OnceLock;

use jiff::Zoned;

use crate::validation::definitions::{Definitions, FhirVersion};
use crate::validation::fhir::{Options, Severity, Validator, Verdict};

/// A standard that a message can be valid by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// FHIR R4 (4.0.1), base definitions.
    FhirR4,
    /// FHIR STU3 (3.0.1), base definitions.
    FhirStu3,
}

impl Standard {
    /// By its word in a script.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "fhir-r4" => Self::FhirR4,
            "fhir-stu3" => Self::FhirStu3,
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
}

impl std::fmt::Debug for Tools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tools")
    }
}

impl Tools {
    /// Tools at a moment.
    pub const fn new(now: Zoned) -> Self {
        Self { now, r4: OnceLock::new(), stu3: OnceLock::new() }
    }

    /// The validator of a version of FHIR.
    pub(super) fn fhir(&self, version: FhirVersion) -> &Validator {
        let slot = match version {
            FhirVersion::R4 => &self.r4,
            FhirVersion::Stu3 => &self.stu3,
        };
        slot.get_or_init(|| Validator::new(Definitions::base(version), self.now.clone()))
    }

    /// Whether a text is valid; what is wrong, or cannot be checked, otherwise.
    pub(super) fn validate(&self, standard: Standard, text: &str) -> (Verdict, String) {
        let version = match standard {
            Standard::FhirR4 => FhirVersion::R4,
            Standard::FhirStu3 => FhirVersion::Stu3,
        };
        let report = self.fhir(version).validate(text, &Options::default());
        let wanted = match report.verdict() {
            Verdict::Invalid => |severity: Severity| severity == Severity::Error,
            _ => |_: Severity| true,
        };
        let grave: Vec<_> = report.findings.iter().filter(|finding| wanted(finding.severity)).collect();
        let mut words: Vec<String> = grave
            .iter()
            .take(5)
            .map(|finding| {
                let (line, path) = (finding.position.line, &finding.path);
                format!("line {line}, {path}: {}", finding.message)
            })
            .collect();
        if grave.len() > words.len() {
            words.push(format!("and {} more", grave.len() - words.len()));
        }
        (report.verdict(), words.join("; "))
    }
}
