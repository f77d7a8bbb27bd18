//! `dcr audit report emergency`, `organisation` and `user`.

use clap::Args;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::record::directory;
use dcr::store::sqlite::{AuditCount, CountBy};
use serde_json::{Value, json};

use super::PeriodArgs;
use crate::audit::query::open_reading;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// The columns that the longest bar takes.
const WIDEST: usize = 30;

/// Count views under broken glass, by organisation and for each thousand views
#[derive(Debug, Args)]
pub(crate) struct EmergencyArgs {
    #[command(flatten)]
    period: PeriodArgs,
}

/// Count what each organisation looked at
#[derive(Debug, Args)]
pub(crate) struct OrganisationArgs {
    #[command(flatten)]
    period: PeriodArgs,
}

/// Count what each user looked at
#[derive(Debug, Args)]
pub(crate) struct UserArgs {
    #[command(flatten)]
    period: PeriodArgs,
}

/// Counts emergencies.
pub(crate) fn emergency(session: &mut Session<'_>, args: &EmergencyArgs) -> Result<ExitCode, CommandError> {
    show(session, &args.period, CountBy::Organisation, Bar::Emergencies)
}

/// Counts by organisation.
pub(crate) fn organisation(session: &mut Session<'_>, args: &OrganisationArgs) -> Result<ExitCode, CommandError> {
    show(session, &args.period, CountBy::Organisation, Bar::Views)
}

/// Counts by user.
pub(crate) fn user(session: &mut Session<'_>, args: &UserArgs) -> Result<ExitCode, CommandError> {
    show(session, &args.period, CountBy::User, Bar::Views)
}

/// What the bars are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bar {
    Views,
    /// Emergencies for each thousand views.
    Emergencies,
}

fn show(session: &mut Session<'_>, period: &PeriodArgs, by: CountBy, bar: Bar) -> Result<ExitCode, CommandError> {
    let (filter, what) = match (by, bar) {
        (_, Bar::Emergencies) => (period.filter()?, "report emergency"),
        (CountBy::Organisation, Bar::Views) => (period.filter()?, "report organisation"),
        (CountBy::User, Bar::Views) => (period.filter()?, "report user"),
    };
    let bounds = PeriodArgs::bounds(&filter);
    let reading = open_reading(session, period.reason.for_audit(session), (filter, None), what)?;
    let mut counts = reading.store.audit_counts(&reading.viewing, by, bounds)?;
    if bar == Bar::Emergencies {
        let rate = |count: &AuditCount| count.per_thousand(count.emergencies).unwrap_or(0.0);
        counts.sort_by(|one, other| rate(other).total_cmp(&rate(one)).then(one.name.cmp(&other.name)));
    }
    let unicode = session.terminal.out().unicode;
    session.terminal.present(session.settings.output.value, &Counts { rows: counts, by, bar, unicode })?;
    Ok(ExitCode::Done)
}

struct Counts {
    rows: Vec<AuditCount>,
    by: CountBy,
    bar: Bar,
    unicode: bool,
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "counts of events stay far below 2^52")]
    fn measure(&self, count: &AuditCount) -> f64 {
        match self.bar {
            Bar::Views => count.views as f64,
            Bar::Emergencies => count.per_thousand(count.emergencies).unwrap_or(0.0),
        }
    }

    /// A bar as long as its measure is to the largest; whatever is not nothing shows.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between nothing and the widest bar"
    )]
    fn bar(&self, count: &AuditCount) -> String {
        let largest = self.rows.iter().map(|count| self.measure(count)).fold(0.0, f64::max);
        let measure = self.measure(count);
        if measure <= 0.0 || largest <= 0.0 {
            return String::new();
        }
        let width = (measure / largest * WIDEST as f64).round().max(1.0) as usize;
        if self.unicode { "█" } else { "#" }.repeat(width)
    }

    fn full_name(&self, count: &AuditCount) -> Option<String> {
        match self.by {
            CountBy::User => None,
            CountBy::Organisation => directory().find(&count.name).map(|known| known.name.clone()),
        }
    }

    fn build(&self, with_bars: bool) -> Table {
        let name = match self.by {
            CountBy::User => Column::new("user", "User"),
            CountBy::Organisation => Column::new("organisation", "For"),
        };
        let mut columns = vec![
            name,
            Column::new("name", "Name"),
            Column::new("views", "Views").right(),
            Column::new("patients", "Records").right(),
            Column::new("emergencies", "Emergencies").right(),
            Column::new("emergencies_per_1000", "per 1,000").right(),
            Column::new("refused", "Refused").right(),
            Column::new("searches", "Searches").right(),
            Column::new("exports", "Exports").right(),
        ];
        if with_bars {
            columns.push(Column::new(
                "bar",
                match self.bar {
                    Bar::Views => "Views",
                    Bar::Emergencies => "Emergencies per 1,000",
                },
            ));
        }
        let mut table = Table::new(&columns);
        for count in &self.rows {
            let rate = count.per_thousand(count.emergencies).map(|rate| format!("{rate:.1}"));
            let mut row = vec![
                Cell::new(if count.name.is_empty() { "(not said)" } else { &count.name }),
                Cell::optional(self.full_name(count)),
                count.views.to_string().into(),
                count.patients.to_string().into(),
                count.emergencies.to_string().into(),
                Cell::optional(rate),
                count.refused.to_string().into(),
                count.searches.to_string().into(),
                count.exports.to_string().into(),
            ];
            if with_bars {
                row.push(Cell::toned(Tone::Hint, self.bar(count)));
            }
            table.push(row);
        }
        table
    }
}

impl Present for Counts {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.build(true), "Nobody looked at anything in this time.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("counts", &self.lines()?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let line = |count: &AuditCount| {
            let mut value = serde_json::to_value(count)?;
            value["emergencies_per_1000"] = json!(count.per_thousand(count.emergencies));
            Ok(value)
        };
        self.rows.iter().map(line).collect()
    }

    fn table(&self) -> Table {
        self.build(false)
    }
}
