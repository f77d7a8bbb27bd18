//! The store on its own thread.
//!
//! Owns the store and the views that are open; takes requests, answers with messages. A request
//! that waits is replaced by a newer one of its kind, so that fast typing builds no backlog.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::effect::{Job, Kind, Request, Slot};
use super::message::{Failure, Message, Opened, Refused, Reply};
use crate::access::{Reason, User};
use crate::coding::{LookedUp, Marker};
use crate::consent::ChoiceStatement;
use crate::record::Section;
use crate::store::view::{Page, RecordView};
use crate::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest, Viewing, WorkList};

/// How many allergies the banner needs to know by name.
const ALLERGIES: usize = 50;

/// An order to the worker.
pub(super) enum Order {
    /// Ask the store.
    Ask(Box<Request>),
    /// Let go of a view.
    Close(Slot),
}

/// Starts the worker. It ends when the sender of orders is dropped.
pub(super) fn start(
    store: Box<dyn Store>,
    user: User,
    session: String,
    marker: Option<Arc<Marker>>,
    answers: Sender<Message>,
) -> std::io::Result<(Sender<Order>, JoinHandle<()>)> {
    let (orders, incoming) = channel();
    let mut worker = Worker { store, user, session, marker, calls: 0, record: None, work_list: None };
    let handle = std::thread::Builder::new().name("store".to_owned()).spawn(move || worker.run(&incoming, &answers))?;
    Ok((orders, handle))
}

/// The store, who asks, and what is open.
struct Worker {
    store: Box<dyn Store>,
    user: User,
    session: String,
    marker: Option<Arc<Marker>>,
    calls: u64,
    record: Option<Viewing>,
    work_list: Option<Viewing>,
}

/// Whatever kept a reply from being made.
enum Trouble {
    Refused(Refused),
    Failed(Failure),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused((&refusal).into())
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Failed((&error).into())
    }
}

impl Worker {
    fn run(&mut self, orders: &Receiver<Order>, answers: &Sender<Message>) {
        let mut waiting: Vec<Order> = Vec::new();
        while let Ok(order) = orders.recv() {
            queue(&mut waiting, order);
            while !waiting.is_empty() {
                for order in orders.try_iter() {
                    queue(&mut waiting, order);
                }
                match waiting.remove(0) {
                    Order::Close(slot) => self.close(slot),
                    Order::Ask(request) => {
                        let Request { id, job } = *request;
                        let kind = job.kind();
                        let reply = self.answer(job);
                        if answers.send(Message::Answer { id, kind, reply }).is_err() {
                            return;
                        }
                    }
                }
            }
        }
    }

    fn close(&mut self, slot: Slot) {
        match slot {
            Slot::Record => self.record = None,
            Slot::WorkList => self.work_list = None,
        }
    }

    fn answer(&mut self, job: Job) -> Reply {
        let reply = match job {
            Job::Find { reason, query } => self.find(reason, &query),
            Job::Open { reason, patient, query } => self.open(reason, &patient, &query),
            Job::Choices { reason, patient } => self.choices(reason, &patient),
            Job::State { reason, patient, said } => self.state(reason, &patient, &said),
            Job::OpenWorkList { reason, list, page } => self.open_work_list(reason, list, page),
            Job::WorkListPage { list, page } => self.work_list_page(list, page),
            Job::LookUp(text) => Ok(Reply::Codes(self.look_up(&text))),
            Job::Feeds => self.store.feeds(None).map(Reply::Feeds).map_err(Trouble::from),
            Job::Message { slot, message, need } => self.message(slot, message, need.as_deref()),
            job => self.read_record(job),
        };
        match reply {
            Ok(reply) => reply,
            Err(Trouble::Refused(refused)) => Reply::Refused(refused),
            Err(Trouble::Failed(failure)) => Reply::Failed(failure),
        }
    }

    fn request(&mut self, reason: Reason) -> ViewRequest {
        self.calls += 1;
        ViewRequest { user: self.user.clone(), reason, request: format!("{}-{}", self.session, self.calls) }
    }

    fn find(&mut self, reason: Reason, query: &PatientQuery) -> Result<Reply, Trouble> {
        let request = self.request(reason);
        Ok(Reply::Found(self.store.find(&request, query)?))
    }

    fn open(&mut self, reason: Reason, patient: &PatientRef, query: &RecordQuery) -> Result<Reply, Trouble> {
        let request = self.request(reason);
        self.record = None;
        let viewing = self.store.open(&request, patient)?;
        let times = RecordQuery { as_of: query.as_of, valid_at: query.valid_at, ..RecordQuery::default() };
        let person = self.store.person(&viewing, &times)?;
        let record = self.store.record(&viewing, query).map(|record| self.marked(record))?;
        let allergies = RecordQuery { sections: vec![Section::Allergies], limit: ALLERGIES, ..times };
        let allergies = self.store.record(&viewing, &allergies).map(|record| self.marked(record))?;
        self.record = Some(viewing);
        Ok(Reply::Opened(Box::new(Opened { person, record, allergies })))
    }

    fn choices(&mut self, reason: Reason, patient: &PatientRef) -> Result<Reply, Trouble> {
        let request = self.request(reason);
        Ok(Reply::Choices(self.store.choices(&request, patient)?))
    }

    fn state(&mut self, reason: Reason, patient: &PatientRef, said: &ChoiceStatement) -> Result<Reply, Trouble> {
        let request = self.request(reason);
        Ok(Reply::Stated(self.store.state_choice_of(&request, patient, said)?))
    }

    fn look_up(&self, text: &str) -> LookedUp {
        self.marker.as_ref().map_or_else(LookedUp::nothing_loaded, |marker| marker.look_up(text))
    }

    /// A page with the terms of its codes beside its entries.
    fn marked(&self, mut record: RecordView) -> RecordView {
        if let Some(marker) = &self.marker {
            record.set_marks(marker);
        }
        record
    }

    fn open_work_list(&mut self, reason: Reason, list: WorkList, page: Page) -> Result<Reply, Trouble> {
        let request = self.request(reason);
        self.work_list = None;
        self.work_list = Some(self.store.open_work_list(&request, list)?);
        self.work_list_page(list, page)
    }

    fn work_list_page(&mut self, list: WorkList, page: Page) -> Result<Reply, Trouble> {
        let viewing = self.work_list.as_ref().ok_or(CLOSED)?;
        Ok(match list {
            WorkList::Conflicts => Reply::Conflicts(self.store.conflicts(viewing, page)?),
            WorkList::DeadLetters => Reply::DeadLetters(self.store.dead_letters(viewing, page)?),
        })
    }

    fn message(&mut self, slot: Slot, message: crate::record::MessageId, need: Option<&str>) -> Result<Reply, Trouble> {
        let viewing = match slot {
            Slot::Record => self.record.as_ref(),
            Slot::WorkList => self.work_list.as_ref(),
        };
        let view = self.store.message(viewing.ok_or(CLOSED)?, message, need)?;
        Ok(Reply::Message(Box::new(view)))
    }

    fn read_record(&mut self, job: Job) -> Result<Reply, Trouble> {
        let viewing = self.record.as_ref().ok_or(CLOSED)?;
        Ok(match job {
            Job::Page(query) => {
                let record = self.store.record(viewing, &query)?;
                Reply::Page(Box::new(self.marked(record)))
            }
            Job::Entry { id, need } => {
                let mut versions = self.store.entry(viewing, &id, need.as_deref())?;
                if let Some(marker) = &self.marker {
                    for version in &mut versions {
                        version.set_mark(marker);
                    }
                }
                Reply::Entry(versions)
            }
            Job::Trace(page) => Reply::Trace(self.store.trace(viewing, page)?),
            _ => Reply::Identity(Box::new(self.store.explain_identity(viewing)?)),
        })
    }
}

/// What is said when something is asked of a view that was let go.
const CLOSED: StoreError = StoreError::OutsideView("it was closed");

/// Puts an order at the end, in place of a request of its kind that still waits. What a person said is
/// never replaced: each choice is recorded.
fn queue(waiting: &mut Vec<Order>, order: Order) {
    if let Order::Ask(new) = &order
        && new.job.kind() != Kind::State
    {
        waiting.retain(|old| !matches!(old, Order::Ask(old) if old.job.kind() == new.job.kind()));
    }
    waiting.push(order);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(id: u64, job: Job) -> Order {
        Order::Ask(Box::new(Request { id, job }))
    }

    #[test]
    fn a_newer_request_of_a_kind_replaces_the_one_that_waits() {
        let mut waiting = Vec::new();
        queue(&mut waiting, ask(1, Job::Page(RecordQuery::default())));
        queue(&mut waiting, ask(2, Job::Feeds));
        queue(&mut waiting, Order::Close(Slot::Record));
        queue(&mut waiting, ask(3, Job::Page(RecordQuery::default())));
        let ids: Vec<Option<u64>> = waiting
            .iter()
            .map(|order| match order {
                Order::Ask(request) => Some(request.id),
                Order::Close(_) => None,
            })
            .collect();
        assert_eq!(ids, [Some(2), None, Some(3)]);
    }
}
