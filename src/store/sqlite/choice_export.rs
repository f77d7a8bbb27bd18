//! What people chose, handed out as it was said.

use super::choice_views::{KeptStatement, NumberChoices};
use super::{SqliteStore, change, choices};
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::ChoiceStatement;
use crate::record::NhsNumber;
use crate::store::{PatientRef, StoreError};

/// A statement that leaves, and its place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedChoice {
    /// Under which number it was said.
    pub nhs_number: NhsNumber,
    /// The statement.
    pub kept: KeptStatement,
    /// Whether it is what stands.
    pub stands: bool,
    /// The statement of its kind before it.
    pub before: Option<i64>,
}

impl SqliteStore {
    /// The choices of one person, or of everybody; those that stand, or with `history` every statement.
    /// The audit event, which names everybody concerned, is on disk before anything is handed out.
    /// Whether the user may ask is for the caller to have checked.
    ///
    /// # Errors
    /// Where nobody has that number, or the store cannot be read or its audit written.
    pub fn export_choices(
        &mut self,
        whose: Option<&PatientRef>,
        history: bool,
        agent: &Agent,
    ) -> Result<Vec<ExportedChoice>, StoreError> {
        let numbers = match whose {
            Some(patient) => self.choices_of(patient, agent)?.numbers,
            None => self.everybody()?,
        };
        let mut exported: Vec<ExportedChoice> = numbers.into_iter().flat_map(exported).collect();
        exported.retain(|choice| history || choice.stands);
        let mut people: Vec<NhsNumber> = exported.iter().map(|choice| choice.nhs_number).collect();
        people.dedup();
        let mut patients = Vec::new();
        for number in &people {
            patients.extend(change::bearers(&self.connection, *number)?);
        }
        let detail = format!("{} choices of {} people as FHIR Consent", exported.len(), people.len());
        let event = Event {
            patients,
            detail: Some(detail),
            ..Event::new(self.context.now(), Action::Export, EventOutcome::Success, agent.clone())
        };
        let _proof = self.commit_event(&event)?;
        Ok(exported)
    }

    fn everybody(&self) -> Result<Vec<NumberChoices>, StoreError> {
        let mut statement = self.connection.prepare("SELECT DISTINCT nhs_number FROM choice ORDER BY nhs_number")?;
        let numbers = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut all = Vec::with_capacity(numbers.len());
        for number in numbers {
            let number =
                number.parse().map_err(|_| StoreError::Damaged("a choice without an NHS number".to_owned()))?;
            let stored = choices::of_number(&self.connection, number)?;
            let chosen = choices::chosen(&stored, &[]);
            all.push(NumberChoices {
                nhs_number: number,
                registered: change::is_registered(&self.connection, number)?,
                stands: chosen.choices(),
                tied: chosen.standing_tied() || chosen.overlay_tied(),
                statements: stored.into_iter().map(KeptStatement::from).collect(),
            });
        }
        Ok(all)
    }
}

fn exported(number: NumberChoices) -> Vec<ExportedChoice> {
    let NumberChoices { nhs_number, stands, statements, .. } = number;
    let standing = stands.standing.map(ChoiceStatement::Standing);
    let overlay = stands.overlay.map(ChoiceStatement::Overlay);
    let last = |wanted: Option<ChoiceStatement>| {
        let wanted = wanted?;
        let found = statements.iter().rfind(|kept| kept.in_error.is_none() && kept.statement.choice == wanted);
        found.map(|kept| kept.id)
    };
    let standing = [last(standing), last(overlay)];
    let mut before: [Option<i64>; 2] = [None, None];
    let mut exported = Vec::with_capacity(statements.len());
    for kept in statements {
        let kind = usize::from(kept.statement.choice.is_overlay());
        let earlier = before[kind];
        if kept.in_error.is_none() {
            before[kind] = Some(kept.id);
        }
        let stands = standing.contains(&Some(kept.id));
        exported.push(ExportedChoice { nhs_number, stands, before: earlier, kept });
    }
    exported
}
