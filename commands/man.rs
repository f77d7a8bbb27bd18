//! `dcr man`: the manual pages.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use clap::Args;
use clap_mangen::Man;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::{cli, help, interrupt};

/// Show the manual page of a command
///
/// On a terminal the page is shown by `man`; otherwise its source is written, so that
/// `dcr man > dcr.1` installs it.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command, such as `config show` [default: dcr itself]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Every page: the name of its file and its source.
pub(crate) fn pages() -> Result<Vec<(String, String)>, CommandError> {
    let mut pages = Vec::new();
    collect(&cli::definition(), "dcr", &mut pages)?;
    Ok(pages)
}

fn collect(command: &clap::Command, name: &str, pages: &mut Vec<(String, String)>) -> Result<(), CommandError> {
    pages.push((format!("{name}.1"), page(command, name)?));
    for child in command.get_subcommands().filter(|child| !child.is_hide_set()) {
        collect(child, &format!("{name}-{}", child.get_name()), pages)?;
    }
    Ok(())
}

/// The source of one page. The page of dcr itself lists the exit codes and the variables.
fn page(command: &clap::Command, name: &str) -> Result<String, CommandError> {
    let shown = command.clone().disable_help_flag(true).disable_version_flag(true);
    let man = Man::new(shown).manual("dcr manual").source(concat!("dcr ", env!("CARGO_PKG_VERSION")));
    let mut source = Vec::new();
    man.render_title(&mut source)?;
    man.render_name_section(&mut source)?;
    man.render_synopsis_section(&mut source)?;
    man.render_description_section(&mut source)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut source)?;
    }
    man.render_options_section(&mut source)?;
    let mut source = String::from_utf8_lossy(&source).into_owned();
    if name == "dcr" {
        source.push_str(&tail());
    } else {
        source.push_str(".SH \"SEE ALSO\"\n\\fBdcr\\fR(1), which lists the exit codes\n");
    }
    Ok(source)
}

fn tail() -> String {
    let mut text = String::new();
    for (title, rows) in [("EXIT STATUS", help::exit_code_rows()), ("ENVIRONMENT", help::variable_rows())] {
        // Writing to a String cannot fail.
        let _written = writeln!(text, ".SH \"{title}\"");
        for (name, meaning) in rows {
            let _written = writeln!(text, ".TP\n\\fB{}\\fR\n{}", escaped(&name), escaped(&meaning));
        }
    }
    text
}

/// Text as roff takes it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}

/// Shows a page.
pub(crate) fn run(session: &mut Session<'_>, args: &ManArgs) -> Result<ExitCode, CommandError> {
    let definition = cli::definition();
    let (command, name) = help::find(&definition, &args.command)?;
    let source = page(command, &name.replace(' ', "-"))?;
    if session.terminal.out().is_terminal && formatted(&source) {
        return Ok(ExitCode::Done);
    }
    session.terminal.raw(source.as_bytes())?;
    Ok(ExitCode::Done)
}

/// Hands a page to `man`; `false` where there is none.
fn formatted(source: &str) -> bool {
    interrupt::leave_interrupt_to(|| {
        let Ok(mut child) = Command::new("man").args(["-l", "-"]).stdin(Stdio::piped()).spawn() else { return false };
        if let Some(mut stdin) = child.stdin.take() {
            // A reader who leaves before the end is no failure.
            let _written = stdin.write_all(source.as_bytes());
        }
        child.wait().is_ok_and(|status| status.success())
    })
}
