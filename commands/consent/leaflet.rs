//! `dcr consent leaflet`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dcr::consent::leaflet::{Paper, Print, Wording, html, text};
use dcr::record::NhsNumber;
use dcr::store::PatientRef;
use dcr::store::sqlite::{PersonChoices, SqliteStore};

use super::who_asks::{Administering, administer};
use crate::asking::PatientArg;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_unagreed, write_private};
use crate::session::Session;

/// The longest file of a wording.
const LONGEST: u64 = 256 << 10;

/// Print the leaflet with the five choices, and the form for one person
///
/// In plain words and large print, as text, as HTML for a screen, or as A4 pages that a browser prints
/// or turns into a PDF. The form for one person bears a random reference and nothing that names them;
/// when it comes back, `dcr consent set --form REFERENCE CHOICE` enters the choice. A blank form has
/// lines to write on instead.
///
/// The words are in a file for each language. A translation, or telephone numbers of your own, are a
/// file that `--wording` names; `--print-wording` writes the one that is there to begin with.
#[derive(Debug, Args)]
pub(crate) struct LeafletArgs {
    #[command(flatten)]
    patient: PatientArg,
    /// A form for nobody yet
    #[arg(long, conflicts_with = "patient")]
    blank: bool,
    /// The language, of those that come with dcr
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Take the words from this file instead
    #[arg(long, value_name = "FILE", conflicts_with = "language")]
    wording: Option<PathBuf>,
    /// Write the file of words, to be translated, and no leaflet
    #[arg(long, conflicts_with_all = ["patient", "blank", "wording", "format"])]
    print_wording: bool,
    /// The form of the leaflet
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: FormArg,
    /// Write to this file; without it, to standard output
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
}

/// The form of a leaflet.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormArg {
    /// Plain text
    Text,
    /// HTML for a screen
    Html,
    /// HTML laid out as A4 pages
    Page,
}

/// Prints it.
pub(crate) fn run(session: &mut Session<'_>, args: &LeafletArgs) -> Result<ExitCode, CommandError> {
    if let Some(path) = &args.save {
        refuse_unagreed(path, session.agreed)?;
    }
    if args.print_wording {
        let words = Wording::source(&args.language).map_err(CommandError::usage)?;
        return put(session, args, words);
    }
    let wording = match &args.wording {
        Some(path) => Wording::read(&load(path)?).map_err(|error| CommandError::usage(error).hint(WORDING))?,
        None => Wording::of(&args.language).map_err(|error| CommandError::usage(error).hint(WORDING))?,
    };
    let reference = if args.blank {
        None
    } else {
        let Administering { mut store, agent } = administer(session, "print a form for somebody")?;
        let patient = args.patient.read(session)?;
        let number = number_of(&mut store, &patient, &agent)?;
        Some(store.print_form(number, &agent)?)
    };
    let print = Print { reference };
    let leaflet = match args.format {
        FormArg::Text => text(&wording, &print),
        FormArg::Html => html(&wording, &print, Paper::Screen),
        FormArg::Page => html(&wording, &print, Paper::A4),
    };
    put(session, args, &leaflet)
}

const WORDING: &str = "`dcr consent leaflet --print-wording` writes a file of words to translate";

/// The one NHS number of a person.
fn number_of(
    store: &mut SqliteStore,
    patient: &PatientRef,
    agent: &dcr::audit::Agent,
) -> Result<NhsNumber, CommandError> {
    if let PatientRef::NhsNumber(number) = patient {
        return Ok(*number);
    }
    only_number(&store.choices_of(patient, agent)?)
}

/// The number of somebody who has one.
pub(super) fn only_number(choices: &PersonChoices) -> Result<NhsNumber, CommandError> {
    if let [only] = choices.numbers.as_slice() {
        return Ok(only.nhs_number);
    }
    let error = CommandError::usage("this person has several NHS numbers");
    Err(error.hint("name the one to which the choice belongs: `dcr consent show` lists them"))
}

fn load(path: &Path) -> Result<String, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let mut words = String::new();
    File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut words)).map_err(failed)?;
    Ok(words)
}

fn put(session: &mut Session<'_>, args: &LeafletArgs, words: &str) -> Result<ExitCode, CommandError> {
    match &args.save {
        Some(path) => {
            write_private(path, words.as_bytes())?;
            session.terminal.status(&format!("Wrote {}", path.display()));
        }
        None => session.terminal.raw(words.as_bytes())?,
    }
    Ok(ExitCode::Done)
}
