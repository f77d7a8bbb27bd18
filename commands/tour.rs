//! Bare `dcr`: what it is and what to do in the first five minutes.

use dcr::output::Tone;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// A command and what it does.
type Step = (&'static str, &'static str);

/// The tour: headings with their commands.
const TOUR: [(&str, &[Step]); 4] = [
    (
        "First five minutes, with a fictional Dorset",
        &[
            ("dcr demo", "build its store from wire messages and open the browser; `q` leaves it"),
            ("dcr patient find ridgeway --store demo", "find a person; the search is audited"),
            ("dcr record show 9990000018 --store demo", "one record from nine systems"),
            ("dcr record trace 9990000018 --store demo", "every message that made it"),
            ("dcr identity explain 9990000018 --store demo", "why nine identities are one person"),
            ("dcr record show 9990000026 --store demo", "he chose nobody: to you he does not exist"),
            ("dcr user whoami --can --store demo", "who you are there, and what you may run"),
        ],
    ),
    (
        "With a store of your own",
        &[
            ("dcr store init --name a.patel --organisation RBD", "make it, and become its first user"),
            ("dcr feed ingest FOLDER", "take in HL7 v2, FHIR and ITK"),
            ("dcr feed list", "what became of them"),
            ("dcr browse", "the record browser"),
            ("dcr doctor", "is everything in place?"),
        ],
    ),
    (
        "For those who run it",
        &[
            ("dcr user add --help", "register others; a second user approves what they may do"),
            ("dcr consent set - no-2", "an opt-out; the number comes on standard input"),
            ("dcr consent plan FILE --save PLAN", "a file of choices, checked before anything is changed"),
            ("dcr consent alerts", "what waits for a privacy officer"),
            ("dcr audit report who-saw -", "tell a person who looked at their record"),
        ],
    ),
    (
        "Then",
        &[
            ("dcr help", "every command; `dcr help exit-codes` for scripts"),
            ("dcr man", "the manual page"),
            ("dcr completions bash", "completions for your shell"),
        ],
    ),
];

/// Prints the tour.
pub(crate) fn run(session: &mut Session<'_>) -> Result<ExitCode, CommandError> {
    let mut sheet = session.terminal.sheet();
    sheet.line(&[(Tone::Strong, "dcr"), (Tone::Muted, concat!(" ", env!("CARGO_PKG_VERSION")))]);
    sheet.paragraph(
        Tone::Plain,
        "Runs a shared care record: messages from hospitals, practices, NHS 111 and the ambulance service come in, one record per person comes out, and every look \
         at it is decided by consent and written to an audit.",
    );
    let width = TOUR.iter().flat_map(|(_, lines)| *lines).map(|(command, _)| command.len()).max().unwrap_or(0);
    let longest = TOUR.iter().flat_map(|(_, lines)| *lines).map(|(_, what)| what.len()).max().unwrap_or(0);
    let narrow = sheet.style().width.is_some_and(|columns| columns < width + longest + 4);
    for (title, lines) in TOUR {
        sheet.heading(title, "");
        for (command, what) in lines {
            if narrow {
                sheet.line(&[(Tone::Plain, "  "), (Tone::Hint, command)]);
                sheet.line(&[(Tone::Plain, "      "), (Tone::Plain, what)]);
                continue;
            }
            let spare = " ".repeat(width - command.len() + 2);
            sheet.line(&[(Tone::Plain, "  "), (Tone::Hint, command), (Tone::Plain, &spare), (Tone::Plain, what)]);
        }
    }
    session.terminal.text(&sheet.finish())?;
    Ok(ExitCode::Done)
}
