//! `dcr consent history`.

use clap::Args;
use dcr::consent::{ChoiceStatement, Overlay};
use dcr::output::{Cell, Column, Tone};
use dcr::record::NhsNumber;
use dcr::store::sqlite::KeptStatement;
use serde::Serialize;

use super::who_asks::{Administering, look};
use crate::asking::{PatientArg, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// Show everything a person ever said about who may see the record
///
/// Each statement with both of its times: when it was said, and when the store knew it. What was entered
/// in error stays, and says so. The look is written to the audit.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    patient: PatientArg,
}

#[derive(Serialize)]
struct Line<'a> {
    nhs_number: NhsNumber,
    choice: &'static str,
    #[serde(flatten)]
    kept: &'a KeptStatement,
}

/// Shows it, in the order the store came to know it.
pub(crate) fn run(session: &mut Session<'_>, args: &HistoryArgs) -> Result<ExitCode, CommandError> {
    let Administering { mut store, agent } = look(session, "see what people chose")?;
    let patient = args.patient.read(session)?;
    let view = store.choices_of(&patient, &agent)?;
    let columns = [
        Column::new("id", "Statement").right(),
        Column::new("nhs_number", "NHS number"),
        Column::new("choice", "Choice"),
        Column::new("stated", "Stated"),
        Column::new("from", "From"),
        Column::new("until", "Until"),
        Column::new("recorded", "Known since"),
        Column::new("by", "By"),
        Column::new("evidence", "Evidence"),
        Column::new("source", "Source").flexible(),
        Column::new("in_error", "Entered in error"),
    ];
    let mut listing = Listing::new("statements", &columns, "Nothing is stated.");
    let mut all: Vec<(NhsNumber, &KeptStatement)> = Vec::new();
    for number in &view.numbers {
        all.extend(number.statements.iter().map(|kept| (number.nhs_number, kept)));
    }
    all.sort_by_key(|(_, kept)| kept.id);
    for (number, kept) in all {
        let (from, until) = window(&kept.statement.choice);
        let cells = vec![
            kept.id.to_string().into(),
            number.to_string().into(),
            kept.statement.choice.word().into(),
            shown(kept.statement.choice.stated()).into(),
            from.into(),
            until.into(),
            shown(kept.recorded).into(),
            kept.statement.performer.word().into(),
            kept.statement.evidence.as_deref().unwrap_or_default().into(),
            kept.source.as_str().into(),
            Cell::toned(Tone::Warning, kept.in_error.map(shown).unwrap_or_default()),
        ];
        listing.push(cells, &Line { nhs_number: number, choice: kept.statement.choice.word(), kept })?;
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn window(choice: &ChoiceStatement) -> (String, String) {
    match choice {
        ChoiceStatement::Overlay(overlay @ Overlay { from, .. }) => {
            (shown(*from), overlay.end().map(shown).unwrap_or_default())
        }
        ChoiceStatement::Standing(_) | ChoiceStatement::Default { .. } | ChoiceStatement::EndOverlay { .. } => {
            (String::new(), String::new())
        }
    }
}
