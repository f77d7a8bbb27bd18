//! What stands for many people, for those who administer consent.

use jiff::Timestamp;
use serde::Serialize;

use super::change::is_registered;
use super::{SqliteStore, choices};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::{ChoiceStatement, Overlay, Statement};
use crate::record::NhsNumber;
use crate::store::StoreError;

/// Which choices are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListQuery {
    /// Those of this word, such as `no-2`.
    pub choice: Option<String>,
    /// Those that end before this instant and have not ended yet; an open Yes 2 needs a review and
    /// counts.
    pub ending_before: Option<Timestamp>,
    /// Those of people who are not registered yet.
    pub held: bool,
    /// Those where different statements were made at one instant.
    pub tied: bool,
    /// Those that the store came to know since this instant.
    pub since: Option<Timestamp>,
}

/// A choice that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedChoice {
    /// Whose it is.
    pub nhs_number: NhsNumber,
    /// Its word.
    pub choice: &'static str,
    /// The statement that stands, with who said it and what shows it.
    pub statement: Statement,
    /// The number of that statement.
    pub id: i64,
    /// When the store came to know it.
    pub recorded: Timestamp,
    /// When it ends; of what has no end, none.
    pub ends: Option<Timestamp>,
    /// Whether a source knows somebody of this number.
    pub registered: bool,
    /// Whether another statement of the same instant differs.
    pub tied: bool,
}

impl SqliteStore {
    /// The choices that stand and that a query asks for, by number: each standing choice, and each Yes
    /// that has not lapsed. Its audit event is on disk before anything is handed out. Whether the user
    /// may ask is for the caller to have checked.
    ///
    /// # Errors
    /// Where the store cannot be read or its audit written.
    pub fn list_choices(&mut self, query: &ListQuery, agent: &Agent) -> Result<Vec<ListedChoice>, StoreError> {
        let now = self.context.now();
        let event = Event {
            detail: Some("people's choices were listed".to_owned()),
            ..Event::new(now, Action::WorkList, EventOutcome::Success, agent.clone())
        };
        self.commit_event(&event)?;
        let mut statement = self.connection.prepare("SELECT DISTINCT nhs_number FROM choice ORDER BY nhs_number")?;
        let mut rows = statement.query([])?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            let number: NhsNumber = row
                .get_ref(0)?
                .as_str()
                .ok()
                .and_then(|number| number.parse().ok())
                .ok_or_else(|| StoreError::Damaged("a choice is kept under what is no NHS number".to_owned()))?;
            self.stands_under(number, now, |choice| {
                if query.asks_for(&choice) {
                    listed.push(choice);
                }
            })?;
        }
        Ok(listed)
    }

    fn stands_under(
        &self,
        number: NhsNumber,
        now: Timestamp,
        mut each: impl FnMut(ListedChoice),
    ) -> Result<(), StoreError> {
        let stored = choices::of_number(&self.connection, number)?;
        let chosen = choices::chosen(&stored, &[]);
        let stands = chosen.choices();
        let standing = stands.standing.map(ChoiceStatement::Standing).map(|choice| (choice, chosen.standing_tied()));
        let running = stands.overlay.filter(|overlay| !has_ended(overlay, now));
        let overlay = running.map(ChoiceStatement::Overlay).map(|choice| (choice, chosen.overlay_tied()));
        if standing.is_none() && overlay.is_none() {
            return Ok(());
        }
        let registered = is_registered(&self.connection, number)?;
        for (choice, tied) in standing.into_iter().chain(overlay) {
            let kept = stored.iter().rfind(|one| one.in_error.is_none() && one.statement.choice == choice);
            let Some(kept) = kept else { continue };
            let ends = if let ChoiceStatement::Overlay(overlay) = &choice { overlay.end() } else { None };
            each(ListedChoice {
                nhs_number: number,
                choice: choice.word(),
                statement: kept.statement.clone(),
                id: kept.id,
                recorded: kept.recorded,
                ends,
                registered,
                tied,
            });
        }
        Ok(())
    }
}

fn has_ended(overlay: &Overlay, now: Timestamp) -> bool {
    overlay.end().is_some_and(|end| end <= now)
}

impl ListQuery {
    fn asks_for(&self, listed: &ListedChoice) -> bool {
        let ends =
            |before: Timestamp| listed.statement.choice.is_overlay() && listed.ends.is_none_or(|ends| ends < before);
        self.choice.as_ref().is_none_or(|word| word == listed.choice)
            && self.ending_before.is_none_or(ends)
            && (!self.held || !listed.registered)
            && (!self.tied || listed.tied)
            && self.since.is_none_or(|since| listed.recorded >= since)
    }
}
