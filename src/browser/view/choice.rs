//! What a person chose, in the words of the leaflet.

use jiff::Timestamp;

use super::dialog::{Row, whose};
use super::theme::Meaning;
use crate::browser::keymap::Context;
use crate::browser::model::{ChoicesForm, ClaimForm, Picked, Target};
use crate::consent::{Choices, OverlayChoice, StandingChoice};
use crate::record::PartialDateTime;

/// The claim of a relationship, with what will follow from it.
pub(super) fn claim(form: &ClaimForm) -> Vec<Row<'static>> {
    let mut rows = whose(&form.target);
    let text = "You state that the person is in your care though the record does not show it. Your name and the ground \
                are written to the audit, the privacy officer is told, and it lasts for a shift. On which ground?";
    rows.push(Row::Text(text.to_owned(), Meaning::Warning));
    rows.push(Row::Keys(Context::Claim));
    rows
}

/// What stands, and the five choices.
pub(super) fn choices(form: &ChoicesForm, now: Timestamp) -> Vec<Row<'static>> {
    let mut rows = whose(&form.target);
    let mut say = |text: &str| rows.push(Row::Text(text.to_owned(), Meaning::Plain));
    match (&form.stands, form.answered) {
        (Some(choices), _) => stands(choices, now).iter().for_each(|line| say(line)),
        (None, true) => say("What stands may not be shown to you."),
        (None, false) => say("What stands is being looked up."),
    }
    rows.push(Row::Aside("What does the person choose now?".to_owned()));
    rows.push(Row::Keys(Context::Choices));
    rows
}

/// A choice that was picked: what it is, and what will follow.
pub(super) fn picked(target: &Target, picked: Picked) -> Vec<Row<'static>> {
    let mut rows = whose(target);
    rows.push(Row::Text(picked.title().to_owned(), Meaning::Title));
    rows.push(Row::Text(picked.consequence().to_owned(), Meaning::Warning));
    rows
}

fn stands(choices: &Choices, now: Timestamp) -> Vec<String> {
    let said = |stated| format!("said {}", day(stated));
    let standing = choices.standing.map_or_else(
        || "Stands: nothing was chosen (opted in, asked at the point of care)".to_owned(),
        |standing| {
            let words = match standing.choice {
                StandingChoice::Yes3 => "Yes 3 (anyone in my care, at all times)",
                StandingChoice::No1 => "No 1 (emergencies and safeguarding only)",
                StandingChoice::No2 => "No 2 (nobody, not even in an emergency)",
            };
            format!("Stands: {words}, {}", said(standing.stated))
        },
    );
    let over = choices.overlay.as_ref().filter(|overlay| overlay.end().is_none_or(|end| now < end)).map(|overlay| {
        let words = match &overlay.choice {
            OverlayChoice::Yes1 { user } => format!("Yes 1 ({user} only, today only)"),
            OverlayChoice::Yes2 => "Yes 2 (anyone in my care)".to_owned(),
        };
        let until = overlay.end().map_or_else(|| "no end given".to_owned(), |end| format!("until {}", when(end)));
        format!("Over it: {words}, {until}, {}", said(overlay.stated))
    });
    [Some(standing), over].into_iter().flatten().collect()
}

fn when(instant: Timestamp) -> String {
    PartialDateTime::from(instant).display()
}

/// The day of an instant in London.
fn day(instant: Timestamp) -> String {
    let mut day = when(instant);
    day.truncate(11);
    day
}
