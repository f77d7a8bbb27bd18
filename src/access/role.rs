//! NHS job roles and the activities they include.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::baseline::{BASELINE, Baseline};
use super::{Activities, Activity};

/// A national job role code, alone (`R8000`) or with staff group and area of work before it
/// (`S8000:G8000:R8000`, colons or none), as a smartcard's profile holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobRole(
    /// The code as it was given.
    pub String,
);

impl JobRole {
    /// Every role that grants anything, in the order of the baseline.
    pub fn all() -> impl Iterator<Item = Self> {
        BASELINE.iter().map(|line| Self(line.code.to_owned()))
    }

    /// The code of the job role itself; `None` where the text is neither form.
    pub fn code(&self) -> Option<&str> {
        job_role(&self.0)
    }

    /// What the role is called; `None` for a role that this tool does not know.
    pub fn title(&self) -> Option<&'static str> {
        self.baseline().map(|(line, _)| line.title)
    }

    /// Whether the role grants an activity, included ones counted. A role that this tool does not
    /// know grants nothing.
    pub fn may(&self, activity: Activity) -> bool {
        self.activities().contains(activity)
    }

    /// All that the role grants, included activities counted.
    pub fn activities(&self) -> Activities {
        self.baseline().map_or(Activities::NONE, |(_, granted)| *granted)
    }

    fn baseline(&self) -> Option<&'static (&'static Baseline, Activities)> {
        static CLOSED: OnceLock<Vec<(&'static Baseline, Activities)>> = OnceLock::new();
        let closed =
            CLOSED.get_or_init(|| BASELINE.iter().map(|line| (line, Activities::granted(line.grants))).collect());
        let code = self.code()?;
        closed.iter().find(|(line, _)| line.code == code)
    }
}

/// The job role in a code of either form.
fn job_role(code: &str) -> Option<&str> {
    if code.starts_with('R') {
        return part(code, 'R').filter(|(_, rest)| rest.is_empty()).map(|(role, _)| role);
    }
    let (_, rest) = part(code, 'S')?;
    let (_, rest) = part(rest.strip_prefix(':').unwrap_or(rest), 'G')?;
    let (role, rest) = part(rest.strip_prefix(':').unwrap_or(rest), 'R')?;
    rest.is_empty().then_some(role)
}

/// A letter and its four digits, and what follows them.
fn part(text: &str, letter: char) -> Option<(&str, &str)> {
    let digits = text.strip_prefix(letter)?.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4).then(|| text.split_at(5))
}

/// A role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RoleProfile {
    /// The job role.
    pub role: JobRole,
    /// The organisation's ODS code.
    pub organisation: String,
}
