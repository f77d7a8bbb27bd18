//! What a validation finds.

use crate::validation::instance::Position;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The resource is invalid.
    Error,
    /// Something could not be checked.
    NotCheckable,
    /// It is valid, and somebody should look.
    Warning,
    /// It is worth knowing.
    Information,
}

impl Severity {
    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::NotCheckable => "not checkable",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

/// What is missing where something could not be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Uncheckable {
    /// A code system or value set.
    Terminology,
    /// A profile or extension.
    Profile,
    /// An expression that is not evaluated here, or that ran away.
    Expression,
    /// A resource that is referred to.
    Reference,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Which rule speaks, for a program: `cardinality`, `type`, `invariant:per-1`.
    pub rule: String,
    /// Where: the element as a path of FHIRPath.
    pub path: String,
    /// Where: line and column.
    pub position: Position,
    /// What was expected, and what was found: codes, types and addresses are repeated, texts are not.
    pub message: String,
    /// The profile that says so, where it is not the base.
    pub profile: Option<String>,
    /// What is missing, where it could not be checked.
    pub missing: Option<Uncheckable>,
    /// The error code to answer the sender with, where the standard of the message has one.
    pub answer: Option<String>,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that is asked holds.
    Valid,
    /// Something does not hold.
    Invalid,
    /// Nothing is known to be wrong, and something could not be checked.
    NotCheckable,
}

impl Verdict {
    /// The answer that findings of these severities come to.
    pub fn of(severities: impl Iterator<Item = Severity>) -> Self {
        severities.fold(Self::Valid, |answer, severity| match (answer, severity) {
            (Self::Invalid, _) | (_, Severity::Error) => Self::Invalid,
            (_, Severity::NotCheckable) => Self::NotCheckable,
            _ => answer,
        })
    }

    /// Its name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::NotCheckable => "not checkable",
        }
    }
}

/// Everything that was found of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The type of the resource; empty where it says none.
    pub resource_type: String,
    /// The profiles that it was put to, besides the base.
    pub profiles: Vec<String>,
    /// The findings, by place.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The answer.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.findings.iter().map(|finding| finding.severity))
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
