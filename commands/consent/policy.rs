//! `dcr consent policy`.

use clap::Args;
use dcr::consent::Policy;
use dcr::output::{Column, OutputError, Sheet, Table, document};
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// List the consent policies, and the day from which each is in force
#[derive(Debug, Args)]
pub(crate) struct PolicyArgs {}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, _args: &PolicyArgs) -> Result<ExitCode, CommandError> {
    session.terminal.present(session.settings.output.value, &Policies)?;
    Ok(ExitCode::Done)
}

struct Policies;

impl Policies {
    fn rows() -> [(&'static str, Option<jiff::civil::Date>, &'static str); 2] {
        [
            ("permission-to-view", None, Policy::PermissionToView.meaning()),
            ("discussion-to-view", Some(Policy::DISCUSSION_SINCE), Policy::DiscussionToView.meaning()),
        ]
    }
}

impl Present for Policies {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "No policy is known.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("policies", &self.lines()?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(Self::rows()
            .into_iter()
            .map(|(policy, from, meaning)| json!({"policy": policy, "from": from, "meaning": meaning}))
            .collect())
    }

    fn table(&self) -> Table {
        let columns =
            [Column::new("policy", "Policy"), Column::new("from", "From"), Column::new("meaning", "Means").flexible()];
        let mut table = Table::new(&columns);
        for (policy, from, meaning) in Self::rows() {
            let from = from.map_or_else(|| "the beginning".to_owned(), |from| from.to_string());
            table.push(vec![policy.into(), from.into(), meaning.into()]);
        }
        table
    }
}
