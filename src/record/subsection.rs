//! The parts into which a section is divided for a reader.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AllergyStatus, Condition, ConditionStatus, MedicationStatus, Resource};

/// A part of a section, after the tables of the GP Connect HTML views; in the order shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subsection {
    /// Problems that stand and are major.
    ActiveMajor,
    /// Problems that stand, of which the source does not say how much they matter.
    Active,
    /// Problems that stand and are minor.
    ActiveMinor,
    /// Major problems of the past.
    InactiveMajor,
    /// Problems of the past, of which the source does not say how much they matter.
    Inactive,
    /// Minor problems of the past.
    InactiveMinor,
    /// Medicines for once, whether or not the course is over.
    Acute,
    /// Medicines that are issued again and again.
    Repeat,
    /// Medicines in use of which the source says neither.
    CurrentMedicine,
    /// Medicines that were stopped, and repeats that ended.
    Discontinued,
    /// Allergies that stand.
    Current,
    /// Allergies that are over, as their source says.
    Ended,
}

impl Subsection {
    /// The heading for a reader.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ActiveMajor => "Active, major",
            Self::Active => "Active",
            Self::ActiveMinor => "Active, minor",
            Self::InactiveMajor => "Inactive, major",
            Self::Inactive => "Inactive",
            Self::InactiveMinor => "Inactive, minor",
            Self::Acute => "Acute",
            Self::Repeat => "Repeat",
            Self::CurrentMedicine => "In use",
            Self::Discontinued => "Discontinued",
            Self::Current => "Current",
            Self::Ended => "Ended",
        }
    }

    /// The name in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ActiveMajor => "active-major",
            Self::Active => "active",
            Self::ActiveMinor => "active-minor",
            Self::InactiveMajor => "inactive-major",
            Self::Inactive => "inactive",
            Self::InactiveMinor => "inactive-minor",
            Self::Acute => "acute",
            Self::Repeat => "repeat",
            Self::CurrentMedicine => "current-medicine",
            Self::Discontinued => "discontinued",
            Self::Current => "current",
            Self::Ended => "ended",
        }
    }
}

impl fmt::Display for Subsection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl Resource {
    /// The part of its section in which it stands, where its section has parts.
    pub fn subsection(&self) -> Option<Subsection> {
        Some(match self {
            Self::Condition(it) if it.category == "encounter-diagnosis" => return None,
            Self::Condition(it) => of_problem(it),
            Self::AllergyIntolerance(it) => match it.status {
                AllergyStatus::Current => Subsection::Current,
                AllergyStatus::Ended => Subsection::Ended,
            },
            Self::MedicationStatement(it) => of_medicine(it.status, it.prescription_type.as_deref()),
            Self::MedicationRequest(it) => of_medicine(it.status.unwrap_or_default(), it.prescription_type.as_deref()),
            _ => return None,
        })
    }
}

fn of_problem(it: &Condition) -> Subsection {
    let is = |word: &str| it.significance.as_deref().is_some_and(|said| said.eq_ignore_ascii_case(word));
    match (it.clinical_status, is("major"), is("minor")) {
        (ConditionStatus::Active, true, _) => Subsection::ActiveMajor,
        (ConditionStatus::Active, _, true) => Subsection::ActiveMinor,
        (ConditionStatus::Active, ..) => Subsection::Active,
        (ConditionStatus::Inactive, true, _) => Subsection::InactiveMajor,
        (ConditionStatus::Inactive, _, true) => Subsection::InactiveMinor,
        (ConditionStatus::Inactive, ..) => Subsection::Inactive,
    }
}

/// An acute course that ran out was not discontinued: it stays among the acute ones, as over.
fn of_medicine(status: MedicationStatus, kind: Option<&str>) -> Subsection {
    let says = |word: &str| kind.is_some_and(|kind| kind.to_ascii_lowercase().contains(word));
    match status {
        MedicationStatus::Stopped => Subsection::Discontinued,
        _ if says("acute") => Subsection::Acute,
        MedicationStatus::Completed => Subsection::Discontinued,
        MedicationStatus::Active if says("repeat") => Subsection::Repeat,
        MedicationStatus::Active => Subsection::CurrentMedicine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MedicationStatus::{Active, Completed, Stopped};

    #[test]
    fn medicines_stand_by_type_and_status() {
        let cases = [
            (Active, Some("Acute"), Subsection::Acute),
            (Completed, Some("acute"), Subsection::Acute),
            (Stopped, Some("Acute"), Subsection::Discontinued),
            (Active, Some("Repeat"), Subsection::Repeat),
            (Active, Some("Repeat dispensing"), Subsection::Repeat),
            (Completed, Some("Repeat"), Subsection::Discontinued),
            (Active, None, Subsection::CurrentMedicine),
            (Completed, None, Subsection::Discontinued),
        ];
        for (status, kind, expected) in cases {
            assert_eq!(of_medicine(status, kind), expected, "{status:?} {kind:?}");
        }
    }

    #[test]
    fn problems_stand_by_status_and_significance() {
        let problem = |clinical_status, significance: Option<&str>| {
            let significance = significance.map(ToOwned::to_owned);
            of_problem(&Condition { clinical_status, significance, ..Condition::default() })
        };
        assert_eq!(problem(ConditionStatus::Active, Some("Major")), Subsection::ActiveMajor);
        assert_eq!(problem(ConditionStatus::Active, None), Subsection::Active);
        assert_eq!(problem(ConditionStatus::Inactive, Some("minor")), Subsection::InactiveMinor);
    }
}
