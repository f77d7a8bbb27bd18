//! Which commands a user may run, as data: what each needs, and whether the user has it today.

use dcr::access::{Activity, Purpose, User, may_search};
use dcr::record::{directory, london};
use jiff::Timestamp;

/// What a command needs of whoever runs it.
enum Needs {
    /// To be a user of the store.
    Registration,
    /// Any of some activities.
    Any(&'static [Activity]),
    /// To look for people for a purpose.
    Search(Purpose),
    /// An activity at an organisation that views the record today.
    View(Activity),
}

/// A command, and what it needs.
struct Ability(&'static str, &'static str, Needs);

use Activity::{
    Administer, ConsentAdministration, EmergencyAlerts, Governance, OverrideConsent, PatientTrace, RecordOperations,
    RelationshipAlerts, SafeguardingAlerts, ViewDetailed,
};
use Needs::{Any, Registration, Search, View};

const ABILITIES: [Ability; 25] = [
    Ability("patient find", "look for people in care", Search(Purpose::DirectCare)),
    Ability("patient find", "look for people in record operations", Search(Purpose::RecordOperations)),
    Ability("patient find", "look for people for a report or an investigation", Search(Purpose::SubjectAccess)),
    Ability("record show", "see a record in care", View(ViewDetailed)),
    Ability("record show", "break the glass in an emergency", View(OverrideConsent)),
    Ability("record show", "see a masked record in record operations", View(RecordOperations)),
    Ability("record export", "the person's own report", View(Governance)),
    Ability("feed ingest", "take messages in", Any(&[RecordOperations, Administer])),
    Ability("feed list", "see the feeds and their counts", Registration),
    Ability("feed dead-letters", "see what could not be read", View(RecordOperations)),
    Ability("identity duplicates", "see identities that wait for a decision", View(RecordOperations)),
    Ability("identity unlink", "take identities apart that were made one", Any(&[RecordOperations])),
    Ability("browse", "take down what a person chooses before you", View(ViewDetailed)),
    Ability("consent show", "see what people chose, and its history", Any(&[ConsentAdministration, Governance])),
    Ability("consent set", "change what people chose, one by one or from a file", Any(&[ConsentAdministration])),
    Ability("consent approve", "approve what others ask for", Any(&[ConsentAdministration, Administer, Governance])),
    Ability(
        "consent alerts",
        "work on alerts of the kinds you watch",
        Any(&[EmergencyAlerts, RelationshipAlerts, SafeguardingAlerts, Administer]),
    ),
    Ability("ndop request", "prepare extracts, opt-outs taken out", Any(&[RecordOperations, Governance])),
    Ability("audit verify", "check the audit and sign its checkpoints", Any(&[Governance, Administer])),
    Ability("consent policy", "see the consent policies", Registration),
    Ability("user list", "see who is registered", Any(&[Administer, Governance])),
    Ability("user grant", "register, grant, take away, suspend", Any(&[Administer])),
    Ability("user token", "make and revoke tokens of your own", Registration),
    Ability("store backup", "back the store up and put it back", Any(&[Administer])),
    Ability("store serve", "let others in over FHIR R4", Any(&[Administer])),
];

/// Whether a user may run a command.
pub(super) struct Answer {
    /// The command, without `dcr`.
    pub(super) command: &'static str,
    /// What it is for.
    pub(super) what: &'static str,
    /// Why not, where not.
    pub(super) why_not: Option<String>,
}

/// Whether a user may run each command now. A person's choices may still close a record.
pub(super) fn answers(user: &User, now: Timestamp) -> Vec<Answer> {
    let answer = |Ability(command, what, needs): &Ability| Answer { command, what, why_not: needs.missing(user, now) };
    ABILITIES.iter().map(answer).collect()
}

impl Needs {
    fn missing(&self, user: &User, now: Timestamp) -> Option<String> {
        if user.suspended && !matches!(self, Self::Registration) {
            return Some("you are suspended".to_owned());
        }
        let day = now.to_zoned(london().clone()).date();
        let lacks = |activities: &[Activity]| {
            let named: Vec<_> = activities.iter().map(|it| format!("{} ({})", it.code(), it.title())).collect();
            Some(format!("needs {}", named.join(" or ")))
        };
        match self {
            Self::Any(activities) if !activities.iter().any(|activity| user.may(*activity)) => lacks(activities),
            Self::View(activity) if !user.may(*activity) => lacks(&[*activity]),
            Self::View(activity) if user.acting_profiles(*activity, directory(), day).next().is_none() => {
                Some("your organisation does not view the shared record today".to_owned())
            }
            Self::Search(purpose) if !may_search(user, *purpose, directory(), now) => Self::View(match purpose {
                Purpose::DirectCare => PatientTrace,
                Purpose::RecordOperations => RecordOperations,
                Purpose::SubjectAccess | Purpose::PrivacyInvestigation => Governance,
            })
            .missing(user, now),
            Self::Registration | Self::Any(_) | Self::View(_) | Self::Search(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_a_command() {
        let definition = crate::cli::definition();
        for Ability(command, ..) in ABILITIES {
            let found = command.split(' ').try_fold(&definition, |group, word| group.find_subcommand(word));
            assert!(found.is_some(), "{command}");
        }
    }
}
