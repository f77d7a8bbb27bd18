//! The command line: the options that every command takes, and the index of commands.

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::environment::Environment;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::settings::{GlobalFlags, Settings};
use crate::terminal::{Terminal, help_styles};
use crate::{
    audit, browse, completions, config, connectathon, consent, demo, doctor, feed, generate, help, identity, man, ndop,
    patient, record, store, terminology, tour, usage, user,
};

/// Run a shared care record: read it, feed it, test it, and say who looked
///
/// Data goes to standard output; status, progress and warnings go to standard error. Run `dcr`
/// alone for a tour.
#[derive(Debug, Parser)]
#[command(name = "dcr", version, styles = help_styles(), disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Which store: `demo`, `sqlite:PATH` or `https://host/fhir`
    ///
    /// `demo` is the fictional Dorset that `dcr demo` builds. Without it, the store in your data
    /// folder is used. Also set by `DCR_STORE`.
    #[arg(long, global = true, value_name = "URL")]
    store: Option<String>,
    /// Form of the data on standard output [default: table]
    #[arg(short, long, global = true, value_name = "FORMAT")]
    output: Option<OutputArg>,
    /// When to colour [default: auto]
    ///
    /// `auto` colours on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<ColorArg>,
    /// Write long output without a pager
    #[arg(long, global = true)]
    no_pager: bool,
    /// Say less: no status; twice, no warnings either
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "verbose")]
    quiet: u8,
    /// Say more about what is done
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    /// Read this settings file instead of your own
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Answer yes where a command asks before it changes something
    #[arg(long, global = true)]
    yes: bool,
    /// Act as this user; only in a demo store
    #[arg(long = "as", global = true, value_name = "NAME")]
    acting_as: Option<String>,
}

/// The form of data.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OutputArg {
    /// Text for people
    Table,
    /// One document, with its `format_version`
    Json,
    /// One JSON object a line
    Ndjson,
    /// Comma-separated values (RFC 4180)
    Csv,
}

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The index of commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::DemoArgs),
    Browse(browse::BrowseArgs),
    #[command(subcommand)]
    Patient(patient::PatientCommand),
    #[command(subcommand)]
    Record(record::RecordCommand),
    #[command(subcommand)]
    Feed(feed::FeedCommand),
    #[command(subcommand)]
    Identity(identity::IdentityCommand),
    #[command(subcommand)]
    Terminology(terminology::TerminologyCommand),
    #[command(subcommand)]
    Connectathon(connectathon::ConnectathonCommand),
    #[command(subcommand)]
    Consent(consent::ConsentCommand),
    #[command(subcommand)]
    Ndop(ndop::NdopCommand),
    #[command(subcommand)]
    User(user::UserCommand),
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    #[command(subcommand)]
    Store(store::StoreCommand),
    Doctor(doctor::DoctorArgs),
    #[command(subcommand)]
    Config(config::ConfigCommand),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    Help(help::HelpArgs),
    #[command(hide = true)]
    Generate(generate::GenerateArgs),
}

impl Command {
    fn run(self, session: &mut Session<'_>) -> Result<ExitCode, CommandError> {
        match self {
            Self::Demo(args) => demo::run(session, &args),
            Self::Browse(args) => browse::run(session, &args),
            Self::Patient(command) => patient::run(session, &command),
            Self::Record(command) => record::run(session, &command),
            Self::Feed(command) => feed::run(session, &command),
            Self::Identity(command) => identity::run(session, &command),
            Self::Terminology(command) => terminology::run(session, &command),
            Self::Connectathon(command) => connectathon::run(session, &command),
            Self::Consent(command) => consent::run(session, &command),
            Self::Ndop(command) => ndop::run(session, &command),
            Self::User(command) => user::run(session, &command),
            Self::Audit(command) => audit::run(session, &command),
            Self::Store(command) => store::run(session, &command),
            Self::Doctor(args) => doctor::run(session, &args),
            Self::Config(command) => config::run(session, &command),
            Self::Completions(args) => completions::run(session, &args),
            Self::Man(args) => man::run(session, &args),
            Self::Help(args) => help::run(session, &args),
            Self::Generate(args) => generate::run(session, &args),
        }
    }
}

/// Reads the command line and runs what it asks for.
pub(crate) fn start(environment: Environment, terminal: &mut Terminal) -> Result<ExitCode, CommandError> {
    let cli = match Cli::try_parse_from(&environment.arguments) {
        Ok(cli) => cli,
        Err(error) => return stopped(&error, terminal),
    };
    let settings = Settings::resolve(&environment, &cli.global.flags())?;
    terminal.configure(&settings, cli.global.verbosity());
    let (acting_as, agreed) = (cli.global.acting_as, cli.global.yes);
    let mut session = Session { terminal, settings, environment, acting_as, agreed };
    match cli.command {
        Some(command) => command.run(&mut session),
        None => tour::run(&mut session),
    }
}

/// Help and version are data; a group without its verb is answered with its help on standard
/// error; anything else is a mistake to explain.
fn stopped(error: &clap::Error, terminal: &mut Terminal) -> Result<ExitCode, CommandError> {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    let rendered = error.render();
    match error.kind() {
        DisplayHelp | DisplayVersion => {
            let colour = terminal.out().colour;
            let text = if colour { rendered.ansi().to_string() } else { rendered.to_string() };
            terminal.raw(text.as_bytes())?;
            Ok(ExitCode::Done)
        }
        DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.aside(&rendered.to_string());
            Ok(ExitCode::Usage)
        }
        _ => Err(usage::explain(error)),
    }
}

/// The definition of the whole command line, for help, man pages and completions.
pub(crate) fn definition() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    command
}

/// The verb that a command line runs, such as `record show`: its words alone, nothing of what was given.
pub(crate) fn verb(arguments: &[std::ffi::OsString]) -> String {
    let Ok(matches) = definition().try_get_matches_from(arguments) else { return String::new() };
    let (mut words, mut at) = (vec!["dcr"], &matches);
    while let Some((word, below)) = at.subcommand() {
        words.push(word);
        at = below;
    }
    words.join(" ")
}

impl Global {
    fn flags(&self) -> GlobalFlags {
        let mut flags = GlobalFlags { config: self.config.clone(), values: Vec::new() };
        let mut said = |key, value: Option<String>, flag| flags.values.extend(value.map(|value| (key, value, flag)));
        let name = |value: clap::builder::PossibleValue| value.get_name().to_owned();
        said("store", self.store.clone(), "--store");
        said("output", self.output.as_ref().and_then(ValueEnum::to_possible_value).map(name), "--output");
        said("color", self.color.as_ref().and_then(ValueEnum::to_possible_value).map(name), "--color");
        said("pager", self.no_pager.then(|| "off".to_owned()), "--no-pager");
        flags
    }

    fn verbosity(&self) -> i16 {
        i16::from(self.verbose) - i16::from(self.quiet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verify_app() {
        Cli::command().debug_assert();
    }
}
