//! The open record: whose it is, its sections, and the entries that are loaded.

use super::haystack::Haystack;
use super::{PAGE, Paged, Session, Target, TextField};
use crate::access::Reason;
use crate::browser::action::Action;
use crate::browser::message::Opened;
use crate::record::Section;
use crate::store::RecordQuery;
use crate::store::view::{EntryView, Page, PersonView, RecordView, SectionView};

/// The most entries a filter looks through. It is told when there are more.
pub(in crate::browser) const FILTER_MOST: usize = 100_000;

/// A tab: what to know first, all entries on one timeline, or one section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::browser) struct Tab {
    /// The section; `None` for all.
    pub(in crate::browser) section: Option<Section>,
    /// Whether it is the summary.
    pub(in crate::browser) is_summary: bool,
    /// How many entries it has.
    pub(in crate::browser) total: usize,
    /// How many of them count by themselves.
    pub(in crate::browser) listed: usize,
    /// How many came along with other things.
    pub(in crate::browser) related: usize,
}

impl Tab {
    fn of(section: &SectionView) -> Self {
        let SectionView { total, listed, related, .. } = *section;
        Self { section: Some(section.section), is_summary: false, total, listed, related }
    }

    /// Its heading.
    pub(in crate::browser) fn title(self) -> &'static str {
        if self.is_summary { "Summary" } else { self.section.map_or("All", Section::title) }
    }

    /// Whether its section is divided into parts.
    pub(in crate::browser) fn has_parts(self) -> bool {
        matches!(self.section, Some(Section::Problems | Section::Medication | Section::Allergies))
    }
}

/// A filter over the entries of a tab.
pub(in crate::browser) struct Filter {
    /// What must be in an entry's words.
    pub(in crate::browser) needle: TextField,
    /// Whether the keys go to the needle.
    pub(in crate::browser) typing: bool,
    /// The places of the entries that hold it; `None` while entries are still being loaded.
    pub(in crate::browser) matches: Option<Paged<usize>>,
}

/// The open record.
pub(in crate::browser) struct Record {
    /// By what the user opened it.
    pub(in crate::browser) target: Target,
    /// What was stated to open it.
    pub(in crate::browser) reason: Reason,
    /// The person.
    pub(in crate::browser) person: PersonView,
    /// The allergies, for the banner.
    pub(in crate::browser) allergies: Vec<EntryView>,
    /// How many allergies there are.
    pub(in crate::browser) allergies_total: usize,
    /// What sources say of their sections.
    pub(in crate::browser) notices: Vec<EntryView>,
    summary: Vec<EntryView>,
    /// The tabs that have entries.
    pub(in crate::browser) tabs: Vec<Tab>,
    /// The tab that is shown.
    pub(in crate::browser) tab: usize,
    /// Its entries.
    pub(in crate::browser) list: Paged<EntryView>,
    /// How many entries were withheld, where that may be said.
    pub(in crate::browser) withheld: Option<usize>,
    /// The filter, while there is one.
    pub(in crate::browser) filter: Option<Filter>,
    haystack: Option<Haystack>,
}

impl Record {
    /// The record as it opens: on what to know first, else on the timeline of all entries.
    pub(in crate::browser) fn new(target: Target, reason: Reason, opened: Opened) -> Self {
        let Opened { person, mut record, allergies } = opened;
        let summary = std::mem::take(&mut record.summary);
        let summary: Vec<EntryView> = summary.into_iter().flat_map(|part| part.entries).collect();
        let (count, total, withheld) = (summary.len(), record.total, record.withheld);
        let first = Tab { is_summary: true, total: count, listed: count, ..Tab::default() };
        let mut tabs: Vec<Tab> = Some(first).filter(|_| count > 0).into_iter().collect();
        tabs.push(Tab { total, listed: total, ..Tab::default() });
        let sections = record.sections.iter().filter(|section| section.total > 0 || !section.notices.is_empty());
        tabs.extend(sections.map(Tab::of));
        let notices = record.sections.iter_mut().flat_map(|section| std::mem::take(&mut section.notices)).collect();
        let allergies_total = allergies.total;
        let list = if count > 0 {
            Paged::whole(summary.clone())
        } else {
            let mut list = Paged::of(total);
            list.replace(0, entries(record), total);
            list
        };
        Self {
            target,
            reason,
            person,
            allergies: entries(allergies),
            allergies_total,
            notices,
            summary,
            tabs,
            tab: 0,
            list,
            withheld,
            filter: None,
            haystack: None,
        }
    }

    /// The tab that is shown.
    pub(in crate::browser) fn tab(&self) -> Tab {
        self.tabs.get(self.tab).copied().unwrap_or_default()
    }

    /// Turns to another tab, with nothing loaded yet.
    pub(in crate::browser) fn turn(&mut self, step: isize) {
        let count = self.tabs.len().max(1);
        self.tab = self.tab.saturating_add_signed(step + count.cast_signed()) % count;
        let tab = self.tab();
        self.list = if tab.is_summary { Paged::whole(self.summary.clone()) } else { Paged::of(tab.total) };
        self.filter = None;
        self.haystack = None;
    }

    /// Takes in a page that was asked for at `offset`.
    pub(in crate::browser) fn take_page(&mut self, offset: usize, view: RecordView) {
        if self.tab().is_summary {
            return;
        }
        let total = match self.tab().section {
            Some(section) => view.sections.iter().find(|it| it.section == section).map_or(0, |it| it.total),
            None => view.total,
        };
        self.list.replace(offset, entries(view), total);
        self.haystack = None;
        self.apply_filter();
    }

    /// The page to ask for next.
    pub(in crate::browser) fn wanted(&self) -> Option<Page> {
        match &self.filter {
            Some(_) if self.is_searchable() => None,
            Some(_) => Some(Page::of(0, FILTER_MOST)),
            None => self.list.wanted(),
        }
    }

    /// The first page of the tab, as a question to the store.
    pub(in crate::browser) fn first_query(session: &Session) -> RecordQuery {
        session.record_query(None, Page::of(0, PAGE))
    }

    fn is_searchable(&self) -> bool {
        self.list.is_whole() || (self.list.row(0).is_some() && self.list.rows().len() >= FILTER_MOST)
    }

    /// Looks for the needle, once everything it could be in is loaded.
    pub(in crate::browser) fn apply_filter(&mut self) {
        let searchable = self.is_searchable();
        let Some(filter) = &mut self.filter else { return };
        if !searchable {
            filter.matches = None;
            return;
        }
        let haystack = self.haystack.get_or_insert_with(|| Haystack::new(self.list.rows().iter().map(words)));
        filter.matches = Some(Paged::whole(haystack.find(filter.needle.text())));
    }

    /// What sources say of the section that is shown.
    pub(in crate::browser) fn notices_here(&self) -> impl Iterator<Item = &EntryView> {
        let section = self.tab().section;
        self.notices.iter().filter(move |notice| Some(notice.section) == section)
    }

    /// How many entries are listed, the filter applied.
    pub(in crate::browser) fn rows(&self) -> usize {
        match &self.filter {
            Some(filter) => filter.matches.as_ref().map_or(0, Paged::total),
            None => self.list.total(),
        }
    }

    /// The entry at a place of what is listed, where it is loaded.
    pub(in crate::browser) fn row(&self, place: usize) -> Option<&EntryView> {
        match &self.filter {
            Some(filter) => self.list.row(*filter.matches.as_ref()?.row(place)?),
            None => self.list.row(place),
        }
    }

    /// The selected entry, where it is loaded.
    pub(in crate::browser) fn selected(&self) -> Option<&EntryView> {
        self.row(self.selected_place())
    }

    /// The place of the selected entry.
    pub(in crate::browser) fn selected_place(&self) -> usize {
        match &self.filter {
            Some(filter) => filter.matches.as_ref().map_or(0, Paged::selected_place),
            None => self.list.selected_place(),
        }
    }

    /// The places to draw.
    pub(in crate::browser) fn window(&self, height: usize) -> std::ops::Range<usize> {
        match &self.filter {
            Some(filter) => filter.matches.as_ref().map_or(0..0, |matches| matches.window(height)),
            None => self.list.window(height),
        }
    }

    /// Moves the selection.
    pub(in crate::browser) fn move_by(&mut self, action: Action) {
        match &mut self.filter {
            Some(filter) => filter.matches.iter_mut().for_each(|matches| matches.move_by(action)),
            None => self.list.move_by(action),
        }
    }

    /// Drops the filter; the entry that was selected in it stays selected.
    pub(in crate::browser) fn clear_filter(&mut self) {
        let place = self.filter.take().and_then(|filter| filter.matches?.selected().copied());
        if let Some(place) = place {
            self.list.select(place);
        }
    }
}

/// The entries of a view, however it was asked for.
fn entries(view: RecordView) -> Vec<EntryView> {
    if view.timeline.is_empty() {
        view.sections.into_iter().flat_map(|section| section.entries).collect()
    } else {
        view.timeline
    }
}

/// Everything of an entry that a list shows, for the filter.
fn words(entry: &EntryView) -> String {
    let time = entry.time.map(|time| time.display()).unwrap_or_default();
    [&time, entry.section.title(), &entry.label, &entry.value, &entry.organisation_name, &entry.provenance.organisation]
        .join(" ")
}
