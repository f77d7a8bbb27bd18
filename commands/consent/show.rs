//! `dcr consent show`.

use clap::Args;
use dcr::consent::{ChoiceStatement, Choices};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::store::sqlite::{NumberChoices, PersonChoices};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::who_asks::{AdministeringAny, look_anywhere};
use crate::asking::{PatientArg, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// Show what stands for a person: the standing choice, a Yes over it, and where each was said
///
/// Nothing of the record is shown. The look is written to the audit.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    patient: PatientArg,
}

/// Shows it.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let AdministeringAny { mut store, agent } = look_anywhere(session, "see what people chose")?;
    let patient = args.patient.read(session)?;
    let view = store.choices_of(&patient, &agent)?;
    store.tell(session);
    let now = store.now();
    session.terminal.present(session.settings.output.value, &Standing { view, now })?;
    Ok(ExitCode::Done)
}

struct Standing {
    view: PersonChoices,
    now: Timestamp,
}

/// The statement that stands, as a line of the table.
struct Stands<'a> {
    number: &'a NumberChoices,
    choice: ChoiceStatement,
}

impl Standing {
    fn stands(&self) -> Vec<Stands<'_>> {
        let mut all = Vec::new();
        for number in &self.view.numbers {
            let Choices { standing, overlay } = &number.stands;
            let standing = standing.map(ChoiceStatement::Standing);
            let overlay = overlay.clone().map(ChoiceStatement::Overlay);
            all.extend(standing.into_iter().chain(overlay).map(|choice| Stands { number, choice }));
        }
        all
    }

    /// One sentence on what holds for the person now.
    fn sentence(&self) -> String {
        let Choices { standing, overlay } = &self.view.stands;
        let beneath = standing.map_or("the default: opted in, asked at the point of care".to_owned(), |standing| {
            format!("{}: {}", standing.choice.word(), standing.choice.meaning())
        });
        match overlay.as_ref().filter(|overlay| overlay.in_force(self.now)) {
            Some(overlay) => {
                let until = overlay.end().map_or("no end is stated".to_owned(), |end| format!("until {}", shown(end)));
                let word = ChoiceStatement::Overlay(overlay.clone());
                format!("{}: {}, {until}; then {beneath}", word.word(), word.meaning())
            }
            None => beneath,
        }
    }

    fn state(&self, choice: &ChoiceStatement) -> &'static str {
        match choice {
            ChoiceStatement::Overlay(overlay) if overlay.in_force(self.now) => "in force",
            ChoiceStatement::Overlay(overlay) if overlay.from > self.now => "to come",
            ChoiceStatement::Overlay(_) => "lapsed",
            _ => "stands",
        }
    }
}

impl Present for Standing {
    fn text(&self, sheet: &mut Sheet) {
        sheet.paragraph(Tone::Strong, &self.sentence());
        for number in &self.view.numbers {
            if !number.registered {
                let line = format!("Nobody of {} is registered yet: what is stated waits for them.", number.nhs_number);
                sheet.paragraph(Tone::Warning, &line);
            }
            if number.tied {
                let line =
                    "Different statements were made at one instant: the stricter stands; a privacy officer must look.";
                sheet.paragraph(Tone::Warning, line);
            }
        }
        sheet.blank();
        sheet.table(&self.table(), "Nothing is stated.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        let numbers: Vec<Value> = self
            .view
            .numbers
            .iter()
            .map(|number| {
                json!({
                    "nhs_number": number.nhs_number, "registered": number.registered, "tied": number.tied,
                    "standing": number.stands.standing, "overlay": number.stands.overlay,
                    "statements": number.statements.len(),
                })
            })
            .collect();
        Ok(json!({
            "format_version": dcr::output::FORMAT_VERSION,
            "meaning": self.sentence(),
            "standing": self.view.stands.standing,
            "overlay": self.view.stands.overlay,
            "numbers": numbers,
        }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let line = |stands: &Stands<'_>| {
            json!({"nhs_number": stands.number.nhs_number, "choice": stands.choice.word(),
                   "state": self.state(&stands.choice), "stated": stands.choice.stated()})
        };
        Ok(self.stands().iter().map(line).collect())
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("nhs_number", "NHS number"),
            Column::new("choice", "Choice"),
            Column::new("state", "State"),
            Column::new("from", "From"),
            Column::new("until", "Until"),
            Column::new("stated", "Stated"),
            Column::new("by", "By"),
            Column::new("source", "Source").flexible(),
        ];
        let mut table = Table::new(&columns);
        for stands in self.stands() {
            let (from, until) = match &stands.choice {
                ChoiceStatement::Overlay(overlay) => {
                    (shown(overlay.from), overlay.end().map(shown).unwrap_or_default())
                }
                _ => (shown(stands.choice.stated()), String::new()),
            };
            let told = stands.number.statements.iter().rfind(|kept| {
                kept.in_error.is_none()
                    && kept.statement.choice.stated() == stands.choice.stated()
                    && kept.statement.choice.word() == stands.choice.word()
            });
            let (by, source) = told.map_or(("", ""), |kept| (kept.statement.performer.word(), kept.source.as_str()));
            table.push(vec![
                stands.number.nhs_number.to_string().into(),
                Cell::toned(Tone::Strong, stands.choice.word()),
                self.state(&stands.choice).into(),
                from.into(),
                until.into(),
                shown(stands.choice.stated()).into(),
                by.into(),
                source.into(),
            ]);
        }
        table
    }
}
