//! Bare `dcr`: what it is and what to do in the first five minutes.

use dcr::output::Tone;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// The first steps: command and what it does.
const STEPS: [(&str, &str); 3] = [
    ("dcr doctor", "is everything in place? versions, folders, permissions, disk, terminal"),
    ("dcr config show --origin", "every setting, and which file, variable or flag it came from"),
    ("dcr completions bash", "completions for your shell; `dcr completions --help` says where they go"),
];

/// Where to read on.
const MORE: [(&str, &str); 3] = [
    ("dcr help", "every command"),
    ("dcr help exit-codes", "what scripts can rely on"),
    ("dcr man", "the manual page"),
];

/// Prints the tour.
pub(crate) fn run(session: &mut Session<'_>) -> Result<ExitCode, CommandError> {
    let mut sheet = session.terminal.sheet();
    sheet.line(&[(Tone::Strong, "dcr"), (Tone::Muted, concat!(" ", env!("CARGO_PKG_VERSION")))]);
    sheet.paragraph(
        Tone::Plain,
        "Runs a shared care record: messages from hospitals come in, one record per person comes out, and every look \
         at it is decided by consent and written to an audit.",
    );
    for (title, lines) in [("First five minutes", &STEPS), ("Then", &MORE)] {
        sheet.heading(title, "");
        let width = lines.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
        for (command, what) in lines {
            let spare = " ".repeat(width - command.len() + 2);
            sheet.line(&[(Tone::Plain, "  "), (Tone::Hint, command), (Tone::Plain, &spare), (Tone::Plain, what)]);
        }
    }
    session.terminal.text(&sheet.finish())?;
    Ok(ExitCode::Done)
}
