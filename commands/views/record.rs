//! A record, section by section or on one timeline.

use dcr::output::{OutputError, Sheet, Table, Tone};
use dcr::record::Section;
use dcr::store::view::{EntryView, RecordView, SectionView};
use serde_json::Value;

use super::entries;
use super::header::{self, Header};
use crate::asking::shown;
use crate::terminal::Present;

/// A record in every form.
pub(crate) struct Record<'a> {
    /// The record.
    pub(crate) view: &'a RecordView,
    /// Whether the view covers every allergy, so that their absence may be told.
    pub(crate) covers_allergies: bool,
}

impl Record<'_> {
    fn entries(&self) -> impl Iterator<Item = &EntryView> {
        self.view.timeline.iter().chain(self.view.sections.iter().flat_map(|section| &section.entries))
    }

    /// What the sources say of allergies, each named once. Their silence is never "no allergies".
    fn allergies(&self) -> Option<String> {
        let is_allergy = |entry: &&EntryView| entry.section == Section::Allergies;
        let shown = self.entries().filter(is_allergy).count();
        let mut named: Vec<&str> = Vec::new();
        for entry in self.entries().filter(is_allergy).filter(|entry| !entry.masked) {
            if !named.iter().any(|name| name.eq_ignore_ascii_case(&entry.label)) {
                named.push(&entry.label);
            }
        }
        let total = self.view.sections.iter().find(|it| it.section == Section::Allergies).map_or(0, |it| it.total);
        match (named.as_slice(), total) {
            ([], 0) => self.covers_allergies.then(|| "none recorded by these sources".to_owned()),
            ([], total) => Some(format!("{} recorded", count(total, "entry", "entries"))),
            (named, total) if shown < total => Some(format!("{}; more on other pages", named.join(", "))),
            (named, _) => Some(named.join(", ")),
        }
    }

    fn section(sheet: &mut Sheet, section: &SectionView) {
        let shown = section.entries.len();
        let remark = if shown < section.total {
            format!("{shown} of {}", section.total)
        } else {
            count(section.total, "entry", "entries")
        };
        sheet.heading(section.title, &remark);
        sheet.table(&entries::for_reader(&section.entries, false), "Not on this page.");
    }
}

impl Present for Record<'_> {
    fn text(&self, sheet: &mut Sheet) {
        let view = self.view;
        Header { person: &view.person, inpatient: &[], remark: None, allergies: self.allergies() }.write(sheet);
        header::basis(sheet, &view.basis);
        for (words, time) in [("As known on", view.as_of), ("As true on", view.valid_at)] {
            if let Some(time) = time {
                sheet.paragraph(Tone::Warning, &format!("{words} {}.", shown(time)));
            }
        }
        if view.timeline.is_empty() {
            for section in view.sections.iter().filter(|section| !section.entries.is_empty()) {
                Self::section(sheet, section);
            }
        } else {
            sheet.heading("Timeline", "newest first");
            sheet.table(&entries::for_reader(&view.timeline, true), "");
        }
        sheet.blank();
        let entries = self.entries().count();
        let mut end = if entries < view.total {
            format!("{entries} of {}", count(view.total, "entry", "entries"))
        } else {
            count(view.total, "entry", "entries")
        };
        if let Some(withheld) = view.withheld.filter(|withheld| *withheld > 0) {
            end = format!("{end}, {withheld} withheld");
        }
        sheet.line(&[(Tone::Muted, &format!("{end}."))]);
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(self.view)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.entries().map(|entry| Ok(serde_json::to_value(entry)?)).collect()
    }

    fn table(&self) -> Table {
        entries::for_file(self.entries())
    }
}

/// A count with its noun.
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
