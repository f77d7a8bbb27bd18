//! Everything that can happen to the browser.

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use super::effect::Kind;
use crate::coding::LookedUp;
use crate::consent::Obligation;
use crate::store::view::{
    ChoicesView, Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, MessageView, PatientHit,
    PersonView, RecordView, Stated, TraceItem,
};
use crate::store::{Refusal, StoreError};

/// One thing that happened.
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal changed its size: draw again.
    Resized,
    /// It is this time now.
    Tick(Timestamp),
    /// The store answered.
    Answer {
        /// The generation of the question.
        id: u64,
        /// Its kind.
        kind: Kind,
        /// The answer.
        reply: Reply,
    },
}

/// What the store answered.
pub enum Reply {
    /// People found.
    Found(Vec<PatientHit>),
    /// A record was opened.
    Opened(Box<Opened>),
    /// What a person chose.
    Choices(ChoicesView),
    /// What became of a choice that was stated.
    Stated(Stated),
    /// A page of the record.
    Page(Box<RecordView>),
    /// The versions of one entry, newest first.
    Entry(Vec<EntryView>),
    /// A raw message.
    Message(Box<MessageView>),
    /// Messages that touched the person.
    Trace(Vec<TraceItem>),
    /// Why the identities are one.
    Identity(Box<IdentityExplanation>),
    /// Conflicts.
    Conflicts(Vec<Conflict>),
    /// Dead letters.
    DeadLetters(Vec<DeadLetter>),
    /// Feeds.
    Feeds(Vec<FeedSummary>),
    /// Codes found by their words.
    Codes(LookedUp),
    /// The gate refused.
    Refused(Refused),
    /// The store failed.
    Failed(Failure),
}

/// A record as it is first shown.
pub struct Opened {
    /// The person.
    pub person: PersonView,
    /// The first page of the timeline, with the counts of all sections.
    pub record: RecordView,
    /// The allergies.
    pub allergies: RecordView,
}

/// Why the gate refused, in a form that can be kept and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Nobody, or somebody whose record is hidden: they look alike.
    NotFound,
    /// So many unlinked people hold the number.
    Ambiguous(usize),
    /// Refused, with the sentence of the decision.
    Denied(String),
    /// The person refused for this encounter, and may wish that to stand.
    PermissionRefused(String),
    /// The person must be asked first.
    AskConsent(String),
    /// Only an emergency opens the record.
    BreakGlassRequired(String),
    /// Only a claimed relationship opens the record.
    ClaimRequired(String),
    /// An opt-out stands.
    OptedOut,
    /// No role of the user looks for people on this purpose.
    MayNotSearch,
    /// The caller is not a registered user.
    UnknownUser,
    /// The store or its audit failed, so nothing is shown.
    Store(Failure),
}

impl Refused {
    /// Whether another answer, or an emergency, might open the record.
    pub const fn may_yield(&self) -> bool {
        matches!(
            self,
            Self::Denied(_)
                | Self::PermissionRefused(_)
                | Self::AskConsent(_)
                | Self::BreakGlassRequired(_)
                | Self::ClaimRequired(_)
        )
    }
}

/// A failure of the store in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The sentence, causes included.
    pub text: String,
    /// Whether the view is over and must be opened again.
    pub view_over: bool,
}

impl From<&StoreError> for Failure {
    fn from(error: &StoreError) -> Self {
        let mut text = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            text.push_str(": ");
            text.push_str(&inner.to_string());
            cause = inner.source();
        }
        Self { text, view_over: matches!(error, StoreError::OutsideView(_)) }
    }
}

impl From<&Refusal> for Refused {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            Refusal::Ambiguous(count) => Self::Ambiguous(*count),
            Refusal::Denied(decision) if decision.obligations.contains(&Obligation::OfferStandingChoice) => {
                Self::PermissionRefused(decision.reason.to_owned())
            }
            Refusal::Denied(decision) => Self::Denied(decision.reason.to_owned()),
            Refusal::AskConsent(decision) => Self::AskConsent(decision.reason.to_owned()),
            Refusal::BreakGlassRequired(decision) => Self::BreakGlassRequired(decision.reason.to_owned()),
            Refusal::ClaimRequired(decision) => Self::ClaimRequired(decision.reason.to_owned()),
            Refusal::OptedOut => Self::OptedOut,
            Refusal::MayNotSearch => Self::MayNotSearch,
            Refusal::UnknownUser => Self::UnknownUser,
            Refusal::Store(error) => Self::Store(error.into()),
        }
    }
}
