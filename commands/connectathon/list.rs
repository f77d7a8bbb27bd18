//! `dcr connectathon list`.

use clap::Args;
use dcr::conformance::catalogue;
use dcr::conformance::script::schema;
use dcr::output::Column;
use serde_json::json;

use super::scripts;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// List the scenarios of scripts, or of the catalogue that is built in
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// The scripts; without any, the catalogue
    #[arg(value_name = "SCRIPT")]
    scripts: Vec<String>,
    /// Only scenarios with one of these tags
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
    /// Write the JSON Schema of scripts instead, for editors
    #[arg(long, conflicts_with_all = ["scripts", "tags"])]
    schema: bool,
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &ListArgs) -> Result<ExitCode, CommandError> {
    if args.schema {
        let text = serde_json::to_string_pretty(&schema()).map_err(CommandError::failed)?;
        session.terminal.raw(format!("{text}\n").as_bytes())?;
        return Ok(ExitCode::Done);
    }
    let names = if args.scripts.is_empty() { catalogue::names().collect() } else { args.scripts.clone() };
    let columns = [
        Column::new("script", "Script"),
        Column::new("scenario", "Scenario"),
        Column::new("title", "What is tried").flexible(),
        Column::new("tags", "Tags"),
    ];
    let mut listing = Listing::new("scenarios", &columns, "There is no scenario.");
    for name in names {
        let script = scripts::script(&name)?;
        for scenario in &script.scenarios {
            if !args.tags.is_empty() && !scenario.tags.iter().any(|tag| args.tags.contains(tag)) {
                continue;
            }
            let cells =
                vec![(&name).into(), (&scenario.id).into(), (&scenario.title).into(), scenario.tags.join(", ").into()];
            let value = json!({
                "script": name, "scenario": scenario.id, "title": scenario.title, "tags": scenario.tags,
                "rows": scenario.rows.len(),
            });
            listing.push(cells, &value)?;
        }
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}
