//! Feeds and their counts.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::view::FeedSummary;
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;

/// Every feed, in every form.
pub(crate) struct Feeds(pub(crate) Vec<FeedSummary>);

/// One feed, in every form.
pub(crate) struct Feed(pub(crate) FeedSummary);

/// A count that is worth a look where it is not nought.
fn odd(count: u64) -> Cell {
    Cell::toned(if count == 0 { Tone::Muted } else { Tone::Warning }, count.to_string())
}

/// The rows of feeds.
pub(super) fn table(feeds: &[FeedSummary]) -> Table {
    let columns = [
        Column::new("name", "Feed"),
        Column::new("organisation", "Organisation").file_only(),
        Column::new("system", "System").file_only(),
        Column::new("dialect", "Dialect"),
        Column::new("received", "In").right(),
        Column::new("applied", "Applied").right(),
        Column::new("duplicate", "Duplicate").right(),
        Column::new("conflict", "Conflict").right(),
        Column::new("dead", "Dead").right(),
        Column::new("last_received", "Last received"),
    ];
    let mut table = Table::new(&columns);
    for feed in feeds {
        table.push(vec![
            (&feed.name).into(),
            (&feed.organisation).into(),
            (&feed.system).into(),
            (&feed.dialect).into(),
            feed.received.to_string().into(),
            feed.applied.to_string().into(),
            feed.duplicate.to_string().into(),
            odd(feed.conflict),
            odd(feed.dead),
            Cell::optional(feed.last_received.map(shown)),
        ]);
    }
    table
}

impl Present for Feeds {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "No feed has sent anything yet.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("feeds", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.iter().map(|feed| Ok(serde_json::to_value(feed)?)).collect()
    }

    fn table(&self) -> Table {
        table(&self.0)
    }
}

impl Present for Feed {
    fn text(&self, sheet: &mut Sheet) {
        let feed = &self.0;
        sheet.heading(&feed.name, "");
        let count = |count: u64| count.to_string();
        sheet.fields(&[
            ("Organisation", &feed.organisation),
            ("System", &feed.system),
            ("Dialect", &feed.dialect),
            ("In", &count(feed.received)),
            ("Applied", &count(feed.applied)),
            ("Duplicate", &count(feed.duplicate)),
            ("Conflict", &count(feed.conflict)),
            ("Dead", &count(feed.dead)),
            ("Last received", &feed.last_received.map(shown).unwrap_or_default()),
            ("Last written", &feed.last_stated.map(shown).unwrap_or_default()),
        ]);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("feed", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(vec![serde_json::to_value(&self.0)?])
    }

    fn table(&self) -> Table {
        table(std::slice::from_ref(&self.0))
    }
}
