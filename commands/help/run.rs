//! `dcr help`.

use clap::Args;
use dcr::output::Tone;

use super::{exit_code_rows, find, variable_rows};
use crate::cli;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Show help on a command, or on `exit-codes` or `environment`
#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// A command such as `config show`, or a topic
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
}

/// Shows help.
pub(crate) fn run(session: &mut Session<'_>, args: &HelpArgs) -> Result<ExitCode, CommandError> {
    match args.topic.as_slice() {
        [topic] if topic == "exit-codes" => rows(session, "Exit codes", &exit_code_rows())?,
        [topic] if topic == "environment" => rows(session, "Environment", &variable_rows())?,
        words => command(session, words)?,
    }
    Ok(ExitCode::Done)
}

fn rows(session: &mut Session<'_>, title: &str, rows: &[(String, String)]) -> Result<(), CommandError> {
    let mut sheet = session.terminal.sheet();
    sheet.line(&[(Tone::Heading, title)]);
    let fields: Vec<_> = rows.iter().map(|(name, meaning)| (name.as_str(), meaning.as_str())).collect();
    sheet.fields(&fields);
    session.terminal.text(&sheet.finish())
}

fn command(session: &mut Session<'_>, words: &[String]) -> Result<(), CommandError> {
    let definition = cli::definition();
    let (command, _) = find(&definition, words)?;
    let text = command.clone().render_long_help();
    let text = if session.terminal.out().colour { text.ansi().to_string() } else { text.to_string() };
    session.terminal.text(&text)
}
