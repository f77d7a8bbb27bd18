//! A relationship that is claimed, and what a person chooses at the point of care.

use crate::access::{Claim, Reason};
use crate::browser::action::Action;
use crate::browser::effect::{Effect, Job, Kind};
use crate::browser::message::Refused;
use crate::browser::model::{
    ChoicesForm, ClaimForm, Dialog, Model, NoStatement, Picked, Target, Weight, WordsFor, WordsForm,
};
use crate::store::PatientRef;
use crate::store::view::{ChoicesView, Stated};

impl Model {
    pub(super) fn in_claim(&mut self, form: ClaimForm, action: Action) -> Vec<Effect> {
        let claim = match action {
            Action::ClaimAttending => Claim::Attending,
            Action::ClaimReferred => Claim::Referred,
            Action::ClaimAdvice => Claim::Advice,
            Action::ClaimCover => Claim::Cover,
            Action::ClaimFollowUp => Claim::FollowUp,
            Action::Back => return Vec::new(),
            _ => {
                self.dialog = Some(Dialog::Claim(form));
                return Vec::new();
            }
        };
        self.open(form.target, Reason { claim: Some(claim), ..form.reason })
    }

    /// The choices of whoever the open record is of.
    pub(super) fn ask_choices_of_record(&mut self) -> Vec<Effect> {
        let Some(record) = &self.record else { return Vec::new() };
        let hit = &record.person.person;
        let target = Target { patient: PatientRef::Patient(hit.patient), ..Target::of_hit(hit) };
        let reason = record.reason.clone();
        self.ask_choices(target, reason)
    }

    /// The choices of somebody whose record is not open.
    pub(super) fn ask_choices(&mut self, target: Target, reason: Reason) -> Vec<Effect> {
        let patient = target.patient.clone();
        let form = ChoicesForm { target, reason: reason.clone(), stands: None, answered: false };
        self.dialog = Some(Dialog::Choices(form));
        self.ask(Job::Choices { reason, patient })
    }

    pub(super) fn take_choices(&mut self, view: ChoicesView) {
        if let Some(Dialog::Choices(form)) = &mut self.dialog {
            form.stands = view.stands;
            form.answered = true;
        }
    }

    pub(super) fn in_choices(&mut self, form: ChoicesForm, action: Action) -> Vec<Effect> {
        let picked = match action {
            Action::Yes1 => Picked::Yes1,
            Action::Yes2 => Picked::Yes2,
            Action::Yes3 => Picked::Yes3,
            Action::No1 => Picked::No1,
            Action::No2 => Picked::No2,
            Action::Back => {
                self.pending.forget(Kind::Choices);
                return Vec::new();
            }
            _ => {
                self.dialog = Some(Dialog::Choices(form));
                return Vec::new();
            }
        };
        self.pending.forget(Kind::Choices);
        let purpose = WordsFor::Choice(form.target, form.reason, picked);
        self.dialog = Some(Dialog::Words(WordsForm::for_choice(purpose, &self.session.user)));
        Vec::new()
    }

    /// The choice as it was filled in: recorded, or the form again with what is wrong.
    pub(super) fn state_choice(&mut self, form: WordsForm) -> Vec<Effect> {
        let WordsFor::Choice(target, reason, picked) = &form.purpose else { return Vec::new() };
        let (user, until) = (form.text("User"), form.text("Until"));
        match picked.statement(user.as_deref(), until.as_deref(), self.now) {
            Err(NoStatement(why)) => {
                self.notice = Some((Weight::Warning, why.to_owned()));
                self.dialog = Some(Dialog::Words(form));
                Vec::new()
            }
            Ok(said) => {
                let reason = Reason { text: form.text("Reason").or_else(|| reason.text.clone()), ..reason.clone() };
                let patient = target.patient.clone();
                self.stating = Some((*picked, target.clone()));
                self.ask(Job::State { reason, patient, said })
            }
        }
    }

    pub(super) fn take_stated(&mut self, stated: &Stated) -> Vec<Effect> {
        let Some((picked, target)) = self.stating.take() else { return Vec::new() };
        let mut lines = vec![target.title, picked.title().to_owned(), String::new()];
        let mut effects = Vec::new();
        match stated {
            Stated::Holds => {
                lines.push("It is recorded and holds from now on.".to_owned());
                if picked.closes() && self.record.is_some() {
                    effects = self.close_record();
                    lines.push("The open record was closed.".to_owned());
                }
            }
            Stated::Waits { request } => {
                lines.push("It does not hold yet: a second user must approve it, within seven days:".to_owned());
                lines.push(format!("dcr consent approve {request}"));
            }
        }
        self.help = None;
        self.dialog = Some(Dialog::Told { title: "The choice".to_owned(), lines });
        effects
    }

    /// What was refused might be opened by a claim, or the person might wish the refusal to stand.
    pub(super) fn after_refusal(
        &mut self,
        refused: &Refused,
        target: Target,
        reason: &Reason,
        action: Action,
    ) -> Option<Vec<Effect>> {
        match (action, refused) {
            (Action::Claim, Refused::ClaimRequired(_)) => {
                self.dialog = Some(Dialog::Claim(ClaimForm { target, reason: reason.clone() }));
                Some(Vec::new())
            }
            (Action::Choices, Refused::PermissionRefused(_)) => Some(self.ask_choices(target, reason.clone())),
            _ => None,
        }
    }
}
