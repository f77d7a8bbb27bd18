//! The whole state of the browser.

use jiff::Timestamp;

use super::{Dialog, Focus, Home, Pending, Picked, Record, Screen, Scroll, Session, Target};
use crate::access::{Purpose, Reason, User};
use crate::browser::effect::Slot;
use crate::browser::keymap::Context;
use crate::browser::message::Refused;
use crate::browser::start::Start;
use crate::browser::view::theme::Theme;
use crate::record::SourceLocation;
use crate::store::view::Page;

/// How much a line under the screen matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Weight {
    /// Something to know.
    Told,
    /// Something that did not work, or must be looked at.
    Warning,
}

/// The help that lies over everything.
pub(in crate::browser) struct Help {
    /// Whose keys it explains.
    pub(in crate::browser) context: Context,
    /// Where the reader is.
    pub(in crate::browser) scroll: Scroll,
}

/// The whole state of the browser. Only `update` changes it; drawing only looks at it.
pub struct Model {
    pub(in crate::browser) session: Session,
    pub(in crate::browser) now: Timestamp,
    pub(in crate::browser) theme: Theme,
    pub(in crate::browser) home: Home,
    /// The open record, while there is one.
    pub(in crate::browser) record: Option<Record>,
    /// The screens over the first one, the one in sight last.
    pub(in crate::browser) stack: Vec<Screen>,
    pub(in crate::browser) dialog: Option<Dialog>,
    pub(in crate::browser) help: Option<Help>,
    /// One line that is told until the next key.
    pub(in crate::browser) notice: Option<(Weight, String)>,
    pub(in crate::browser) pending: Pending,
    /// What is being opened, until the store answers.
    pub(in crate::browser) opening: Option<(Option<Target>, Reason)>,
    /// Which choice is being recorded, and whose, until the store answers.
    pub(in crate::browser) stating: Option<(Picked, Target)>,
    /// Under which view a raw message was asked for, and the place it is to open at.
    pub(in crate::browser) pointing: (Slot, Option<SourceLocation>),
    /// The page of the record that was asked for last, and of which tab.
    pub(in crate::browser) page: (usize, Page),
}

impl Model {
    /// The browser as it opens.
    pub fn new(start: &Start, user: &User) -> Self {
        Self {
            session: Session {
                user: user.name.clone(),
                full_name: user.full_name.clone(),
                purpose: start.purpose,
                incident: start.incident.clone(),
                arguments: start.arguments.clone(),
                as_of: start.as_of,
                valid_at: start.valid_at,
            },
            now: start.clock.now(),
            theme: Theme::new(start.colour),
            home: Home::new(start.stories.clone()),
            record: None,
            stack: Vec::new(),
            dialog: None,
            help: None,
            notice: None,
            pending: Pending::default(),
            opening: None,
            stating: None,
            pointing: (Slot::Record, None),
            page: (0, Page::ALL),
        }
    }

    /// Where the keys go now.
    pub fn context(&self) -> Context {
        if self.help.is_some() { Context::Help } else { self.context_below_help() }
    }

    /// Where the keys go, the help apart.
    pub(in crate::browser) fn context_below_help(&self) -> Context {
        match &self.dialog {
            Some(Dialog::Permission(form)) if form.typing => Context::Words,
            Some(Dialog::Permission(_)) => Context::Permission,
            Some(Dialog::Emergency(form)) if form.ground.is_none() => Context::Ground,
            Some(Dialog::Emergency(_) | Dialog::Words(_)) => Context::Words,
            Some(Dialog::Claim(_)) => Context::Claim,
            Some(Dialog::Choices(_)) => Context::Choices,
            Some(Dialog::Purpose) => Context::Purpose,
            Some(Dialog::Refused { .. }) => Context::Refused,
            Some(Dialog::LookUp(_)) => Context::LookUp,
            Some(Dialog::Told { .. }) => Context::Told,
            None => self.screen_context(),
        }
    }

    fn screen_context(&self) -> Context {
        let typing = || self.record.as_ref().and_then(|record| record.filter.as_ref()).is_some_and(|it| it.typing);
        match self.stack.last() {
            None if self.home.focus == Focus::List => Context::Results,
            None => Context::Form,
            Some(Screen::Record) if typing() => Context::Filter,
            Some(Screen::Record) => Context::Record,
            Some(Screen::Entry(_)) => Context::Entry,
            Some(Screen::RawMessage(_)) => Context::RawMessage,
            Some(Screen::Trace(_)) => Context::Trace,
            Some(Screen::Identity(..) | Screen::Demographics(_)) => Context::Reading,
            Some(Screen::Conflicts(_)) => Context::Conflicts,
            Some(Screen::DeadLetters(_)) => Context::DeadLetters,
            Some(Screen::Feeds(_)) => Context::Feeds,
        }
    }

    /// Whether the screen in sight hides text that a stated need might show.
    pub(in crate::browser) fn shows_masked(&self) -> bool {
        match self.stack.last() {
            Some(Screen::Entry(screen)) => screen.entry.masked,
            Some(Screen::RawMessage(screen)) => screen.view.masked,
            _ => false,
        }
    }

    /// Whether another answer might open what was refused.
    pub(in crate::browser) fn refusal_may_yield(&self) -> bool {
        match &self.dialog {
            Some(Dialog::Refused { refused, target: Some(_), reason }) => {
                refused.may_yield() && reason.purpose == Purpose::DirectCare
            }
            _ => false,
        }
    }

    /// Whether a claim of a relationship might open what was refused.
    pub(in crate::browser) fn claim_may_open(&self) -> bool {
        matches!(&self.dialog, Some(Dialog::Refused { refused: Refused::ClaimRequired(_), target: Some(_), .. }))
    }

    /// Whether the person may wish to make stand what they refused.
    pub(in crate::browser) fn refusal_may_stand(&self) -> bool {
        matches!(&self.dialog, Some(Dialog::Refused { refused: Refused::PermissionRefused(_), target: Some(_), .. }))
    }

    /// When something must happen although nobody presses a key: the open view closes.
    pub fn deadline(&self) -> Option<Timestamp> {
        self.record.as_ref().map(|record| record.person.basis.expires)
    }
}
