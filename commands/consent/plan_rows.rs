//! A row of a plan, in every form.

use dcr::consent::Effect;
use dcr::consent::plan::{Operation, PlanLine, PlanTotals};
use dcr::output::{Cell, Column, Tone};
use serde_json::json;

use super::rows::Rows;
use crate::error::CommandError;
use crate::session::Session;
use crate::words::count;

/// Its columns.
pub(super) fn columns() -> [Column; 7] {
    [
        Column::new("change", ""),
        Column::new("line", "Line").right(),
        Column::new("nhs_number", "NHS number"),
        Column::new("choice", "Choice"),
        Column::new("effect", "Effect"),
        Column::new("status", "Status"),
        Column::new("message", "").flexible(),
    ]
}

/// Adds one.
pub(super) fn push(rows: &mut Rows, session: &mut Session<'_>, line: &PlanLine) -> Result<(), CommandError> {
    match line {
        PlanLine::Rejected(rejected) => {
            let message = match &rejected.column {
                Some(column) => format!("{column}: {}", rejected.message),
                None => rejected.message.clone(),
            };
            let cells = vec![
                Cell::toned(Tone::Error, "!"),
                rejected.line.to_string().into(),
                "".into(),
                "".into(),
                "".into(),
                Cell::toned(Tone::Error, "rejected"),
                message.as_str().into(),
            ];
            rows.push(session, cells, || {
                json!({"row": rejected.row, "line": rejected.line, "status": "rejected", "code": rejected.code,
                       "column": rejected.column, "message": rejected.message})
            })
        }
        PlanLine::Row(row) => {
            let status = match row.operation {
                Operation::Unchanged => "unchanged",
                _ if row.effect == Effect::Loosening => "needs_approval",
                _ if row.held => "held",
                _ => "planned",
            };
            let choice = row.statement.as_ref().map_or("(entered in error)", |statement| statement.choice.word());
            let corrected = row.corrects.map(|id| format!("statement {id} is entered in error"));
            let held = "nobody of this number is registered yet: it holds from when they are".to_owned();
            let notes = row.notes.iter().map(|note| note.sentence().to_owned());
            let message =
                corrected.into_iter().chain(row.held.then_some(held)).chain(notes).collect::<Vec<_>>().join("; ");
            let cells = vec![
                row.operation.sign().into(),
                row.line.to_string().into(),
                row.number.to_string().into(),
                choice.into(),
                row.effect.word().into(),
                status.into(),
                message.into(),
            ];
            rows.push(session, cells, || {
                json!({"row": row.row, "line": row.line, "key": row.key, "nhs_number": row.number, "status": status,
                       "operation": row.operation, "effect": row.effect, "held": row.held, "choice": choice,
                       "statement": row.statement, "corrects": row.corrects, "notes": row.notes})
            })
        }
    }
}

/// The totals as a sentence.
pub(super) fn sentence(totals: &PlanTotals) -> String {
    let PlanTotals { rows, add, change, remove, record, unchanged, rejected, held, needs_approval } = totals;
    let rows = count(*rows, "row", "rows");
    format!(
        "{rows}: {add} to add, {change} to change, {remove} to remove, {record} to record, {unchanged} unchanged, \
         {rejected} rejected; {held} held, {needs_approval} to be approved."
    )
}
