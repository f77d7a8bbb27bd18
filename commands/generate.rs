//! `dcr generate`: writes the manual pages and completions that are committed. Hidden: it is for
//! those who build dcr.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::completions::{ShellArg, script};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::man;
use crate::session::Session;

/// Write man/ and completions/ from the definition of the command line
#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// The folder to write them in
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Writes the files.
pub(crate) fn run(session: &mut Session<'_>, args: &GenerateArgs) -> Result<ExitCode, CommandError> {
    let mut files: Vec<(&str, String, Vec<u8>)> = Vec::new();
    files.extend(man::pages()?.into_iter().map(|(name, source)| ("man", name, source.into_bytes())));
    files.extend(ShellArg::FILES.map(|(shell, name)| ("completions", name.to_owned(), script(shell))));
    for (folder, name, content) in &files {
        let folder = args.folder.join(folder);
        let failed = |error| CommandError::file(format!("cannot write in {}", folder.display()), error);
        fs::create_dir_all(&folder).map_err(failed)?;
        fs::write(folder.join(name), content).map_err(failed)?;
    }
    session.terminal.status(&format!("Wrote {} files in {}", files.len(), args.folder.display()));
    Ok(ExitCode::Done)
}
