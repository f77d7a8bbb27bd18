//! What became of one change, in every form.

use dcr::consent::Effect;
use dcr::consent::plan::{Operation, PlanRow};
use dcr::output::{Column, Tone};
use serde_json::json;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// What became of one change.
pub(super) struct ChangeSaid {
    row: PlanRow,
    status: &'static str,
    statement: Option<i64>,
    request: Option<String>,
}

impl ChangeSaid {
    /// What it would do.
    pub(super) fn would(row: PlanRow) -> Self {
        let waits = row.effect == Effect::Loosening && row.operation != Operation::Unchanged;
        let status = match row.operation {
            Operation::Unchanged => "unchanged",
            _ if waits => "would-need-approval",
            _ => "would-apply",
        };
        Self { row, status, statement: None, request: None }
    }

    /// It is done.
    pub(super) fn done(row: PlanRow, statement: i64) -> Self {
        let status = if row.held { "held" } else { "applied" };
        Self { row, status, statement: Some(statement), request: None }
    }

    /// It is kept already.
    pub(super) fn unchanged(row: PlanRow) -> Self {
        Self { row, status: "unchanged", statement: None, request: None }
    }

    /// It waits for a second user.
    pub(super) fn asked(row: PlanRow, request: String) -> Self {
        Self { row, status: "pending_approval", statement: None, request: Some(request) }
    }

    /// Says it.
    pub(super) fn say(&self, session: &mut Session<'_>) -> Result<(), CommandError> {
        let row = &self.row;
        let choice = row.statement.as_ref().map_or("(entered in error)", |statement| statement.choice.word());
        let columns = [
            Column::new("change", ""),
            Column::new("nhs_number", "NHS number"),
            Column::new("choice", "Choice"),
            Column::new("effect", "Effect"),
            Column::new("status", "Status"),
            Column::new("statement", "Statement"),
        ];
        let mut listing = Listing::new("changes", &columns, "Nothing.");
        let number = self.statement.map(|number| number.to_string()).unwrap_or_default();
        let cells = vec![
            row.operation.sign().into(),
            row.number.to_string().into(),
            choice.into(),
            row.effect.word().into(),
            self.status.into(),
            number.into(),
        ];
        let value = json!({
            "nhs_number": row.number, "operation": row.operation, "effect": row.effect, "status": self.status,
            "statement": self.statement, "request": self.request, "choice": row.statement, "corrects": row.corrects,
            "held": row.held, "notes": row.notes,
        });
        listing.push(cells, &value)?;
        for line in self.notes() {
            listing.end(Tone::Plain, line);
        }
        session.terminal.present(session.settings.output.value, &listing)?;
        if let Some(request) = &self.request {
            session.terminal.hint(&format!(
                "a second user runs `dcr consent approve {request}`, then run `dcr consent apply {request}`"
            ));
        }
        Ok(())
    }

    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<String> = self.row.notes.iter().map(|note| note.sentence().to_owned()).collect();
        if self.row.held {
            notes
                .push("Nobody of this number is registered yet: the choice holds from the moment they are.".to_owned());
        }
        if self.row.operation == Operation::Record {
            notes.push("What stands stays as it is: it says the same, or a later statement stands.".to_owned());
        }
        if self.request.is_some() {
            notes.push("It lets somebody see more, so a second user must approve it.".to_owned());
        }
        notes
    }

    /// How the command ends.
    pub(super) fn exit_code(&self, asked_for: bool) -> ExitCode {
        match self.status {
            "pending_approval" => ExitCode::Refused,
            "would-apply" | "would-need-approval" if asked_for => ExitCode::ChangesPending,
            _ => ExitCode::Done,
        }
    }
}
