//! What the demo holds, in counts, and whom to open first.

use dcr::feeds::Totals;
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::record::Section;
use dcr::store::sqlite::Info;
use dcr::store::view::FeedSummary;
use serde_json::{Value, json};

use super::data::Story;
use crate::terminal::Present;
use crate::views::Feeds;

/// What the demo holds, in every form.
pub(super) struct Summary {
    /// Counts of the store.
    pub(super) info: Info,
    /// The feeds and what became of their messages.
    pub(super) feeds: Vec<FeedSummary>,
    /// Entries by feed and section.
    pub(super) entries: Vec<(String, Section, u64)>,
    /// Whom to open first.
    pub(super) stories: Vec<Story>,
}

impl Summary {
    fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for feed in &self.feeds {
            let FeedSummary { received, applied, duplicate, conflict, dead, .. } = *feed;
            totals += Totals { received, applied, duplicate, conflict, dead };
        }
        totals
    }

    /// One line a feed, its sections in words.
    fn by_feed(&self) -> Table {
        let columns = [
            Column::new("feed", "Feed"),
            Column::new("entries", "Entries").right(),
            Column::new("sections", "In").flexible(),
        ];
        let mut table = Table::new(&columns);
        for feed in &self.feeds {
            let own = || self.entries.iter().filter(|(name, ..)| *name == feed.name);
            let sections = own().map(|(_, section, count)| format!("{} {count}", section.title().to_lowercase()));
            let total: u64 = own().map(|(.., count)| count).sum();
            let sections = sections.collect::<Vec<_>>().join(", ");
            table.push(vec![(&feed.name).into(), total.to_string().into(), sections.into()]);
        }
        table
    }

    /// Entries by feed and section, for a file.
    fn sections(&self) -> Table {
        let columns =
            [Column::new("feed", "Feed"), Column::new("section", "Section"), Column::new("entries", "Entries").right()];
        let mut table = Table::new(&columns);
        for (feed, section, count) in &self.entries {
            table.push(vec![feed.into(), section.title().into(), count.to_string().into()]);
        }
        table
    }
}

impl Present for Summary {
    fn text(&self, sheet: &mut Sheet) {
        let totals = self.totals();
        sheet.line(&[(Tone::Strong, "The fictional Dorset"), (Tone::Muted, "  nobody in it is real")]);
        sheet.fields(&[
            ("People", &self.info.people.to_string()),
            ("Messages in", &totals.received.to_string()),
            ("  applied", &totals.applied.to_string()),
            ("  duplicate", &totals.duplicate.to_string()),
            ("  conflict", &totals.conflict.to_string()),
            ("  dead", &totals.dead.to_string()),
            ("Entries", &self.info.entries.to_string()),
            ("Conflicts", &self.info.conflicts.to_string()),
            ("Audit events", &self.info.audit_events.to_string()),
        ]);
        sheet.heading("Feeds", "");
        Feeds(self.feeds.clone()).text(sheet);
        sheet.heading("Entries", "by feed and section");
        sheet.table(&self.by_feed(), "None.");
        sheet.heading("Open first", "`dcr record show NUMBER --store demo --permission given`");
        let columns = [
            Column::new("number", "NHS number"),
            Column::new("title", "Story").flexible(),
            Column::new("look_at", "What to look at").flexible(),
        ];
        let mut table = Table::new(&columns);
        for story in &self.stories {
            table.push(vec![
                story.nhs_number.to_string().into(),
                Cell::toned(Tone::Strong, &story.title),
                (&story.look_at).into(),
            ]);
        }
        sheet.table(&table, "");
    }

    fn document(&self) -> Result<Value, OutputError> {
        let entries: Vec<Value> = self.lines()?;
        document(
            "demo",
            &json!({ "store": self.info, "messages": self.totals(), "feeds": self.feeds, "entries": entries }),
        )
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        let line = |(feed, section, count): &(String, Section, u64)| json!({ "feed": feed, "section": section.slug(), "entries": count });
        Ok(self.entries.iter().map(line).collect())
    }

    fn table(&self) -> Table {
        self.sections()
    }
}
