//! `dcr terminology map`.

use clap::{Args, ValueEnum};
use dcr::output::{Cell, Column, FORMAT_VERSION, OutputError, Sheet, Table, Tone};
use dcr_terminology::map::{Chain, Hop, System};
use dcr_terminology::terminology::Terminology;
use serde_json::{Value, json};

use super::place::ReleaseArgs;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// Map a code to another system, with every step and where it stands
///
/// Every target there is, never one of several, and for each the whole way: from Read v2 or CTV3 by
/// the NHS Data Migration maps to SNOMED CT, from an inactive concept to what takes its place, to
/// ICD-10 and OPCS-4 with groups, priorities, rules and advice, to dm+d, BNF and ATC. Each step names
/// its release, file, row, date and status, and whether it was clinically assured. Exit code 1 where
/// nothing leads to a target.
#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    /// The code
    #[arg(value_name = "CODE")]
    code: String,
    /// The system to map to
    #[arg(long, value_name = "SYSTEM")]
    to: MapSystemArg,
    /// The system of the code, where it could be one of several
    #[arg(long, value_name = "SYSTEM")]
    from: Option<MapSystemArg>,
    #[command(flatten)]
    release: ReleaseArgs,
}

/// A system that is mapped from or to.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum MapSystemArg {
    /// SNOMED CT
    SnomedCt,
    /// Read version 2
    ReadV2,
    /// Clinical Terms Version 3
    Ctv3,
    /// dm+d
    Dmd,
    /// ICD-10
    #[value(name = "icd-10", alias = "icd10")]
    Icd10,
    /// OPCS-4
    #[value(name = "opcs-4", alias = "opcs4")]
    Opcs4,
    /// British National Formulary codes
    Bnf,
    /// Anatomical Therapeutic Chemical codes
    Atc,
}

impl From<MapSystemArg> for System {
    fn from(system: MapSystemArg) -> Self {
        match system {
            MapSystemArg::SnomedCt => Self::SnomedCt,
            MapSystemArg::ReadV2 => Self::ReadV2,
            MapSystemArg::Ctv3 => Self::Ctv3,
            MapSystemArg::Dmd => Self::Dmd,
            MapSystemArg::Icd10 => Self::Icd10,
            MapSystemArg::Opcs4 => Self::Opcs4,
            MapSystemArg::Bnf => Self::Bnf,
            MapSystemArg::Atc => Self::Atc,
        }
    }
}

/// Maps it.
pub(crate) fn run(session: &mut Session<'_>, args: &MapArgs) -> Result<ExitCode, CommandError> {
    let terminology = args.release.open(session)?;
    let chains = terminology.map(args.code.trim(), args.from.map(Into::into), args.to.into());
    if chains.is_empty() {
        let error = CommandError::failed("it has the form of no code that is mapped");
        return Err(error.hint(format!("see what it can be: `dcr terminology explain '{}'`", args.code)));
    }
    let found = chains.iter().any(|chain| chain.target().is_some());
    let view = Chains::of(&terminology, chains);
    session.terminal.present(session.settings.output.value, &view)?;
    Ok(if found { ExitCode::Done } else { ExitCode::Failed })
}

struct Chains(Vec<(Chain, Option<String>)>);

const COLUMNS: [Column; 17] = [
    Column::new("chain", "Way").right(),
    Column::new("step", "Step").right(),
    Column::new("from_system", "From"),
    Column::new("from_code", "Code"),
    Column::new("to_system", "To"),
    Column::new("to_code", "Code"),
    Column::new("by", "By"),
    Column::new("status", "Status"),
    Column::new("assured", "Assured"),
    Column::new("date", "Date"),
    Column::new("rule", "Rule").flexible(),
    Column::new("release", "Release"),
    Column::new("file", "File").flexible(),
    Column::new("line", "Line").right(),
    Column::new("row", "Row").flexible(),
    Column::new("target", "Target").file_only(),
    Column::new("remark", "Remark").file_only(),
];

impl Chains {
    fn of(terminology: &Terminology, chains: Vec<Chain>) -> Self {
        let term = |chain: &Chain| chain.target().and_then(|target| terminology.term_of(target));
        Self(chains.into_iter().map(|chain| (term(&chain), chain)).map(|(term, chain)| (chain, term)).collect())
    }
}

/// Where a chain leads, in a line, or why it leads nowhere.
fn end(chain: &Chain, term: Option<&String>) -> (Tone, String) {
    match (chain.target(), &chain.why_not) {
        (Some(target), _) => {
            let term = term.map_or_else(String::new, |term| format!(" {term}"));
            (Tone::Strong, format!("{target}{term}"))
        }
        (None, Some(why)) => (Tone::Warning, format!("no target: {why}")),
        (None, None) => (Tone::Warning, "no target".to_owned()),
    }
}

fn cautions(chain: &Chain) -> String {
    chain.cautions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// What a map says of how it applies: of a classification its group, priority, rule and advice.
fn rule(hop: &Hop) -> String {
    let number = |name: &str, number: Option<i64>| number.map(|number| format!("{name} {number}"));
    let mut parts: Vec<String> = hop.rule.clone().into_iter().collect();
    if let Some(map) = &hop.classification {
        parts.extend(number("block", map.block));
        parts.extend(number("group", map.group));
        parts.extend(number("priority", map.priority));
        parts.extend(map.rule.clone());
        parts.extend(map.advice.clone());
        parts.extend(
            (hop.to.as_ref().map(|to| &to.code) != Some(&map.target)).then(|| format!("written {}", map.target)),
        );
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn cells(chain: usize, step: usize, hop: &Hop) -> Vec<Cell> {
    let code = |coded: &dcr_terminology::map::Coded| match &coded.term {
        Some(term) => format!("{} ({term})", coded.code),
        None => coded.code.clone(),
    };
    let assured = hop.assured.map(|assured| if assured { "yes" } else { "no" });
    let by = if hop.backward { format!("{}, backward", hop.by) } else { hop.by.to_string() };
    vec![
        (chain + 1).to_string().into(),
        (step + 1).to_string().into(),
        hop.from.system.title().into(),
        code(&hop.from).into(),
        Cell::optional(hop.to.as_ref().map(|to| to.system.title())),
        Cell::optional(hop.to.as_ref().map(code)),
        by.into(),
        hop.status.to_string().into(),
        Cell::toned(if assured == Some("no") { Tone::Warning } else { Tone::Plain }, assured.unwrap_or_default()),
        Cell::optional(hop.date.map(|date| date.to_string())),
        rule(hop).into(),
        Cell::toned(Tone::Muted, &hop.release),
        Cell::toned(Tone::Muted, hop.file.as_deref().unwrap_or_default()),
        Cell::optional(hop.line.map(|line| line.to_string())),
        Cell::toned(Tone::Muted, hop.row.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

impl Present for Chains {
    fn text(&self, sheet: &mut Sheet) {
        for (number, (chain, term)) in self.0.iter().enumerate() {
            sheet.blank();
            let (tone, end) = end(chain, term.as_ref());
            sheet.line(&[(Tone::Muted, &format!("{}. {} → ", number + 1, chain.start)), (tone, &end)]);
            let cautions = cautions(chain);
            if !cautions.is_empty() {
                sheet.line(&[(Tone::Warning, &format!("   {cautions}"))]);
            }
            let mut table = Table::new(&COLUMNS[1..15]);
            for (step, hop) in chain.hops.iter().enumerate() {
                table.push(cells(number, step, hop).split_off(1));
            }
            if !table.is_empty() {
                sheet.table(&table, "");
            }
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(json!({ "format_version": FORMAT_VERSION, "chains": self.lines()? }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let object = |(chain, term): &(Chain, Option<String>)| {
            let mut value = serde_json::to_value(chain)?;
            value["target"] = serde_json::to_value(chain.target())?;
            value["target_term"] = json!(term);
            Ok(value)
        };
        self.0.iter().map(object).collect()
    }

    /// A row for each step; one without steps where a chain has none.
    fn table(&self) -> Table {
        let mut table = Table::new(&COLUMNS);
        for (number, (chain, term)) in self.0.iter().enumerate() {
            let target = chain.target().map(|_| end(chain, term.as_ref()).1).unwrap_or_default();
            let why = chain.why_not.as_ref().map(ToString::to_string);
            let remark = why.into_iter().chain(Some(cautions(chain)).filter(|it| !it.is_empty()));
            let remark = remark.collect::<Vec<_>>().join("; ");
            let mut push = |mut row: Vec<Cell>| {
                row.extend([Cell::new(&target), Cell::new(&remark)]);
                table.push(row);
            };
            if chain.hops.is_empty() {
                let (system, code) = (chain.start.system.title(), chain.start.code.as_str());
                let mut row = vec![(number + 1).to_string().into(), "".into(), system.into(), code.into()];
                row.resize(15, Cell::default());
                push(row);
            }
            for (step, hop) in chain.hops.iter().enumerate() {
                push(cells(number, step, hop));
            }
        }
        table
    }
}
