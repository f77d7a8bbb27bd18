//! What is answered in a dialogue.

use crate::access::{Purpose, Reason};
use crate::browser::action::Action;
use crate::browser::effect::{Effect, Job, Kind, Slot};
use crate::browser::message::Refused;
use crate::browser::model::{
    Dialog, EmergencyForm, LookUpForm, Model, PAGE, PermissionForm, Record, Screen, Target, TextField, Weight,
    WordsFor, WordsForm, purpose_words,
};
use crate::consent::{Emergency, Permission};
use crate::store::WorkList;
use crate::store::view::Page;

impl Model {
    pub(super) fn act_in_dialog(&mut self, action: Action) -> Vec<Effect> {
        match self.dialog.take() {
            Some(Dialog::Permission(form)) => self.in_permission(form, action),
            Some(Dialog::Emergency(form)) => self.in_emergency(form, action),
            Some(Dialog::Words(form)) => self.in_words(form, action),
            Some(Dialog::Claim(form)) => self.in_claim(form, action),
            Some(Dialog::Choices(form)) => self.in_choices(form, action),
            Some(Dialog::Purpose) => self.in_purpose(action),
            Some(Dialog::Refused { refused, target, reason }) => self.in_refused(refused, target, reason, action),
            Some(Dialog::LookUp(form)) => {
                self.in_look_up(form, action);
                Vec::new()
            }
            Some(Dialog::Told { .. }) | None => Vec::new(),
        }
    }

    fn in_look_up(&mut self, mut form: LookUpForm, action: Action) {
        self.pending.forget(Kind::LookUp);
        if action == Action::Clear {
            form.words.clear();
            form.found = None;
            self.dialog = Some(Dialog::LookUp(form));
        }
    }

    /// The words of a code changed: what they find is asked at once, and a question that still waits
    /// is replaced.
    pub(super) fn look_up(&mut self) -> Vec<Effect> {
        let Some(Dialog::LookUp(form)) = &mut self.dialog else { return Vec::new() };
        let words = form.words.text().to_owned();
        if words.is_empty() {
            form.found = None;
            self.pending.forget(Kind::LookUp);
            return Vec::new();
        }
        self.ask(Job::LookUp(words))
    }

    fn in_permission(&mut self, mut form: PermissionForm, action: Action) -> Vec<Effect> {
        let permission = match action {
            Action::PermissionGiven => Permission::Given,
            Action::PermissionDiscussed => Permission::Discussed,
            Action::PermissionNotAsked => Permission::NotAsked,
            Action::PermissionRefused => Permission::Refused,
            Action::PermissionUnable => Permission::Unable,
            Action::Emergency => {
                let PermissionForm { target, words, .. } = form;
                let permission = Permission::Unable;
                self.dialog = Some(Dialog::Emergency(EmergencyForm { target, permission, ground: None, words }));
                return Vec::new();
            }
            Action::Back if !form.typing => return Vec::new(),
            other => {
                form.typing = other == Action::Words;
                self.dialog = Some(Dialog::Permission(form));
                return Vec::new();
            }
        };
        let reason = Reason { purpose: Purpose::DirectCare, text: words(&form.words), permission, ..Reason::default() };
        self.open(form.target, reason)
    }

    fn in_emergency(&mut self, mut form: EmergencyForm, action: Action) -> Vec<Effect> {
        match action {
            Action::Medical => form.ground = Some(Emergency::Medical),
            Action::Safeguarding => form.ground = Some(Emergency::Safeguarding),
            Action::OverridingInterest => form.ground = Some(Emergency::OverridingInterest),
            Action::Back if form.ground.is_none() => return Vec::new(),
            Action::Back => form.ground = None,
            Action::Submit if form.words.text().is_empty() => {
                self.notice = Some((Weight::Warning, "Say in words why: it is read by a second person.".to_owned()));
            }
            Action::Submit => {
                let reason = Reason {
                    purpose: Purpose::DirectCare,
                    text: words(&form.words),
                    permission: form.permission,
                    emergency: form.ground,
                    ..Reason::default()
                };
                return self.open(form.target, reason);
            }
            _ => {}
        }
        self.dialog = Some(Dialog::Emergency(form));
        Vec::new()
    }

    fn in_words(&mut self, mut form: WordsForm, action: Action) -> Vec<Effect> {
        let count = form.fields.len().max(1);
        match action {
            Action::Back => return Vec::new(),
            Action::NextField => form.focus = (form.focus + 1) % count,
            Action::PreviousField => form.focus = (form.focus + count - 1) % count,
            Action::Submit => match form.missing() {
                Some(missing) => {
                    form.focus = missing;
                    let label = form.fields.get(missing).map_or("This", |field| field.label);
                    self.notice = Some((Weight::Warning, format!("{label} may not stay empty.")));
                }
                None => return self.submit_words(form),
            },
            _ => {}
        }
        self.dialog = Some(Dialog::Words(form));
        Vec::new()
    }

    fn submit_words(&mut self, form: WordsForm) -> Vec<Effect> {
        let (incident, text) = (form.text("Incident"), form.text("Reason"));
        if incident.is_some() {
            self.session.incident.clone_from(&incident);
        }
        match form.purpose {
            WordsFor::Open(target, purpose) => {
                self.open(target, Reason { purpose, text, incident, ..Reason::default() })
            }
            WordsFor::WorkList(list) => {
                let reason = Reason { purpose: Purpose::RecordOperations, text, incident, ..Reason::default() };
                self.opening = Some((None, reason.clone()));
                self.ask(Job::OpenWorkList { reason, list, page: self.session.page(Page::of(0, PAGE)) })
            }
            WordsFor::Unmask => self.unmask(form.text("Need")),
            WordsFor::Incident => self.choose_purpose(Purpose::RecordOperations),
            WordsFor::Choice(..) => self.state_choice(form),
        }
    }

    fn in_purpose(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::DirectCare => self.choose_purpose(Purpose::DirectCare),
            Action::SubjectAccess => self.choose_purpose(Purpose::SubjectAccess),
            Action::PrivacyInvestigation => self.choose_purpose(Purpose::PrivacyInvestigation),
            Action::RecordOperations => {
                let form = WordsForm::new(WordsFor::Incident, self.session.incident.as_deref());
                self.dialog = Some(Dialog::Words(form));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// What was found for one purpose may not be opened for another unseen, so the hits go.
    fn choose_purpose(&mut self, purpose: Purpose) -> Vec<Effect> {
        if self.session.purpose != purpose {
            self.session.purpose = purpose;
            self.home.hits = None;
        }
        self.tell(Weight::Told, format!("You look for {}.", purpose_words(purpose)))
    }

    fn in_refused(&mut self, refused: Refused, target: Option<Target>, reason: Reason, action: Action) -> Vec<Effect> {
        let asks = refused.may_yield() && reason.purpose == Purpose::DirectCare;
        let words = TextField::with(reason.text.as_deref().unwrap_or_default());
        if let Some(target) = target.as_ref().filter(|_| asks)
            && let Some(effects) = self.after_refusal(&refused, target.clone(), &reason, action)
        {
            return effects;
        }
        match (action, target) {
            (Action::AskAgain, Some(target)) if asks => {
                self.dialog = Some(Dialog::Permission(PermissionForm { target, words, typing: false }));
            }
            (Action::Emergency, Some(target)) if asks => {
                // An emergency is stated for somebody who refused, or who cannot be asked.
                let refused = reason.permission == Permission::Refused;
                let permission = if refused { Permission::Refused } else { Permission::Unable };
                self.dialog = Some(Dialog::Emergency(EmergencyForm { target, permission, ground: None, words }));
            }
            (Action::Back, _) => {}
            (_, target) => {
                self.notice = Some((Weight::Warning, "That would not open this record.".to_owned()));
                self.dialog = Some(Dialog::Refused { refused, target, reason });
            }
        }
        Vec::new()
    }

    pub(super) fn open(&mut self, target: Target, reason: Reason) -> Vec<Effect> {
        let query = Record::first_query(&self.session);
        let patient = target.patient.clone();
        self.opening = Some((Some(target), reason.clone()));
        self.ask(Job::Open { reason, patient, query })
    }

    /// Asks again for what the screen shows, with the need stated.
    fn unmask(&mut self, need: Option<String>) -> Vec<Effect> {
        let job = match self.stack.last() {
            Some(Screen::Entry(screen)) => Job::Entry { id: screen.entry.id.clone(), need },
            Some(Screen::RawMessage(screen)) => {
                self.pointing = (screen.slot, screen.location.clone());
                Job::Message { slot: screen.slot, message: screen.view.message, need }
            }
            _ => return Vec::new(),
        };
        self.ask(job)
    }

    /// The work list that an answer belongs to goes on top, or grows.
    pub(super) fn is_over(&self, list: WorkList) -> bool {
        self.stack.last().and_then(Screen::work_list) == Some(list)
    }

    /// Under which view the screen in sight stands.
    pub(super) fn slot(&self) -> Slot {
        if self.stack.last().is_some_and(Screen::is_of_record) { Slot::Record } else { Slot::WorkList }
    }
}

fn words(field: &TextField) -> Option<String> {
    Some(field.text().to_owned()).filter(|text| !text.is_empty())
}
