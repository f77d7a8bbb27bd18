//! `dcr audit report unusual`.

use clap::Args;
use dcr::access::unusual::{Rule, Thresholds};
use dcr::output::{Cell, Column, Tone};
use dcr::store::Store;
use dcr::store::sqlite::{UnusualHit, UnusualLooks};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::PeriodArgs;
use crate::asking::shown;
use crate::audit::query::open_reading;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;
use crate::words::count;

/// How many days are looked at where nobody says since when.
const DAYS: i64 = 30;

/// List looks for direct care that are unusual, with what would explain each
///
/// The rules: `oneself`; `household`, at the same address; `same-name`, the same surname and postcode;
/// `colleague`; `much-viewed`, a person whom many users looked at; `out-of-hours`; `burst`, many people
/// in a few minutes. What a user is to a person is known where the user's own NHS number is on their
/// account. A registered practice, an appointment, a stay, a referral or a team of that time explains a
/// hit, and a claimed relationship explains when and how often, but not who the person is to the user;
/// nothing explains a look at oneself. A hit that is explained whole is counted and not listed, unless
/// `--all` is said. The last 30 days, where no time is named.
#[derive(Debug, Args)]
pub(crate) struct UnusualArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// List the hits that are explained too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    thresholds: ThresholdArgs,
}

/// From when on a pattern is unusual.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is unusual")]
struct ThresholdArgs {
    /// So many different users make a person much viewed
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u16).range(2..))]
    viewers: u16,
    /// Within so many days
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=366))]
    viewer_days: u32,
    /// The ordinary hours of weekdays in London
    #[arg(long, value_name = "FROM-TO", default_value = "07:00-20:00")]
    hours: String,
    /// So many different people make a burst
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u16).range(2..))]
    burst_people: u16,
    /// Within so many minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    burst_minutes: u32,
}

impl ThresholdArgs {
    fn read(&self) -> Result<Thresholds, CommandError> {
        let mistake = || CommandError::usage("--hours: two times of a day are expected, such as 07:00-20:00");
        let (from, to) = self.hours.split_once('-').ok_or_else(mistake)?;
        let time = |text: &str| text.trim().parse::<Time>().map_err(|_| mistake());
        let (opens, closes) = (time(from)?, time(to)?);
        if opens >= closes {
            return Err(mistake());
        }
        Ok(Thresholds {
            viewers: self.viewers.into(),
            viewer_days: self.viewer_days,
            opens,
            closes,
            burst_people: self.burst_people.into(),
            burst_minutes: self.burst_minutes,
        })
    }
}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, args: &UnusualArgs) -> Result<ExitCode, CommandError> {
    let (filter, thresholds) = (args.period.filter()?, args.thresholds.read()?);
    let (since, until) = PeriodArgs::bounds(&filter);
    let reason = args.period.reason.for_audit(session);
    let reading = open_reading(session, reason, (filter, None), "report unusual")?;
    let until = until.unwrap_or_else(|| reading.store.now());
    let since =
        since.unwrap_or_else(|| until.checked_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(Timestamp::MIN));
    let found = reading.store.unusual_looks(&reading.viewing, &UnusualLooks { since, until, thresholds })?;
    let folded = found.hits.iter().filter(|hit| hit.unexplained.is_empty()).count();
    let columns = [
        Column::new("event", "Event").right(),
        Column::new("when", "When"),
        Column::new("user", "Who"),
        Column::new("organisation", "For"),
        Column::new("patient", "Whom"),
        Column::new("unexplained", "Unusual"),
        Column::new("explained", "Explained"),
        Column::new("relationship", "By").flexible(),
    ];
    let mut listing = Listing::new("hits", &columns, "No look is unusual and unexplained.");
    for hit in found.hits.iter().filter(|hit| args.all || !hit.unexplained.is_empty()) {
        listing.push(cells(hit), hit)?;
    }
    listing.about("since", &since)?;
    listing.about("until", &until)?;
    listing.about("thresholds", &thresholds)?;
    listing.about("counts", &json!({"looks": found.looks, "hits": found.hits.len(), "explained": folded}))?;
    let hits = found.hits.len();
    let looks = count(u64::try_from(found.looks).unwrap_or(u64::MAX), "look", "looks");
    listing.end(Tone::Plain, format!("{looks}; {hits} met a rule, {folded} of them explained."));
    if folded > 0 && !args.all {
        listing.end(Tone::Muted, "Add `--all` to list those that are explained.");
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn cells(hit: &UnusualHit) -> Vec<Cell> {
    let words = |rules: &[Rule]| rules.iter().map(|rule| rule.word()).collect::<Vec<_>>().join(", ");
    vec![
        hit.sequence.to_string().into(),
        shown(hit.happened).into(),
        hit.agent.user.as_str().into(),
        Cell::optional(hit.agent.organisation.as_ref()),
        hit.patient.to_string().into(),
        Cell::toned(Tone::Warning, words(&hit.unexplained)),
        words(&hit.explained).into(),
        Cell::optional(hit.relationship.as_ref().map(dcr::access::Relationship::line)),
    ]
}
