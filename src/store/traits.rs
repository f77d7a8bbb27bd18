//! What every store can be asked, whatever keeps it.

use jiff::Timestamp;

use super::view::{
    AttachmentView, ChoicesView, Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, MessageView, Page,
    PatientHit, PersonView, RecordView, Stated, TraceItem,
};
use super::{PatientRef, Refusal, StoreError, Viewing};
use crate::access::{Reason, User};
use crate::audit::Agent;
use crate::consent::ChoiceStatement;
use crate::record::{MessageId, PartialDateTime, Section};

/// Who asks, why, and in which call.
#[derive(Debug, Clone)]
pub struct ViewRequest {
    /// The user, already looked up in the store.
    pub user: User,
    /// Purpose, words, permission, emergency.
    pub reason: Reason,
    /// One id for all events of one call.
    pub request: String,
}

/// How to look for people. Every part that is given must fit; text is folded before it is compared.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PatientQuery {
    /// By number: NHS, local or store.
    pub number: Option<PatientRef>,
    /// A local number whose authority is not known.
    pub local: Option<String>,
    /// The family name, or its beginning followed by `*`.
    pub family: Option<String>,
    /// A given name or its beginning.
    pub given: Option<String>,
    /// The date of birth, as precise as it is known.
    pub birth_date: Option<PartialDateTime>,
    /// The postcode, or its outward half.
    pub postcode: Option<String>,
    /// The most people to return; 0 means 50.
    pub limit: usize,
    /// What the store knew then; `None` is now.
    pub as_of: Option<Timestamp>,
    /// What was true then; `None` is no restriction.
    pub valid_at: Option<Timestamp>,
}

impl std::fmt::Debug for PatientQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PatientQuery(‹masked›)")
    }
}

/// Which part of a record, as known and as true at which time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordQuery {
    /// The sections wanted; empty means all.
    pub sections: Vec<Section>,
    /// What the store knew then; `None` is now.
    pub as_of: Option<Timestamp>,
    /// What was true then; `None` is no restriction.
    pub valid_at: Option<Timestamp>,
    /// How many entries to skip.
    pub offset: usize,
    /// The most entries to return; 0 means all.
    pub limit: usize,
    /// Whether to order all entries on one timeline, newest first, instead of section by section.
    pub timeline: bool,
}

/// A list of things that wait for a person's decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkList {
    /// Identities that were not linked by guess, and messages whose number came twice.
    Conflicts,
    /// Messages that could not be read.
    DeadLetters,
}

/// Everything a command or the browser may ask of a store.
///
/// The functions that hand out what identifies a person take a [`Viewing`], which only
/// [`Store::open`], [`Store::find`] and [`Store::open_work_list`] make.
pub trait Store: Send {
    /// Looks for people: decides, writes the audit event that names the hits, and returns them.
    /// People whose record is hidden from this user are not among them.
    fn find(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal>;

    /// Opens one person's record: finds the person, decides, writes the audit event, and only then
    /// hands out the licence.
    fn open(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<Viewing, Refusal>;

    /// What a person chose about who may see their record, for whoever sees the record or keeps the
    /// choices; audited as a view is.
    fn choices(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<ChoicesView, Refusal>;

    /// Records what a person said about who may see their record, to a user who has them before
    /// them or who keeps the choices. What restricts holds at once; a choice that opens the record to
    /// more people for good becomes a request that a second user decides.
    fn state_choice_of(
        &mut self,
        request: &ViewRequest,
        patient: &PatientRef,
        said: &ChoiceStatement,
    ) -> Result<Stated, Refusal>;

    /// Opens a work list.
    fn open_work_list(&mut self, request: &ViewRequest, list: WorkList) -> Result<Viewing, Refusal>;

    /// The person: every identity each source holds, where they are now.
    fn person(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<PersonView, StoreError>;

    /// The record, or a page of it.
    fn record(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<RecordView, StoreError>;

    /// One entry with all its versions, newest first. `need` unmasks it under record operations,
    /// and is audited.
    fn entry(&mut self, viewing: &Viewing, id: &str, need: Option<&str>) -> Result<Vec<EntryView>, StoreError>;

    /// Every message from every feed that touched this person, in order of arrival.
    fn trace(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<TraceItem>, StoreError>;

    /// One raw message, masked as the view is. `need` unmasks clinical text under record
    /// operations, and is audited.
    fn message(&mut self, viewing: &Viewing, message: MessageId, need: Option<&str>)
    -> Result<MessageView, StoreError>;

    /// The content of an attachment, decoded from its raw message.
    fn attachment(&mut self, viewing: &Viewing, entry: &str, index: usize) -> Result<AttachmentView, StoreError>;

    /// Why the identities of this person are one.
    fn explain_identity(&mut self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError>;

    /// Conflicts that wait for a decision, newest first.
    fn conflicts(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<Conflict>, StoreError>;

    /// Messages that could not be read, newest first.
    fn dead_letters(&mut self, viewing: &Viewing, page: Page) -> Result<Vec<DeadLetter>, StoreError>;

    /// The feeds and their counts, as known then or now. Nothing in it identifies a person.
    fn feeds(&mut self, as_of: Option<Timestamp>) -> Result<Vec<FeedSummary>, StoreError>;

    /// Records that the view left the tool as a file or on a clipboard, before it does.
    fn record_export(&mut self, viewing: &Viewing, what: &str) -> Result<(), StoreError>;

    /// The registered user of an operating-system account.
    fn user_by_uid(&mut self, uid: u32) -> Result<Option<User>, StoreError>;

    /// A registered user by name.
    fn user_by_name(&mut self, name: &str) -> Result<Option<User>, StoreError>;

    /// Writes into the audit that a caller was refused before anything was asked: whom the store does
    /// not know, or whose role does not allow it. `what` says what was tried, and nothing of a person.
    fn record_refused(&mut self, agent: &Agent, what: &str) -> Result<(), StoreError>;

    /// Whether this is a demo store, in which a caller may act as any user.
    fn is_demo(&self) -> bool;

    /// The time by this store's clock.
    fn now(&self) -> Timestamp;
}
