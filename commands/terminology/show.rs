//! `dcr terminology show`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr_terminology::show::{Related, Shown};
use serde_json::Value;

use super::place::ReleaseArgs;
use super::system::{SystemArg, systems};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// Show all that a release says of a code
///
/// A concept of SNOMED CT or one of its descriptions, a code of Read v2 (with or without its term
/// code) or CTV3, an identifier of dm+d at any level, also a former one, a barcode, or how a BNF or
/// ATC code begins (four characters or more). A code that several systems have is shown in each.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The code
    #[arg(value_name = "CODE")]
    code: String,
    /// Only in this system (can be repeated)
    #[arg(long, value_name = "SYSTEM")]
    system: Vec<SystemArg>,
    #[command(flatten)]
    release: ReleaseArgs,
}

/// Shows it.
pub(crate) fn run(session: &mut Session<'_>, args: &ShowArgs) -> Result<ExitCode, CommandError> {
    let terminology = args.release.open(session)?;
    let found = terminology.show(args.code.trim(), &systems(&args.system));
    if found.is_empty() {
        let releases: Vec<&str> = terminology.releases().iter().map(|loaded| loaded.name.as_str()).collect();
        let error = CommandError::failed(format!("none of {} has that code", releases.join(", ")));
        return Err(error.hint(format!("see what it can be: `dcr terminology explain '{}'`", args.code)));
    }
    session.terminal.present(session.settings.output.value, &Codes(found))?;
    Ok(ExitCode::Done)
}

struct Codes(Vec<Shown>);

impl Codes {
    fn one(sheet: &mut Sheet, shown: &Shown) {
        let remark = format!("{}, {}", shown.system.title(), shown.release);
        sheet.heading(&format!("{} {}", shown.code, shown.term), &remark);
        if !shown.active {
            sheet.line(&[(Tone::Warning, "It may no longer be used.")]);
        }
        let facts: Vec<(&str, &str)> = shown.facts.iter().map(|fact| (fact.name, fact.value.as_str())).collect();
        sheet.fields(&facts);
        if !shown.terms.is_empty() {
            sheet.heading("Terms", "");
            let mut table = Table::new(&[
                Column::new("id", "Id"),
                Column::new("term", "Term").flexible(),
                Column::new("kind", "Kind"),
                Column::new("remark", "Remark").flexible(),
            ]);
            for term in &shown.terms {
                let tone = if term.active { Tone::Plain } else { Tone::Muted };
                let kind = if term.active { term.kind.clone() } else { format!("{}, inactive", term.kind) };
                table.push(vec![
                    Cell::toned(Tone::Muted, term.id.as_deref().unwrap_or_default()),
                    Cell::toned(tone, &term.term),
                    Cell::toned(tone, kind),
                    Cell::toned(Tone::Muted, &term.remark),
                ]);
            }
            sheet.table(&table, "");
        }
        if !shown.related.is_empty() {
            sheet.heading("Related", "");
            let mut table = Table::new(&RELATED[3..]);
            for related in &shown.related {
                table.push(cells(related));
            }
            sheet.table(&table, "");
        }
    }
}

const RELATED: [Column; 8] = [
    Column::new("system", "System"),
    Column::new("release", "Release"),
    Column::new("of", "Of"),
    Column::new("relation", "Relation"),
    Column::new("group", "Group").right(),
    Column::new("code", "Code"),
    Column::new("term", "Term").flexible(),
    Column::new("remark", "Remark").flexible(),
];

fn cells(related: &Related) -> Vec<Cell> {
    vec![
        (&related.relation).into(),
        Cell::optional(related.group.map(|group| group.to_string())),
        (&related.code).into(),
        (&related.term).into(),
        Cell::toned(Tone::Muted, &related.remark),
    ]
}

impl Present for Codes {
    fn text(&self, sheet: &mut Sheet) {
        self.0.iter().for_each(|shown| Self::one(sheet, shown));
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("codes", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|shown| Ok(serde_json::to_value(shown)?)).collect()
    }

    /// A row for each fact, each term and each relation.
    fn table(&self) -> Table {
        let mut table = Table::new(&RELATED);
        for shown in &self.0 {
            let mut push = |cells: Vec<Cell>| {
                let mut row: Vec<Cell> =
                    vec![shown.system.title().into(), (&shown.release).into(), (&shown.code).into()];
                row.extend(cells);
                table.push(row);
            };
            for fact in &shown.facts {
                push(vec![fact.name.into(), "".into(), "".into(), (&fact.value).into(), "".into()]);
            }
            for term in &shown.terms {
                let id = term.id.clone().unwrap_or_default();
                push(vec![(&term.kind).into(), "".into(), id.into(), (&term.term).into(), (&term.remark).into()]);
            }
            for related in &shown.related {
                push(cells(related));
            }
        }
        table
    }
}
