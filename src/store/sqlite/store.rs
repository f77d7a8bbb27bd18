//! The embedded store as a [`Store`].

use jiff::Timestamp;

use super::SqliteStore;
use crate::access::User;
use crate::audit::{Action, Agent, Event, EventOutcome};
use crate::consent::ChoiceStatement;
use crate::record::MessageId;
use crate::store::view::{
    AttachmentView, ChoicesView, Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, MessageView, Page,
    PatientHit, PersonView, RecordView, Stated, TraceItem,
};
use crate::store::{
    PatientQuery, PatientRef, RecordQuery, Refusal, Scope, Store, StoreError, ViewRequest, Viewing, WorkList,
};

impl Store for SqliteStore {
    fn find(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal> {
        self.search(request, query)
    }

    fn open(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<Viewing, Refusal> {
        self.open_person(request, patient)
    }

    fn choices(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<ChoicesView, Refusal> {
        self.choices_at_care(request, patient)
    }

    fn state_choice_of(
        &mut self,
        request: &ViewRequest,
        patient: &PatientRef,
        said: &ChoiceStatement,
    ) -> Result<Stated, Refusal> {
        self.state_at_care(request, patient, said)
    }

    fn open_work_list(&mut self, request: &ViewRequest, list: WorkList) -> Result<Viewing, Refusal> {
        self.open_list(request, list)
    }

    fn person(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<PersonView, StoreError> {
        self.checked(viewing, Scope::Record, |store| store.person_view(viewing, query))
    }

    fn record(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<RecordView, StoreError> {
        self.checked(viewing, Scope::Record, |store| store.record_view(viewing, query))
    }

    fn entry(&mut self, viewing: &Viewing, id: &str, need: Option<&str>) -> Result<Vec<EntryView>, StoreError> {
        self.check(viewing, Scope::Record)?;
        self.entry_views(viewing, id, need)
    }

    fn trace(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<TraceItem>, StoreError> {
        self.checked(viewing, Scope::Record, |store| store.trace_items(viewing, page))
    }

    fn message(
        &mut self,
        viewing: &Viewing,
        message: MessageId,
        need: Option<&str>,
    ) -> Result<MessageView, StoreError> {
        let listed = viewing.check(Scope::WorkList, self.context.now()).is_ok();
        self.check(viewing, if listed { Scope::WorkList } else { Scope::Record })?;
        self.message_view(viewing, message, need)
    }

    fn attachment(&mut self, viewing: &Viewing, entry: &str, index: usize) -> Result<AttachmentView, StoreError> {
        self.checked(viewing, Scope::Record, |store| store.attachment_view(viewing, entry, index))
    }

    fn explain_identity(&mut self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError> {
        self.checked(viewing, Scope::Record, |store| store.identity_explanation(viewing))
    }

    fn conflicts(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<Conflict>, StoreError> {
        self.checked(viewing, Scope::WorkList, |store| store.conflict_list(page))
    }

    fn dead_letters(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<DeadLetter>, StoreError> {
        self.checked(viewing, Scope::WorkList, |store| store.dead_letter_list(page))
    }

    fn feeds(&mut self, as_of: Option<Timestamp>) -> Result<Vec<FeedSummary>, StoreError> {
        self.feed_list(as_of)
    }

    fn record_export(&mut self, viewing: &Viewing, what: &str) -> Result<(), StoreError> {
        self.check(viewing, Scope::Record)?;
        let patients = viewing.patients().iter().map(|id| id.0).collect();
        let event = Event { patients, detail: Some(what.to_owned()), ..self.viewing_event(viewing, Action::Export) };
        self.commit_event(&event).map(|_proof| ())
    }

    fn user_by_uid(&mut self, uid: u32) -> Result<Option<User>, StoreError> {
        self.user_where("uid", &uid)
    }

    fn user_by_name(&mut self, name: &str) -> Result<Option<User>, StoreError> {
        self.user_where("name", &name)
    }

    fn record_refused(&mut self, agent: &Agent, what: &str) -> Result<(), StoreError> {
        let event = Event {
            decision: Some(format!("row 1: {what}")),
            ..Event::new(self.context.now(), Action::Administration, EventOutcome::SeriousFailure, agent.clone())
        };
        self.commit_event(&event).map(|_proof| ())
    }

    fn is_demo(&self) -> bool {
        self.demo
    }

    fn now(&self) -> Timestamp {
        self.context.now()
    }
}
