//! Where an entry stands in its section: counted by itself, under another, or beside the section.

use serde::{Deserialize, Serialize};

use super::{MedicationRequestIntent, Observation, Resource, Section};

/// How an entry stands in its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It counts by itself, as the list of its source counts it.
    #[default]
    Item,
    /// It belongs to an item: a result to its report, an issue to its medicine.
    Part,
    /// It came along with something else, such as a consultation or a problem, and the list of its
    /// section does not hold it.
    Related,
    /// A source says it of the section itself: that nothing is available, that items are held back,
    /// what its system cannot send. It is no fact about the person.
    Notice,
}

impl Standing {
    /// How a resource stands in a section, by what it says and by its key. What belongs to another
    /// entry is a part, wherever that one stands.
    pub fn of(resource: &Resource, section: Section, key: &str) -> Self {
        match resource {
            Resource::Flag(flag) if !flag.kind.is_alert() => Self::Notice,
            _ if resource.part_of().is_some() => Self::Part,
            _ if came_along(section, key) => Self::Related,
            _ => Self::Item,
        }
    }

    /// The name in JSON and in files.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Part => "part",
            Self::Related => "related",
            Self::Notice => "notice",
        }
    }
}

/// What is in no list of its own: only in what GP Connect calls a secondary list, or named by an entry
/// of another section. Keys of GP Connect begin with the list, `gpc:<list>:` or
/// `gpc:<list>/<secondary list>:`.
fn came_along(section: Section, key: &str) -> bool {
    let Some(list) = key.strip_prefix("gpc:").and_then(|rest| rest.split(':').next()) else { return false };
    // The order for a test comes with the report that answers it.
    list.contains('/') || (section == Section::Referrals && list == "887191000000108")
}

impl Resource {
    /// The key of the entry that this one belongs to.
    pub fn part_of(&self) -> Option<&str> {
        match self {
            Self::Observation(Observation { group, .. }) => group.as_deref(),
            Self::MedicationRequest(request) => request.based_on.as_deref(),
            _ => None,
        }
    }

    /// Its place among the parts of one entry, before its time counts: the authorisation before its
    /// issues, results as their report has them.
    pub fn place_in_whole(&self) -> u32 {
        match self {
            Self::Observation(it) => it.position.unwrap_or(u32::MAX),
            Self::MedicationRequest(it) => u32::from(it.intent == MedicationRequestIntent::Order),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{CodeableConcept, Condition, Flag, FlagKind, MedicationRequest};

    #[test]
    fn each_kind_stands_where_it_belongs() {
        let problem = Resource::Condition(Condition::default());
        let of = |resource: &Resource, key: &str| Standing::of(resource, Section::Problems, key);
        assert_eq!(of(&problem, "gpc:717711000000103:Condition/1"), Standing::Item);
        assert_eq!(of(&problem, "gpc:717711000000103/unlisted:Condition/1"), Standing::Related);
        assert_eq!(of(&problem, "dg1:1/2"), Standing::Item, "a slash means nothing in the keys of others");
        let issue = MedicationRequest { based_on: Some("k".to_owned()), ..MedicationRequest::default() };
        assert_eq!(of(&Resource::MedicationRequest(issue), "gpc:933361000000108/via:M/1"), Standing::Part);
        let flag = |kind| Resource::Flag(Flag { code: CodeableConcept::text("words"), kind, ..Flag::default() });
        assert_eq!(of(&flag(FlagKind::SourceLimit), "gpc:supplier:problems:1"), Standing::Notice);
        assert_eq!(of(&flag(FlagKind::Alert), "fhir:Flag/1"), Standing::Item, "an alert is about the person");
    }
}
