//! Who looked at one person's record, told to that person: which events belong in it, and what is
//! withheld by rule.

use jiff::Timestamp;
use serde::Serialize;

use super::{Action, Event, EventOutcome};

/// One look at the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Look {
    /// The number of the event.
    pub sequence: i64,
    /// When.
    pub happened: Timestamp,
    /// The name of whoever looked, as at the time.
    pub full_name: String,
    /// The code of the job role.
    pub role: Option<String>,
    /// The code of the organisation.
    pub organisation: Option<String>,
    /// On whose behalf, where that was somebody else.
    pub on_behalf_of: Option<String>,
    /// What was done.
    pub action: Action,
    /// Whether it was let through.
    pub permitted: bool,
    /// For what purpose.
    pub purpose: Option<String>,
    /// The reason that was given.
    pub reason: Option<String>,
    /// What became of asking the person.
    pub permission: Option<String>,
    /// The system that recorded it; none where that is this one.
    pub system: Option<String>,
}

/// What one system's log covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// The system; none is this one.
    pub system: Option<String>,
    /// The first event of its log that is here.
    pub from: Timestamp,
    /// The last.
    pub to: Timestamp,
}

/// Whether an event is a look at a record, rather than the keeping of it.
pub const fn is_look(action: Action) -> bool {
    matches!(
        action,
        Action::View | Action::EmergencyView | Action::Unmask | Action::Export | Action::Search | Action::AuditRead
    )
}

/// Whether an event is withheld from the person by rule: a look for safeguarding, which to know of could
/// do harm. Whoever is told of the rule is not told whether it was used.
pub fn is_withheld(event: &Event) -> bool {
    let decided = event.decision.as_deref().is_some_and(|decision| decision.starts_with("row 10:"));
    let said = event.reason.as_deref().is_some_and(|reason| reason.to_lowercase().contains("safeguarding"));
    decided || said
}

/// The look that an event tells of; none where it is none, or is withheld.
pub fn look(sequence: i64, event: &Event) -> Option<Look> {
    if !is_look(event.action) || is_withheld(event) {
        return None;
    }
    Some(Look {
        sequence,
        happened: event.happened(),
        full_name: event.agent.full_name.clone(),
        role: event.agent.role.clone(),
        organisation: event.agent.organisation.clone(),
        on_behalf_of: event.on_behalf_of.clone(),
        action: event.action,
        permitted: event.outcome == EventOutcome::Success,
        purpose: event.purpose.clone(),
        reason: event.reason.clone(),
        permission: event.permission.clone(),
        system: event.source.as_ref().map(|source| source.system.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Agent;

    fn event(action: Action) -> Event {
        let agent = Agent { user: "a".to_owned(), full_name: "A".to_owned(), role: None, organisation: None };
        Event::new(Timestamp::UNIX_EPOCH, action, EventOutcome::Success, agent)
    }

    #[test]
    fn looks_are_told_and_safeguarding_is_not() {
        assert!(look(1, &event(Action::View)).is_some());
        assert!(look(1, &event(Action::Ingest)).is_none());
        let ground = Event { reason: Some("Emergency: Safeguarding; x".to_owned()), ..event(Action::EmergencyView) };
        assert!(look(1, &ground).is_none());
        let row = Event { decision: Some("row 10: safeguarding".to_owned()), ..event(Action::EmergencyView) };
        assert!(look(1, &row).is_none());
        let other = Event { decision: Some("row 1: no".to_owned()), ..event(Action::View) };
        assert!(look(1, &other).is_some());
    }
}
