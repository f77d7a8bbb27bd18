//! `dcr audit checkpoint`.

use std::path::PathBuf;

use clap::Args;
use dcr::access::Activity;
use dcr::audit::KeyKind;
use dcr::store::sqlite::SqliteStore;

use super::key::KeyArgs;
use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Sign how long the audit is and what its root is
///
/// The checkpoint (C2SP tlog-checkpoint) is kept in the store and written to standard output. Send
/// it to where whoever can write the store cannot reach: another organisation, a printer, a mailbox.
///
/// `--new-key FILE` makes the key first, sealed by a passphrase; where the audit has a key already,
/// `--key-file` names that one, and both sign. Nobody needs a key to look at a record.
#[derive(Debug, Args)]
pub(crate) struct CheckpointArgs {
    #[command(flatten)]
    key: KeyArgs,
    /// Make a new key in this file, and sign with it
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
    /// Only where so many events came since the last one as the setting `checkpoint_every` says
    #[arg(long)]
    if_due: bool,
    /// Sign nothing: write the last checkpoint as a request to a witness whose last one covers so many events
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["new_key", "if_due"])]
    for_witness: Option<u64>,
    /// Sign nothing: write the public keys of this audit
    #[arg(long, conflicts_with_all = ["new_key", "if_due", "for_witness"])]
    public_keys: bool,
}

/// Signs, or writes what was signed.
pub(crate) fn run(session: &mut Session<'_>, args: &CheckpointArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(
        session,
        &mut store,
        &user,
        (&[Activity::Governance, Activity::Administer], "sign checkpoints of the audit"),
    )?;
    if args.public_keys {
        for key in store.audit_keys()? {
            session.terminal.raw(format!("{key}\n").as_bytes())?;
        }
        return Ok(ExitCode::Done);
    }
    if let Some(old) = args.for_witness {
        session.terminal.raw(store.witness_request(old)?.to_string().as_bytes())?;
        return Ok(ExitCode::Done);
    }
    let (since, every) = (store.events_since_checkpoint()?, session.settings.checkpoint_every.value.get());
    if args.if_due && since < every {
        session.terminal.status(&format!("No checkpoint is due: {since} events of {every} came since the last one."));
        return Ok(ExitCode::Done);
    }
    let signers = signers(session, &mut store, args, &agent(&user))?;
    let note = store.make_checkpoint(&signers, agent(&user))?;
    session.terminal.raw(note.to_string().as_bytes())?;
    session.terminal.status("Signed a checkpoint. Keep a copy where whoever can write the store cannot reach.");
    Ok(ExitCode::Done)
}

fn signers(
    session: &mut Session<'_>,
    store: &mut SqliteStore,
    args: &CheckpointArgs,
    agent: &dcr::audit::Agent,
) -> Result<Vec<dcr::audit::SignerKey>, CommandError> {
    let Some(path) = &args.new_key else { return Ok(vec![args.key.open()?]) };
    let known = match &args.key.key_file {
        Some(_) => Some(args.key.open()?),
        None => None,
    };
    let made = args.key.make(path, &store.audit_log_name()?, KeyKind::Note)?;
    if let Err(error) = store.add_audit_key(made.verifier(), known.as_ref(), agent.clone()) {
        // A key that the log does not know is of no use to anybody.
        let _removed = std::fs::remove_file(path);
        return Err(error.into());
    }
    session.terminal.status(&format!("Made the key {}: its public part is {}", path.display(), made.verifier()));
    Ok(std::iter::once(made).chain(known).collect())
}
