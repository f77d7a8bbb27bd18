//! `dcr feed ingest`.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use dcr::access::Activity;
use dcr::audit::Agent;
use dcr::feeds::{FeedError, Ingest, Totals};
use dcr::interchange::hl7v2::Dialect;
use dcr::record::NhsNumber;
use dcr::store::sqlite::SqliteStore;

use super::source::{Source, sources};
use crate::asking::{agent, caller, open_store_labelling, require};
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::{Progress, Unit, read_line};
use crate::views::{FileTotals, Ingested};
use crate::words::{count, length};

/// Take messages in from files, folders or standard input
///
/// HL7 v2 messages, one or many a file, bare or MLLP-framed, with CR, LF or CRLF between segments.
/// FHIR as JSON or XML: answers of GP Connect Structured (STU3), UK Core bundles and single resources
/// (R4), exports of this tool; one document a file, or bundles one a line. Reports of NHS 111, the
/// ambulance service and correspondence: CDA in an ITK envelope, bare or in SOAP. What a document is
/// shows at its beginning, whatever its file is called. In a folder, files ending in .hl7, .er7, .v2,
/// .msg, .mllp, .txt, .dat, .json, .ndjson or .xml are read, and those without an ending. One message
/// may have 64 MiB; of a longer one the beginning is kept, as a dead letter.
///
/// A later answer of the same practice replaces the lists that it carries and no others: what is no
/// longer in them is no longer current, and stays in history.
///
/// Every message is kept. One that came before word for word is a duplicate; one that bears the
/// number of another is a conflict; one that cannot be read becomes a dead letter and the rest goes
/// on. Messages in = applied + duplicate + conflict + dead. Running it again changes nothing.
///
/// What a system means by the fields it sends is its dialect. It is recognised message by message,
/// by the header: the sending application (MSH-3), the sending facility (MSH-4), the version
/// (MSH-12) and the profile (MSH-21). Where no dialect fits, `generic` is taken, which reads the
/// fields as the standard has them.
#[derive(Debug, Args)]
pub(crate) struct IngestArgs {
    /// Files or folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take in only what is about one patient, whose number you are asked for
    ///
    /// For the answer to a question: what is about another patient becomes a dead letter. Without a
    /// terminal the number is the first line of standard input. It is no argument, which would stay in
    /// the history of the shell.
    #[arg(long)]
    asked: bool,
    /// Read every HL7 v2 message in this dialect, whatever its header says
    #[arg(long, value_name = "NAME", value_parser = dialects())]
    dialect: Option<String>,
}

/// The names that a dialect may be chosen by, in the order in which they are tried.
fn dialects() -> PossibleValuesParser {
    PossibleValuesParser::new(
        Dialect::all().iter().map(|dialect| PossibleValue::new(dialect.name.as_str()).help(dialect.title.as_str())),
    )
}

/// Takes the messages in.
pub(crate) fn run(session: &mut Session<'_>, args: &IngestArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store_labelling(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::RecordOperations, Activity::Administer], "take messages in"))?;
    let (sources, skipped) = sources(&args.paths)?;
    if skipped > 0 {
        session
            .terminal
            .status(&format!("Left {} alone that no messages are expected in.", length(skipped, "file", "files")));
    }
    let asked = if args.asked { Some(asked(session, &sources)?) } else { None };
    // Standard input may wait for ever, and then only the signal itself ends the wait.
    let stop = (!sources.contains(&Source::Stdin)).then(interrupt::stop_flag);
    let dialect = args.dialect.as_deref().and_then(Dialect::named);
    let (agent, done) = (agent(&user), Ingested::default());
    let mut work = Work { store: &mut store, agent, dialect, asked, stop: stop.as_deref(), done };
    let progress = session.terminal.progress("Taking in", sources.iter().map(Source::size).sum(), Unit::Bytes);
    let ended = work.take_all(&sources, &progress);
    drop(progress);
    let done = work.done;
    session.terminal.present(session.settings.output.value, &done)?;
    ended?;
    if done.total.dead > 0 {
        session.terminal.warning(&format!("{} could not be read", count(done.total.dead, "message", "messages")));
        session.terminal.hint("see why: `dcr feed dead-letters --incident REF`");
    }
    Ok(ExitCode::Done)
}

/// The number that was asked for. The errors do not repeat what was typed.
fn asked(session: &mut Session<'_>, sources: &[Source]) -> Result<NhsNumber, CommandError> {
    if sources.contains(&Source::Stdin) {
        let error = CommandError::usage("standard input cannot be both the messages and the number asked for");
        return Err(error.hint("name the file of the messages"));
    }
    let text = if session.terminal.can_ask() {
        session.terminal.ask("Which NHS number was asked for?")?
    } else {
        read_line()?
    };
    let number: NhsNumber =
        text.parse().map_err(|_| CommandError::usage("that is no NHS number").hint("an NHS number has ten digits"))?;
    if number.check_digit_holds() {
        return Ok(number);
    }
    Err(CommandError::usage("the check digit of that NHS number is wrong").hint("was it typed right?"))
}

struct Work<'a> {
    store: &'a mut SqliteStore,
    agent: Agent,
    dialect: Option<&'static Dialect>,
    asked: Option<NhsNumber>,
    stop: Option<&'a AtomicBool>,
    done: Ingested,
}

impl Work<'_> {
    fn take_all(&mut self, sources: &[Source], progress: &Progress) -> Result<(), CommandError> {
        let mut before = 0;
        for source in sources {
            self.take(source, before, progress)?;
            before += source.size();
        }
        Ok(())
    }

    fn take(&mut self, source: &Source, before: u64, progress: &Progress) -> Result<(), CommandError> {
        let (name, stream) = (source.name(), source.open()?);
        let (dialect, asked, stop) = (self.dialect, self.asked, self.stop);
        let ingest = Ingest { dialect, asked, stop, ..Ingest::new(&name, self.agent.clone()) };
        let mut so_far = Totals::default();
        let outcome = ingest.run(self.store, stream, |step| {
            progress.at(before + step.offset);
            so_far = step.totals;
        });
        self.done.total += so_far;
        self.done.files.push(FileTotals { file: name, totals: so_far });
        outcome.map(|_| ()).map_err(CommandError::from)
    }
}

impl From<FeedError> for CommandError {
    fn from(error: FeedError) -> Self {
        match error {
            FeedError::Store(error) => error.into(),
            FeedError::Interrupted(_) => {
                Self::new(ErrorKind::Interrupted, error).hint("run it again: what is kept already counts as duplicate")
            }
            FeedError::Read(..) => Self::failed(error),
        }
    }
}
