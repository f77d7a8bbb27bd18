//! The door of `update`: one message in, wishes out.

use jiff::Timestamp;

use crate::browser::effect::{Effect, Job, Kind, Request, Slot};
use crate::browser::message::{Message, Reply};
use crate::browser::model::{Dialog, Model, Screen, Weight};

impl Model {
    /// Takes in one message and says what is wished of the world.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key(event) => self.press(&event),
            Message::Paste(text) => self.paste(&text),
            Message::Resized => Vec::new(),
            Message::Tick(now) => self.tick(now),
            Message::Answer { id, kind, reply } if self.pending.accept(kind, id) => self.take(kind, reply),
            Message::Answer { reply, .. } => self.drop_stale(&reply),
        }
    }

    /// Asks the store; an answer to an earlier question of this kind is stale from now on.
    pub(super) fn ask(&mut self, job: Job) -> Vec<Effect> {
        let id = self.pending.expect(job.kind());
        vec![Effect::Ask(Box::new(Request { id, job }))]
    }

    /// Tells one line until the next key.
    pub(super) fn tell(&mut self, weight: Weight, text: impl Into<String>) -> Vec<Effect> {
        self.notice = Some((weight, text.into()));
        Vec::new()
    }

    /// A record that came after its opening was given up must not stay open.
    fn drop_stale(&self, reply: &Reply) -> Vec<Effect> {
        let nobody_waits = self.record.is_none() && !self.pending.waits_for(Kind::Open);
        if matches!(reply, Reply::Opened(_)) && nobody_waits { vec![Effect::Close(Slot::Record)] } else { Vec::new() }
    }

    fn tick(&mut self, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        if self.deadline().is_some_and(|expires| now >= expires) { self.end_view() } else { Vec::new() }
    }

    /// The view's time is over: nothing of it stays on the screen.
    pub(super) fn end_view(&mut self) -> Vec<Effect> {
        let effects = if self.record.is_some() { self.close_record() } else { self.close_work_list() };
        self.help = None;
        self.dialog = Some(Dialog::Told {
            title: "The view has closed".to_owned(),
            lines: vec![
                "Its time is over. Open it again if you still need it; that is a new entry in the audit.".to_owned(),
            ],
        });
        effects
    }

    /// Closes the record and every screen that shows any of it.
    pub(super) fn close_record(&mut self) -> Vec<Effect> {
        while self.stack.last().is_some_and(Screen::is_of_record) {
            self.stack.pop();
        }
        self.record = None;
        for kind in [Kind::Page, Kind::Entry, Kind::Message, Kind::Trace, Kind::Identity] {
            self.pending.forget(kind);
        }
        vec![Effect::Close(Slot::Record)]
    }

    /// Closes the work list and what lies over it.
    pub(super) fn close_work_list(&mut self) -> Vec<Effect> {
        self.stack.clear();
        self.pending.forget(Kind::WorkList);
        self.pending.forget(Kind::Message);
        vec![Effect::Close(Slot::WorkList)]
    }
}
