//! Whose answer at the point of care counts: the person's own, or that of somebody who may answer
//! for them.

use serde::{Deserialize, Serialize};

use super::Reason;
use crate::consent::{Permission, ProxyRule, Settings};

/// Who answered when the person was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnsweredBy {
    /// The person.
    #[default]
    Person,
    /// Somebody with parental responsibility.
    Parent,
    /// An attorney for health and welfare under a lasting power of attorney, or a deputy of the court.
    Attorney,
}

impl AnsweredBy {
    /// Whether it is the person.
    pub fn is_person(&self) -> bool {
        *self == Self::Person
    }
}

/// Whether an answer that opens something counts, and if not, why. A refusal always counts, whoever
/// gave it: a restriction needs no authority.
///
/// `age` is in whole years, and `None` where no date of birth is known: then the person is taken to be
/// an adult. `evidenced` says that a reference to evidence was given: of competence, of parental
/// responsibility, of the power of attorney.
pub fn answer_counts(
    by: AnsweredBy,
    evidenced: bool,
    age: Option<u32>,
    settings: &Settings,
) -> Result<(), &'static str> {
    let is_child = age.is_some_and(|age| age < settings.answers_from_age);
    match by {
        AnsweredBy::Person if !is_child => Ok(()),
        AnsweredBy::Person if age.is_some_and(|age| age < settings.competent_child_from_age) => {
            Err("the person is a child below the age at which their own answer can count")
        }
        AnsweredBy::Person if evidenced => Ok(()),
        AnsweredBy::Person => Err("the person is a child, and no evidence of competence is given"),
        AnsweredBy::Parent if !is_child => Err("a parent does not answer for somebody of that age"),
        AnsweredBy::Attorney if is_child => Err("an attorney does not answer for a child"),
        AnsweredBy::Parent => proxy(settings.parent_answers, evidenced),
        AnsweredBy::Attorney => proxy(settings.attorney_answers, evidenced),
    }
}

fn proxy(rule: ProxyRule, evidenced: bool) -> Result<(), &'static str> {
    match (rule, evidenced) {
        (ProxyRule::Never, _) => Err("the policy lets nobody of that kind answer for the person"),
        (ProxyRule::WithEvidence, false) => Err("no evidence is given that they may answer for the person"),
        (ProxyRule::WithEvidence, true) => Ok(()),
    }
}

/// The permission that stands: what was stated now, where it counts, and otherwise what was recorded
/// for this encounter. A recorded refusal holds until somebody says that the person has agreed since.
pub(super) fn standing_permission(stated: Permission, counts: bool, recorded: Permission) -> Permission {
    let stated = match stated {
        Permission::Given | Permission::Discussed if !counts => Permission::NotAsked,
        other => other,
    };
    match (stated, recorded) {
        (Permission::NotAsked, recorded) => recorded,
        (Permission::Unable, Permission::Refused) => Permission::Refused,
        (stated, _) => stated,
    }
}

/// What is kept of an answer for the rest of the encounter: a refusal, and a yes or a discussion that
/// counts.
pub fn answer_to_keep(reason: &Reason, age: Option<u32>, settings: &Settings) -> Permission {
    let evidenced = reason.evidence.as_deref().is_some_and(|text| !text.trim().is_empty());
    match reason.permission {
        Permission::Given | Permission::Discussed
            if answer_counts(reason.answered_by, evidenced, age, settings).is_err() =>
        {
            Permission::NotAsked
        }
        Permission::Unable => Permission::NotAsked,
        kept => kept,
    }
}
