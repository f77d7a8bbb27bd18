//! Whose record: an argument, a line of standard input, or the answer to a question.

use clap::Args;
use dcr::store::PatientRef;

use crate::error::CommandError;
use crate::session::Session;
use crate::terminal::read_line;

/// Whose record.
#[derive(Debug, Args)]
pub(crate) struct PatientArg {
    /// NHS number, store number (`P12`) or local number (`RBD:123456`); `-` reads it from standard input
    ///
    /// What is typed as an argument stays in the history of the shell: leave it out to be asked, or
    /// give `-` and send the number on standard input.
    #[arg(value_name = "PATIENT")]
    patient: Option<String>,
}

impl PatientArg {
    /// Reads the reference from wherever it is.
    pub(crate) fn read(&self, session: &mut Session<'_>) -> Result<PatientRef, CommandError> {
        read_patient(session, self.patient.as_deref())
    }
}

/// Reads whose record it is: from a text, from standard input where the text is `-`, by asking where
/// there is none.
pub(crate) fn read_patient(session: &mut Session<'_>, text: Option<&str>) -> Result<PatientRef, CommandError> {
    let text = match text {
        Some("-") => read_line()?,
        Some(text) => text.to_owned(),
        None if session.terminal.can_ask() => session.terminal.ask("Whose record (NHS number, P12, RBD:123456)?")?,
        None => {
            let error = CommandError::usage("no patient is named");
            return Err(error
                .hint("give `-` and send the number on standard input, so that it stays out of the shell's history"));
        }
    };
    let reference = parse_reference(&text)?;
    if let PatientRef::NhsNumber(number) = &reference
        && !number.check_digit_holds()
    {
        session.terminal.warning("the check digit of that NHS number is wrong: was it typed right?");
    }
    Ok(reference)
}

/// Reads a reference. The error does not repeat the text.
fn parse_reference(text: &str) -> Result<PatientRef, CommandError> {
    text.parse().map_err(|_| CommandError::usage("that names no patient").hint(FORMS))
}

const FORMS: &str = "an NHS number has ten digits, a store number looks like `P12`, a local number like `RBD:123456`";
