//! A store that panics, with a name in its mouth, when it is asked for its feeds.

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::consent::ChoiceStatement;
use dcr::record::MessageId;
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{
    AttachmentView, ChoicesView, Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, MessageView, Page,
    PatientHit, PersonView, RecordView, Stated, TraceItem,
};
use dcr::store::{
    Context, PatientQuery, PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest, Viewing, WorkList,
};
use jiff::Timestamp;

/// An empty store but for the fault.
pub(crate) struct Faulty(SqliteStore);

/// Somebody to ask it.
pub(crate) fn user() -> User {
    let role = RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() };
    User { name: "tester".to_owned(), full_name: "Tester".to_owned(), roles: vec![role], ..User::default() }
}

impl Faulty {
    pub(crate) fn new(user: &User) -> Self {
        Self(SqliteStore::in_memory(Context::default(), user, true).unwrap())
    }
}

impl Store for Faulty {
    fn find(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal> {
        self.0.find(request, query)
    }

    fn open(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<Viewing, Refusal> {
        self.0.open(request, patient)
    }

    fn choices(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<ChoicesView, Refusal> {
        self.0.choices(request, patient)
    }

    fn state_choice_of(
        &mut self,
        request: &ViewRequest,
        patient: &PatientRef,
        said: &ChoiceStatement,
    ) -> Result<Stated, Refusal> {
        self.0.state_choice_of(request, patient, said)
    }

    fn open_work_list(&mut self, request: &ViewRequest, list: WorkList) -> Result<Viewing, Refusal> {
        self.0.open_work_list(request, list)
    }

    fn person(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<PersonView, StoreError> {
        self.0.person(viewing, query)
    }

    fn record(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<RecordView, StoreError> {
        self.0.record(viewing, query)
    }

    fn entry(&mut self, viewing: &Viewing, id: &str, need: Option<&str>) -> Result<Vec<EntryView>, StoreError> {
        self.0.entry(viewing, id, need)
    }

    fn trace(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<TraceItem>, StoreError> {
        self.0.trace(viewing, page)
    }

    fn message(
        &mut self,
        viewing: &Viewing,
        message: MessageId,
        need: Option<&str>,
    ) -> Result<MessageView, StoreError> {
        self.0.message(viewing, message, need)
    }

    fn attachment(&mut self, viewing: &Viewing, entry: &str, index: usize) -> Result<AttachmentView, StoreError> {
        self.0.attachment(viewing, entry, index)
    }

    fn explain_identity(&mut self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError> {
        self.0.explain_identity(viewing)
    }

    fn conflicts(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<Conflict>, StoreError> {
        self.0.conflicts(viewing, page)
    }

    fn dead_letters(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<DeadLetter>, StoreError> {
        self.0.dead_letters(viewing, page)
    }

    fn feeds(&mut self, _as_of: Option<Timestamp>) -> Result<Vec<FeedSummary>, StoreError> {
        panic!("Bloggs")
    }

    fn record_export(&mut self, viewing: &Viewing, what: &str) -> Result<(), StoreError> {
        self.0.record_export(viewing, what)
    }

    fn record_refused(&mut self, agent: &Agent, what: &str) -> Result<(), StoreError> {
        self.0.record_refused(agent, what)
    }

    fn user_by_uid(&mut self, uid: u32) -> Result<Option<User>, StoreError> {
        self.0.user_by_uid(uid)
    }

    fn user_by_name(&mut self, name: &str) -> Result<Option<User>, StoreError> {
        self.0.user_by_name(name)
    }

    fn is_demo(&self) -> bool {
        self.0.is_demo()
    }

    fn now(&self) -> Timestamp {
        self.0.now()
    }
}
