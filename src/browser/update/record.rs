//! The open record: sections, filter, and what can be opened from it.

use crate::browser::action::Action;
use crate::browser::effect::{Effect, Job, Kind};
use crate::browser::model::{
    EntryScreen, FILTER_MOST, Filter, Model, PAGE, Screen, Scroll, TextField, Weight, grouped, origin,
};
use crate::store::view::Page;

impl Model {
    pub(super) fn act_in_record(&mut self, action: Action) -> Vec<Effect> {
        let Some(record) = &mut self.record else { return Vec::new() };
        match action {
            Action::NextTab => record.turn(1),
            Action::PreviousTab => record.turn(-1),
            Action::Filter => return self.start_filter(),
            Action::Submit => record.filter.iter_mut().for_each(|filter| filter.typing = false),
            Action::Back if record.filter.is_none() => return self.leave_record(),
            Action::ClearFilter | Action::Back => record.clear_filter(),
            Action::Open => return self.open_entry(),
            Action::RawMessage => {
                let Some((message, location)) = record.selected().map(origin) else { return Vec::new() };
                return self.ask_message(message, location);
            }
            Action::Trace => return self.ask(Job::Trace(self.session.page(Page::of(0, PAGE)))),
            Action::Identity => return self.ask(Job::Identity),
            Action::Demographics => self.stack.push(Screen::Demographics(Scroll::default())),
            Action::Choices => return self.ask_choices_of_record(),
            Action::CommandLine => self.show_command_line(),
            moving => record.move_by(moving),
        }
        self.load_wanted()
    }

    fn leave_record(&mut self) -> Vec<Effect> {
        self.close_record()
    }

    fn start_filter(&mut self) -> Vec<Effect> {
        let Some(record) = &mut self.record else { return Vec::new() };
        if record.tab().is_summary {
            // Who looks for something means the whole record.
            record.turn(1);
        }
        let needle = record.filter.take().map_or_else(TextField::default, |filter| filter.needle);
        record.filter = Some(Filter { needle, typing: true, matches: None });
        self.refilter()
    }

    /// The needle changed, or the filter opened.
    pub(super) fn refilter(&mut self) -> Vec<Effect> {
        let Some(record) = &mut self.record else { return Vec::new() };
        record.apply_filter();
        if record.list.total() > FILTER_MOST {
            let text = format!("Only the first {} entries are looked through.", grouped(FILTER_MOST));
            self.notice = Some((Weight::Warning, text));
        }
        self.load_wanted()
    }

    /// Asks for the page that the selection comes near to, unless it is on its way.
    pub(super) fn load_wanted(&mut self) -> Vec<Effect> {
        let Some(record) = &self.record else { return Vec::new() };
        let Some(page) = record.wanted() else { return Vec::new() };
        let asked = (record.tab, page);
        if self.pending.waits_for(Kind::Page) && self.page == asked {
            return Vec::new();
        }
        let query = self.session.record_query(record.tab().section, page);
        self.page = asked;
        self.ask(Job::Page(query))
    }

    fn open_entry(&mut self) -> Vec<Effect> {
        let Some(entry) = self.record.as_ref().and_then(|record| record.selected()).cloned() else {
            return Vec::new();
        };
        let id = entry.id.clone();
        let screen = EntryScreen { entry, versions: None, scroll: Scroll::default() };
        self.stack.push(Screen::Entry(Box::new(screen)));
        self.ask(Job::Entry { id, need: None })
    }
}
