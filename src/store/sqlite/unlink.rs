//! Two source patients that were made one are taken apart again, by a person's decision.

use super::{SqliteStore, clusters};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::store::{PatientId, StoreError};

/// What holds two source patients apart from now on, and what was undone for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlinked {
    /// The kinds of the links that were undone, in the order in which they were made.
    pub undone: Vec<String>,
    /// Whether other links still make the two one person: then a decision about those is needed too.
    pub still_one: bool,
}

impl SqliteStore {
    /// Undoes the links between two source patients and holds them apart, with the audit event in the
    /// same transaction. Each side has its own choices again. Nothing of the history goes.
    /// A dry run changes nothing and tells the same; that, and that there was no link, has an event of
    /// its own.
    ///
    /// Whether the user's role allows it is for the caller to have checked.
    ///
    /// # Errors
    /// Where no link joins the two, or the store cannot be written.
    pub fn unlink(
        &mut self,
        (left, right): (PatientId, PatientId),
        (why, incident): (&str, &str),
        agent: &Agent,
        dry_run: bool,
    ) -> Result<Unlinked, StoreError> {
        let now = self.context.now();
        let told = Event {
            patients: vec![left.0, right.0],
            purpose: Some("record-operations".to_owned()),
            reason: Some(format!("incident {incident}; {why}")),
            ..Event::new(now, Action::View, EventOutcome::Success, agent.clone())
        };
        if dry_run {
            let detail = format!("what takes {left} and {right} apart was shown");
            self.commit_event(&Event { detail: Some(detail), ..told.clone() })?;
        }
        let writer = self.write(&Self::processing("identity unlink"))?;
        let mut links = writer.links(left)?;
        links.retain(|link| link.other == right && link.kind != clusters::DO_NOT_LINK);
        if links.is_empty() {
            drop(writer);
            let detail = format!("no link between {left} and {right} was found to undo");
            self.commit_event(&Event { outcome: EventOutcome::MinorFailure, detail: Some(detail), ..told })?;
            return Err(StoreError::Missing(format!("link between {left} and {right}")));
        }
        links.sort_by_key(|link| link.id);
        for link in &links {
            writer.undo_link(link.id, left, right)?;
        }
        writer.no_longer_merged(left, right)?;
        let still_one = writer.person_of(left)?.contains(&right);
        writer.link(left, right, clusters::DO_NOT_LINK, &format!("decided by {}: {why}", agent.user), None)?;
        let undone: Vec<String> = links.into_iter().map(|link| link.kind).collect();
        let event = Event {
            action: Action::Link,
            detail: Some(format!("undid {} between {left} and {right}, and holds them apart", undone.join(", "))),
            ..told
        };
        writer.audit(&event)?;
        if !dry_run {
            writer.commit()?;
        }
        Ok(Unlinked { undone, still_one })
    }
}
