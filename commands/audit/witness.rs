//! `dcr audit witness`.

use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::audit::{Checkpoint, KeyKind, Note, VerifierKey, WitnessError, WitnessRequest};
use dcr::store::Context;

use super::key::{KeyArgs, verifier};
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::file::write_private;
use crate::session::Session;

/// The longest request that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Cosign a checkpoint of somebody else's audit
///
/// For a second organisation, with its own key and without the store. It cosigns (C2SP
/// tlog-cosignature) only a checkpoint that is shown to continue the last one that it cosigned, and
/// keeps nothing but that one. The request comes from `dcr audit checkpoint --for-witness NUMBER`,
/// where NUMBER is how many events its last one covered, 0 at first. The cosigned checkpoint goes to
/// standard output.
///
/// Ends with exit code 6 where the audit does not continue what was cosigned before.
#[derive(Debug, Args)]
pub(crate) struct WitnessArgs {
    /// The request; `-` reads it from standard input
    #[arg(value_name = "FILE", required_unless_present = "new_key")]
    request: Option<PathBuf>,
    /// Where the last checkpoint is kept
    #[arg(long, value_name = "FILE", required_unless_present = "new_key")]
    state: Option<PathBuf>,
    /// The public key of the audit, or a file with it in its first line
    #[arg(long, value_name = "KEY", value_parser = verifier, required_unless_present = "new_key")]
    log_key: Option<VerifierKey>,
    #[command(flatten)]
    key: KeyArgs,
    /// Make a new key in this file
    #[arg(long, value_name = "FILE", requires = "name")]
    new_key: Option<PathBuf>,
    /// The name of the new key, such as the address of the organisation
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Makes the key of a witness, or cosigns.
pub(crate) fn run(session: &mut Session<'_>, args: &WitnessArgs) -> Result<ExitCode, CommandError> {
    if let (Some(path), Some(name)) = (&args.new_key, &args.name) {
        let made = args.key.make(path, name, KeyKind::Cosignature)?;
        session.terminal.raw(format!("{}\n", made.verifier()).as_bytes())?;
        return Ok(ExitCode::Done);
    }
    let (Some(request), Some(state), Some(log)) = (&args.request, &args.state, &args.log_key) else {
        return Err(CommandError::usage("a request, a state and a key of the audit are needed"));
    };
    let request: WitnessRequest =
        read(request)?.parse().map_err(|error| CommandError::failed(format!("{}: {error}", request.display())))?;
    let signer = args.key.open()?;
    // Two at once must not cosign two continuations of one checkpoint.
    let _lock = lock(state)?;
    let last = last(state)?;
    let now = Context::default().now();
    let (checkpoint, signature) = request.cosign(last.as_ref(), log, &signer, now).map_err(refusal)?;
    let mut signatures = request.checkpoint.signatures.clone();
    signatures.push(signature);
    let cosigned = Note { text: request.checkpoint.text.clone(), signatures }.to_string();
    // Kept before it is handed out: what was cosigned is never forgotten.
    write_private(state, cosigned.as_bytes())?;
    session.terminal.raw(cosigned.as_bytes())?;
    let before = last.map_or(0, |last| last.size);
    session.terminal.status(&format!("Cosigned {} events; {before} of them were cosigned before.", checkpoint.size));
    Ok(ExitCode::Done)
}

fn refusal(error: WitnessError) -> CommandError {
    match error {
        WitnessError::Old { expected, .. } => CommandError::new(ErrorKind::Conflict, error)
            .hint(format!("ask for it: `dcr audit checkpoint --for-witness {expected}`")),
        WitnessError::Inconsistent(_) | WitnessError::Signature(_) | WitnessError::Origin => {
            CommandError::new(ErrorKind::Integrity, error)
        }
        other => CommandError::failed(other),
    }
}

fn read(path: &Path) -> Result<String, CommandError> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(LONGEST).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
    };
    read.map_err(|error| CommandError::file(format!("cannot read {}", path.display()), error))?;
    Ok(text)
}

fn lock(state: &Path) -> Result<File, CommandError> {
    let mut name = state.as_os_str().to_owned();
    name.push(".lock");
    let doing = || format!("cannot lock {}", state.display());
    let opened = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(name);
    let file = opened.map_err(|error| CommandError::file(doing(), error))?;
    file.lock().map_err(|error| CommandError::file(doing(), error))?;
    Ok(file)
}

/// The checkpoint that was cosigned last; none where there is no file yet.
fn last(state: &Path) -> Result<Option<Checkpoint>, CommandError> {
    match fs::exists(state) {
        Ok(false) => return Ok(None),
        Ok(true) => {}
        Err(error) => return Err(CommandError::file(format!("cannot read {}", state.display()), error)),
    }
    let unreadable = |error: String| CommandError::new(ErrorKind::Integrity, format!("{}: {error}", state.display()));
    let note = Note::read(&read(state)?).map_err(|error| unreadable(error.to_string()))?;
    note.text.parse().map(Some).map_err(|error: dcr::audit::CheckpointError| unreadable(error.to_string()))
}
