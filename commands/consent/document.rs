//! One document of one person: denied, or seen again.

use clap::Args;
use dcr::access::Reason;
use dcr::output::{Column, Tone};
use dcr::store::PatientRef;

use crate::asking::{caller, open_store, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// The heading of these options in help.
const DOCUMENT: &str = "One document instead";

/// Which document, and to whom.
#[derive(Debug, Args)]
pub(crate) struct DocumentArgs {
    /// Deny this entry, by the name that a view gives it: it shows nowhere from now on
    #[arg(long, help_heading = DOCUMENT, value_name = "ENTRY", conflicts_with_all = ["choice", "correct", "form", "allow_document"])]
    deny_document: Option<String>,
    /// Let an entry that is denied be seen again; a second user must approve it
    #[arg(long, help_heading = DOCUMENT, value_name = "ENTRY", conflicts_with_all = ["choice", "correct", "form"])]
    allow_document: Option<String>,
    /// Only as far as this organisation is concerned, by its ODS code
    #[arg(long, help_heading = DOCUMENT, value_name = "ODS")]
    to_organisation: Option<String>,
}

impl DocumentArgs {
    /// Whether a document is named.
    pub(super) const fn is_asked(&self) -> bool {
        self.deny_document.is_some() || self.allow_document.is_some()
    }

    /// Denies it, or asks for and carries out the opposite.
    pub(super) fn run(
        &self,
        session: &mut Session<'_>,
        patient: &PatientRef,
        source: &str,
    ) -> Result<ExitCode, CommandError> {
        let mut store = open_store(session)?;
        let user = caller(session, &mut store)?;
        let asked = request(user, Reason::default());
        let to = self.to_organisation.as_deref();
        let (status, denial) = match (&self.deny_document, &self.allow_document) {
            (Some(entry), _) => ("denied", store.deny_entry(&asked, patient, entry, (to, source))?),
            (None, Some(entry)) => ("allowed", store.lift_denial(&asked, patient, entry, to)?),
            (None, None) => return Err(CommandError::usage("no document is named")),
        };
        let columns = [
            Column::new("entry", "Entry"),
            Column::new("patient", "Person"),
            Column::new("organisation", "To"),
            Column::new("source", "Said").flexible(),
            Column::new("status", "Status"),
        ];
        let mut listing = Listing::new("documents", &columns, "Nothing.");
        let cells = vec![
            (&denial.entry).into(),
            denial.patient.to_string().into(),
            denial.organisation.as_deref().unwrap_or("everybody").into(),
            (&denial.source).into(),
            status.into(),
        ];
        let mut value = serde_json::to_value(&denial).map_err(dcr::output::OutputError::from)?;
        value["status"] = status.into();
        listing.push(cells, &value)?;
        listing.end(Tone::Muted, "It holds from now on, in views that are open too.");
        session.terminal.present(session.settings.output.value, &listing)?;
        Ok(ExitCode::Done)
    }
}
