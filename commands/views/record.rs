//! A record, section by section or on one timeline.

use dcr::output::{OutputError, Sheet, Table, Tone};
use dcr::record::{FlagKind, Resource, Section};
use dcr::store::view::{EntryView, RecordView};
use serde_json::Value;

use super::entries;
use super::header::{self, Header};
use super::{section, summary};
use crate::asking::shown;
use crate::terminal::Present;
use crate::words::length;

/// Said of allergies where a source has nothing to send, and none has any.
const UNAVAILABLE: &str = "none recorded; a source says that its information is not available";

/// A record in every form.
pub(crate) struct Record<'a> {
    /// The record.
    pub(crate) view: &'a RecordView,
    /// Whether the view covers every allergy, so that their absence may be told.
    pub(crate) covers_allergies: bool,
    /// Whether to list each issue of a medicine.
    pub(crate) in_full: bool,
}

impl Record<'_> {
    fn entries(&self) -> impl Iterator<Item = &EntryView> {
        self.view.entries()
    }

    /// What the sources say of allergies that stand, each named once. Their silence is never "no
    /// allergies".
    fn allergies(&self) -> Option<String> {
        let is_allergy = |entry: &&EntryView| entry.section == Section::Allergies;
        let shown = self.entries().filter(is_allergy).count();
        let over = |entry: &&EntryView| entry.resource.as_ref().is_some_and(Resource::has_ended);
        let mut named: Vec<&str> = Vec::new();
        for entry in self.entries().filter(is_allergy).filter(|entry| !entry.masked && !over(entry)) {
            if !named.iter().any(|name| name.eq_ignore_ascii_case(&entry.label)) {
                named.push(&entry.label);
            }
        }
        let ended = shown > 0 && self.entries().filter(is_allergy).all(|entry| over(&entry));
        let total = self.view.sections.iter().find(|it| it.section == Section::Allergies).map_or(0, |it| it.total);
        match (named.as_slice(), total) {
            ([], 0) if self.is_unavailable() => Some(UNAVAILABLE.to_owned()),
            ([], 0) => self.may_tell_absence().then(|| header::NO_ALLERGIES.to_owned()),
            ([], total) if ended && shown == total => Some(format!("{total} recorded, all ended")),
            ([], total) => Some(format!("{} recorded", length(total, "entry", "entries"))),
            (named, total) if shown < total => Some(format!("{}; more on other pages", named.join(", "))),
            (named, _) => Some(named.join(", ")),
        }
    }

    /// Whether a source says that it has nothing to send of allergies.
    fn is_unavailable(&self) -> bool {
        self.view
            .notices()
            .filter(|notice| notice.section == Section::Allergies)
            .any(|notice| matches!(&notice.resource, Some(Resource::Flag(flag)) if flag.kind == FlagKind::NotAvailable))
    }

    /// Whether the view holds every allergy there is: none on another page, none withheld or hidden.
    fn may_tell_absence(&self) -> bool {
        let mask = self.view.basis.mask;
        let all = !mask.clinical && !mask.technical_only && self.view.withheld.unwrap_or(0) == 0;
        all && self.covers_allergies
    }
}

impl Present for Record<'_> {
    fn text(&self, sheet: &mut Sheet) {
        let view = self.view;
        let another_time = view.as_of.is_some() || view.valid_at.is_some();
        let header =
            Header { person: &view.person, inpatient: &[], another_time, remark: None, allergies: self.allergies() };
        header.write(sheet);
        header::basis(sheet, &view.basis);
        for (words, time) in [("As known on", view.as_of), ("As true on", view.valid_at)] {
            if let Some(time) = time {
                sheet.paragraph(Tone::Warning, &format!("{words} {}.", shown(time)));
            }
        }
        if view.timeline.is_empty() {
            summary::write(sheet, &view.summary);
            for it in view.sections.iter().filter(|it| !it.entries.is_empty() || !it.notices.is_empty()) {
                section::write(sheet, it, self.in_full);
            }
        } else {
            sheet.heading("Timeline", "newest first");
            sheet.table(&entries::for_reader(&view.timeline), "");
        }
        sheet.blank();
        if view.total == 0 {
            let nothing = "Nothing that you may see is recorded here by these sources.";
            return sheet.line(&[(Tone::Muted, nothing)]);
        }
        let entries = self.entries().count();
        let mut end = if entries < view.total {
            format!("{entries} of {}", length(view.total, "entry", "entries"))
        } else {
            length(view.total, "entry", "entries")
        };
        if let Some(withheld) = view.withheld.filter(|withheld| *withheld > 0) {
            end = format!("{end}, {withheld} withheld");
        }
        sheet.line(&[(Tone::Muted, &format!("{end}."))]);
        if !view.terms_of.is_empty() {
            sheet.paragraph(Tone::Muted, &format!("Terms in brackets are those of {}.", view.terms_of.join(", ")));
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(self.view)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.entries().chain(self.view.notices()).map(|entry| Ok(serde_json::to_value(entry)?)).collect()
    }

    fn table(&self) -> Table {
        entries::for_file(self.entries().chain(self.view.notices()))
    }
}
