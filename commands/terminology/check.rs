//! `dcr terminology check`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use dcr::coding::{Tally, TallyRow, check};
use dcr::interchange::coded::{Coded, CodedFormat, CsvColumns, coded_elements};
use dcr::output::{Cell, Column, OutputError, Tone};
use dcr_terminology::terminology::Terminology;
use serde_json::{Value, json};

use super::place::ReleaseArgs;
use super::records;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;
use crate::words::count;

/// The largest file that is read.
const MOST_BYTES: u64 = 512 << 20;
/// In a table, so many places of each fault are named.
const PLACES: usize = 3;

/// Check the codes of messages and documents
///
/// Reads HL7 v2, CDA (also in an ITK envelope), FHIR in JSON or XML, and CSV with a header, and asks
/// of every clinical code: is its system known, does the code exist, is it active or what replaced
/// it, do its words match one of its terms, is it written right, is it of that system, is a product
/// of dm+d of the level that is prescribed, does an assured map lead to SNOMED CT, is it a local
/// code. Each fault of each code is listed once, with a count and the first places.
///
/// What cannot be checked is never passed: a code whose system is not loaded counts as a failure,
/// and a code of a system that is not held (LOINC, ICD-10, tables of HL7) is listed as such. Exit
/// code 3 where there is a fault, a code that could not be checked because nothing is loaded, or a
/// part that could not be read.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Messages, documents, CSV files; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present = "records")]
    files: Vec<PathBuf>,
    /// Check every code of the store instead: the work list of a mapping team
    ///
    /// Lists codes with counts and sample messages and nothing of any person; nothing of people who
    /// chose that nobody may look, and nothing that is sealed. Opens for record operations, with the
    /// reference of an incident, and is written to the audit.
    #[arg(long, conflicts_with = "files", requires = "incident")]
    records: bool,
    /// The incident, or the piece of work, that --records serves
    #[arg(long, value_name = "REF", requires = "records")]
    incident: Option<String>,
    /// The column of a CSV file that holds the code [default: code]
    #[arg(long, value_name = "HEADING", help_heading = "CSV files")]
    code_column: Option<String>,
    /// The column that holds the code system [default: system]
    #[arg(long, value_name = "HEADING", help_heading = "CSV files")]
    system_column: Option<String>,
    /// The column that holds the words [default: display]
    #[arg(long, value_name = "HEADING", help_heading = "CSV files")]
    display_column: Option<String>,
    /// The code system of rows that name none
    #[arg(long, value_name = "SYSTEM", help_heading = "CSV files")]
    system: Option<String>,
    /// Also list codes of systems that are not held
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    release: ReleaseArgs,
}

/// Checks them.
pub(crate) fn run(session: &mut Session<'_>, args: &CheckArgs) -> Result<ExitCode, CommandError> {
    let terminology = args.release.open(session)?;
    let mut checked = Checked::default();
    if args.records {
        records::check_all(session, &terminology, &mut checked.tally, args.incident.as_deref())?;
    } else {
        let columns = args.columns();
        for path in &args.files {
            checked.file(path, &columns, &terminology)?;
        }
    }
    let listing = checked.listing(&terminology, args)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    for unread in &checked.unread {
        session.terminal.warning(&format!("not read: {unread}"));
    }
    let sound = checked.tally.is_sound() && checked.unread.is_empty();
    Ok(if sound { ExitCode::Done } else { ExitCode::ChecksFailed })
}

impl CheckArgs {
    fn columns(&self) -> CsvColumns {
        let usual = CsvColumns::default();
        CsvColumns {
            system: self.system_column.clone().unwrap_or(usual.system),
            code: self.code_column.clone().unwrap_or(usual.code),
            display: self.display_column.clone().unwrap_or(usual.display),
            default_system: self.system.clone(),
        }
    }
}

/// What was checked, and what could not be read.
#[derive(Default)]
struct Checked {
    tally: Tally,
    files: Vec<(String, CodedFormat)>,
    unread: Vec<String>,
}

impl Checked {
    fn file(&mut self, path: &Path, columns: &CsvColumns, terminology: &Terminology) -> Result<(), CommandError> {
        let bytes = read(path)?;
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        let (format, coded) = match coded_elements(&bytes, columns) {
            Ok(read) => read,
            Err(error) => {
                let columns = "name its columns: `--code-column`, `--system-column` or `--system`, `--display-column`";
                let is_csv = error.format == CodedFormat::Csv;
                let error = CommandError::failed(format!("cannot read {name} {error}"));
                return Err(if is_csv { error.hint(columns) } else { error });
            }
        };
        self.count(&name, coded, terminology);
        self.files.push((name, format));
        Ok(())
    }

    fn count(&mut self, name: &str, coded: Coded, terminology: &Terminology) {
        for element in coded.elements {
            let finding = check(terminology, &element.coding, element.is_medication);
            self.tally.count(&element.coding, &finding, || format!("{name}: {}", element.place));
        }
        self.unread.extend(coded.unread.into_iter().map(|unread| format!("{name}: {unread}")));
    }

    fn listing(&self, terminology: &Terminology, args: &CheckArgs) -> Result<Listing, OutputError> {
        let columns = [
            Column::new("fault", "Fault"),
            Column::new("count", "Count").right(),
            Column::new("system", "System").flexible(),
            Column::new("code", "Code"),
            Column::new("display", "Words").flexible(),
            Column::new("remark", "What is known").flexible(),
            Column::new("places", "Where").flexible(),
        ];
        let mut listing = Listing::new("findings", &columns, "Nothing to say of any code.");
        let tally = &self.tally;
        listing.about(
            "summary",
            &json!({
                "checked": tally.checked, "sound": tally.sound, "faulty": tally.faulty,
                "not_loaded": tally.not_loaded, "not_held": tally.not_held,
            }),
        )?;
        let files: Vec<Value> =
            self.files.iter().map(|(name, format)| json!({ "file": name, "format": format.name() })).collect();
        listing.about("files", &files)?;
        listing.about("unread", &self.unread)?;
        let releases: Vec<&str> = terminology.releases().iter().map(|loaded| loaded.name.as_str()).collect();
        listing.about("releases", &releases)?;
        for row in tally.rows() {
            if row.fault.is_some() || row.is_failure || args.all {
                push(&mut listing, &row)?;
            }
        }
        listing.end(Tone::Plain, summary(tally));
        if tally.not_held > 0 && !args.all {
            listing.end(Tone::Muted, "`--all` lists the codes of systems that are not held.");
        }
        listing.end(Tone::Muted, format!("Checked against {}.", releases.join(", ")));
        Ok(listing)
    }
}

fn push(listing: &mut Listing, row: &TallyRow) -> Result<(), OutputError> {
    let (tone, word) = match (row.fault, row.is_failure) {
        (Some(fault), _) => (Tone::Alert, fault.title()),
        (None, true) => (Tone::Warning, "not checkable"),
        (None, false) => (Tone::Muted, "not checkable"),
    };
    let mut places = row.places.iter().take(PLACES).cloned().collect::<Vec<_>>().join("; ");
    if row.count > PLACES as u64 {
        places.push_str("; …");
    }
    let cells = vec![
        Cell::toned(tone, word),
        row.count.to_string().into(),
        Cell::optional(row.system.as_ref()),
        Cell::optional(row.code.as_ref()),
        Cell::optional(row.display.as_ref()),
        (&row.remark).into(),
        Cell::toned(Tone::Muted, places),
    ];
    listing.push(cells, row)
}

fn summary(tally: &Tally) -> String {
    let mut parts = vec![format!("{} sound", tally.sound), format!("{} with faults", tally.faulty)];
    if tally.not_loaded > 0 {
        parts.push(format!("{} not checkable because nothing is loaded for them", tally.not_loaded));
    }
    if tally.not_held > 0 {
        parts.push(format!("{} of systems that are not held", tally.not_held));
    }
    format!("{} looked at: {}.", count(tally.checked, "code", "codes"), parts.join(", "))
}

fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    };
    read.map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        let error = format!("{} has more than {MOST_BYTES} bytes", path.display());
        return Err(CommandError::failed(error).hint("split it"));
    }
    Ok(bytes)
}
