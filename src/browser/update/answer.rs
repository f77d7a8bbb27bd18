//! What an answer of the store does. Stale ones never come here.

use crate::browser::effect::{Effect, Job, Kind, Slot};
use crate::browser::message::{Failure, Opened, Refused, Reply};
use crate::browser::model::{Dialog, MOST_HITS, Model, Paged, RawMessage, Record, Screen, Scroll, Target, Weight};
use crate::store::view::{EntryView, MessageView, TraceItem};
use crate::store::{PatientQuery, PatientRef, WorkList};

impl Model {
    pub(super) fn take(&mut self, kind: Kind, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Found(hits) => return self.take_hits(hits),
            Reply::Opened(opened) => self.take_record(*opened),
            Reply::Choices(view) => self.take_choices(view),
            Reply::Stated(stated) => return self.take_stated(&stated),
            Reply::Page(view) => {
                let offset = self.page.1.offset;
                self.record.iter_mut().for_each(|record| record.person.basis = view.basis.clone());
                if let Some(record) = &mut self.record {
                    record.take_page(offset, *view);
                }
            }
            Reply::Entry(versions) => self.take_versions(versions),
            Reply::Message(view) => self.take_message(*view),
            Reply::Trace(items) => self.take_trace(items),
            Reply::Identity(explanation) => self.stack.push(Screen::Identity(explanation, Scroll::default())),
            Reply::Conflicts(rows) => {
                if !self.is_over(WorkList::Conflicts) {
                    self.stack.push(Screen::Conflicts(Paged::of(0)));
                }
                if let Some(Screen::Conflicts(list)) = self.stack.last_mut() {
                    list.append(rows);
                }
            }
            Reply::DeadLetters(rows) => {
                if !self.is_over(WorkList::DeadLetters) {
                    self.stack.push(Screen::DeadLetters(Paged::of(0)));
                }
                if let Some(Screen::DeadLetters(list)) = self.stack.last_mut() {
                    list.append(rows);
                }
            }
            Reply::Feeds(feeds) => self.stack.push(Screen::Feeds(Paged::whole(feeds))),
            Reply::Codes(found) => {
                if let Some(Dialog::LookUp(form)) = &mut self.dialog {
                    form.found = Some(found);
                }
            }
            Reply::Refused(refused) => return self.take_refusal(kind, refused),
            Reply::Failed(failure) => return self.take_failure(kind, failure),
        }
        Vec::new()
    }

    fn take_record(&mut self, opened: Opened) {
        let Some((target, reason)) = self.opening.take() else { return };
        let target = target.unwrap_or_else(|| Target {
            patient: PatientRef::Patient(opened.person.person.patient),
            title: String::new(),
            detail: String::new(),
        });
        self.record = Some(Record::new(target, reason, opened));
        self.stack.push(Screen::Record);
    }

    fn take_versions(&mut self, versions: Vec<EntryView>) {
        let Some(Screen::Entry(screen)) = self.stack.last_mut() else { return };
        let current = versions.first().filter(|entry| entry.id == screen.entry.id);
        if let Some(entry) = current {
            screen.entry = entry.clone();
        }
        screen.versions = Some(versions);
    }

    fn take_message(&mut self, view: MessageView) {
        let (slot, location) = std::mem::replace(&mut self.pointing, (Slot::Record, None));
        let screen = RawMessage::new(view, location, slot);
        match self.stack.last_mut() {
            Some(Screen::RawMessage(shown)) => {
                let place = shown.rows.selected_place();
                **shown = screen;
                shown.rows.select(place);
            }
            _ => self.stack.push(Screen::RawMessage(Box::new(screen))),
        }
    }

    fn take_trace(&mut self, rows: Vec<TraceItem>) {
        if !matches!(self.stack.last(), Some(Screen::Trace(_))) {
            self.stack.push(Screen::Trace(Paged::of(0)));
        }
        if let Some(Screen::Trace(items)) = self.stack.last_mut() {
            items.append(rows);
        }
    }

    fn take_refusal(&mut self, kind: Kind, refused: Refused) -> Vec<Effect> {
        if matches!(kind, Kind::Choices | Kind::State) {
            self.stating = None;
            self.dialog = Some(Dialog::Refused { refused, target: None, reason: self.session.reason() });
            return Vec::new();
        }
        let (target, reason) = self.opening.take().unwrap_or_else(|| (None, self.session.reason()));
        if let (Refused::Ambiguous(count), Some(target), true) = (&refused, &target, self.stack.is_empty()) {
            // Whoever asked for one of them must see all of them to choose.
            let text = format!("{count} unlinked people hold this number: choose the right one.");
            let query =
                PatientQuery { number: Some(target.patient.clone()), limit: MOST_HITS + 1, ..Default::default() };
            let _told = self.tell(Weight::Warning, text);
            return self.ask(Job::Find { reason: self.session.reason(), query });
        }
        self.dialog = Some(Dialog::Refused { refused, target, reason });
        Vec::new()
    }

    fn take_failure(&mut self, kind: Kind, failure: Failure) -> Vec<Effect> {
        match kind {
            Kind::Open => self.opening = None,
            Kind::Choices => self.dialog = None,
            Kind::State => self.stating = None,
            _ => {}
        }
        if failure.view_over && !matches!(kind, Kind::Open | Kind::Find | Kind::Feeds | Kind::Choices | Kind::State) {
            return self.end_view();
        }
        self.tell(Weight::Warning, failure.text)
    }
}
