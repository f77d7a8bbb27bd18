//! `dcr audit prove`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::audit::{Receipt, VerifierKey};

use super::key::verifier;
use crate::asking::{ReasonArgs, caller, open_store, request, shown};
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::session::Session;

/// The longest receipt that is read, in bytes.
const LONGEST: u64 = 4 << 20;

/// Write a receipt for one event, or check one
///
/// A receipt (C2SP tlog-proof) holds the event, the proof that it is in the audit, and the checkpoint
/// that says so. It is checked with nothing but itself and a public key: `--check RECEIPT --key KEY`
/// needs no store. A receipt shows who looked at whom: it is for the person it is about.
///
/// Ends with exit code 6 where a receipt does not hold.
#[derive(Debug, Args)]
pub(crate) struct ProveArgs {
    /// The number of the event
    #[arg(value_name = "EVENT", required_unless_present = "check")]
    event: Option<i64>,
    /// Check this receipt
    #[arg(long, value_name = "RECEIPT", requires = "key", conflicts_with = "event")]
    check: Option<PathBuf>,
    /// The public key of the audit, or a file with it in its first line
    #[arg(long, value_name = "KEY", value_parser = verifier)]
    key: Option<VerifierKey>,
    #[command(flatten)]
    reason: ReasonArgs,
}

/// Writes or checks a receipt.
pub(crate) fn run(session: &mut Session<'_>, args: &ProveArgs) -> Result<ExitCode, CommandError> {
    if let (Some(path), Some(key)) = (&args.check, &args.key) {
        return check(session, path, key);
    }
    let Some(event) = args.event else { return Err(CommandError::usage("no event is named")) };
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let request = request(user, args.reason.for_audit(session));
    let viewing = store.open_audit(&request, &format!("a receipt for event {event}"), &[])?;
    let receipt = store.audit_receipt(&viewing, event)?;
    session.terminal.raw(receipt.to_string().as_bytes())?;
    Ok(ExitCode::Done)
}

fn check(session: &mut Session<'_>, path: &Path, key: &VerifierKey) -> Result<ExitCode, CommandError> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    read.map_err(|error| CommandError::file(format!("cannot read {}", path.display()), error))?;
    let broken = |error: &dyn std::error::Error| {
        CommandError::new(ErrorKind::Integrity, format!("the receipt {} does not hold: {error}", path.display()))
    };
    let receipt: Receipt = text.parse().map_err(|error: dcr::audit::ReceiptError| broken(&error))?;
    let checkpoint = receipt.verify(key).map_err(|error| broken(&error))?;
    let event = receipt.read_event().ok_or_else(|| broken(&std::fmt::Error))?;
    let line = format!(
        "Event {} of {} is one of {} events that {} signed.\n{}  {}  {}\n{}\n",
        event.sequence,
        checkpoint.origin,
        checkpoint.size,
        key.name(),
        shown(event.recorded),
        event.action,
        event.user,
        event.body
    );
    session.terminal.text(&line)?;
    Ok(ExitCode::Done)
}
