//! From a key to what it does on the screen in sight.

use crossterm::event::{KeyEvent, KeyEventKind};

use crate::browser::action::Action;
use crate::browser::effect::{Effect, Kind};
use crate::browser::keymap::Context;
use crate::browser::model::{Dialog, Help, LookUpForm, Model, Scroll, Weight};

impl Model {
    pub(super) fn press(&mut self, event: &KeyEvent) -> Vec<Effect> {
        if event.kind == KeyEventKind::Release {
            return Vec::new();
        }
        let context = self.context();
        match context.action(event) {
            Some(action) => {
                self.notice = None;
                self.act(context, action)
            }
            None if context.takes_text() => self.type_key(event),
            None => Vec::new(),
        }
    }

    fn act(&mut self, context: Context, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Quit],
            Action::Suspend => return vec![Effect::Suspend],
            Action::LookUp => {
                self.dialog = Some(Dialog::LookUp(LookUpForm::default()));
                return Vec::new();
            }
            Action::Help if context != Context::Help => {
                self.help = Some(Help { context, scroll: Scroll::default() });
                return Vec::new();
            }
            _ => {}
        }
        if self.pending.waits_for(Kind::Open) {
            return self.while_opening(action);
        }
        if self.pending.waits_for(Kind::State) {
            return self.tell(Weight::Told, "The choice is being recorded: wait for the answer.");
        }
        match context {
            Context::Help => self.act_in_help(action),
            Context::Form | Context::Results => self.act_at_home(action),
            Context::Record | Context::Filter => self.act_in_record(action),
            Context::Entry
            | Context::RawMessage
            | Context::Trace
            | Context::Reading
            | Context::Conflicts
            | Context::DeadLetters
            | Context::Feeds => self.act_on_screen(action),
            Context::Permission
            | Context::Words
            | Context::Ground
            | Context::Claim
            | Context::Choices
            | Context::Purpose
            | Context::Refused
            | Context::LookUp
            | Context::Told => self.act_in_dialog(action),
        }
    }

    /// While a record is being opened only giving up counts: nothing else may come between.
    fn while_opening(&mut self, action: Action) -> Vec<Effect> {
        if !matches!(action, Action::Back | Action::Clear | Action::LeaveForm) {
            return Vec::new();
        }
        self.pending.forget(Kind::Open);
        self.opening = None;
        self.tell(Weight::Told, "Given up. What was asked may stand in the audit already.")
    }

    fn act_in_help(&mut self, action: Action) -> Vec<Effect> {
        match (action, &mut self.help) {
            (Action::Back | Action::Help, help) => *help = None,
            (moving, Some(help)) => help.scroll.move_by(moving),
            (_, None) => {}
        }
        Vec::new()
    }
}
