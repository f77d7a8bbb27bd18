//! The screens over the record and the work lists.

use crate::access::Purpose;
use crate::browser::action::Action;
use crate::browser::effect::{Effect, Job, Kind};
use crate::browser::model::{Dialog, Model, Screen, Target, Weight, WordsFor, WordsForm};
use crate::record::{MessageId, SourceLocation};
use crate::store::view::Page;

impl Model {
    pub(super) fn act_on_screen(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Back => return self.leave_screen(),
            Action::RawMessage => {
                let Some((message, location)) = self.stack.last().and_then(Screen::message) else {
                    return self.tell(Weight::Told, "There is no message behind this.");
                };
                return self.ask_message(message, location);
            }
            Action::Unmask => return self.ask_need(),
            Action::FirstPerson => return self.open_of_conflict(0),
            Action::SecondPerson => return self.open_of_conflict(1),
            Action::CommandLine => self.show_command_line(),
            moving => return self.move_on_screen(moving),
        }
        Vec::new()
    }

    fn leave_screen(&mut self) -> Vec<Effect> {
        self.pending.forget(Kind::Message);
        match self.stack.last() {
            Some(Screen::Conflicts(_) | Screen::DeadLetters(_)) => self.close_work_list(),
            Some(Screen::Entry(_)) => {
                self.pending.forget(Kind::Entry);
                self.stack.pop();
                Vec::new()
            }
            _ => {
                self.stack.pop();
                Vec::new()
            }
        }
    }

    /// Asks for a raw message under the view of the screen in sight.
    pub(super) fn ask_message(&mut self, message: MessageId, location: Option<SourceLocation>) -> Vec<Effect> {
        let slot = self.slot();
        self.pointing = (slot, location);
        self.ask(Job::Message { slot, message, need: None })
    }

    fn ask_need(&mut self) -> Vec<Effect> {
        let of_record = self.stack.last().is_some_and(Screen::is_of_record);
        let purpose = self.record.as_ref().filter(|_| of_record).map(|record| record.reason.purpose);
        match (self.shows_masked(), purpose) {
            (false, _) => self.tell(Weight::Told, "Nothing is masked here."),
            (true, Some(purpose)) if purpose != Purpose::RecordOperations => {
                self.tell(Weight::Told, "What is hidden here stays hidden for this purpose.")
            }
            (true, _) => {
                self.dialog = Some(Dialog::Words(WordsForm::new(WordsFor::Unmask, None)));
                Vec::new()
            }
        }
    }

    fn open_of_conflict(&mut self, place: usize) -> Vec<Effect> {
        let Some(Screen::Conflicts(conflicts)) = self.stack.last() else { return Vec::new() };
        let patient = conflicts.selected().and_then(|conflict| conflict.patients.get(place)).copied();
        match patient {
            Some(patient) => self.ask_to_open(Target::of_id(patient)),
            None => return self.tell(Weight::Told, "This conflict names nobody in that place."),
        }
        Vec::new()
    }

    fn move_on_screen(&mut self, action: Action) -> Vec<Effect> {
        let page = match self.stack.last_mut() {
            Some(Screen::Entry(screen)) => {
                screen.scroll.move_by(action);
                None
            }
            Some(Screen::Identity(_, scroll) | Screen::Demographics(scroll)) => {
                scroll.move_by(action);
                None
            }
            Some(Screen::RawMessage(screen)) => moved(&mut screen.rows, action),
            Some(Screen::Trace(items)) => moved(items, action),
            Some(Screen::Conflicts(conflicts)) => moved(conflicts, action),
            Some(Screen::DeadLetters(letters)) => moved(letters, action),
            Some(Screen::Feeds(feeds)) => moved(feeds, action),
            Some(Screen::Record) | None => None,
        };
        let list = self.stack.last().and_then(Screen::work_list);
        match (page, list) {
            (Some(page), Some(list)) if !self.pending.waits_for(Kind::WorkList) => {
                self.ask(Job::WorkListPage { list, page: self.session.page(page) })
            }
            (Some(page), None) if !self.pending.waits_for(Kind::Trace) => self.ask(Job::Trace(self.session.page(page))),
            _ => Vec::new(),
        }
    }
}

/// Moves the selection and says which page it comes near to.
fn moved<T>(list: &mut crate::browser::model::Paged<T>, action: Action) -> Option<Page> {
    list.move_by(action);
    list.wanted()
}
