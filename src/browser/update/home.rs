//! The first screen: searching, and choosing whom to open.

use crate::access::Purpose;
use crate::browser::action::Action;
use crate::browser::effect::{Effect, Job, Kind};
use crate::browser::model::{
    Dialog, Focus, MOST_HITS, Model, Paged, PermissionForm, SearchField, Target, TextField, Weight, WordsFor, WordsForm,
};
use crate::store::PatientQuery;
use crate::store::WorkList;
use crate::store::view::PatientHit;

impl Model {
    pub(super) fn act_at_home(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Find => return self.run_search(),
            Action::NextField if self.home.field() == SearchField::ALL.last().copied() && self.home.rows() > 0 => {
                self.home.focus = Focus::List;
            }
            Action::NextField => self.focus_field(SearchField::next),
            Action::PreviousField => self.focus_field(SearchField::previous),
            Action::Search => self.home.focus = Focus::Form(SearchField::NhsNumber),
            Action::Clear if self.home.focus == Focus::List => self.put_hits_away(),
            Action::Clear => self.home.form.clear(),
            Action::LeaveForm => self.leave_form(),
            Action::Open => return self.open_selected(),
            Action::Purpose => self.dialog = Some(Dialog::Purpose),
            Action::Conflicts => return self.ask_for_list(WorkList::Conflicts),
            Action::DeadLetters => return self.ask_for_list(WorkList::DeadLetters),
            Action::Feeds => return self.ask(Job::Feeds),
            Action::Choices => return self.ask_choices_of_selected(),
            Action::CommandLine => self.show_command_line(),
            moving => match &mut self.home.hits {
                Some(hits) => hits.move_by(moving),
                None => self.home.stories.move_by(moving),
            },
        }
        Vec::new()
    }

    fn leave_form(&mut self) {
        self.pending.forget(Kind::Find);
        self.home.focus = Focus::List;
    }

    /// Back to the opening list, with nothing left of the search.
    fn put_hits_away(&mut self) {
        self.pending.forget(Kind::Find);
        self.home.hits = None;
        self.home.form.clear();
    }

    fn run_search(&mut self) -> Vec<Effect> {
        match self.home.form.query() {
            Ok(query) => {
                let reason = self.session.reason();
                let (as_of, valid_at) = (self.session.as_of, self.session.valid_at);
                self.ask(Job::Find { reason, query: PatientQuery { as_of, valid_at, ..query } })
            }
            Err(error) => {
                self.home.focus = Focus::Form(error.field);
                self.tell(Weight::Warning, error.text)
            }
        }
    }

    /// The answer of a search.
    pub(super) fn take_hits(&mut self, mut hits: Vec<PatientHit>) -> Vec<Effect> {
        self.home.more_hits = hits.len() > MOST_HITS;
        hits.truncate(MOST_HITS);
        let (found, mistyped) = (hits.len(), self.home.form.check_digit_fails());
        self.home.hits = Some(Paged::whole(hits));
        if found > 0 {
            self.home.focus = Focus::List;
        }
        match (found, mistyped) {
            (_, true) => {
                self.tell(Weight::Warning, "The check digit of this NHS number is wrong: a digit may be mistyped.")
            }
            (0, false) => {
                self.tell(Weight::Told, "Nobody of whom you may know fits. Check the spelling, or give less.")
            }
            _ => Vec::new(),
        }
    }

    fn open_selected(&mut self) -> Vec<Effect> {
        if let Some(target) = self.selected_target() {
            self.ask_to_open(target);
        }
        Vec::new()
    }

    fn ask_choices_of_selected(&mut self) -> Vec<Effect> {
        let reason = self.session.reason();
        self.selected_target().map_or_else(Vec::new, |target| self.ask_choices(target, reason))
    }

    fn selected_target(&self) -> Option<Target> {
        match &self.home.hits {
            Some(hits) => hits.selected().map(Target::of_hit),
            None => self.home.stories.selected().map(|story| Target {
                patient: story.patient.clone(),
                title: story.title.clone(),
                detail: story.hint.clone(),
            }),
        }
    }

    /// Asks what the purpose needs to be asked, before a record is opened.
    pub(super) fn ask_to_open(&mut self, target: Target) {
        self.dialog = Some(match self.session.purpose {
            Purpose::DirectCare => {
                Dialog::Permission(PermissionForm { target, words: TextField::default(), typing: false })
            }
            purpose => Dialog::Words(WordsForm::new(WordsFor::Open(target, purpose), self.session.incident.as_deref())),
        });
    }

    /// A work list is a view for record operations whatever the purpose of the session.
    fn ask_for_list(&mut self, list: WorkList) -> Vec<Effect> {
        self.dialog = Some(Dialog::Words(WordsForm::new(WordsFor::WorkList(list), self.session.incident.as_deref())));
        Vec::new()
    }
}
