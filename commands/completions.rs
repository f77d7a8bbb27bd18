//! `dcr completions`.

use clap::Args;
use clap_complete::Shell;

use crate::cli;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Print completions for a shell
///
/// bash: `dcr completions bash > ~/.local/share/bash-completion/completions/dcr`
///
/// zsh: `dcr completions zsh > _dcr`, in a folder that `$fpath` names
///
/// fish: `dcr completions fish > ~/.config/fish/completions/dcr.fish`
///
/// PowerShell: `dcr completions powershell >> $PROFILE`
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: ShellArg,
}

/// A shell that completions are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub(crate) enum ShellArg {
    Bash,
    Zsh,
    Fish,
    PowerShell,
}

impl ShellArg {
    /// Every shell, with the name of the file its completions are kept in.
    pub(crate) const FILES: [(Self, &'static str); 4] =
        [(Self::Bash, "dcr.bash"), (Self::Zsh, "_dcr"), (Self::Fish, "dcr.fish"), (Self::PowerShell, "_dcr.ps1")];

    const fn shell(self) -> Shell {
        match self {
            Self::Bash => Shell::Bash,
            Self::Zsh => Shell::Zsh,
            Self::Fish => Shell::Fish,
            Self::PowerShell => Shell::PowerShell,
        }
    }
}

/// The completions of a shell.
pub(crate) fn script(shell: ShellArg) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell.shell(), &mut cli::definition(), "dcr", &mut script);
    script
}

/// Prints the completions.
pub(crate) fn run(session: &mut Session<'_>, args: &CompletionsArgs) -> Result<ExitCode, CommandError> {
    session.terminal.raw(&script(args.shell))?;
    Ok(ExitCode::Done)
}
