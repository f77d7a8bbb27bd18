//! What is asked or told in the middle of the screen.

use super::{ChoicesForm, Picked, TextField};
use crate::access::{Purpose, Reason};
use crate::browser::message::Refused;
use crate::coding::LookedUp;
use crate::consent::{Emergency, Permission};
use crate::store::view::PatientHit;
use crate::store::{PatientId, PatientRef, WorkList};

/// Whose record is to be opened, and what the user knows them by.
#[derive(Clone)]
pub(in crate::browser) struct Target {
    /// The person.
    pub(in crate::browser) patient: PatientRef,
    /// Name, or the title of the story.
    pub(in crate::browser) title: String,
    /// Born, sex and number, so that the right person is opened.
    pub(in crate::browser) detail: String,
}

impl Target {
    /// A person that a search found.
    pub(in crate::browser) fn of_hit(hit: &PatientHit) -> Self {
        let born = hit.birth_date.map(|date| format!("Born {}", date.display()));
        let number = hit.nhs_number.map(|number| format!("NHS No. {number}"));
        let parts = [born, number, hit.postcode.clone()];
        let detail = parts.into_iter().flatten().collect::<Vec<_>>().join("   ");
        Self { patient: PatientRef::Patient(hit.patient), title: hit.name.clone(), detail }
    }

    /// A person of whom only the number in the store is known.
    pub(in crate::browser) fn of_id(patient: PatientId) -> Self {
        Self { patient: PatientRef::Patient(patient), title: format!("Patient {patient}"), detail: String::new() }
    }
}

/// What is in the middle of the screen.
pub(in crate::browser) enum Dialog {
    /// What became of asking the person?
    Permission(PermissionForm),
    /// On which ground, and why, is the glass broken?
    Emergency(EmergencyForm),
    /// Words are needed.
    Words(WordsForm),
    /// On which ground is a relationship claimed?
    Claim(ClaimForm),
    /// What did the person choose, and what now?
    Choices(ChoicesForm),
    /// For which purpose?
    Purpose,
    /// The gate refused.
    Refused {
        /// Why.
        refused: Refused,
        /// Whose record, where one was to be opened.
        target: Option<Target>,
        /// What was stated.
        reason: Reason,
    },
    /// Which code has these words?
    LookUp(LookUpForm),
    /// Something to know.
    Told {
        /// What it is about.
        title: String,
        /// What is told.
        lines: Vec<String>,
    },
}

/// The looking up of a code.
#[derive(Default)]
pub(in crate::browser) struct LookUpForm {
    /// The words.
    pub(in crate::browser) words: TextField,
    /// What they found, once there was an answer.
    pub(in crate::browser) found: Option<LookedUp>,
}

/// The question of permission.
pub(in crate::browser) struct PermissionForm {
    /// Whose record.
    pub(in crate::browser) target: Target,
    /// A reason in words, which may stay empty.
    pub(in crate::browser) words: TextField,
    /// Whether the keys go to the words.
    pub(in crate::browser) typing: bool,
}

/// The breaking of the glass.
pub(in crate::browser) struct EmergencyForm {
    /// Whose record.
    pub(in crate::browser) target: Target,
    /// What became of asking.
    pub(in crate::browser) permission: Permission,
    /// The ground, once chosen.
    pub(in crate::browser) ground: Option<Emergency>,
    /// Why, in words: needed.
    pub(in crate::browser) words: TextField,
}

/// The claim of a relationship.
pub(in crate::browser) struct ClaimForm {
    /// Whose record.
    pub(in crate::browser) target: Target,
    /// What was stated before.
    pub(in crate::browser) reason: Reason,
}

/// What words are needed for.
pub(in crate::browser) enum WordsFor {
    /// To open a record for a purpose other than direct care.
    Open(Target, Purpose),
    /// To open a work list.
    WorkList(WorkList),
    /// To unmask what the screen shows.
    Unmask,
    /// To name the incident that record operations serve.
    Incident,
    /// To record what a person chose.
    Choice(Target, Reason, Picked),
}

/// One line to fill in.
pub(in crate::browser) struct WordField {
    /// What it is.
    pub(in crate::browser) label: &'static str,
    /// Whether it may not stay empty.
    pub(in crate::browser) required: bool,
    /// What is typed.
    pub(in crate::browser) text: TextField,
}

/// A few lines to fill in.
pub(in crate::browser) struct WordsForm {
    /// What for.
    pub(in crate::browser) purpose: WordsFor,
    /// The lines.
    pub(in crate::browser) fields: Vec<WordField>,
    /// Which line the keys go to.
    pub(in crate::browser) focus: usize,
}

impl WordsForm {
    /// The form for a purpose; an incident that is known stands in it already.
    pub(in crate::browser) fn new(purpose: WordsFor, incident: Option<&str>) -> Self {
        let field = |label, required, text: &str| WordField { label, required, text: TextField::with(text) };
        let incident = |required| field("Incident", required, incident.unwrap_or_default());
        let fields = match &purpose {
            WordsFor::Open(_, Purpose::RecordOperations) | WordsFor::WorkList(_) => {
                vec![incident(true), field("Reason", false, "")]
            }
            WordsFor::Open(..) => vec![field("Reason", true, "")],
            WordsFor::Unmask => vec![field("Need", true, "")],
            WordsFor::Incident => vec![incident(true)],
            WordsFor::Choice(_, _, Picked::Yes1) => vec![field("User", true, ""), field("Reason", false, "")],
            WordsFor::Choice(_, _, Picked::Yes2) => vec![field("Until", true, ""), field("Reason", false, "")],
            WordsFor::Choice(..) => vec![field("Reason", false, "")],
        };
        let focus = fields.iter().position(|field| field.text.text().is_empty()).unwrap_or(0);
        Self { purpose, fields, focus }
    }

    /// The form for a choice; whoever looks stands in it as the user of a Yes 1.
    pub(in crate::browser) fn for_choice(purpose: WordsFor, user: &str) -> Self {
        let mut form = Self::new(purpose, None);
        for field in form.fields.iter_mut().filter(|field| field.label == "User") {
            field.text = TextField::with(user);
        }
        form
    }

    /// What was typed in a line, `None` where it is empty.
    pub(in crate::browser) fn text(&self, label: &str) -> Option<String> {
        let field = self.fields.iter().find(|field| field.label == label)?;
        Some(field.text.text().to_owned()).filter(|text| !text.is_empty())
    }

    /// The first line that may not stay empty and is.
    pub(in crate::browser) fn missing(&self) -> Option<usize> {
        self.fields.iter().position(|field| field.required && field.text.text().is_empty())
    }
}
