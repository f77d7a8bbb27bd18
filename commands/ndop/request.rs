//! `dcr ndop request`.

use std::path::{Path, PathBuf};

use clap::Args;
use dcr::access::Activity;
use dcr::interchange::opt_out::{FileName, Form, RequestList, Unusable, numbers};
use dcr::record::london;
use dcr::store::Store;
use sha2::{Digest, Sha256};

use super::outcome::Requested;
use super::source::Source;
use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{Unfinished, refuse_unagreed};
use crate::session::Session;

/// Write the list of NHS numbers that is sent to be checked for opt-outs
///
/// Reads an extract (CSV with a head, NDJSON, FHIR) or a list of numbers, one a line, and writes the
/// file that the Check for National Data Opt-outs service takes by MESH: ten digits, a comma and a
/// line feed for each number, in the order in which they come, each once. The service refuses the
/// whole file for one bad number, so a number that is not ten digits, whose check digit is wrong, or
/// that is never issued is reported with its line and left out; then the exit code is 3.
///
/// Send the file to the mailbox and with the workflow that NHS England names; the cleaned list that
/// comes back goes to `dcr ndop apply`.
#[derive(Debug, Args)]
pub(crate) struct RequestArgs {
    /// The extract, or a list of numbers
    #[arg(value_name = "EXTRACT-OR-LIST")]
    extract: PathBuf,
    /// The column (CSV) or member (NDJSON) that holds the NHS number
    #[arg(long, value_name = "NAME", default_value = "nhs_number")]
    column: String,
    /// The file to write
    #[arg(long, value_name = "FILE", required_unless_present = "mailbox", conflicts_with = "mailbox")]
    save: Option<PathBuf>,
    /// Name the file as the service advises, after this MESH mailbox: `MAILBOX-DDMMYY-NNNN.dat`
    #[arg(long, value_name = "MAILBOX")]
    mailbox: Option<String>,
    /// Which list of the month this is, from 1
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "mailbox")]
    sequence: u16,
}

/// Writes the list.
pub(crate) fn run(session: &mut Session<'_>, args: &RequestArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::RecordOperations, Activity::Governance], "prepare extracts"))?;
    let target = match (&args.save, &args.mailbox) {
        (Some(path), _) => path.clone(),
        (None, Some(mailbox)) => {
            let today = store.now().to_zoned(london().clone()).date();
            PathBuf::from(FileName::new(mailbox, today, args.sequence).map_err(CommandError::usage)?.to_string())
        }
        (None, None) => return Err(CommandError::usage("say where to write the list, with `--save FILE`")),
    };
    refuse_unagreed(&target, session.agreed)?;
    let is_demo = store.is_demo();
    let (written, sha256, requested) = write(&args.extract, &args.column, &target, is_demo)?;
    if requested.numbers == 0 {
        session.terminal.present(session.settings.output.value, &requested)?;
        return Err(CommandError::failed("no number can be sent, so no list was written"));
    }
    // On record before it has a name.
    store.record_opt_out_request(&sha256, requested.numbers, agent(&user))?;
    written.finish(session.agreed)?;
    session.terminal.status(&format!("Wrote {}", target.display()));
    session.terminal.present(session.settings.output.value, &requested)?;
    Ok(if requested.not_sent == 0 { ExitCode::Done } else { ExitCode::ChecksFailed })
}

/// Writes the list under another name.
fn write(
    extract: &Path,
    column: &str,
    target: &Path,
    is_demo: bool,
) -> Result<(Unfinished, [u8; 32], Requested), CommandError> {
    let source = Source::new(extract);
    let open = || source.open();
    let form = Form::of(&open).map_err(|error| source.failed(error))?;
    let mut requested = Requested { form, numbers: 0, repeated: 0, not_sent: 0, problems: Vec::new() };
    let mut list = RequestList::new(Hashed { file: Unfinished::begin(target)?, hasher: Sha256::new() });
    numbers(&open, form, column, |line, number| {
        let number = number.and_then(|number| match (is_demo, number.is_test_range()) {
            (true, false) => Err(Unusable::NotForDemo),
            (false, true) => Err(Unusable::TestNumber),
            _ => Ok(number),
        });
        match number {
            Ok(number) => list.add(number).map(drop),
            Err(reason) => {
                requested.leave_out(line, reason);
                Ok(())
            }
        }
    })
    .map_err(|error| source.failed(error))?;
    (requested.numbers, requested.repeated) = (list.len(), list.repeated());
    let Hashed { mut file, hasher } = list.finish()?;
    file.sync()?;
    Ok((file, hasher.finalize().into(), requested))
}

/// A file, hashed while it is written.
struct Hashed {
    file: Unfinished,
    hasher: Sha256,
}

impl std::io::Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}
