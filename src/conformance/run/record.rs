//! The record of a run: what was sent, what came, what was asked and what came of it.

use serde::{Deserialize, Serialize};

use crate::conformance::check::Grade;
use crate::conformance::script::{Diagnostic, Redactor};

/// The version of the form of records.
pub const FORMAT: u32 = 1;

/// One run of one script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The version of this form.
    pub format_version: u32,
    /// The script's file.
    pub script: String,
    /// What it is about.
    pub title: String,
    /// The system that was tested.
    pub system: String,
    /// The version of dcr.
    pub dcr: String,
    /// When it began (RFC 3339).
    pub began: String,
    /// How long it took, in microseconds.
    pub took_us: u64,
    /// Each turn of each scenario.
    pub scenarios: Vec<ScenarioRun>,
    /// Everything that was sent and that came, in order of time.
    pub exchanges: Vec<Exchange>,
}

/// One turn of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioRun {
    /// Its id.
    pub id: String,
    /// What was tried.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Which row of its data, from 1; 0 where it has none.
    pub row: usize,
    /// Which repetition, from 1.
    pub repetition: u32,
    /// When it began, in microseconds of the run.
    pub began_us: u64,
    /// How long it took, in microseconds.
    pub took_us: u64,
    /// What came of it.
    pub verdict: Verdict,
    /// Its steps, clean-up included.
    pub steps: Vec<StepRun>,
    /// What nobody expected, and the like.
    pub notes: Vec<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRun {
    /// What it is called.
    pub name: String,
    /// How long it took, in microseconds.
    pub took_us: u64,
    /// How long an answer took to come, in microseconds, where the step waited for one and it came.
    pub answer_us: Option<u64>,
    /// What kept it from being done.
    pub fault: Option<Fault>,
    /// What was asked.
    pub checks: Vec<CheckRun>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRun {
    /// Its name in the scenario.
    pub id: String,
    /// How grave a failure is.
    pub grade: Grade,
    /// The requirement that says so.
    pub requirement: Option<String>,
    /// The layer at which a message was spoilt for it, where it is a negative test.
    pub mutation: Option<String>,
    /// What came of it.
    pub status: CheckStatus,
    /// Why, where it did not pass.
    pub fault: Option<Fault>,
}

/// What came of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckStatus {
    /// It is right.
    Passed,
    /// It is wrong.
    Failed,
    /// It could not be asked.
    NotCheckable,
    /// Nothing came that it could be asked of.
    Skipped,
}

/// What came of a scenario; the worst counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is right.
    Passed,
    /// Only what SHOULD or MAY be is not.
    Warned,
    /// Something could not be asked.
    NotCheckable,
    /// Something that SHALL be is not, or a step could not be done.
    Failed,
}

/// What is wrong, with its place in the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// The script's file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// What to do.
    pub remedy: String,
    /// All of it as text, with the line itself and a caret.
    pub text: String,
}

/// Something that was sent or that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// When, in microseconds of the run.
    pub at_us: u64,
    /// Which turn of the run it belongs to, from 0.
    pub turn: usize,
    /// The actor of the script.
    pub actor: String,
    /// Which way.
    pub direction: Direction,
    /// `mllp` or `http`.
    pub transport: String,
    /// The connection, counted for each actor from 1.
    pub connection: u64,
    /// What it is, in a word or two: a message type, a method and path, a status.
    pub label: String,
    /// How many bytes there were.
    pub size: u64,
    /// The SHA-256 of the bytes that are kept here.
    pub sha256: String,
    /// The names of what is wrong with the frame.
    pub defects: Vec<String>,
    /// Whether secrets were taken out of the bytes.
    pub redacted: bool,
    /// The bytes in base64; of very long ones only the first.
    pub bytes: String,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the actor.
    Sent,
    /// To the actor.
    Received,
}

impl CheckStatus {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::NotCheckable => "not checkable",
            Self::Skipped => "skipped",
        }
    }
}

impl Verdict {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Warned => "warned",
            Self::NotCheckable => "not checkable",
            Self::Failed => "failed",
        }
    }

    /// The verdict of some steps.
    pub fn of(steps: &[StepRun]) -> Self {
        let of_step = |step: &StepRun| {
            let checks = step.checks.iter().map(|check| match (check.status, check.grade) {
                (CheckStatus::Failed, Grade::Shall) => Self::Failed,
                (CheckStatus::Failed, _) => Self::Warned,
                (CheckStatus::NotCheckable, _) => Self::NotCheckable,
                (CheckStatus::Passed | CheckStatus::Skipped, _) => Self::Passed,
            });
            let fault = step.fault.as_ref().map_or(Self::Passed, |_| Self::Failed);
            checks.max().unwrap_or(Self::Passed).max(fault)
        };
        steps.iter().map(of_step).max().unwrap_or(Self::Passed)
    }
}

impl Run {
    /// The worst verdict of its scenarios.
    pub fn verdict(&self) -> Verdict {
        self.scenarios.iter().map(|scenario| scenario.verdict).max().unwrap_or(Verdict::Passed)
    }
}

impl ScenarioRun {
    /// Its checks in order.
    pub fn checks(&self) -> impl Iterator<Item = &CheckRun> {
        self.steps.iter().flat_map(|step| &step.checks)
    }

    /// Its id, with the row where it has rows and the repetition where there are several.
    pub fn name(&self) -> String {
        let row = if self.row == 0 { String::new() } else { format!(" row {}", self.row) };
        let repetition = if self.repetition < 2 { String::new() } else { format!(" repetition {}", self.repetition) };
        format!("{}{row}{repetition}", self.id)
    }
}

impl Fault {
    /// A diagnostic without secrets.
    pub fn of(diagnostic: &Diagnostic, redactor: &Redactor) -> Self {
        let text = |text: &str| redactor.text(text);
        Self {
            what: text(&diagnostic.what),
            file: diagnostic.place.source.name.clone(),
            line: diagnostic.place.line,
            column: diagnostic.place.column,
            expected: text(&diagnostic.expected),
            found: text(&diagnostic.found),
            remedy: text(&diagnostic.remedy),
            text: text(&diagnostic.to_string()),
        }
    }
}
